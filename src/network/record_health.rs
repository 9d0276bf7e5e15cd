//! Whether Route 53 takes a record for healthy.
//!
//! A record without a health check is healthy. One with a check is while the
//! check passes, and an alias that evaluates its target's health while that is
//! healthy; where it has both, both must be [R53 DG: What happens when you
//! associate a health check with an alias record]. Nothing here looks up a
//! name, so no record can wait for itself.

use std::net::Ipv4Addr;

use super::names::Client;
use super::topology::Network;
use super::trace::{Asked, Judge};
use crate::architecture::*;
use crate::aws::route53::{CHECKERS, ENOUGH};
use crate::relations::servers::forwards;

impl<'a> Network<'a> {
    /// Whether a record is healthy.
    pub(super) fn is_given_out<'q>(
        &'q self,
        record: &DnsRecord,
        judge: Option<&'q Judge<'q, 'a>>,
    ) -> bool {
        let check = record.health_check.as_ref();
        let passes = check.is_none_or(|id| self.check_passes(id, judge));
        let target = record
            .alias
            .as_ref()
            .filter(|_| record.evaluate_target_health);
        passes && target.is_none_or(|id| self.is_target_healthy(id, judge))
    }

    /// Whether a health check of Route 53 passes: more than 18 of a hundred
    /// checkers, which come from the internet, get an answer. What is not in
    /// the drawing is taken to answer; a check that has failed itself does
    /// not pass.
    pub fn health_check_passes(&self, id: &ResourceId) -> bool {
        self.check_passes(id, None)
    }

    fn check_passes<'q>(&'q self, id: &ResourceId, judge: Option<&'q Judge<'q, 'a>>) -> bool {
        if self.failures.hits(id) {
            return false;
        }
        // Without the check that it names, AWS would have refused the record.
        let Some(check) = self.indexed().find::<HealthCheck>(id) else {
            return true;
        };
        let asked = match check.protocol.as_str() {
            "HTTPS" => Asked::Page(ListenerProtocol::Https),
            "HTTP" => Asked::Page(ListenerProtocol::Http),
            _ => Asked::Connection,
        };
        let ends: Vec<(Ipv4Addr, Option<usize>)> = match (&check.target, check.endpoint.trim()) {
            (Some(target), _) => self.ends_of(target),
            // An address of the drawing is in the drawing, by whatever name.
            (None, endpoint) => match endpoint.parse() {
                Ok(address) => match self.by_public.get(&address) {
                    Some(owner) => vec![(address, Some(*owner))],
                    None => return true,
                },
                Err(_) => return true,
            },
        };
        if let Some(judge) = judge {
            // What fails there changes the answer.
            ends.iter()
                .filter_map(|(_, it)| *it)
                .for_each(|it| judge.pass(it));
        }
        let checks = CHECKERS.len() * ends.len();
        let mut good = 0;
        for checker in CHECKERS {
            for (address, meant) in &ends {
                let from = Ipv4Addr::from(*checker);
                let path = check.path.as_str();
                good += usize::from(self.is_answered(
                    from,
                    (*address, *meant),
                    check.port,
                    path,
                    asked,
                ));
                if good * 100 > ENOUGH * checks {
                    return true;
                }
            }
        }
        false
    }

    /// The interfaces at which a health check asks, with their addresses;
    /// nothing where what it asks is not in the drawing.
    pub fn ends_of_check(&self, check: &HealthCheck) -> Option<Vec<(Ipv4Addr, ResourceId)>> {
        let ends = match (&check.target, check.endpoint.trim().parse()) {
            (Some(target), _) => self.ends_of(target),
            (None, Ok(address)) => vec![(address, Some(*self.by_public.get(&address)?))],
            (None, Err(_)) => return None,
        };
        let known = ends.into_iter().filter_map(|(address, place)| {
            let interface = &self.interfaces[place?];
            Some((address, interface.id.clone()))
        });
        Some(known.collect())
    }

    /// The addresses that a target is known by on the internet.
    fn ends_of(&self, target: &ResourceId) -> Vec<(Ipv4Addr, Option<usize>)> {
        let Ok(found) = self.locate(target, Client::STRANGER) else {
            return Vec::new();
        };
        let all = std::iter::once((found.address, found.owner)).chain(found.others);
        all.map(|(address, owner)| {
            let place = owner.and_then(|id| self.interface_index.get(&id).copied());
            (address, place)
        })
        .collect()
    }

    /// Whether the target of an alias is healthy. Of a load balancer, every
    /// target group that has targets must have a healthy one, and a group
    /// without targets helps nobody (rulebook R53-13,
    /// [API route53 AliasTarget: EvaluateTargetHealth]). A bucket always is.
    fn is_target_healthy<'q>(
        &'q self,
        target: &ResourceId,
        judge: Option<&'q Judge<'q, 'a>>,
    ) -> bool {
        let Some(balancer) = self.indexed().find::<LoadBalancer>(target) else {
            return self.indexed().get(target).is_some();
        };
        let nodes: Vec<usize> = self
            .places_of(target)
            .filter(|node| self.interfaces[*node].up)
            .collect();
        let mut groups: Vec<&ResourceId> = forwards(balancer).collect();
        groups.sort();
        groups.dedup();
        let health: Vec<Option<bool>> = groups
            .iter()
            .filter_map(|id| Some((*id, self.indexed().find::<TargetGroup>(id)?)))
            .map(|(id, group)| self.has_healthy_target(&nodes, id, group, judge))
            .collect();
        let failing = health.contains(&Some(false));
        let empty = !health.is_empty() && health.iter().all(Option::is_none);
        !nodes.is_empty() && !failing && !empty
    }
}
