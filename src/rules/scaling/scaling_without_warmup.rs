//! A new colleague who is counted before the first lesson.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-without-warmup",
    severity: Info,
    title: "No warm-up for new instances",
    checks: "That a group with step or target tracking policies says after how many seconds a new instance counts for its metrics.",
    why: "An instance that is still starting has an odd CPU. When it counts too early, it makes the group grow too far or shrink again. AWS recommends to say it for the group once, instead of leaving it to each policy.",
    reaction: "AWS accepts it, and uses the default cooldown instead.",
    source: "[ASG UG: Set the default instance warmup] · rulebook ASG-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let waits = group.policies.iter().any(|it| it.policy_type != PolicyType::Simple);
        if waits && group.warmup.is_none() {
            let seconds = group.cooldown;
            report
                .about(id)
                .at("warmup")
                .fix(format!("Say {seconds} seconds"), Edit::set(id, "warmup", seconds))
                .say(format!("{} does not say how long a new instance needs before its metrics count.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |policy_type| three_tiers().push("asg-1", "policies", ScalingPolicy { policy_type, ..ScalingPolicy::default() });
    Examples::new()
        .fires(with(PolicyType::TargetTracking), expect!["Notebookly-ASG does not say how long a new instance needs before its metrics count. [Say 300 seconds]"])
        .silent(with(PolicyType::TargetTracking).set("asg-1", "warmup", 120))
        .silent(with(PolicyType::Simple))
}
