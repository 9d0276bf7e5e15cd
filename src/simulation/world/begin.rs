//! The first second of a run: everything that was there before is at rest,
//! servers are up, targets are known, credits are full.

use super::super::balancing::{Answer, Reason};
use super::super::dice::Dice;
use super::super::group::Group;
use super::super::load::{self, Change, Load, Visitors};
use super::super::record::Tally;
use super::super::scenario::{Run, Shape};
use super::super::servers::{Done, Latency, Launch, Machine, Phase, Requests, Server, Times};
use super::super::stores::costs::{Meter, ServerKind};
use super::super::wiring::{Callee, Wiring, wiring};
use super::names::instance_id;
use super::story::Story;
use super::watching::Watching;
use super::*;
use crate::architecture::*;
use crate::pricing::Options;

/// The busiest hour of the day as a part of it (PERF-CURVE).
const BUSIEST: f64 = 0.084 * 24.0;

impl World {
    /// The world before the first second of a run.
    pub fn begin(run: &Run, metrics: &mut super::super::cloudwatch::Metrics) -> Self {
        let architecture = &run.document.architecture;
        let clock = run.scenario.begins;
        let workload = architecture.all::<Workload>().next();
        let workload = workload.map_or_else(Workload::default, |(_, it)| it.clone());
        let load = load_of(&run.scenario.load, &workload);
        let mut world = Self {
            at: 0,
            seed: run.seed,
            clock,
            document: run.document.clone(),
            failures: Failures::default(),
            wiring: Arc::new(Wiring::default()),
            zones: Vec::new(),
            servers: Vec::new(),
            next_server: 1,
            groups: Vec::new(),
            pools: Vec::new(),
            balancers: Vec::new(),
            databases: Vec::new(),
            nats: Vec::new(),
            caches: Vec::new(),
            files: super::files::Files::of(&workload),
            buckets: super::buckets::Buckets::of(&workload),
            sends: super::outgoing::Sends::of(&workload),
            refused: Vec::new(),
            checks: Vec::new(),
            unhealthy: std::collections::BTreeSet::new(),
            visitors: Visitors::new(&load, &workload, clock, run.seed),
            gates: Vec::new(),
            believed: load::Cached::new(&[], 60),
            gate_spread: Spread::default(),
            gate_shares: Vec::new(),
            gate_pages: Vec::new(),
            gate_calls: Vec::new(),
            flood: 0,
            attack: 0,
            orders: 0,
            meter: Meter::new(architecture, Options::default()),
            watching: Watching::default(),
            cameras: super::cameras::Cameras::new(architecture, clock, run.seed),
            story: Story::default(),
            tally: Tally::default(),
            waits: Latency::default(),
            shown: Tally::default(),
            outage: None,
        };
        let first = wiring(architecture, &world.failures, &world.unhealthy);
        world.adopt(first);
        world.people(architecture.clone());
        world.settle();
        world.settle_checks();
        world.settle_nats();
        world.begin_watching(metrics);
        world
    }

    /// The servers that were there before.
    fn people(&mut self, architecture: Architecture) {
        let wiring = Arc::clone(&self.wiring);
        for (spot, it) in wiring.spots.iter().enumerate() {
            if it.template.is_some() {
                continue;
            }
            let running = architecture
                .find::<Instance>(&it.of)
                .is_none_or(|it| it.state == InstanceState::Running);
            let name = architecture.name_of(&it.of);
            let at = self.add_server(spot, None, 0, name, running.then_some(true));
            if !running {
                self.servers[at].phase = Phase::Stopped;
            }
        }
        for at in 0..self.groups.len() {
            let desired = self.groups[at].group.desired();
            let spots = self.wiring.groups[at].spots.clone();
            if spots.is_empty() || !self.wiring.groups[at].can_launch {
                continue;
            }
            let mut members = Vec::new();
            for many in 0..desired as usize {
                let place = self.even_place(at, many);
                let name = self.next_name(at);
                let server = self.add_server(spots[place], Some(at), 1, name, Some(true));
                members.push((self.servers[server].number, place));
            }
            let setup = self.groups[at].group.setup().clone();
            self.groups[at].group = Group::settled(setup, 1, self.seed, &members);
        }
    }

