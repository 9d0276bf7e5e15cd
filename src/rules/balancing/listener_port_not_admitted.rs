//! The receptionist listens behind a closed door.

use crate::rules::prelude::*;
use crate::rules::shared::filters::is_private;
use crate::rules::shared::admit::{first, requests, shown};

pub const RULE: Rule = Rule {
    code: "listener-port-not-admitted",
    severity: Error,
    title: "Clients cannot reach a listener",
    checks: "That the security groups of a load balancer let somebody in on the port of every listener; where it faces the internet, somebody with an address and not only a group. A load balancer without a group of its own has the VPC's default group, which lets in nobody from outside.",
    why: "A listener that nobody can reach answers nobody. A group as the peer means private addresses, so it does not match clients who come over the internet.",
    reaction: "AWS accepts it; connections time out.",
    source: "[ALB UG: Security groups], [VPC UG: Security group rules] · rulebook ALB-15, ALB-17, SG-7, SG-13, X-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let Some(groups) = groups(context, balancer) else { continue };
        // A private block holds nobody who comes over the internet; what is no
        // block at all is told as such.
        let outside = |peer: &Peer| match peer {
            Peer::Cidr(text) => text.lenient().is_none_or(|block| !is_private(block)),
            Peer::Group(_) => false,
        };
        let facing = balancer.scheme == Scheme::InternetFacing;
        // Inside, members of the default group that AWS made reach each other.
        if groups.is_empty() && !facing {
            continue;
        }
        let admitted = |port: u16| {
            let rules = groups.iter().flat_map(|(_, group)| &group.ingress);
            let mut open = rules.filter(|rule| rule.covers_tcp(port));
            open.any(|rule| !facing || outside(&rule.peer))
        };
        let ports = balancer.listeners.iter().map(|it| it.port);
        let mut shut: Vec<u16> = ports.filter(|port| *port != 0 && !admitted(*port)).collect();
        shut.order();
        shut.dedup();
        if shut.is_empty() {
            continue;
        }
        let mut draft = match groups[..] {
            [(group, _)] => report.about(group).at("ingress").with(id),
            _ => report.about(id).at("security_groups"),
        };
        for (group, _) in &groups {
            draft = draft.with(group).value(group, "ingress");
        }
        let lets = match &groups[..] {
            [] => "it has only the VPC's default group, which lets no client".to_owned(),
            [(group, _)] => format!("{} lets no client", context.name(group)),
            groups => format!("none of {} lets clients", context.names(groups.iter().map(|it| it.0))),
        };
        let (port, them) = if shut.len() == 1 { ("port", "it") } else { ("ports", "them") };
        // A public listener is for everybody.
        let node = first(context, id).filter(|_| facing);
        let fix = node.and_then(|it| context.network.let_everybody_in(&it.id, &requests(&shut)));
        draft.fix_if(fix).say(format!(
            "{} listens on {port} {}, but {lets} in on {them}.",
            context.name(id),
            shown(&shut),
        ));
    }
}

/// The groups that count; none for the default one that AWS made. `None` where
/// one is gone, which is told as such.
fn groups<'a>(
    context: &Context<'_, 'a>,
    balancer: &'a LoadBalancer,
) -> Option<Vec<(&'a ResourceId, &'a SecurityGroup)>> {
    let found = |id: &'a ResourceId| Some((id, context.find(id)?));
    if balancer.security_groups.is_empty() {
        let vpc = context.relations.vpc(context.vpc_of_subnets(&balancer.subnets)?)?;
        return vpc.default_group.map_or(Some(Vec::new()), |id| Some(vec![found(id)?]));
    }
    balancer.security_groups.iter().map(found).collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let only = |rule: SecurityGroupRule| {
        three_tiers().set("sg-1", "ingress", serde_json::json!([tcp(80, "0.0.0.0/0"), rule]))
    };
    let unguarded = three_tiers().set("alb-1", "security_groups", serde_json::json!([]));
    Examples::new()
        .fires(only(tcp(8443, "0.0.0.0/0")), expect!["Notebookly-ALB listens on port 443, but ALB-SG lets no client in on it. [Let everybody in on TCP 443 in ALB-SG]"])
        .fires(only(tcp(443, "#sg-2")), expect!["Notebookly-ALB listens on port 443, but ALB-SG lets no client in on it. [Let everybody in on TCP 443 in ALB-SG]"])
        .fires(only(tcp(443, "10.0.0.0/16")), expect!["Notebookly-ALB listens on port 443, but ALB-SG lets no client in on it. [Let everybody in on TCP 443 in ALB-SG]"])
        .fires(three_tiers().set("sg-1", "ingress", serde_json::json!([])), expect!["Notebookly-ALB listens on ports 80 and 443, but ALB-SG lets no client in on them. [Let everybody in on TCP 80 and 443 in ALB-SG]"])
        .fires(unguarded.clone(), expect!["Notebookly-ALB listens on ports 80 and 443, but it has only the VPC's default group, which lets no client in on them. [Guard Notebookly-ALB with ALB-SG, which lets everybody in on TCP 80 and 443]"])
        .fires(unguarded.clone().set("vpc-1", "default_security_group", "sg-3"), expect!["Notebookly-ALB listens on ports 80 and 443, but Database-SG lets no client in on them. [Guard Notebookly-ALB with ALB-SG, which lets everybody in on TCP 80 and 443]"])
        .silent(unguarded.set("alb-1", "scheme", "internal"))
        .silent(only(tcp(443, "10.0.0.0/16")).set("alb-1", "scheme", "internal"))
        .silent(only(tcp(443, "198.51.100.0/24")))
        .silent(three_tiers())
}
