//! Rules are asked in order, so the order must be clear.

use rustc_hash::FxHashSet;

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-rule-invalid",
    severity: Error,
    title: "Listener rule is not valid",
    checks: "That the rules of a listener have different priorities from 1 to 50000, and each a condition.",
    why: "The rule with the lowest priority that matches decides. What should happen when none matches is the default action of the listener.",
    reaction: "CreateRule is refused.",
    source: "[API elbv2 CreateRule]",
    aws_error: "PriorityInUse",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for listener in &balancer.listeners {
            let mut taken = FxHashSet::default();
            for rule in &listener.rules {
                let priority = rule.priority;
                let wrong = if !(1..=50_000).contains(&priority) {
                    format!("has the priority {priority}; priorities are 1 to 50000")
                } else if !taken.insert(priority) {
                    format!("has the priority {priority}, which another rule has already (PriorityInUse)")
                } else if rule.hosts.is_empty() && rule.paths.is_empty() {
                    format!("with priority {priority} names neither a host nor a path to match")
                } else {
                    continue;
                };
                report.about(id).at("listeners").say(format!(
                    "A rule of {}'s listener on port {} {wrong}.",
                    context.name(id),
                    listener.port,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |priorities: &[u32], path: &str| {
        let rule = |priority: &u32| ListenerRule {
            priority: *priority,
            paths: (!path.is_empty()).then(|| path.to_owned()).into_iter().collect(),
            action: Action::forward(to("tg-1")),
            ..ListenerRule::default()
        };
        let listener = Listener {
            port: 8080,
            rules: priorities.iter().map(rule).collect(),
            default_action: Action::forward(to("tg-1")),
            ..Listener::default()
        };
        three_tiers().push("alb-1", "listeners", listener)
    };
    Examples::new()
        .fires(with(&[10, 10], "/api/*"), expect!["A rule of Notebookly-ALB's listener on port 8080 has the priority 10, which another rule has already (PriorityInUse)."])
        .fires(with(&[0], "/api/*"), expect!["A rule of Notebookly-ALB's listener on port 8080 has the priority 0; priorities are 1 to 50000."])
        .fires(with(&[10], ""), expect!["A rule of Notebookly-ALB's listener on port 8080 with priority 10 names neither a host nor a path to match."])
        .silent(with(&[10, 20], "/api/*"))
}
