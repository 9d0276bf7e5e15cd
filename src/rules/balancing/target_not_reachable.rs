//! The receptionist knocks, and the guard does not know her.

use crate::rules::shared::filters::{admit, admits, may_call};
use crate::rules::prelude::*;
use crate::rules::shared::letting::{allow_out, do_not_let};

pub const RULE: Rule = Rule {
    code: "target-not-reachable",
    severity: Warning,
    title: "Targets do not let the load balancer in",
    checks: "That the security groups of targets let the load balancer's group in on the target group's port and its health check's port, and that the load balancer's groups let it out there.",
    why: "The load balancer opens its own connection to a target, from its own address and group. If the guard does not let it in, the target counts as unhealthy and clients get an error 502, 503 or 504.",
    reaction: "AWS accepts it; the targets stay unhealthy.",
    source: "[ALB UG: Security groups; Troubleshoot] · rulebook ALB-15, ALB-16, X-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, servers) in context.targets() {
        let Some(target_group) = context.find::<TargetGroup>(group) else {
            continue;
        };
        let mut ports = vec![target_group.port];
        ports.extend(target_group.health_port.filter(|port| *port != target_group.port));
        for balancer_id in context.balancers_of(group) {
            let Some(balancer) = context.find::<LoadBalancer>(balancer_id) else {
                continue;
            };
            for it in servers {
                for port in &ports {
                    let front = &balancer.security_groups;
                    let inward = admits(context, it.groups, *port, front, &balancer.subnets);
                    let outward = may_call(context, front, *port, it.groups, it.subnets);
                    let asks = || {
                        format!("{} asks {} on TCP {port}", context.name(balancer_id), context.name(it.id))
                    };
                    if inward == Some(false) {
                        report
                            .about(it.made_by)
                            .at("security_groups")
                            .with(balancer_id)
                            .with(group)
                            .fix_if(admit(context, it.groups, *port, front))
                            .say(format!(
                                "{}, but {} it in, so the targets are unhealthy.",
                                asks(),
                                do_not_let(context, it.groups),
                            ));
                    } else if outward == Some(false) {
                        report
                            .about(balancer_id)
                            .at("security_groups")
                            .with(it.id)
                            .with(group)
                            .fix_if(allow_out(context, front, *port, it.groups)).say(format!(
                                "{}, but no outbound rule of {} allows it.",
                                asks(),
                                context.names(front),
                            ));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let outward = serde_json::json!([tcp(8080, "#sg-2")]);
    Examples::new()
        .fires(three_tiers().set("sg-2", "ingress", serde_json::json!([])), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but WebServer-SG does not let it in, so the targets are unhealthy. [Let ALB-SG in on TCP 80 in WebServer-SG]"])
        .fires(three_tiers().set("tg-1", "health_port", 8080), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 8080, but WebServer-SG does not let it in, so the targets are unhealthy. [Let ALB-SG in on TCP 8080 in WebServer-SG]"])
        .fires(three_tiers().set("sg-1", "egress", outward), expect!["Notebookly-ALB asks Notebookly-ASG on TCP 80, but no outbound rule of ALB-SG allows it. [Let ALB-SG out on TCP 80 to WebServer-SG]"])
        .silent(three_tiers().set("sg-2", "ingress", serde_json::json!([tcp(80, "10.0.0.0/16")])))
        .silent(three_tiers())
}
