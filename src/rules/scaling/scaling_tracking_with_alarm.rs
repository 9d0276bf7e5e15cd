//! Who steers by himself needs no bell.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-tracking-with-alarm",
    severity: Warning,
    title: "Target tracking with an alarm of yours",
    checks: "That a target tracking policy names no alarm.",
    why: "Target tracking makes two alarms of its own, keeps them and deletes them. One of yours sets nothing off.",
    reaction: "PutScalingPolicy has no place for it; an alarm with such a policy as its action is set off beside those of AWS.",
    source: "[ASG UG: Target tracking scaling policies] · rulebook SCL-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        for (index, policy) in group.policies.iter().enumerate() {
            let Some(alarm) = policy.alarm.as_ref().filter(|_| policy.policy_type == PolicyType::TargetTracking) else {
                continue;
            };
            let mut rows = group.policies.clone();
            rows[index].alarm = None;
            report.about(id).at("policies").with(alarm).fix("Take the alarm out", Edit::set(id, "policies", rows)).say(format!(
                "Scaling policy {} of {} tracks a target and makes alarms of its own; {} sets nothing off.",
                index + 1,
                context.name(id),
                context.name(alarm),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |policy_type| {
        let alarm = Alarm { region: to("region-1"), watches: to("asg-1"), ..Alarm::default() };
        let policy = ScalingPolicy { alarm: to("alarm-1"), policy_type, ..ScalingPolicy::default() };
        three_tiers().add("alarm-1", "cpu", alarm).push("asg-1", "policies", policy)
    };
    Examples::new().fires(with(PolicyType::TargetTracking), expect!["Scaling policy 1 of Notebookly-ASG tracks a target and makes alarms of its own; cpu sets nothing off. [Take the alarm out]"]).silent(with(PolicyType::Step))
}
