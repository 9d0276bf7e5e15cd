//! Two listeners cannot share a port.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

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
        let mut taken = FxHashMap::default();
        for (index, listener) in balancer.listeners.iter().enumerate() {
            let name = || context.name(id);
            let port = listener.port;
            if port == 0 {
                report.about(id).at("listeners").say(format!(
                    "A listener of {} has port 0; ports are 1 to 65535.",
                    name(),
                ));
            } else if let Some(first) = taken.get(&port) {
                let fix = (*first == listener)
                    .then(|| Remedy::new("Remove the second", Edit::remove(id, "listeners", index)));
                report.about(id).at("listeners").fix_if(fix).say(format!(
                    "{} has two listeners on port {port} (DuplicateListener).",
                    name(),
                ));
            } else {
                taken.insert(port, listener);
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
        .fires(three_tiers().push("alb-1", "listeners", listener(81)).push("alb-1", "listeners", listener(81)), expect!["Notebookly-ALB has two listeners on port 81 (DuplicateListener). [Remove the second]"])
        .silent(three_tiers().push("alb-1", "listeners", listener(8080)))
}
