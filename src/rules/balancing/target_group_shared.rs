//! A list of rooms for one receptionist.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-group-shared",
    severity: Error,
    title: "Target group of two load balancers",
    checks: "That at most one load balancer forwards to a target group.",
    why: "A target group belongs to one load balancer. Give each its own; the same instances may be in both.",
    reaction: "The listener of the second one is refused.",
    source: "[ALB UG: Target groups], [API elbv2] · rulebook TG-5",
    aws_error: "TargetGroupAssociationLimit",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, _) in context.all::<TargetGroup>() {
        let balancers = context.balancers_of(id);
        if balancers.len() > 1 {
            let mut draft = report.about(id);
            for balancer in balancers {
                draft = draft.with(balancer).value(balancer, "listeners");
            }
            draft.say(format!(
                "{} forward to {}, but a target group serves one load balancer.",
                context.names(balancers.iter().copied()),
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let second = LoadBalancer {
        listeners: vec![Listener {
            default_action: Action::forward(to("tg-1")),
            ..Listener::default()
        }],
        ..LoadBalancer::default()
    };
    Examples::new()
        .fires(three_tiers().add("alb-2", "second-ALB", second), expect!["Notebookly-ALB and second-ALB forward to Notebookly-TG, but a target group serves one load balancer."])
        .silent(three_tiers())
}
