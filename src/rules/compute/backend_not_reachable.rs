//! A colleague whose guard turns everybody away.

use crate::rules::shared::filters::admits;
use crate::rules::prelude::*;
use crate::rules::shared::letting::do_not_let;

pub const RULE: Rule = Rule {
    code: "backend-not-reachable",
    severity: Warning,
    title: "Application cannot call its backend",
    checks: "For servers that call an internal load balancer or an instance of their VPC: that the load balancer's groups let theirs in on the port of a listener, and that the instance's groups let them in on any TCP port at all. An instance that takes UDP is not checked.",
    why: "Security groups admit nobody by themselves, so calls inside a VPC need a rule too.",
    reaction: "AWS accepts it; connections time out.",
    source: "[VPC UG: Security group rules], [ALB UG: Security groups] · rulebook SG-5, ALB-15, X-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for caller in context.servers() {
        for id in caller.backends {
            let properties = context.architecture.get(id).map(|it| &it.properties);
            let (groups, ports) = match properties {
                // Whoever calls one that faces the internet comes from there.
                Some(Properties::LoadBalancer(it)) if it.scheme == Scheme::Internal => {
                    (&it.security_groups, it.listeners.iter().map(|it| it.port).collect())
                }
                // Which port an application listens on is not known.
                Some(Properties::Instance(it)) if caller.id != id => {
                    let Some(ports) = open_ports(context, &it.security_groups) else {
                        continue;
                    };
                    (&it.security_groups, ports)
                }
                _ => continue,
            };
            let home = match properties {
                Some(Properties::LoadBalancer(it)) => context.vpc_of_subnets(&it.subnets),
                Some(Properties::Instance(it)) => context.vpc_of_subnets(it.subnet.as_slice()),
                _ => None,
            };
            // A balancer without listeners, and another VPC, are told as such.
            let balancer = matches!(properties, Some(Properties::LoadBalancer(_)));
            if (balancer && ports.is_empty()) || home != context.vpc_of_subnets(caller.subnets) {
                continue;
            }
            let admitted = |port| admits(context, groups, port, caller.groups, caller.subnets);
            // Port 0 stands for any where no rule names a port.
            if admitted(0).is_none() || ports.iter().any(|port| admitted(*port) == Some(true)) {
                continue;
            }
            report.about(id).at("security_groups").with(caller.id).say(format!(
                "{} calls {}, but {} it in on {}.",
                context.name(caller.id),
                context.name(id),
                do_not_let(context, groups),
                if balancer { "the port of any listener" } else { "any TCP port" },
            ));
        }
    }
}

/// A port of each TCP rule, which tells whether the rule admits somebody;
/// `None` where there are rules for something other than TCP and pings.
fn open_ports(context: &Context<'_, '_>, groups: &[ResourceId]) -> Option<Vec<u16>> {
    let groups = groups.iter().filter_map(|id| context.find::<SecurityGroup>(id));
    let rules = groups.flat_map(|group| &group.ingress);
    let known = rules.filter(|rule| rule.protocol != Protocol::Icmp);
    known
        .map(|rule| match rule.protocol {
            Protocol::Tcp => Some(rule.from_port.and_then(|port| u16::try_from(port).ok()).unwrap_or(0)),
            Protocol::All => Some(0),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let api = Instance {
        subnet: to("subnet-4"),
        security_groups: ids(&["sg-3"]),
        ..Instance::default()
    };
    let calling = three_tiers().add("i-9", "api", api).push("lt-1", "backends", "i-9");
    let internal = three_tiers().set("alb-1", "scheme", "internal");
    let shop = Instance {
        subnet: to("subnet-4"),
        security_groups: ids(&["sg-2"]),
        backends: ids(&["alb-1"]),
        ..Instance::default()
    };
    Examples::new()
        .fires(calling.clone().set("i-9", "security_groups", serde_json::json!(["sg-1"])).set("sg-1", "ingress", serde_json::json!([tcp(443, "198.51.100.0/24")])), expect!["Notebookly-ASG calls api, but ALB-SG does not let it in on any TCP port."])
        .fires(internal.clone().add("i-9", "shop", shop.clone()).set("sg-1", "ingress", serde_json::json!([])), expect!["shop calls Notebookly-ALB, but ALB-SG does not let it in on the port of any listener."])
        .silent(calling)
        .silent(internal.add("i-9", "shop", shop))
}
