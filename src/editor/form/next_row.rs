//! The row that "Add" proposes: what one would most likely write next, and
//! nothing that a rule of ours would find.
//!
//! A proposal that is held already would be refused by AWS, and one that is
//! open to the world in front of a database would be a hole. So each table
//! has its usual rows in order; the first that is free is proposed, and where
//! none is left, a row that waits to be filled in.

use serde_json::{Value, json};

use crate::architecture::{
    Architecture, AutoScalingGroup, Certificate, Comparison, Listener, ListenerProtocol,
    LoadBalancer, NetworkAcl, NetworkAclEntry, Peer, PolicyType, Properties, Property, Protocol,
    ResourceId, RowInfo, ScalingPolicy, Scheme, SecurityGroup, SecurityGroupRule, TargetGroup,
};
use crate::relations::Relations;
use crate::relations::guards::Guards;
use crate::relations::servers::Tiers;

use super::tables::{new_row, rows};

/// The row that is proposed behind the last of a table.
pub fn next_row(
    architecture: &Architecture,
    id: &ResourceId,
    property: &Property,
    info: &RowInfo,
) -> Value {
    let fresh = new_row(info, &rows(architecture, id, property.key));
    let Some(resource) = architecture.get(id) else {
        return fresh;
    };
    match (&resource.properties, property.key) {
        (Properties::SecurityGroup(group), "ingress") => {
            json!(inbound(architecture, id, group))
        }
        (Properties::SecurityGroup(group), "egress") => {
            let usual = [443, 80].map(|port| (port, anybody()));
            json!(free_rule(&group.egress, usual))
        }
        (Properties::NetworkAcl(acl), key) => json!(entry(acl, key, fresh)),
        (Properties::AutoScalingGroup(group), "policies") => json!(policy(group)),
        (Properties::LoadBalancer(balancer), "listeners") => {
            json!(listener(architecture, id, balancer))
        }
        _ => fresh,
    }
}

fn anybody() -> Peer {
    Peer::Cidr("0.0.0.0/0".into())
}

/// Somebody who is still to be named.
fn nobody_yet() -> Peer {
    Peer::Cidr("".into())
}

/// The first of these that a group has not, or a rule whose other side is
/// still to be named.
fn free_rule(
    held: &[SecurityGroupRule],
    wanted: impl IntoIterator<Item = (u16, Peer)>,
) -> SecurityGroupRule {
    let rule = |(port, peer)| SecurityGroupRule::allow(Protocol::Tcp, port..=port, peer);
    let mut wanted = wanted.into_iter().map(rule);
    let free = |rule: &SecurityGroupRule| {
        let same = |it: &SecurityGroupRule| {
            (it.protocol, it.from_port, it.to_port, &it.peer)
                == (rule.protocol, rule.from_port, rule.to_port, &rule.peer)
        };
        !held.iter().any(same)
    };
    wanted
        .find(free)
        .unwrap_or_else(|| rule((443, nobody_yet())))
}

/// Who would be let in next: the callers of what the group guards, or
/// everybody at what faces the internet.
fn inbound(
    architecture: &Architecture,
    id: &ResourceId,
    group: &SecurityGroup,
) -> SecurityGroupRule {
    let relations = Relations::of(architecture);
    let guards = Guards::of(&relations);
    let tiers = Tiers::of(&relations);
    let mut wanted: Vec<(u16, Peer)> = Vec::new();
    let mut guarded = guards.naming(id).peekable();
    if guarded.peek().is_none() {
        wanted.extend(for_a_name(architecture, id));
    }
    for it in guarded {
        if let Some(port) = crate::relations::stores::listening_port(
            architecture
                .get(it.owner)
                .map_or(&Properties::SecurityGroup(SecurityGroup::default()), |it| {
                    &it.properties
                }),
        ) {
            let callers = tiers
                .servers
                .iter()
                .filter(|caller| caller.backends.contains(it.owner));
            let groups = callers.flat_map(|caller| caller.groups);
            wanted.extend(groups.map(|group| (port, Peer::Group(group.clone()))));
            wanted.push((port, nobody_yet()));
        }
        for (target, servers) in &tiers.targets {
            if !servers.iter().any(|server| server.id == it.owner) {
                continue;
            }
            let Some(port) = architecture.find::<TargetGroup>(target).map(|it| it.port) else {
                continue;
            };
            let balancers = tiers.balancers_of(target).iter();
            let balancers = balancers.filter_map(|id| architecture.find::<LoadBalancer>(id));
            let groups = balancers.flat_map(|it| &it.security_groups);
            wanted.extend(groups.map(|group| (port, Peer::Group(group.clone()))));
        }
        if let Some(balancer) = architecture.find::<LoadBalancer>(it.owner)
            && balancer.scheme == Scheme::InternetFacing
        {
            let listened = balancer.listeners.iter().map(|it| it.port);
            wanted.extend(listened.chain([80, 443]).map(|port| (port, anybody())));
        }
    }
    free_rule(&group.ingress, wanted)
}

