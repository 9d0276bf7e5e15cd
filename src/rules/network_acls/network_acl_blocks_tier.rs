//! A guard at the border who was never told about the visitors.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use crate::network::Direction;
use crate::network::fix::{Passing, open_acl};
use crate::rules::network_acls::nacl::{allows_nothing, allows_some, balancers_before};
use crate::rules::prelude::*;
use crate::rules::shared::admit::shown;

pub const RULE: Rule = Rule {
    code: "network-acl-blocks-tier",
    severity: Error,
    title: "Network ACL stops one tier from calling the next",
    checks: "That network ACLs allow what the tiers need of each other: clients the listener ports of an internet-facing load balancer, the load balancer the ports of its targets, servers the ports of the databases and file systems that they call.",
    why: "Security groups that are right help nothing when the network ACL of the subnet, at either end, drops the packets first.",
    reaction: "AWS accepts it. Connections time out.",
    source: "[VPC UG: Network ACL examples], [ALB UG: Security groups → recommended NACL rules] · rulebook NACL-11, NACL-13, NACL-14, X-1, X-2, X-3",
    aws_error: "",
    check,
};

/// Who calls from which subnet, whom in which subnet, on which TCP port.
pub(super) struct Call<'a> {
    pub caller: &'a ResourceId,
    pub from: &'a ResourceId,
    pub called: &'a ResourceId,
    pub to: &'a ResourceId,
    pub port: u16,
}

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    if context.all::<NetworkAcl>().next().is_none() {
        return;
    }
    // Once for each load balancer behind an ACL, with all ports and subnets.
    let mut shut: BTreeMap<_, (BTreeSet<u16>, BTreeSet<&ResourceId>)> = BTreeMap::new();
    for (id, balancer) in context.all::<LoadBalancer>() {
        if balancer.scheme != Scheme::InternetFacing {
            continue;
        }
        for subnet in context.subnets_among(&balancer.subnets) {
            for listener in &balancer.listeners {
                if let Some(acl) = judge(context, subnet, "inbound", Ipv4Net::default(), listener.port) {
                    let (ports, subnets) = shut.entry((acl, id)).or_default();
                    ports.insert(listener.port);
                    subnets.insert(subnet.id);
                }
            }
        }
    }
    for ((acl, id), (ports, subnets)) in shut {
        let asked: Vec<u16> = ports.iter().copied().collect();
        let passing = Passing::tcp(Direction::Inbound, vec![Ipv4Net::default()], &asked);
        let fix = open_acl(context.architecture, acl, &passing).ok();
        let mut draft = report.about(acl).at("inbound").with(id);
        for subnet in &subnets {
            draft = draft.with(subnet);
        }
        draft.fix_if(fix).say(format!(
            "{} lets nobody in to {} on TCP {}, on which {} listens.",
            context.name(acl),
            context.names(subnets.iter().copied()),
            shown(&asked),
            context.name(id),
        ));
    }
    // Once for each end is enough, however many subnets are on the other.
    let mut stopped: BTreeMap<_, Stopped<'_>> = BTreeMap::new();
    // All who call so, those too of whom only a part is let through.
    let mut served: BTreeMap<_, Vec<Ipv4Net>> = BTreeMap::new();
    for call in calls(context) {
        let (Some(from), Some(to)) = (context.subnet(call.from), context.subnet(call.to)) else {
            continue;
        };
        // What stays in one subnet meets no network ACL (rulebook NACL-11).
        if from.id == to.id || from.vpc != to.vpc {
            continue;
        }
        for (subnet, property, other) in [(from, "outbound", to), (to, "inbound", from)] {
            let (Some(block), Some(acl)) = (other.block, subnet.acl) else { continue };
            let key = (acl, property, call.called, call.port);
            served.entry(key).or_default().push(block);
            if judge(context, subnet, property, block, call.port).is_some() {
                stopped.entry(key).or_insert(Stopped { caller: call.caller, subnet: subnet.id });
            }
        }
    }
    for ((acl, property, called, port), it) in stopped {
        let direction = match property {
            "inbound" => Direction::Inbound,
            _ => Direction::Outbound,
        };
        let mut blocks = served.remove(&(acl, property, called, port)).unwrap_or_default();
        blocks.order();
        blocks.dedup();
        let passing = Passing::tcp(direction, blocks, &[port]);
        report
            .about(acl)
            .at(property)
            .with(it.caller)
            .with(called)
            .with(it.subnet)
            .fix_if(open_acl(context.architecture, acl, &passing).ok())
            .say(format!(
                "{} calls {} on TCP {port}, but {}, the network ACL of {}, does not let that {}.",
                context.name(it.caller),
                context.name(called),
                context.name(acl),
                context.name(it.subnet),
                if property == "inbound" { "in" } else { "out" },
            ));
    }
}

/// Whether this rule tells that an ACL lets nobody in to a load balancer that
/// listens on this port.
pub(super) fn tells_of_listener(context: &Context<'_, '_>, acl: &ResourceId, port: u16) -> bool {
    context.all::<LoadBalancer>().any(|(_, it)| {
        let listens = it.listeners.iter().any(|it| it.port == port);
        let mut subnets = context.subnets_among(&it.subnets);
        it.scheme == Scheme::InternetFacing
            && listens
            && subnets.any(|it| judge(context, it, "inbound", Ipv4Net::default(), port) == Some(acl))
    })
}

/// Calls that one network ACL stops in one direction.
struct Stopped<'a> {
    caller: &'a ResourceId,
    subnet: &'a ResourceId,
}

