//! A guard without memory must be told to let answers through.

use std::collections::BTreeSet;

use ipnet::Ipv4Net;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::network::Direction;
use crate::network::fix::{Passing, open_acl};
use crate::rules::network_acls::nacl::{
    CLIENTS, LINUX, NODES, Ports, allows, allows_nothing, allows_some, balancers_before,
    guarded_subnets,
};
use crate::rules::network_acls::network_acl_blocks_s3;
use crate::rules::network_acls::network_acl_blocks_tier::calls;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-blocks-replies",
    severity: Error,
    title: "Network ACL lets requests through but not their answers",
    checks: "That for every TCP request which an entry allows in one direction, the answers to the ports that callers choose for themselves are allowed in the other: 1024–65535 where load balancers or NAT gateways call, 32768–65535 for clients elsewhere. Denies for smaller blocks are left alone. Where some of the ports are allowed, so that some clients get their answers and others do not, or where nothing stands behind the ACL, this is a warning.",
    why: "A network ACL remembers nothing: an answer is judged like any other packet, and it goes to the port that the caller chose for itself. Linux chooses from 32768–61000, Windows from 49152–65535, load balancers and NAT gateways from 1024–65535.",
    reaction: "AWS accepts it. Connections time out, because the answers are dropped at the border of the subnet.",
    source: "[VPC UG: Ephemeral ports; Network ACL examples], [ALB UG: Security groups] · rulebook NACL-1, NACL-12 to NACL-15, NAT-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = guarded_subnets(context);
    if used.is_empty() {
        return;
    }
    let nodes = nodes(context);
    let balancers = balancers_before(context);
    for (id, acl) in context.all::<NetworkAcl>() {
        let Some(subnets) = used.get(id) else { continue };
        for (property, other, requests, answers) in [
            ("outbound", "inbound", &acl.inbound, &acl.outbound),
            ("inbound", "outbound", &acl.outbound, &acl.inbound),
        ] {
            // No entry at all is told as such.
            if allows_nothing(answers) {
                continue;
            }
            let unanswered = requests.iter().filter_map(|entry| {
                let block = asks(entry)?;
                let callers = if property == "inbound" {
                    vec![(block, own_ports(subnets, &nodes))]
                } else {
                    callers_in(context, block, subnets, &balancers)
                };
                let denied = callers.into_iter().find(|(block, ports)| !allows(answers, *block, *ports));
                denied.map(|(block, ports)| (entry, block, ports))
            });
            let unanswered: Vec<_> = unanswered.collect();
            let Some((entry, block, (first, last))) = unanswered.first().copied() else {
                continue;
            };
            // Who asks is known of requests to S3, and told there; what lets the
            // answers of S3 in lets all others in too.
            if property == "inbound" && network_acl_blocks_s3::tells_of_answers(context, id) {
                continue;
            }
            let blocks = unanswered.iter().map(|(_, block, _)| *block).collect();
            let some = allows_some(answers, block, (first, last));
            let empty = subnets.iter().all(|it| context.standing_in(it.id).is_empty());
            report
                .about(id)
                .at(property)
                .weighs(if some || empty { Warning } else { Error })
                .with(subnets[0].id)
                .value(id, "inbound")
                .value(id, "outbound")
                .fix_if(let_answers(context, id, property, subnets, blocks))
                .say(format!(
                    "{}'s {other} entry {} lets requests through, but the answers go to TCP ports {first}–{last} of {block}, and its {property} entries allow {}.",
                    context.name(id),
                    entry.number,
                    if some { "only some of those" } else { "none of those" },
                ));
        }
    }
}