/// A group that guards nothing yet is for what its name says: nobody from
/// outside comes to a database.
fn for_a_name(architecture: &Architecture, id: &ResourceId) -> Vec<(u16, Peer)> {
    let name = architecture.name_of(id).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["db", "database", "rds", "mysql", "data"]) {
        vec![(3306, nobody_yet())]
    } else if says(&["postgres"]) {
        vec![(5432, nobody_yet())]
    } else {
        vec![(80, anybody()), (443, anybody())]
    }
}

/// The usual entries: web, its secure sister, and the ports of answers
/// (rulebook NACL-6).
fn entry(acl: &NetworkAcl, key: &str, fresh: Value) -> Value {
    let held = if key == "inbound" {
        &acl.inbound
    } else {
        &acl.outbound
    };
    let covers = |it: &NetworkAclEntry, from: i32, to: i32| {
        let ports =
            it.from_port.is_none_or(|it| it <= from) && it.to_port.is_none_or(|it| it >= to);
        let protocol = matches!(it.protocol, Protocol::Tcp | Protocol::All);
        it.cidr.0.trim() == "0.0.0.0/0" && protocol && (ports || it.protocol == Protocol::All)
    };
    let usual = [(80, 80), (443, 443), (1024, 65535)];
    let free = usual
        .into_iter()
        .find(|(from, to)| !held.iter().any(|it| covers(it, *from, *to)));
    let mut row = fresh;
    match free {
        Some((from, to)) => {
            row["from_port"] = from.into();
            row["to_port"] = to.into();
        }
        None => row["cidr"] = "".into(),
    }
    row
}

/// Growing, shrinking, and growing faster under a heavier load.
fn policy(group: &AutoScalingGroup) -> ScalingPolicy {
    let policy = |when, cpu_percent, minutes, change| ScalingPolicy {
        when,
        cpu_percent,
        minutes,
        change,
        ..ScalingPolicy::default()
    };
    let tracks = |it: &ScalingPolicy| it.policy_type == PolicyType::TargetTracking;
    let tracked = group.policies.iter().any(tracks);
    let usual = [
        policy(Comparison::Above, 70, 5, 1),
        policy(Comparison::Below, 30, 15, -1),
    ];
    let held = |it: &ScalingPolicy| {
        let same = |held: &ScalingPolicy| held.when == it.when && !tracks(held);
        // Target tracking shrinks by itself.
        group.policies.iter().any(same) || (tracked && it.change < 0)
    };
    if let Some(free) = usual.into_iter().find(|it| !held(it)) {
        return free;
    }
    let above = group
        .policies
        .iter()
        .filter(|it| it.when == Comparison::Above && !tracks(it));
    let highest = above.map(|it| it.cpu_percent).max().unwrap_or(70);
    let most = group.policies.iter().map(|it| it.change).max().unwrap_or(1);
    policy(
        Comparison::Above,
        highest
            .saturating_add((100 - highest.min(100)).div_ceil(2))
            .min(99),
        5,
        most.saturating_add(1).clamp(1, 100),
    )
}

/// The next port that is free; on 443 HTTPS, with the certificate if there is
/// one.
fn listener(architecture: &Architecture, id: &ResourceId, balancer: &LoadBalancer) -> Listener {
    let taken = |port: &u16| balancer.listeners.iter().any(|it| it.port == *port);
    let relations = Relations::of(architecture);
    let region = relations.region_of(id);
    let certificate = (architecture.all::<Certificate>())
        .find(|(_, it)| it.region.as_ref() == region)
        .map(|(id, _)| id.clone());
    let vpc = relations.vpc_of(id);
    let mut groups = architecture
        .all::<TargetGroup>()
        .filter(|(_, it)| it.vpc.as_ref() == vpc);
    let only = groups.next().filter(|_| groups.next().is_none());
    let mut listener = Listener::default();
    if let (Some((group, _)), crate::architecture::Action::Forward { target_group }) =
        (only, &mut listener.default_action)
    {
        *target_group = Some(group.clone());
    }
    listener.port = [80, 443]
        .into_iter()
        .chain(8080..=u16::MAX)
        .find(|port| !taken(port))
        .unwrap_or(80);
    if listener.port == 443 {
        listener.protocol = ListenerProtocol::Https;
        listener.certificate = certificate;
    }
    listener
}

#[cfg(test)]
mod tests;
