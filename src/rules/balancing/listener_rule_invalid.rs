//! Rules are asked in order, so the order must be clear.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "listener-rule-invalid",
    severity: Error,
    title: "Listener rule is not valid",
    checks: "That the rules of a listener have different priorities from 1 to 50000, and each a condition: one to five host and path patterns of 1 to 128 characters.",
    why: "The rule with the lowest priority that matches decides. What should happen when none matches is the default action of the listener.",
    reaction: "CreateRule is refused.",
    source: "[API elbv2 CreateRule; RuleCondition], [ALB UG: Quotas]",
    aws_error: "PriorityInUse",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        for (index, listener) in balancer.listeners.iter().enumerate() {
            let mut taken = FxHashSet::default();
            for (place, rule) in listener.rules.iter().enumerate() {
                let priority = rule.priority;
                let in_range = (1..=50_000).contains(&priority);
                let again = in_range && !taken.insert(priority);
                let wrong = if !in_range {
                    format!("has the priority {priority}; priorities are 1 to 50000")
                } else if again {
                    format!("has the priority {priority}, which another rule has already (PriorityInUse)")
                } else if rule.hosts.is_empty() && rule.paths.is_empty() {
                    format!("with priority {priority} names neither a host nor a path to match")
                } else if patterns(rule).any(|it| !(1..=128).contains(&it.trim().len())) {
                    format!("with priority {priority} has a pattern that is empty or longer than 128 characters")
                } else if patterns(rule).count() > 5 {
                    format!(
                        "with priority {priority} has {} patterns; a rule has five at most",
                        patterns(rule).count()
                    )
                } else {
                    continue;
                };
                let fix = (again || !in_range).then(|| renumber(id, balancer, index, place)).flatten();
                report.about(id).at("listeners").fix_if(fix).say(format!(
                    "A rule of {}'s listener on port {} {wrong}.",
                    context.name(id),
                    listener.port,
                ));
            }
        }
    }
}

/// All host and path patterns of a rule.
fn patterns(rule: &ListenerRule) -> impl Iterator<Item = &String> {
    rule.hosts.iter().chain(&rule.paths)
}

/// The next free priority behind the one that is taken, which keeps the order
/// that was meant.
fn renumber(id: &ResourceId, balancer: &LoadBalancer, index: usize, place: usize) -> Option<Remedy> {
    let mut listeners = balancer.listeners.clone();
    let rules = &mut listeners.get_mut(index)?.rules;
    let wanted = rules.get(place)?.priority.clamp(1, 50_000);
    let free = (wanted..=50_000).find(|it| rules.iter().all(|rule| rule.priority != *it))?;
    rules.get_mut(place)?.priority = free;
    Some(Remedy::new(format!("Use {free}"), Edit::set(id, "listeners", listeners)))
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
        .fires(with(&[10, 10], "/api/*"), expect!["A rule of Notebookly-ALB's listener on port 8080 has the priority 10, which another rule has already (PriorityInUse). [Use 11]"])
        .fires(with(&[0], "/api/*"), expect!["A rule of Notebookly-ALB's listener on port 8080 has the priority 0; priorities are 1 to 50000. [Use 1]"])
        .fires(with(&[10], ""), expect!["A rule of Notebookly-ALB's listener on port 8080 with priority 10 names neither a host nor a path to match."])
        .fires(with(&[10], " "), expect!["A rule of Notebookly-ALB's listener on port 8080 with priority 10 has a pattern that is empty or longer than 128 characters."])
        .silent(with(&[10, 20], "/api/*"))
}
