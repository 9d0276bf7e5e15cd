//! The targets of a target group: which there are, which are healthy, and
//! which one gets the request.
//!
//! A target is healthy when its health check gets through from the node that
//! asks, really traced through security groups and ACLs, and back. What the
//! application answers is not modelled: a check that gets through counts as
//! good.

use std::net::Ipv4Addr;

use super::code::Code;
use super::topology::Network;
use super::trace::{Chosen, Judge};
use crate::architecture::*;
use crate::order::InOrder;
use crate::relations::at_home;
use crate::relations::servers::forwards;

/// A target with its health, as one node sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetHealth {
    /// The instance or member; the target group itself for an address that no
    /// interface has.
    pub target: ResourceId,
    /// Its private address.
    pub address: Ipv4Addr,
    /// Whether its health check gets through.
    pub healthy: bool,
}

struct Target {
    address: Ipv4Addr,
    interface: Option<usize>,
}

impl Network<'_> {
    /// The targets that are registered and could take a request: a stopped
    /// instance is not in use [ALB UG: Target health status], one in another
    /// VPC cannot be registered (rulebook TG-3).
    fn targets_of(&self, group_id: &ResourceId, group: &TargetGroup) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        let mut add = |index: usize| {
            let interface = &self.interfaces[index];
            let instance = self.indexed().find::<Instance>(interface.owner);
            let stopped = instance.is_some_and(|it| it.state == InstanceState::Stopped);
            let takes = at_home(group.vpc.as_ref(), interface.vpc) && !stopped;
            if let Some(address) = interface.private.filter(|_| takes) {
                targets.push(Target {
                    address,
                    interface: Some(index),
                });
            }
        };
        for id in self.registered.answering(group_id, group) {
            match self.indexed().kind_of(id) {
                // It is registered with its first interface.
                Some(Kind::Instance) => self.interface_index.get(*id).copied().map_or((), &mut add),
                _ => self.places_of(id).for_each(&mut add),
            }
        }
        if group.target_type == TargetType::Ip {
            let vpc = group
                .vpc
                .as_ref()
                .and_then(|vpc| self.relations.vpc_index.get(vpc));
            for address in group.addresses.iter().filter_map(CidrText::lenient) {
                let address = address.addr();
                targets.push(Target {
                    address,
                    interface: vpc
                        .and_then(|vpc| self.by_private.get(&(*vpc, address)))
                        .copied(),
                });
            }
        }
        targets.order_by_key(|target| (self.zone_of(target), target.interface, target.address));
        targets.dedup_by_key(|target| target.address);
        targets
    }

    fn zone_of(&self, target: &Target) -> &str {
        target
            .interface
            .map_or("", |index| self.interfaces[index].zone)
    }

    /// The targets in Availability Zones that the load balancer of a node
    /// serves (rulebook ALB-24).
    fn served(&self, node: usize, targets: Vec<Target>) -> Vec<Target> {
        let zones: Vec<&str> = self
            .interfaces_of(self.interfaces[node].owner)
            .iter()
            .map(|node| node.zone)
            .collect();
        let served =
            |target: &Target| target.interface.is_none() || zones.contains(&self.zone_of(target));
        targets.into_iter().filter(served).collect()
    }

    /// The targets that a node may pass a request to: the healthy ones where
    /// there are any, else all (rulebook TG-13). In order of zones and ids,
    /// while AWS spreads requests over them. Who follows one way is content
    /// with the first.
    pub(super) fn eligible_targets(
        &self,
        node: usize,
        group_id: &ResourceId,
        group: &TargetGroup,
        judge: Option<&Judge>,
        one_will_do: bool,
    ) -> Result<Vec<Chosen>, Code> {
        let targets = self.targets_of(group_id, group);
        if targets.is_empty() {
            return Err(Code::Elbv2ListenerHasNoTg);
        }
        let port = group.health_port.unwrap_or(group.port);
        let targets = self.served(node, targets);
        let mut asked = targets.iter().map(|target| Chosen {
            address: target.address,
            interface: target.interface,
            healthy: match judge {
                Some(judge) => judge.gets_through(node, target.address, port),
                None => self.gets_through(node, target.address, port),
            },
        });
        if one_will_do {
            let first = asked.next().ok_or(Code::Elbv2NoTargetsInAz)?;
            let healthy = if first.healthy {
                None
            } else {
                asked.find(|it| it.healthy)
            };
            return Ok(vec![healthy.unwrap_or(first)]);
        }
        let mut all: Vec<Chosen> = asked.collect();
        if all.is_empty() {
            return Err(Code::Elbv2NoTargetsInAz);
        }
        if all.iter().any(|it| it.healthy) {
            all.retain(|it| it.healthy);
        }
        Ok(all)
    }

    /// Whether one of these nodes finds a target of a group healthy; nothing
    /// where the group has no targets.
    pub(super) fn has_healthy_target(
        &self,
        nodes: &[usize],
        id: &ResourceId,
        group: &TargetGroup,
        judge: Option<&Judge>,
    ) -> Option<bool> {
        let targets = self.targets_of(id, group);
        if targets.is_empty() {
            return None;
        }
        let port = group.health_port.unwrap_or(group.port);
        let answers = |node: usize, target: &Target| match judge {
            Some(judge) => judge.gets_through(node, target.address, port),
            None => self.gets_through(node, target.address, port),
        };
        let first = *nodes.first()?;
        let targets = self.served(first, targets);
        if let Some(judge) = judge {
            let places = targets.iter().filter_map(|it| it.interface);
            nodes
                .iter()
                .copied()
                .chain(places)
                .for_each(|it| judge.pass(it));
        }
        let healthy = |target: &Target| nodes.iter().any(|node| answers(*node, target));
        Some(targets.iter().any(healthy))
    }

    fn is_healthy(&self, node: usize, group: &TargetGroup, target: &Target) -> bool {
        let port = group.health_port.unwrap_or(group.port);
        self.gets_through(node, target.address, port)
    }

    /// The health of every target of a group as seen by the first node that
    /// runs of the load balancer that uses it; empty when none does.
    pub fn target_health(&self, group_id: &ResourceId) -> Vec<TargetHealth> {
        let Some(group) = self.indexed().find::<TargetGroup>(group_id) else {
            return Vec::new();
        };
        let uses = |balancer: &LoadBalancer| forwards(balancer).any(|it| it == group_id);
        let node = self
            .indexed()
            .all::<LoadBalancer>()
            .filter(|(_, balancer)| uses(balancer))
            .filter_map(|(id, _)| {
                let (from, to) = *self.owned.get(id)?;
                (from..to).find(|index| self.interfaces[*index].up)
            })
            .next();
        let Some(node) = node else {
            return Vec::new();
        };
        self.served(node, self.targets_of(group_id, group))
            .iter()
            .map(|target| TargetHealth {
                target: target
                    .interface
                    .map_or(group_id, |index| &self.interfaces[index].id)
                    .clone(),
                address: target.address,
                healthy: self.is_healthy(node, group, target),
            })
            .collect()
    }
}
