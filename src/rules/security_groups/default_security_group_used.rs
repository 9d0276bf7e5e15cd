//! Nobody posted a guard, so the one who comes with the house stands there.

use rustc_hash::FxHashSet;

use crate::network::Role;
use crate::relations::servers::forwards;
use crate::rules::prelude::*;
use crate::rules::shared::forwarders::forwarders;
use crate::rules::shared::passage::{Party, Passage, lets_in};

pub const RULE: Rule = Rule {
    code: "default-security-group-used",
    severity: Warning,
    title: "Guarded by the default security group",
    checks: "That everything with a network interface names its security groups.",
    why: "The VPC's default group lets its members talk to each other and nobody else in: usually too much among themselves and too little for the rest.",
    reaction: "AWS accepts it: what names no group gets the VPC's default group.",
    source: "[VPC UG: Default security groups], [ALB UG: Create] · rulebook SG-6, SG-7, ALB-17",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let refused = refused(context);
    let mut last = None;
    for guarded in &context.guards().all {
        let Some(vpc) = guarded.vpc else { continue };
        // One whose callers are refused for it is told with them.
        let told = refused.contains(guarded.id);
        if !guarded.groups.is_empty() || last == Some((guarded.id, guarded.property)) || told {
            continue;
        }
        last = Some((guarded.id, guarded.property));
        let whose = match guarded.property {
            "interfaces" => "An interface of ",
            "mount_targets" => "A mount target of ",
            _ => "",
        };
        let own = context.find::<Vpc>(vpc).and_then(|it| it.default_security_group.as_ref());
        let group = match own {
            Some(own) => format!("{}'s default group, {}, applies", context.name(vpc), context.name(own)),
            None => format!("{}'s default group applies, which lets in only its own members", context.name(vpc)),
        };
        report.about(guarded.id).at(guarded.property).with(vpc).waits_for(Step::SecurityGroup).say(format!(
            "{whose}{} has no security group, so {group}.",
            context.name(guarded.id),
        ));
    }
}

/// Who has no group of its own and somebody who calls it: the default group
/// stands between them, and that is told where they are.
fn refused<'a>(context: &Context<'_, 'a>) -> FxHashSet<&'a ResourceId> {
    let mut refused = FxHashSet::default();
    // The clients of a NAT instance have groups of their own.
    for it in forwarders(context).iter().filter(|it| it.instance.security_groups.is_empty()) {
        let own = it.home.vpc.and_then(|vpc| context.relations.vpc(vpc)?.default_group);
        let standing = it.served.iter().flat_map(|subnet| context.standing_in(subnet.id));
        let mut clients = standing.filter(|client| client.role == Role::Instance && client.owner != it.id);
        if own.is_none() && clients.any(|client| !client.groups.is_empty()) {
            refused.insert(it.id);
        }
    }
    for (id, it) in context.all::<LoadBalancer>() {
        let party = Party::balancer(context, it);
        if it.security_groups.is_empty() && it.scheme == Scheme::InternetFacing && !it.listeners.is_empty() {
            refused.insert(id);
        }
        for group in forwards(it) {
            let servers = context.targets().get(group).map_or(&[][..], Vec::as_slice);
            let port = context.find::<TargetGroup>(group).map_or(0, |it| it.port);
            for servers in servers.iter().filter(|it| it.groups.is_empty()) {
                if lets_in(context, &Party::servers(context, servers), port, &party) == Passage::Nobody {
                    refused.insert(servers.made_by);
                }
            }
        }
    }
    for caller in context.servers() {
        for id in caller.backends {
            let Some((id, resource)) = context.architecture.entry(id) else {
                continue;
            };
            let (groups, subnets, port): (&[ResourceId], &[ResourceId], _) = match &resource.properties {
                Properties::Database(_) | Properties::Cache(_) => match context.relations.store(id) {
                    Some(it) => (it.security_groups, it.subnets, it.port),
                    None => continue,
                },
                Properties::LoadBalancer(it) if it.scheme == Scheme::Internal => {
                    let port = it.listeners.first().map_or(0, |it| it.port);
                    (&it.security_groups, &it.subnets, port)
                }
                Properties::Instance(it) => (&it.security_groups, it.subnet.as_slice(), 0),
                Properties::FileSystem(it) => match &it.mount_targets[..] {
                    [first, ..] => (&first.security_groups, first.subnet.as_slice(), 2049),
                    [] => continue,
                },
                _ => continue,
            };
            let called = Party::spread(context, groups, subnets);
            let unguarded = groups.is_empty();
            if unguarded && lets_in(context, &called, port, &Party::servers(context, caller)) == Passage::Nobody {
                refused.insert(id);
            }
        }
    }
    refused
}

#[cfg(test)]
pub fn examples() -> Examples {
    let web = Instance {
        subnet: to("subnet-1"),
        ..Instance::default()
    };
    Examples::new()
        .fires(empty_vpc().add("i-1", "web", web), expect!["web has no security group, so Notebookly-VPC's default group applies, which lets in only its own members."])
        .fires(three_tiers().set("vpc-1", "default_security_group", "sg-1").set("alb-1", "security_groups", serde_json::json!([])).set("alb-1", "scheme", "internal"), expect!["Notebookly-ALB has no security group, so Notebookly-VPC's default group, ALB-SG, applies."])
        // Told with those whom it stops.
        .silent(three_tiers().set("lt-1", "security_groups", serde_json::json!([])))
        .silent(three_tiers().set("db-1", "security_groups", serde_json::json!([])))
        .silent(three_tiers().set("alb-1", "security_groups", serde_json::json!([])))
        .silent(three_tiers())
}
