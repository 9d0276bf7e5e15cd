//! A moment as it is drawn.

use super::super::balancing::State;
use super::super::record::TALLY;
use super::super::servers;
use super::super::view::{DatabaseView, End, Health, Phase, ServerView, View, Way};
use super::super::wiring::{Callee, Serves};
use super::{Gate, Running, World};

impl World {
    /// What is to be seen now.
    pub fn look(&self) -> View {
        let tally = &self.shown;
        let over = tally.answered + tally.failures();
        View {
            at: self.at,
            asked: f64::from(tally.asked) / f64::from(TALLY),
            answered: (over > 0).then(|| f64::from(tally.answered) / f64::from(over)),
            servers: self
                .servers
                .iter()
                .map(|it| self.look_at_server(it))
                .collect(),
            databases: self.look_at_all_databases(),
            lost_zones: self.failures.zones.iter().cloned().collect(),
            down: self.what_is_down(),
            ways: self.ways(),
        }
    }

    fn look_at_server(&self, it: &Running) -> ServerView {
        let spot = &self.wiring.spots[it.spot];
        let phase = phase_of(it);
        let health = self.pools.iter().find_map(|pool| {
            pool.targets.place_of(it.number)?;
            Some(match pool.targets.state_of(it.number) {
                State::Initial => Health::Initial,
                State::Healthy => Health::Healthy,
                State::Unhealthy => Health::Unhealthy,
                State::Draining => Health::Draining,
                _ => Health::Unused,
            })
        });
        let trouble = match () {
            () if it.server.life().is_zone_lost() => "its zone is lost",
            () if phase == Phase::Dead => "the application does not run",
            () if it.server.life().is_disk_full() => "its disk is full",
            () if it.is_bad => "its health check fails",
            () if it.broken >= 0.5 => "its database is away",
            () => "",
        };
        ServerView {
            number: it.number,
            name: it.name.clone(),
            instance_id: it.instance_id.clone(),
            of: it.of.clone(),
            is_member: it.group.is_some(),
            subnet: spot.subnet.clone(),
            zone: spot.zone.clone(),
            phase,
            health,
            cpu: it.server.cpu() / 100.0,
            requests: f64::from(it.shown) / f64::from(TALLY),
            trouble: trouble.to_owned(),
        }
    }

    fn look_at_all_databases(&self) -> Vec<DatabaseView> {
        let zone = |it: u8| self.zones.get(usize::from(it)).cloned();
        self.databases
            .iter()
            .map(|it| {
                let place = it.database.place();
                let all = it.database.allocated_storage().max(1);
                // Below 2^53 bytes.
                let free = it.database.free_storage() as f64 / all as f64;
                DatabaseView {
                    id: it.id.clone(),
                    primary_zone: zone(place.primary).filter(|it| !it.is_empty()),
                    standby_zone: place.standby.and_then(zone),
                    answers: it.database.is_up(),
                    status: it.database.status(self.at).words().to_owned(),
                    connections: it.connections,
                    cpu: it.cpu,
                    free,
                }
            })
            .collect()
    }

    fn what_is_down(&self) -> Vec<crate::architecture::ResourceId> {
        let nats = self
            .wiring
            .nats
            .iter()
            .filter(|it| !it.up)
            .map(|it| it.id.clone());
        let databases = (0..self.databases.len()).filter(|at| !self.is_well(*at));
        let databases = databases.map(|at| self.databases[at].id.clone());
        let mut down: Vec<_> = self.failures.resources.iter().cloned().collect();
        down.extend(nats);
        down.extend(databases);
        down.sort();
        down.dedup();
        down
    }

    /// Where requests go: customers to gates, balancers to servers, servers to
    /// what they call.
    fn ways(&self) -> Vec<Way> {
        let mut ways = Vec::new();
        let asked = f64::from(self.shown.asked) / f64::from(TALLY);
        let lost: u32 = self.shown.failed[..4].iter().sum();
        let lost = f64::from(lost) / f64::from(TALLY);
        let shares = self.believed.answer(self.at);
        for (gate, share) in self.gates.iter().zip(shares) {
            if *share <= 0.0 {
                continue;
            }
            let to = match gate {
                Gate::Balancer(at) => End::Thing(self.balancers[*at].id.clone()),
                Gate::Site(at) => End::Thing(self.wiring.sites[*at].id.clone()),
                Gate::Spot(spot) => {
                    let server = self.live().find(|it| it.spot == *spot);
                    let Some(server) = server else { continue };
                    End::Server(server.number)
                }
            };
            ways.push(Way {
                from: End::Customers,
                to,
                per_second: asked * share,
                failing: lost * share,
            });
        }
        for (at, it) in self.wiring.balancers.iter().enumerate() {
            let Serves::Pool(pool) = it.serves else {
                continue;
            };
            for slot in self.pools[pool].targets.slots() {
                let Some(server) = self.live().find(|it| it.number == slot.target) else {
                    continue;
                };
                if server.shown == 0 {
                    continue;
                }
                let per_second = f64::from(server.shown) / f64::from(TALLY);
                let dead = server.server.knock() != servers::Knock::Answers;
                ways.push(Way {
                    from: End::Thing(self.balancers[at].id.clone()),
                    to: End::Server(server.number),
                    per_second,
                    failing: if dead { per_second } else { 0.0 },
                });
            }
        }
        for server in self.live() {
            if server.shown == 0 || server.server.knock() != servers::Knock::Answers {
                continue;
            }
            let per_second = f64::from(server.shown) / f64::from(TALLY);
            for call in &self.wiring.spots[server.spot].calls {
                let to = match &call.callee {
                    Callee::Database(at) => self.databases.get(*at).map(|it| it.id.clone()),
                    Callee::Balancer(at) => self.balancers.get(*at).map(|it| it.id.clone()),
                    Callee::Spot(_) => None,
                    Callee::Other(id) => Some(id.clone()),
                };
                let Some(to) = to else { continue };
                ways.push(Way {
                    from: End::Server(server.number),
                    to: End::Thing(to),
                    per_second,
                    failing: match &call.callee {
                        Callee::Other(id) if self.hangs(server.spot, id) => per_second,
                        Callee::Other(_) => 0.0,
                        _ => per_second * server.broken,
                    },
                });
            }
        }
        ways
    }
}

fn phase_of(it: &Running) -> Phase {
    if it.gone.is_some() {
        return Phase::Terminated;
    }
    if it.server.life().is_zone_lost() {
        return Phase::Lost;
    }
    match it.server.phase() {
        servers::Phase::Pending => Phase::Pending,
        servers::Phase::Booting => Phase::Booting,
        servers::Phase::UserData => Phase::Installing,
        servers::Phase::Starting => Phase::Starting,
        servers::Phase::Up if it.server.knock() == servers::Knock::Answers => Phase::Up,
        servers::Phase::Up | servers::Phase::NoApplication => Phase::Dead,
        servers::Phase::Stopping | servers::Phase::ShuttingDown => Phase::Stopping,
        servers::Phase::Stopped => Phase::Stopped,
        servers::Phase::Terminated => Phase::Terminated,
    }
}
