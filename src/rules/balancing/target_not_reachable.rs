//! The receptionist knocks, and the guard does not know her.

use std::collections::BTreeMap;

use crate::relations::servers::Servers;
use crate::rules::prelude::*;
use crate::rules::shared::admit::{self, admit, allow_out, shown};
use crate::rules::shared::passage::{Party, Passage, do_not_let, lets_in, lets_out};

pub const RULE: Rule = Rule {
    code: "target-not-reachable",
    severity: Error,
    title: "Targets do not let the load balancer in",
    checks: "That the security groups of targets let every node of the load balancer in on the target group's port and its health check's port, and that the load balancer's groups let it out there. A rule for a block has to cover the whole subnet of each node, for AWS chooses and changes their addresses.",
    why: "The load balancer opens its own connection to a target, from its own address and group. If the guard does not let it in, the target counts as unhealthy and clients get an error 502, 503 or 504. Where only some nodes are let in, the requests that DNS sends to the others are lost.",
    reaction: "AWS accepts it; the targets stay unhealthy.",
    source: "[ALB UG: Security groups; Troubleshoot] · rulebook ALB-15, ALB-16, ALB-18, X-2",
    aws_error: "",
    check,
};

/// Servers behind one load balancer that the same groups guard: what is wrong
/// with one is wrong with all.
struct Tier<'a> {
    group: &'a ResourceId,
    ports: Vec<u16>,
    servers: Vec<Servers<'a>>,
}

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (balancer_id, balancer) in context.all::<LoadBalancer>() {
        let mut tiers: BTreeMap<_, Tier<'_>> = BTreeMap::new();
        let mut forwards: Vec<_> = crate::relations::servers::forwards(balancer).collect();
        forwards.order();
        forwards.dedup();
        for group in forwards {
            let Some((group, servers)) = context.targets().get_key_value(group) else {
                continue;
            };
            let Some(target_group) = context.find::<TargetGroup>(group) else {
                continue;
            };
            let mut ports = vec![target_group.port];
            ports.extend(target_group.health_port.filter(|port| *port != target_group.port));
            for it in servers {
                let tier = tiers.entry((*group, it.groups, vpc_of(context, it)));
                let tier = tier.or_insert_with(|| Tier {
                    group,
                    ports: ports.clone(),
                    servers: Vec::new(),
                });
                tier.servers.push(*it);
            }
        }
        let front = Party::balancer(context, balancer);
        for tier in tiers.values() {
            judge(context, report, balancer_id, &front, tier);
        }
    }
}

/// Which default group counts where none is named depends on the VPC.
fn vpc_of<'a>(context: &Context<'_, 'a>, it: &Servers<'a>) -> Option<&'a ResourceId> {
    context.vpc_of_subnets(it.subnets)
}

