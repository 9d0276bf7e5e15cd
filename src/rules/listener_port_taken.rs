//! Two listeners cannot share a port.

use rustc_hash::FxHashSet;

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-port-taken",
    severity: Error,
    title: "Two listeners on one port",
    checks: "That the listeners of a load balancer have different ports, none of them 0.",
    why: "A request comes in on a port, and one listener must be there for it.",
    reaction: "CreateListener is refused for the second one.",
    source: "[ALB UG: Listeners], [API elbv2 CreateListener] · rulebook ALB-11",
    aws_error: "DuplicateListener",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let mut taken = FxHashSet::default();
        for listener in &balancer.listeners {
            let name = context.name(id);
            let port = listener.port;
            if port == 0 {
                report.about(id).at("listeners").say(format!(
                    "A listener of {name} has port 0; ports are 1 to 65535."
                ));
            } else if !taken.insert(port) {
                report.about(id).at("listeners").say(format!(
                    "{name} has two listeners on port {port} (DuplicateListener)."
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let listener = |port| Listener {
        port,
        default_action: Action::forward(to("tg-1")),
        ..Listener::default()
    };
    Examples::new()
        .fires(three_tiers().push("alb-1", "listeners", listener(80)), expect!["Notebookly-ALB has two listeners on port 80 (DuplicateListener)."])
        .fires(three_tiers().push("alb-1", "listeners", listener(0)), expect!["A listener of Notebookly-ALB has port 0; ports are 1 to 65535."])
        .silent(three_tiers().push("alb-1", "listeners", listener(8080)))
}