/// The network ACL of a subnet, if its entries stop every packet of
/// `block` to this port. One that stops everything in one direction is told as
/// such.
fn judge<'a>(
    context: &Context<'_, 'a>,
    subnet: &SubnetFacts<'a>,
    property: &str,
    block: Ipv4Net,
    port: u16,
) -> Option<&'a ResourceId> {
    let id = subnet.acl?;
    let acl: &NetworkAcl = context.find(id)?;
    let entries = if property == "inbound" {
        &acl.inbound
    } else {
        &acl.outbound
    };
    let port = i32::from(port);
    let nothing = allows_nothing(&acl.inbound) || allows_nothing(&acl.outbound);
    let stops = !nothing && !allows_some(entries, block, (port, port));
    stops.then_some(id)
}

/// Each call once, however many servers of a subnet make it.
pub(super) fn calls<'c>(context: &'c Context<'_, '_>) -> Vec<Call<'c>> {
    let mut ends = BTreeSet::new();
    let mut calls = Vec::new();
    let mut add = |call: Call<'c>| {
        if ends.insert((call.from, call.called, call.to, call.port)) {
            calls.push(call);
        }
    };
    // Where the file systems can be mounted, by subnet.
    let mounts: FxHashMap<_, Vec<_>> = context
        .all::<FileSystem>()
        .map(|(id, it)| (id, it.mount_targets.iter().filter_map(|it| it.subnet.as_ref()).collect()))
        .collect();
    for it in context.servers() {
        for backend in it.backends {
            let (subnets, port): (Vec<_>, _) = match context.find::<Database>(backend) {
                Some(database) => (database.subnets.iter().collect(), database.listening_port()),
                None => (mounts.get(backend).cloned().unwrap_or_default(), 2049),
            };
            // A file system is mounted in the client's own zone.
            let zone = |id: &ResourceId| context.subnet(id).and_then(|it| it.zone);
            let any_zone = !mounts.contains_key(backend);
            for from in it.subnets {
                for to in subnets.iter().filter(|to| any_zone || zone(to) == zone(from)) {
                    add(Call { caller: it.id, from, called: backend, to, port });
                }
            }
        }
    }
    let before = balancers_before(context);
    for (group, servers) in context.targets() {
        let Some(it) = context.find::<TargetGroup>(group) else {
            continue;
        };
        let subnets: BTreeSet<_> = servers.iter().flat_map(|it| it.subnets).collect();
        for to in subnets {
            let Some(balancers) = before.get(to) else { continue };
            for balancer in context.balancers_of(group).iter().filter(|it| balancers.contains(*it)) {
                let from = context.find::<LoadBalancer>(balancer).map_or(&[][..], |it| &it.subnets);
                for from in from {
                    add(Call { caller: balancer, from, called: group, to, port: it.port });
                }
            }
        }
    }
    calls
}

#[cfg(test)]
pub fn examples() -> Examples {
    let everything = || vec![entry(100, RuleAction::Allow, (0, 65535), "0.0.0.0/0")];
    let answers = || entry(110, RuleAction::Allow, (1024, 65535), "0.0.0.0/0");
    let with = |subnet: &str, inbound: Vec<NetworkAclEntry>, outbound: Vec<NetworkAclEntry>| {
        let acl = NetworkAcl { vpc: to("vpc-1"), inbound, outbound };
        three_tiers().add("acl-1", "guard", acl).set(subnet, "network_acl", "acl-1")
    };
    let ssh = entry(100, RuleAction::Allow, (22, 22), "0.0.0.0/0");
    let tls = entry(100, RuleAction::Allow, (443, 443), "10.0.0.0/16");
    Examples::new()
        .fires(with("subnet-1", vec![ssh.clone(), answers()], everything()), expect!["guard lets nobody in to public-a on TCP 80 and 443, on which Notebookly-ALB listens. [Allow TCP 80 and 443 from 0.0.0.0/0 in guard as rules 120 and 130]"])
        // Before a deny that stops all of it, as a trace proposes.
        .fires(with("subnet-1", vec![answers(), entry(32766, RuleAction::Deny, (0, 65535), "0.0.0.0/0")], everything()), expect!["guard lets nobody in to public-a on TCP 80 and 443, on which Notebookly-ALB listens. [Allow TCP 80 and 443 from 0.0.0.0/0 in guard as rules 120 and 130]"])
        .fires(with("subnet-1", vec![answers(), entry(90, RuleAction::Deny, (80, 443), "0.0.0.0/0")], everything()), expect!["guard lets nobody in to public-a on TCP 80 and 443, on which Notebookly-ALB listens. [Allow TCP 80 and 443 from 0.0.0.0/0 in guard as rules 89 and 88]"])
        .fires(with("subnet-3", everything(), vec![tls.clone(), entry(110, RuleAction::Allow, (32768, 65535), "0.0.0.0/0")]), expect!["Notebookly-ASG calls notebookly-db on TCP 3306, but guard, the network ACL of private-a, does not let that out. [Allow TCP 3306 to 10.0.4.0/24 in guard as rule 120]"])
        .fires(with("subnet-3", vec![tls, entry(110, RuleAction::Allow, (32768, 65535), "0.0.0.0/0")], everything()), expect![[r#"
            Notebookly-ALB calls Notebookly-TG on TCP 80, but guard, the network ACL of private-a, does not let that in. [Allow TCP 80 from 10.0.1.0/24 and 10.0.2.0/24 in guard as rules 120 and 130]
            Notebookly-ASG calls notebookly-db on TCP 3306, but guard, the network ACL of private-a, does not let that in. [Allow TCP 3306 from 10.0.4.0/24 in guard as rule 120]"#]])
        .silent(with("subnet-1", everything(), everything()))
        .silent(with("subnet-1", Vec::new(), Vec::new()))
        .silent(three_tiers())
}
