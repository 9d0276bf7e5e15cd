//! Requests that everybody on the way can read.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-http-only",
    severity: Warning,
    title: "Plain HTTP only",
    checks: "That an internet-facing load balancer which forwards plain HTTP has an HTTPS listener too.",
    why: "Passwords and orders travel in the clear. In production an HTTPS listener takes them, and the one on port 80 redirects to it with a 301.",
    reaction: "AWS accepts it.",
    source: "[ALB UG: Listeners] · rulebook ALB-13, X-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        if balancer.scheme == Scheme::Internal {
            continue;
        }
        let https = |it: &Listener| it.protocol == ListenerProtocol::Https;
        if balancer.listeners.iter().any(https) {
            continue;
        }
        let forwarding = balancer
            .listeners
            .iter()
            .find(|it| it.actions().any(|action| action.target_group().is_some()));
        if let Some(listener) = forwarding {
            report.about(id).at("listeners").say(format!(
                "{} forwards plain HTTP from port {} and has no HTTPS listener, so requests cross the internet unencrypted.",
                context.name(id),
                listener.port,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let listener = Listener {
        default_action: Action::forward(to("tg-1")),
        ..Listener::default()
    };
    let plain = three_tiers().set("alb-1", "listeners", serde_json::json!([listener]));
    Examples::new()
        .fires(plain.clone(), expect!["Notebookly-ALB forwards plain HTTP from port 80 and has no HTTPS listener, so requests cross the internet unencrypted."])
        .silent(plain.set("alb-1", "scheme", "internal"))
        .silent(three_tiers())
}
