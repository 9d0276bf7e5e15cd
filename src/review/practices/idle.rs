//! What is paid for and used by nobody.

use std::collections::BTreeSet;

use crate::architecture::*;
use crate::relations::servers::forwards;
use crate::review::facts::Facts;
use crate::review::verdict::Verdict;

/// Nothing is paid for and used by nobody (rulebook X-12).
pub fn unused(facts: &Facts) -> Verdict {
    if facts.is_empty() {
        return Verdict::not_met("Nothing is built yet.");
    }
    let mut idle: Vec<(&ResourceId, &'static str)> = Vec::new();
    for (id, it) in facts.all::<Volume>() {
        if it
            .attached_to
            .as_ref()
            .is_none_or(|to| facts.design.get(to).is_none())
        {
            idle.push((id, "attached_to"));
        }
    }
    for (id, it) in facts.all::<Snapshot>() {
        if it
            .of
            .as_ref()
            .is_none_or(|of| facts.design.get(of).is_none())
        {
            idle.push((id, "of"));
        }
    }
    for (id, it) in facts.all::<Instance>() {
        // An Elastic IP costs the same whether used or idle (rulebook EIP-5).
        if it.elastic_ip && it.state == InstanceState::Stopped {
            idle.push((id, "elastic_ip"));
        }
    }
    for (id, it) in facts.all::<LoadBalancer>() {
        if it.listeners.is_empty() || serves_nobody(facts, id, it) {
            idle.push((id, "listeners"));
        }
    }
    let before = facts.all::<LoadBalancer>();
    let before: BTreeSet<&ResourceId> = before.filter_map(|(_, it)| it.web_acl.as_ref()).collect();
    let lone = facts.all::<WebAcl>().map(|it| it.0);
    let mut lone: Vec<&ResourceId> = lone.filter(|id| !before.contains(id)).collect();
    lone.extend(nats_without_subnets(facts));
    if idle.is_empty() && lone.is_empty() {
        return Verdict::met("No volume, address, gateway or balancer lies idle.");
    }
    let ids: BTreeSet<&ResourceId> = idle
        .iter()
        .map(|it| it.0)
        .chain(lone.iter().copied())
        .collect();
    let sentence = format!(
        "{} {} paid for and used by nobody.",
        facts.names(ids.iter().copied()),
        if ids.len() == 1 { "is" } else { "are" },
    );
    let verdict = Verdict::not_met(sentence);
    let verdict = idle
        .iter()
        .fold(verdict, |verdict, it| verdict.by(facts, it.0, it.1));
    verdict.with(facts, lone)
}

/// Whether nobody answers behind a load balancer: the target groups that it
/// forwards to are empty, or it only sends visitors to itself, where nobody
/// listens. One that answers by itself or sends them elsewhere is in use.
fn serves_nobody(facts: &Facts, id: &ResourceId, balancer: &LoadBalancer) -> bool {
    let filled = |group: &&ResourceId| {
        let addresses = facts.design.find(group).is_some_and(|it: &TargetGroup| {
            it.target_type == TargetType::Ip && !it.addresses.is_empty()
        });
        let servers = facts.tiers().targets.get(*group);
        addresses || servers.is_some_and(|it| !it.is_empty())
    };
    let groups: Vec<&ResourceId> = forwards(balancer).collect();
    match groups.is_empty() {
        true => {
            let mut turned = facts.findings("redirect-to-nothing");
            turned.any(|it| it.resources.first() == Some(id))
        }
        false => !groups.iter().any(filled),
    }
}

/// The NAT gateways that the route table of no subnet leads to (rulebook
/// NAT-16).
fn nats_without_subnets<'f>(facts: &Facts<'f>) -> Vec<&'f ResourceId> {
    let mut unused: BTreeSet<&ResourceId> = facts
        .findings("nat-unused")
        .filter_map(|it| it.resources.first())
        .collect();
    // Where its route stands in a table that no subnet has, the rules tell of
    // the table; it costs the same.
    let tables: BTreeSet<&ResourceId> = facts
        .relations
        .subnets()
        .iter()
        .filter_map(|it| it.table)
        .collect();
    let all: Vec<(&ResourceId, &RouteTable)> = facts.all().collect();
    let leads = |used: bool| -> BTreeSet<&ResourceId> {
        let some = all.iter().filter(|(id, _)| tables.contains(id) == used);
        some.flat_map(|(_, it)| it.routes.iter().filter_map(|it| it.target.as_ref()))
            .collect()
    };
    let (used, idle) = (leads(true), leads(false));
    let nats = facts.all::<NatGateway>().map(|it| it.0);
    unused.extend(nats.filter(|id| idle.contains(id) && !used.contains(id)));
    unused.into_iter().collect()
}