    /// Where the next member goes when a group is filled evenly: round the
    /// zones, and in each round the subnets.
    fn even_place(&self, group: usize, many: usize) -> usize {
        let places = &self.groups[group].group.setup().places;
        let zones = places.iter().map(|it| it.zone + 1).max().unwrap_or(1);
        let zone = many % zones;
        let mut within: Vec<usize> = (0..places.len())
            .filter(|it| places[*it].zone == zone)
            .collect();
        if within.is_empty() {
            within.push(0);
        }
        within[(many / zones) % within.len()]
    }

    /// `web-3`.
    pub(super) fn next_name(&mut self, group: usize) -> String {
        let id = &self.groups[group].id;
        let base = self.document.architecture.find::<AutoScalingGroup>(id);
        let base = base.map(|it| it.instance_name.trim().to_owned());
        let base = base
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| self.called(id));
        self.groups[group].named += 1;
        format!("{base}-{}", self.groups[group].named)
    }

    /// A server comes to be: up for long (`Some(true)`), launched now
    /// (`Some(false)`), or stopped. Its place in the list.
    pub(super) fn add_server(
        &mut self,
        spot: usize,
        group: Option<usize>,
        template: u32,
        name: String,
        was_up: Option<bool>,
    ) -> usize {
        let number = self.next_server;
        self.next_server += 1;
        let (machine, launch, kind) = self.blueprint(spot, number);
        let server = match was_up {
            Some(true) => {
                let most = machine.burst.map_or(0.0, |it| it.most());
                Server::up(machine, launch, most)
            }
            Some(false) => Server::launch(self.at, machine, launch),
            None => Server::stopped(machine, launch),
        };
        let of = self.wiring.spots[spot].of.clone();
        if was_up == Some(true) {
            self.meter.launch(self.at, number, &of, kind.as_kind());
        }
        let is_bad = group.is_some_and(|at| self.groups[at].is_bad);
        self.servers.push(Running {
            number,
            name,
            instance_id: instance_id(self.seed, number),
            of,
            group,
            spot,
            depth: self.depth_of(spot),
            template,
            phase: server.phase(),
            server,
            is_bad,
            arrivals: Requests::default(),
            done: Done::default(),
            customers: 0,
            others: 0,
            extra: 0.0,
            broken: 0.0,
            reason: Failure::App500,
            lately: 0,
            shown: 0,
            told: None,
            gone: None,
            minute: (0, 0),
            published: super::publish::OfServer::default(),
            filling: None,
        });
        self.servers.len() - 1
    }

    /// What a server at a spot is made of.
    fn blueprint(&self, spot: usize, number: u32) -> (Machine, Launch, OwnedKind) {
        let it = &self.wiring.spots[spot];
        let architecture = &self.document.architecture;
        let template = it.template.as_ref();
        let template = template.and_then(|id| architecture.find::<LaunchTemplate>(id));
        let instance = architecture.find::<Instance>(&it.of);
        let (machine, own_image, kind) = match (template, instance) {
            (Some(it), _) => (
                Machine::of_template(it),
                it.own_image.is_some(),
                OwnedKind::of(&it.instance_type, &it.volume_type, it.volume_size),
            ),
            (None, Some(it)) => (
                Machine::of_instance(it),
                it.own_image.is_some(),
                OwnedKind::of(&it.instance_type, &it.volume_type, it.volume_size),
            ),
            (None, None) => (
                Machine::of("t3.micro", CreditMode::OfItsType, false),
                false,
                OwnedKind::of("t3.micro", "gp3", 8),
            ),
        };
        let asks_tier = it
            .calls
            .iter()
            .any(|it| matches!(it.callee, Callee::Balancer(_) | Callee::Spot(_)));
        let asks_database = it
            .calls
            .iter()
            .any(|it| matches!(it.callee, Callee::Database(_)));
        let machine = match asks_tier && !asks_database {
            true => machine.as_proxy(),
            false => machine,
        };
        let mut dice = Dice::of(self.seed, &format!("launch {number}"));
        let times = Times::drawn(&mut dice);
        let has_work = it.program.has_user_data() && !own_image;
        let launch = Launch {
            times: match has_work {
                true => times,
                false => times.without_user_data(),
            },
            installs: has_work && it.program.fetches(),
            way_out: it.way_out,
        };
        (machine, launch, kind)
    }

    /// What the meter is to know of a server.
    pub(super) fn kind_of(&self, server: usize) -> OwnedKind {
        let it = &self.servers[server];
        self.blueprint(it.spot, it.number).2
    }

    /// Targets have been checked for long.
    fn settle(&mut self) {
        for at in 0..self.pools.len() {
            let members: Vec<usize> = self.members_of_pool(at);
            let interval = self.pools[at].targets.settings().checks.interval;
            for server in members {
                let number = self.servers[server].number;
                let zone = self.zone(&self.wiring.spots[self.servers[server].spot].zone);
                let failed = match self.answer_to_check(at, &self.pools[at].health_path, number) {
                    Answer::Silent => Some(Reason::Timeout),
                    Answer::Refused => Some(Reason::FailedHealthChecks),
                    Answer::Answered { status, .. } => {
                        let checks = &self.pools[at].targets.settings().checks;
                        (!checks.matcher.takes(status)).then_some(Reason::ResponseCodeMismatch)
                    }
                };
                let mut dice = Dice::of(self.seed, &format!("check {number}"));
                let phase = dice.between(0, interval.max(1) - 1);
                let pool = &mut self.pools[at];
                pool.targets
                    .register_settled(number, zone, 0, phase, failed);
                pool.stale = true;
            }
            self.freshen(at);
        }
        for at in 0..self.balancers.len() {
            let come = self.visitors.rate(0) * self.visitors.of().connections;
            if self.balancers[at].depth == 0 {
                self.balancers[at].balancer.settle(come);
            }
            self.answer_of(at);
        }
        self.look_at_databases();
    }

    /// The servers that are targets of a pool, by place.
    pub(super) fn members_of_pool(&self, pool: usize) -> Vec<usize> {
        let spots = &self.wiring.pools[pool].spots;
        let servers = self.servers.iter().enumerate();
        let mine = servers.filter(|(_, it)| it.gone.is_none() && spots.contains(&it.spot));
        mine.map(|(at, _)| at).collect()
    }
}