fn judge<'a>(
    context: &Context<'_, 'a>,
    report: &mut Report<'_>,
    balancer: &ResourceId,
    front: &Party<'a>,
    tier: &Tier<'a>,
) {
    let Some(first) = tier.servers.first() else { return };
    let party = Party::servers(context, first);
    let served = admit::first(context, first.id);
    let asks = |ports: &[u16]| {
        let who = context.names(tier.servers.iter().map(|it| it.id));
        format!("{} asks {who} on TCP {}", context.name(balancer), shown(ports))
    };
    let (mut shut, mut kept_in) = (Vec::new(), Vec::new());
    let mut but = Vec::new();
    for port in &tier.ports {
        match lets_in(context, &party, *port, front) {
            Passage::Nobody => shut.push(*port),
            Passage::But(refused) => but.push((*port, refused)),
            _ => {
                // Where each server is matters only for rules with blocks.
                let refused = |it: &Servers<'a>| {
                    lets_out(context, front, *port, &Party::servers(context, it)).refuses()
                };
                if tier.servers.iter().any(refused) {
                    kept_in.push(*port);
                }
            }
        }
    }
    let about = |report: &mut Report<'_>, ports: &[u16], sentence: String| {
        let (place, property) = match party.groups {
            [group] => (group, "ingress"),
            _ => (first.made_by, "security_groups"),
        };
        let mut draft = report.about(place).at(property).with(balancer).with(tier.group);
        for it in &tier.servers {
            draft = draft.with(it.id);
        }
        // Servers whom one change would not mend all.
        let alike = !party.groups.is_empty() || tier.servers.len() == 1;
        let fix = served.filter(|_| alike).and_then(|it| admit(context, it, ports, &[balancer]));
        draft.fix_if(fix).say(sentence);
    };
    if !shut.is_empty() {
        let sentence = format!(
            "{}, but {} it in, so the targets are unhealthy.",
            asks(&shut),
            do_not_let(context, first.made_by, &party),
        );
        about(report, &shut, sentence);
    }
    for (port, refused) in but {
        let sentence = format!(
            "{}, but {} in its nodes {}: requests that DNS sends there are lost.",
            asks(&[port]),
            do_not_let(context, first.made_by, &party),
            refused.places(context),
        );
        about(report, &[port], sentence);
    }
    if !kept_in.is_empty() {
        let mut draft = match front.groups {
            [group] => report.about(group).at("egress").with(balancer),
            _ => report.about(balancer).at("security_groups"),
        };
        for it in &tier.servers {
            draft = draft.with(it.id);
        }
        draft.with(tier.group).fix_if(served.and_then(|it| allow_out(context, &[balancer], &kept_in, it))).say(format!(
            "{}, but no outbound rule of {} allows it.",
            asks(&kept_in),
            context.names(front.groups),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let outward = serde_json::json!([tcp(8080, "#sg-2")]);
    let from = |block: &str| three_tiers().set("sg-2", "ingress", serde_json::json!([tcp(80, block)]));
    let server = |subnet: &str| Instance {
        subnet: to(subnet),
        security_groups: ids(&["sg-2"]),
        ..Instance::default()
    };
    let two = three_tiers()
        .add("i-1", "web-1", server("subnet-3"))
        .add("i-2", "web-2", server("subnet-4"))
        .set("tg-1", "targets", serde_json::json!(["i-1", "i-2"]));
    Examples::new()
        .fires(three_tiers().set("sg-2", "ingress", serde_json::json!([])), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but WebServer-SG does not let it in, so the targets are unhealthy. [Let ALB-SG in on TCP 80 in WebServer-SG]"])
        .fires(three_tiers().set("tg-1", "health_port", 8080), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 8080, but WebServer-SG does not let it in, so the targets are unhealthy. [Let ALB-SG in on TCP 8080 in WebServer-SG]"])
        .fires(three_tiers().set("sg-2", "ingress", serde_json::json!([])).set("tg-1", "health_port", 8080), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80 and 8080, but WebServer-SG does not let it in, so the targets are unhealthy. [Let ALB-SG in on TCP 80 and 8080 in WebServer-SG]"])
        .fires(three_tiers().set("sg-1", "egress", outward), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but no outbound rule of ALB-SG allows it. [Let ALB-SG out on TCP 80 to WebServer-SG]"])
        // One cause, with the targets listed.
        .fires(two.set("sg-2", "ingress", serde_json::json!([tcp(22, "198.51.100.7/32")])), expect!["Notebookly-ALB asks web-1, web-2 and Notebookly-ASG on TCP 80, but WebServer-SG does not let it in, so the targets are unhealthy. [Let ALB-SG in on TCP 80 in WebServer-SG]"])
        // One node of two.
        .fires(from("10.0.1.0/24"), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but WebServer-SG does not let in its nodes in public-b: requests that DNS sends there are lost. [Let ALB-SG in on TCP 80 in WebServer-SG]"])
        // A part of a subnet: the node may get an address in the other part.
        .fires(from("10.0.1.0/25"), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but WebServer-SG does not let in its nodes in public-b and in a part of public-a: requests that DNS sends there are lost. [Let ALB-SG in on TCP 80 in WebServer-SG, instead of 10.0.1.0/25]"])
        .fires(from("10.0.0.0/23"), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but WebServer-SG does not let in its nodes in public-b: requests that DNS sends there are lost. [Let ALB-SG in on TCP 80 in WebServer-SG]"])
        // The default group admits its own members only.
        .fires(three_tiers().set("lt-1", "security_groups", serde_json::json!([])), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but Notebookly-Template has only the default group of Notebookly-VPC, which admits only its own members and does not let it in, so the targets are unhealthy. [Guard Notebookly-ASG with a new group, Notebookly-ASG-group, which lets ALB-SG in on TCP 80]"])
        .silent(from("10.0.0.0/16"))
        .silent(from("10.0.0.0/22"))
        .silent(three_tiers())
}