/// The fix that answers get back to those who ask from some blocks: to the
/// subnets of those in the document who call, where all that ask are known, else
/// to the whole blocks.
fn let_answers(
    context: &Context<'_, '_>,
    acl: &ResourceId,
    property: &str,
    subnets: &[&SubnetFacts<'_>],
    mut asking: Vec<Ipv4Net>,
) -> Option<Remedy> {
    // The request passes the other way.
    let (direction, inbound) = match property {
        "outbound" => (Direction::Inbound, true),
        _ => (Direction::Outbound, false),
    };
    let here = |id: &ResourceId| subnets.iter().any(|it| it.id == id);
    let mut blocks = Vec::new();
    for call in calls(context) {
        let (own, other) = if inbound { (call.to, call.from) } else { (call.from, call.to) };
        if here(own) && !here(other) {
            blocks.extend(context.subnet(other).and_then(|it| it.block));
        }
    }
    blocks.retain(|it| asking.iter().any(|block| block.contains(it)));
    blocks.order();
    blocks.dedup();
    // What is public is asked by whoever there is, and what leads out asks him.
    let open = subnets.iter().any(|it| match inbound {
        true => it.is_public(),
        false => !matches!(it.chosen_exit(), Exit::None | Exit::Nowhere),
    });
    if blocks.is_empty() || open {
        asking.order();
        asking.dedup();
        let within = |it: &Ipv4Net| asking.iter().any(|other| other != it && other.contains(it));
        blocks = asking.iter().filter(|it| !within(it)).copied().collect();
    }
    let passing = Passing { requests: Vec::new(), ..Passing::tcp(direction, blocks, &[]) };
    open_acl(context.architecture, acl, &passing).ok()
}

/// The subnets in which load balancers or NAT gateways stand.
fn nodes<'a>(context: &Context<'_, 'a>) -> FxHashSet<&'a ResourceId> {
    let balancers = context.all::<LoadBalancer>().flat_map(|(_, it)| &it.subnets);
    let gateways = context.all::<NatGateway>().filter_map(|(_, it)| it.subnet.as_ref());
    balancers.chain(gateways).collect()
}

/// The ports from which something in these subnets calls.
fn own_ports(subnets: &[&SubnetFacts<'_>], nodes: &FxHashSet<&ResourceId>) -> Ports {
    if subnets.iter().any(|it| nodes.contains(it.id)) {
        NODES
    } else {
        LINUX
    }
}

/// Who calls these subnets from a block, and from which ports: clients of every
/// kind from outside of the VPC, instances from inside, and the nodes of load
/// balancers that forward to servers here.
fn callers_in(
    context: &Context<'_, '_>,
    block: Ipv4Net,
    subnets: &[&SubnetFacts<'_>],
    balancers: &FxHashMap<&ResourceId, BTreeSet<&ResourceId>>,
) -> Vec<(Ipv4Net, Ports)> {
    let Some(vpc) = subnets.first().and_then(|it| it.vpc) else {
        return Vec::new();
    };
    let inside = context.blocks_of(vpc).iter().any(|it| it.contains(&block));
    let mut callers = vec![(block, if inside { LINUX } else { CLIENTS })];
    let in_front = subnets.iter().filter_map(|it| balancers.get(it.id)).flatten();
    let in_front: BTreeSet<_> = in_front
        .filter_map(|it| context.find::<LoadBalancer>(it))
        .flat_map(|it| &it.subnets)
        .collect();
    // What stays in one subnet meets no network ACL (rulebook NACL-11).
    let outside = |it: &&SubnetFacts<'_>| !subnets.iter().any(|own| own.id == it.id);
    let calling = in_front.into_iter().filter_map(|id| context.subnet(id)).filter(outside);
    let within = calling.filter_map(|it| it.block).filter(|it| block.contains(it));
    callers.extend(within.map(|it| (it, NODES)));
    callers
}

/// The block that an entry lets ask for something. An entry for the ephemeral
/// ports is there for answers itself.
fn asks(entry: &NetworkAclEntry) -> Option<Ipv4Net> {
    let ports = crate::rules::shared::filters::tcp_ports(entry.protocol, entry.from_port, entry.to_port)?;
    let for_answers = ports.0 >= 1024 && ports.1.saturating_sub(ports.0) > 1000;
    let allowed = entry.action == RuleAction::Allow && !for_answers;
    entry.cidr.lenient().filter(|_| allowed)
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |outbound: Vec<NetworkAclEntry>| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![
                entry(100, RuleAction::Allow, (443, 443), "0.0.0.0/0"),
                entry(110, RuleAction::Allow, (1024, 65535), "0.0.0.0/0"),
            ],
            outbound,
        };
        three_tiers()
            .add("acl-1", "public-acl", acl)
            .set("subnet-1", "network_acl", "acl-1")
    };
    let web = entry(100, RuleAction::Allow, (80, 80), "10.0.0.0/16");
    let back = entry(110, RuleAction::Allow, (1024, 65535), "0.0.0.0/0");
    Examples::new()
        .fires(with(vec![web.clone()]), expect!["public-acl's inbound entry 100 lets requests through, but the answers go to TCP ports 32768–65535 of 0.0.0.0/0, and its outbound entries allow none of those. [Allow the answers to 0.0.0.0/0 on TCP 1024–65535 in public-acl as rule 110]"])
        // Windows alone.
        .fires(with(vec![web.clone(), entry(110, RuleAction::Allow, (49152, 65535), "0.0.0.0/0")]), expect!["public-acl's inbound entry 100 lets requests through, but the answers go to TCP ports 32768–65535 of 0.0.0.0/0, and its outbound entries allow only some of those. [Allow the answers to 0.0.0.0/0 on TCP 1024–65535 in public-acl as rule 120]"])
        .silent(with(vec![web.clone(), back.clone()]))
        .silent(with(vec![entry(90, RuleAction::Deny, (0, 65535), "198.51.100.0/24"), web, back]))
        .silent(three_tiers())
}
