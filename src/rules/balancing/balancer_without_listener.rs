//! A receptionist without ears.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-without-listener",
    severity: Warning,
    title: "Load balancer without a listener",
    checks: "That a load balancer has at least one listener.",
    why: "A listener is a port that the load balancer answers on. Without one it does nothing, and costs by the hour.",
    reaction: "AWS accepts it.",
    source: "[ALB UG: Listeners] · rulebook ALB-10, X-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        if balancer.listeners.is_empty() {
            report.about(id).at("listeners").fix_if(listen(context, id, balancer)).waits_for(Step::Listener).say(format!(
                "{} has no listener, so it answers on no port.",
                context.name(id)
            ));
        }
    }
}

/// With one target group in the VPC that is free, requests are for that one.
fn listen(context: &Context<'_, '_>, id: &ResourceId, balancer: &LoadBalancer) -> Option<Remedy> {
    let vpc = context.vpc_of_subnets(&balancer.subnets)?;
    let mut free = context
        .all::<TargetGroup>()
        .filter(|(group, it)| it.vpc.as_ref() == Some(vpc) && context.balancers_of(group).is_empty());
    let (only, _) = free.next().filter(|_| free.next().is_none())?;
    let listener = Listener {
        default_action: Action::forward(only.clone()),
        ..Listener::default()
    };
    Some(Remedy::new(
        format!("Listen on HTTP 80 for {}", context.name(only)),
        Edit::insert(id, "listeners", 0, listener),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("alb-1", "listeners", serde_json::json!([])), expect!["Notebookly-ALB has no listener, so it answers on no port. [Listen on HTTP 80 for Notebookly-TG]"])
        .silent(three_tiers())
}
