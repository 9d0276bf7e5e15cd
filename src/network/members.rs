//! The members of what a question names as an end, and the pairs of them that
//! are asked: one for each pair of classes that nothing can tell apart.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::answer::*;
use super::extent::{Limit, Side};
use super::interfaces::Role;
use super::topology::Network;
use super::trace::Judge;
use crate::architecture::*;

/// Some of those that a question speaks of, who all fare alike.
pub(super) struct Pair {
    /// One of them asks another.
    pub flow: Flow,
    /// How many they are.
    pub weight: u64,
    /// The class of those that ask, where they are members of something.
    pub from: Option<usize>,
    /// The class of those that are asked.
    pub to: Option<usize>,
}

/// The members of an end by their places, in order: of each class one or two
/// ask and are asked for all.
pub(super) struct Members(Vec<Vec<usize>>);

impl Members {
    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.0.len()
    }
}

impl<'a> Network<'a> {
    /// The members of what an end names, where it names many: each in its
    /// class. Only those count that run and can be this end of a connection;
    /// nobody asks itself.
    pub(super) fn members(
        &self,
        judge: &Judge<'_, 'a>,
        end: &Endpoint,
        side: Side,
        other: &Endpoint,
    ) -> Option<Members> {
        let Endpoint::Resource(id) = end else {
            return None;
        };
        let members = self.members_of(id, side)?;
        let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        // A few are asked one by one, which needs no classes.
        let few = members.len() <= 8;
        for index in members {
            let id = &self.interfaces[index].id;
            if matches!(other, Endpoint::Resource(other) if other == id) {
                continue;
            }
            let class = if few {
                Some(index)
            } else {
                judge.classes()[index]
            };
            if let Some(class) = class {
                classes.entry(class).or_default().push(index);
            }
        }
        Some(Members(classes.into_values().collect()))
    }

    /// The places of the members of a group of instances, a subnet, a VPC or a
    /// security group that can be this end of a connection. `None` for what
    /// stands for itself, as does a group of which nobody runs.
    pub(super) fn members_of(&self, id: &ResourceId, side: Side) -> Option<Vec<usize>> {
        if self.interface(id).is_some() {
            return None;
        }
        let kind = self.indexed().kind_of(id)?;
        let all = 0..self.interfaces.len();
        let members: Vec<usize> = match kind {
            Kind::AutoScalingGroup => self.places_of(id).collect(),
            Kind::Subnet => all.filter(|at| self.interfaces[*at].subnet == id).collect(),
            Kind::Vpc => all
                .filter(|at| self.interfaces[*at].vpc == Some(id))
                .collect(),
            Kind::SecurityGroup => {
                let group = *self.group_index.get(id)?;
                all.filter(|at| self.memberships[*at].contains(&group))
                    .collect()
            }
            _ => return None,
        };
        let talks = |index: &usize| {
            let interface = &self.interfaces[*index];
            let role = match (interface.role, side) {
                (Role::Instance, _) => true,
                // Load balancers, stores and mount targets open no
                // connections of their own.
                (
                    Role::BalancerNode | Role::Database | Role::Replica | Role::MountTarget,
                    Side::To,
                ) => true,
                _ => false,
            };
            role && interface.up && interface.private.is_some()
        };
        let members: Vec<usize> = members.into_iter().filter(talks).collect();
        (!members.is_empty()).then_some(members)
    }

    /// The flows that a flow stands for: one for each pair of classes, within a
    /// class from one member to another.
    pub(super) fn pairs(
        &self,
        flow: &Flow,
        from: Option<&Members>,
        to: Option<&Members>,
    ) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (one, asking) in classes(from) {
            for (other, asked) in classes(to) {
                let (ends, weight) = match (asking, asked) {
                    (Some(asking), Some(asked)) => {
                        // Nobody asks itself.
                        let Some((source, target)) = two_of(asking, asked) else {
                            continue;
                        };
                        let both = asking.iter().filter(|it| asked.binary_search(it).is_ok());
                        let weight = asking.len() * asked.len() - both.count();
                        ((Some(source), Some(target)), weight)
                    }
                    (asking, asked) => {
                        let first = |class: Option<&[usize]>| class?.first().copied();
                        let weight = asking.or(asked).map_or(1, <[usize]>::len);
                        ((first(asking), first(asked)), weight)
                    }
                };
                let end = |place: Option<usize>, otherwise: &Endpoint| match place {
                    Some(place) => Endpoint::Resource(self.interfaces[place].id.clone()),
                    None => otherwise.clone(),
                };
                pairs.push(Pair {
                    flow: Flow {
                        from: end(ends.0, &flow.from),
                        to: end(ends.1, &flow.to),
                        ..flow.clone()
                    },
                    weight: weight as u64,
                    from: one,
                    to: other,
                });
            }
        }
        pairs
    }

    /// What is said of the members of some classes.
    pub(super) fn lost_members(
        &self,
        members: &Members,
        side: Side,
        lost: &FxHashSet<usize>,
    ) -> Limit {
        let mut places: Vec<usize> = lost.iter().copied().collect();
        places.sort_unstable();
        let lost = places.iter().flat_map(|place| &members.0[*place]);
        Limit::Members {
            side,
            lost: lost
                .map(|place| self.interfaces[*place].id.clone())
                .collect(),
            of: members.0.iter().map(Vec::len).sum(),
        }
    }
}

/// Each class with its place; one without members for what stands for itself.
fn classes(members: Option<&Members>) -> Vec<(Option<usize>, Option<&[usize]>)> {
    match members {
        Some(Members(classes)) => {
            let all = classes.iter().enumerate();
            all.map(|(place, it)| (Some(place), Some(&it[..])))
                .collect()
        }
        None => vec![(None, None)],
    }
}

/// One of each of two classes, who are not the same one.
fn two_of(asking: &[usize], asked: &[usize]) -> Option<(usize, usize)> {
    let mut pairs = asking.iter().take(2).flat_map(|source| {
        let mut others = asked.iter().filter(move |it| *it != source);
        others.next().map(|target| (*source, *target))
    });
    pairs.next()
}
