//! Databases, ways out and the name after the wiring has changed.

use super::super::balancing::Spread;
use super::super::dice::Dice;
use super::super::load::Cached;
use super::super::load::names::PROPAGATION;
use super::super::stores::database::{self, Database};
use super::super::wiring::{Behind, DatabaseWiring, Wiring};
use super::{DatabaseRun, Gate, World};
use crate::architecture::ResourceId;

impl DatabaseRun {
    /// One of which nobody has asked anything yet.
    pub(super) fn of(id: ResourceId, database: Database, told: Option<u32>) -> Self {
        Self {
            id,
            database,
            reads: 0,
            writes: 0,
            clients: 0,
            broken: 0.0,
            refused: 0.0,
            latency: 0.002,
            connections: 0,
            cpu: 0.0,
            told,
        }
    }
}

impl World {
    /// Where a database stands, by the numbers of its zones.
    pub(super) fn database_place(&self, it: &DatabaseWiring) -> database::Place {
        let number = |zone: &Option<String>| {
            let at = zone.as_ref().map(|it| self.zone(it))?;
            u8::try_from(at).ok()
        };
        database::Place {
            primary: number(&it.primary_zone).unwrap_or_default(),
            standby: number(&it.standby_zone),
        }
    }

    pub(super) fn adopt_databases(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.databases);
        for it in &wiring.databases {
            let Some(drawn) = self
                .document
                .architecture
                .find::<crate::architecture::Database>(&it.id)
            else {
                continue;
            };
            let settings = database::Settings::of(drawn);
            let place = self.database_place(it);
            let known = old.iter().position(|old| old.id == it.id);
            let run = match known {
                Some(at) => {
                    let mut run = old.remove(at);
                    run.database.renew(self.at, settings, place);
                    run
                }
                None => {
                    let dice = Dice::of(self.seed, &format!("database {}", it.id));
                    let relations = crate::relations::Relations::of(&self.document.architecture);
                    let region = relations.region_code_of(&it.id).unwrap_or_default();
                    let database = Database::new(settings, place, region, self.clock, dice);
                    DatabaseRun::of(it.id.clone(), database, None)
                }
            };
            self.databases.push(run);
        }
    }

    /// Where the name leads. Who asked before believes the old answer for a
    /// while, and a changed record takes a while to be known (SR5-6).
    pub(super) fn adopt_gates(&mut self, before: &Wiring, wiring: &Wiring) {
        let balancers = (0..wiring.balancers.len()).map(Gate::Balancer);
        let spots = (0..wiring.spots.len())
            .filter(|it| wiring.spots[*it].template.is_none())
            .map(Gate::Spot);
        let sites = (0..wiring.sites.len()).map(Gate::Site);
        let gates: Vec<Gate> = balancers.chain(spots).chain(sites).collect();
        let mut shares = vec![0.0; gates.len()];
        for door in &wiring.entrance.doors {
            let gate = match door.behind {
                Behind::Node(balancer, _) => Gate::Balancer(balancer),
                Behind::Spot(spot) => Gate::Spot(spot),
                Behind::Site(site) => Gate::Site(site),
            };
            if let Some(at) = gates.iter().position(|it| *it == gate) {
                shares[at] += door.share;
            }
            if let Behind::Node(balancer, node) = door.behind {
                self.balancers[balancer].let_in[node] = door.let_in;
            }
        }
        // Gates that nobody ever used take no part.
        if gates == self.gates {
            let edited = before.entrance.records != wiring.entrance.records;
            let at = self.at + if edited { PROPAGATION } else { 0 };
            self.believed.change(at, &shares);
            self.believed.set_ttl(wiring.entrance.ttl);
        } else {
            self.believed = Cached::new(&shares, wiring.entrance.ttl);
            self.gates = gates;
        }
        self.gate_spread = Spread::new(self.gates.len() + 1);
        self.gate_shares = vec![0.0; self.gates.len() + 1];
        self.gate_pages = vec![0; self.gates.len() + 1];
        self.gate_calls = vec![0; self.gates.len() + 1];
    }
}
