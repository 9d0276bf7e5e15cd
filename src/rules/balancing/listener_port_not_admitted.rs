//! The receptionist listens behind a closed door.

use ipnet::Ipv4Net;

use crate::network::Direction;
use crate::network::fix::{Traffic, Whom, open_group};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-port-not-admitted",
    severity: Warning,
    title: "Clients cannot reach a listener",
    checks: "That the security groups of a load balancer let somebody in on the port of every listener; where it faces the internet, somebody with an address and not only a group.",
    why: "A listener that nobody can reach answers nobody. A group as the peer means private addresses, so it does not match clients who come over the internet.",
    reaction: "AWS accepts it; connections time out.",
    source: "[ALB UG: Security groups], [VPC UG: Security group rules] · rulebook ALB-15, SG-13, X-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let groups: Option<Vec<&SecurityGroup>> = balancer
            .security_groups
            .iter()
            .map(|group| context.find(group))
            .collect();
        // The default group and groups that are gone are told as such.
        let Some(groups) = groups.filter(|it| !it.is_empty()) else {
            continue;
        };
        // A private block holds nobody who comes over the internet; what is no
        // block at all is told as such.
        let outside = |peer: &Peer| match peer {
            Peer::Cidr(text) => text.lenient().is_none_or(|block| !is_private(block)),
            Peer::Group(_) => false,
        };
        let facing = balancer.scheme == Scheme::InternetFacing;
        for listener in balancer.listeners.iter().filter(|it| it.port != 0) {
            let rules = groups.iter().flat_map(|group| &group.ingress);
            let mut open = rules.filter(|rule| rule.covers_tcp(listener.port));
            if open.any(|rule| !facing || outside(&rule.peer)) {
                continue;
            }
            let fix = match &balancer.security_groups[..] {
                [group] if facing => open_group(
                    context.architecture,
                    group,
                    Direction::Inbound,
                    Traffic::tcp(listener.port),
                    &Whom::Everybody,
                ),
                _ => None,
            };
            let mut draft = report.about(id).at("security_groups");
            for group in &balancer.security_groups {
                draft = draft.with(group).value(group, "ingress");
            }
            draft.fix_if(fix).say(format!(
                "{} listens on port {}, but {} in on it.",
                context.name(id),
                listener.port,
                match &balancer.security_groups[..] {
                    [group] => format!("{} lets no client", context.name(group)),
                    groups => format!("none of {} lets clients", context.names(groups)),
                },
            ));
        }
    }
}

/// Whether all of a block is for private networks.
fn is_private(block: Ipv4Net) -> bool {
    block.network().is_private() && block.broadcast().is_private() && block.prefix_len() >= 8
}

#[cfg(test)]
pub fn examples() -> Examples {
    let only = |rule: SecurityGroupRule| {
        three_tiers().set("sg-1", "ingress", serde_json::json!([tcp(80, "0.0.0.0/0"), rule]))
    };
    Examples::new()
        .fires(only(tcp(8443, "0.0.0.0/0")), expect!["Notebookly-ALB listens on port 443, but ALB-SG lets no client in on it. [Let everybody in on TCP 443 in ALB-SG]"])
        .fires(only(tcp(443, "#sg-2")), expect!["Notebookly-ALB listens on port 443, but ALB-SG lets no client in on it. [Let everybody in on TCP 443 in ALB-SG]"])
        .fires(only(tcp(443, "10.0.0.0/16")), expect!["Notebookly-ALB listens on port 443, but ALB-SG lets no client in on it. [Let everybody in on TCP 443 in ALB-SG]"])
        .silent(only(tcp(443, "10.0.0.0/16")).set("alb-1", "scheme", "internal"))
        .silent(only(tcp(443, "198.51.100.0/24")))
        .silent(three_tiers())
}
