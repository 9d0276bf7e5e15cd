//! Who goes past the receptionist is seen by nobody.

use std::collections::BTreeMap;

use crate::rules::shared::filters::{let_in_instead, tcp_ports};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-tier-open-to-world",
    severity: Warning,
    title: "Servers open to the whole internet",
    checks: "That the group of servers behind a load balancer does not let 0.0.0.0/0 in over TCP.",
    why: "Requests belong to the load balancer, which checks health, ends TLS and is where a web ACL looks. A chain of groups keeps it so: the load balancer's group lets in the world, the servers' group lets in the load balancer's.",
    reaction: "AWS accepts it.",
    source: "[ALB UG: Security groups] · rulebook SG-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, front) in fronts(context) {
        let Some(group) = context.find::<SecurityGroup>(id) else {
            continue;
        };
        for (index, rule) in group.ingress.iter().enumerate() {
            // SSH and RDP have a rule of their own.
            if !rule.is_open_to_world() || rule.covers_tcp(22) || rule.covers_tcp(3389) {
                continue;
            }
            // Pings and UDP are nothing that a load balancer could carry.
            if tcp_ports(rule.protocol, rule.from_port, rule.to_port).is_none() {
                continue;
            }
            let fix = match front[..] {
                [only] => let_in_instead(context, id, group, index, only),
                _ => None,
            };
            report
                .about(id)
                .at("ingress")
                .evidence(Evidence::SecurityGroupRule {
                    group: Some(id.clone()),
                    direction: crate::network::Direction::Inbound,
                    index,
                })
                .fix_if(fix)
                .say(format!(
                    "{} guards servers behind a load balancer, but its inbound rule {} lets the whole internet in: let in the load balancer's group only.",
                    context.name(id),
                    index + 1,
                ));
        }
    }
}

/// Each group of servers, with the groups of the load balancers in front.
fn fronts<'a>(context: &Context<'_, 'a>) -> BTreeMap<&'a ResourceId, Vec<&'a ResourceId>> {
    let mut servers: Vec<(&ResourceId, &'a [ResourceId])> = Vec::new();
    for (_, group) in context.all::<AutoScalingGroup>() {
        if let Some(template) = context.architecture.follow::<LaunchTemplate>(&group.launch_template) {
            let groups = &template.security_groups[..];
            servers.extend(group.target_groups.iter().map(|it| (it, groups)));
        }
    }
    for (id, target_group) in context.all::<TargetGroup>() {
        let instances = target_group.targets.iter();
        let instances = instances.filter_map(|it| context.find::<Instance>(it));
        servers.extend(instances.map(|it| (id, &it.security_groups[..])));
    }
    let mut fronts: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (target_group, groups) in servers {
        for balancer in context.balancers_of(target_group) {
            let balancer: Option<&LoadBalancer> = context.find(balancer);
            let front = balancer.map_or(&[][..], |it| &it.security_groups);
            // A group that both share has to let the world in.
            for group in groups.iter().filter(|it| !front.contains(it)) {
                let entry = fronts.entry(group).or_default();
                for id in front {
                    if !entry.contains(&id) {
                        entry.push(id);
                    }
                }
            }
        }
    }
    fronts
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("sg-2", "ingress", tcp(8080, "0.0.0.0/0")), expect!["WebServer-SG guards servers behind a load balancer, but its inbound rule 3 lets the whole internet in: let in the load balancer's group only. [Let in ALB-SG instead]"])
        .fires(three_tiers().push("sg-2", "ingress", tcp(80, "0.0.0.0/0")), expect!["WebServer-SG guards servers behind a load balancer, but its inbound rule 3 lets the whole internet in: let in the load balancer's group only. [Remove the rule: ALB-SG is let in already]"])
        .silent(three_tiers().push("sg-2", "ingress", SecurityGroupRule { protocol: Protocol::Icmp, from_port: Some(8), to_port: Some(-1), ..SecurityGroupRule::default() }))
        .silent(three_tiers())
        .silent(three_tiers().push("sg-2", "ingress", tcp(22, "0.0.0.0/0")))
}
