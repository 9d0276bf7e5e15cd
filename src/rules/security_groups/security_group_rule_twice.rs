//! Saying it twice does not make it truer.

use rustc_hash::FxHashMap;

use crate::rules::shared::filters::tcp_ports;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "security-group-rule-twice",
    severity: Error,
    title: "Two equal security group rules",
    checks: "That no two rules of a security group allow the same protocol and ports to the same peer in the same direction.",
    why: "One of them does nothing, and whoever deletes the other one believes that the door is closed.",
    reaction: "Authorizing the second rule is refused.",
    source: "[API ec2 AuthorizeSecurityGroupIngress, error codes] · rulebook SG-3",
    aws_error: "InvalidPermission.Duplicate",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<SecurityGroup>() {
        for (property, side, rules) in [
            ("ingress", "inbound", &group.ingress),
            ("egress", "outbound", &group.egress),
        ] {
            let mut known: FxHashMap<_, usize> = FxHashMap::default();
            for (index, rule) in rules.iter().enumerate() {
                let peer = match &rule.peer {
                    Peer::Group(group) => Err(group),
                    // What cannot be read is told as such.
                    Peer::Cidr(text) => match text.lenient() {
                        Some(block) => Ok(block),
                        None => continue,
                    },
                };
                let first = *known.entry((rule.protocol, ports(rule), peer)).or_insert(index);
                if first == index {
                    continue;
                }
                report
                    .about(id)
                    .at(property)
                    .fix(format!("Remove rule {}", index + 1), Edit::remove(id, property, index))
                    .say(format!(
                        "{}'s {side} rules {} and {} are the same, so AWS refuses the second (InvalidPermission.Duplicate).",
                        context.name(id),
                        first + 1,
                        index + 1,
                    ));
            }
        }
    }
}

/// What the ports mean: "all" is written in several ways.
fn ports(rule: &SecurityGroupRule) -> Option<(i32, i32)> {
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => tcp_ports(Protocol::Tcp, rule.from_port, rule.to_port),
        Protocol::Icmp => Some((rule.from_port.unwrap_or(-1), rule.to_port.unwrap_or(-1))),
        // Everything else has no ports (rulebook SG-10).
        _ => None,
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let noted = SecurityGroupRule {
        description: "The web".to_owned(),
        ..tcp(80, "0.0.0.0/0")
    };
    Examples::new()
        .fires(three_tiers().push("sg-1", "ingress", noted), expect!["ALB-SG's inbound rules 1 and 3 are the same, so AWS refuses the second (InvalidPermission.Duplicate). [Remove rule 3]"])
        .fires(three_tiers().push("sg-2", "egress", SecurityGroupRule::allow_all()), expect!["WebServer-SG's outbound rules 1 and 2 are the same, so AWS refuses the second (InvalidPermission.Duplicate). [Remove rule 2]"])
        .silent(three_tiers().push("sg-1", "ingress", tcp(80, "10.0.0.0/16")))
        .silent(three_tiers())
}