/// A server's kind that owns its words.
pub(super) struct OwnedKind {
    instance_type: String,
    volume_type: String,
    volume_size: u32,
}

impl OwnedKind {
    fn of(instance_type: &str, volume_type: &str, volume_size: u32) -> Self {
        Self {
            instance_type: instance_type.to_owned(),
            volume_type: volume_type.to_owned(),
            volume_size,
        }
    }

    /// As the meter takes it.
    pub(super) fn as_kind(&self) -> ServerKind<'_> {
        ServerKind {
            instance_type: &self.instance_type,
            volume_type: &self.volume_type,
            volume_size: self.volume_size,
            public_address: false,
        }
    }
}

/// A scenario's load in the words of the visitors.
fn load_of(load: &super::super::scenario::Load, workload: &Workload) -> Load {
    let visits = load.visits_a_day.unwrap_or(workload.visits_a_day);
    let (visits, shape) = match load.shape {
        Shape::Day => (visits, load::Shape::Curve),
        Shape::Even => (visits, load::Shape::Steady),
        // Rounded to a whole visitor of the day.
        Shape::Peak => (
            (f64::from(visits) * BUSIEST).round() as u32,
            load::Shape::Steady,
        ),
    };
    Load {
        visits_a_day: Some(visits),
        shape,
        factor: load.factor,
        changes: load
            .steps
            .iter()
            .map(|it| Change {
                at: it.at,
                factor: it.factor,
                over: it.over,
            })
            .collect(),
        ..Load::default()
    }
}
