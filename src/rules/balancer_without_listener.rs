//! A receptionist without ears.

use super::prelude::*;

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
            report.about(id).at("listeners").say(format!(
                "{} has no listener, so it answers on no port.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("alb-1", "listeners", serde_json::json!([])), expect!["Notebookly-ALB has no listener, so it answers on no port."])
        .silent(three_tiers())
}
