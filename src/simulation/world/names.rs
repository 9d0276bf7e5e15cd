//! The names of what a run brings to life, and finding things by them.

use super::super::dice::Dice;
use super::super::scenario::Whom;
use super::super::wiring::Callee;
use super::World;
use crate::architecture::*;

/// An id in AWS's form for a server of a run.
pub fn instance_id(seed: u64, number: u32) -> String {
    let throw = Dice::of(seed, &format!("instance {number}")).throw();
    format!("i-0{throw:016x}")
}

impl World {
    /// The server that is meant: by its name, its instance id, or the id of
    /// the instance of the drawing.
    pub(super) fn server_meant(&self, whom: &Whom) -> Option<usize> {
        let named = |text: &str| {
            let text = text.trim();
            self.servers.iter().position(|it| {
                it.gone.is_none()
                    && (it.name == text
                        || it.instance_id == text
                        || (it.group.is_none() && it.of.as_str() == text))
            })
        };
        match whom {
            Whom::Named(text) => named(text).or_else(|| {
                // A group's name or id means its oldest member.
                let group = self.document.architecture.called(text)?;
                let of = |it: &&super::Running| it.of == *group && it.gone.is_none();
                let oldest = self.servers.iter().filter(of).map(|it| it.number).min()?;
                self.server(oldest)
            }),
            Whom::Server => {
                let mut serving: Vec<&super::Running> =
                    self.live().filter(|it| self.serves(it)).collect();
                serving.sort_by_key(|it| it.number);
                self.server(serving.first()?.number)
            }
            _ => None,
        }
    }

    /// Whether a server answers customers: it stands at the entrance or behind
    /// the balancer there.
    fn serves(&self, it: &super::Running) -> bool {
        let at_gate = self.gates.contains(&super::Gate::Spot(it.spot));
        let in_pool = self.wiring.pools.iter().any(|pool| {
            let balancer = self.balancers.get(pool.balancer);
            pool.spots.contains(&it.spot) && balancer.is_some_and(|it| it.depth == 0)
        });
        it.depth == 0 && (at_gate || in_pool)
    }

    /// The group that is meant.
    pub(super) fn group_meant(&self, whom: &Whom) -> Option<usize> {
        match whom {
            Whom::Named(text) => {
                let id = self.document.architecture.called(text)?;
                self.groups.iter().position(|it| it.id == *id)
            }
            _ => {
                let mut serving = self.live().filter(|it| self.serves(it));
                serving
                    .find_map(|it| it.group)
                    .or((!self.groups.is_empty()).then_some(0))
            }
        }
    }

    /// The zone that is meant, by its name.
    pub(super) fn zone_meant(&self, whom: &Whom) -> Option<String> {
        match whom {
            Whom::Named(text) => self.zones.iter().find(|it| *it == text.trim()).cloned(),
            _ => {
                let primary = self.database_meant(&Whom::Database).and_then(|at| {
                    let place = self.databases[at].database.place();
                    self.zones.get(usize::from(place.primary)).cloned()
                });
                primary.or_else(|| {
                    let server = self.server_meant(&Whom::Server)?;
                    Some(self.wiring.spots[self.servers[server].spot].zone.clone())
                })
            }
        }
        .filter(|it| !it.is_empty())
    }

    /// The database that is meant.
    pub(super) fn database_meant(&self, whom: &Whom) -> Option<usize> {
        match whom {
            Whom::Named(text) => {
                let id = self.document.architecture.called(text)?;
                self.databases.iter().position(|it| it.id == *id)
            }
            _ => {
                let called = self.wiring.spots.iter().flat_map(|it| &it.calls);
                let called = called.filter_map(|it| match it.callee {
                    Callee::Database(at) => Some(at),
                    _ => None,
                });
                called.min().or((!self.databases.is_empty()).then_some(0))
            }
        }
    }

    /// The NAT gateway that is meant.
    pub(super) fn nat_meant(&self, whom: &Whom) -> Option<usize> {
        match whom {
            Whom::Named(text) => {
                let id = self.document.architecture.called(text)?;
                self.wiring.nats.iter().position(|it| it.id == *id)
            }
            _ => {
                let zone = self.zone_meant(&Whom::Zone)?;
                let mut spots = self.wiring.spots.iter().filter(|it| it.zone == zone);
                spots
                    .find_map(|it| it.leaves_through)
                    .or((!self.wiring.nats.is_empty()).then_some(0))
            }
        }
    }

    /// The trail that is meant.
    pub(super) fn trail_meant(&self, whom: &Whom) -> Option<ResourceId> {
        let architecture = &self.document.architecture;
        match whom {
            Whom::Named(text) => {
                let id = architecture.called(text)?;
                (architecture.kind_of(id) == Some(Kind::Trail)).then(|| id.clone())
            }
            _ => {
                let logging = architecture.all::<Trail>().find(|(_, it)| it.logging);
                let any = logging.or_else(|| architecture.all::<Trail>().next());
                any.map(|(id, _)| id.clone())
            }
        }
    }

    /// What a thing is called.
    pub(super) fn called(&self, id: &ResourceId) -> String {
        self.document.architecture.name_of(id)
    }
}
