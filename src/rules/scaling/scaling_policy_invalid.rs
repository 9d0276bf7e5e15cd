//! A rule for hiring that nobody could follow.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-policy-invalid",
    severity: Error,
    title: "Scaling policy is not valid",
    checks: "That every scaling policy adds or removes at least one instance, that target tracking aims at more than 0 percent, and that the alarm which a policy brings looks back over one minute to one day.",
    why: "A policy and the CloudWatch alarm that sets it off need each other: when, and what then.",
    reaction: "PutMetricAlarm is refused for no time at all, and for more than a day of such short periods. A change of zero instances does nothing.",
    source: "[API autoscaling PutScalingPolicy], [API cloudwatch PutMetricAlarm] · rulebook SCL-2, SCL-10, CWA-6",
    aws_error: "",
    check,
};

/// A day, in minutes.
const LONGEST: u16 = 24 * 60;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        for (index, policy) in group.policies.iter().enumerate() {
            let waiting = |minutes: u16| {
                let mut rows = group.policies.clone();
                rows[index].minutes = minutes;
                Edit::set(id, "policies", rows)
            };
            // Target tracking decides by itself how many, and when; a named
            // alarm has a time of its own.
            let tracking = policy.policy_type == PolicyType::TargetTracking;
            let (wrong, fix) = match policy {
                ScalingPolicy { cpu_percent: 0, .. } if tracking => (
                    "keeps the CPU at 0 percent, which no group reaches".to_owned(),
                    {
                        let mut rows = group.policies.clone();
                        rows[index].cpu_percent = 50;
                        Remedy::new("Aim at 50 percent", Edit::set(id, "policies", rows))
                    },
                ),
                _ if tracking => continue,
                ScalingPolicy { change: 0, .. } => (
                    "adds and removes nothing".to_owned(),
                    Remedy::new("Remove the policy", Edit::remove(id, "policies", index)),
                ),
                ScalingPolicy { alarm: Some(_), .. } => continue,
                ScalingPolicy { minutes: 0, .. } => (
                    "waits for 0 minutes, and an alarm looks back over at least one".to_owned(),
                    Remedy::new("Wait for 5 minutes", waiting(5)),
                ),
                ScalingPolicy { minutes, .. } if *minutes > LONGEST => (
                    format!("waits for {minutes} minutes, and an alarm looks back over a day at most"),
                    Remedy::new("Wait for a day", waiting(LONGEST)),
                ),
                _ => continue,
            };
            report.about(id).at("policies").fix_if(Some(fix)).say(format!(
                "Scaling policy {} of {} {wrong}.",
                index + 1,
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |minutes, change| {
        let policy = ScalingPolicy {
            minutes,
            change,
            ..ScalingPolicy::default()
        };
        three_tiers().push("asg-1", "policies", policy)
    };
    let tracking = |cpu_percent| {
        let policy = ScalingPolicy {
            policy_type: PolicyType::TargetTracking,
            cpu_percent,
            change: 0,
            ..ScalingPolicy::default()
        };
        three_tiers().push("asg-1", "policies", policy)
    };
    Examples::new()
        .fires(with(5, 0), expect!["Scaling policy 1 of Notebookly-ASG adds and removes nothing. [Remove the policy]"])
        .fires(with(0, 1), expect!["Scaling policy 1 of Notebookly-ASG waits for 0 minutes, and an alarm looks back over at least one. [Wait for 5 minutes]"])
        .fires(with(1441, 1), expect!["Scaling policy 1 of Notebookly-ASG waits for 1441 minutes, and an alarm looks back over a day at most. [Wait for a day]"])
        .fires(tracking(0), expect!["Scaling policy 1 of Notebookly-ASG keeps the CPU at 0 percent, which no group reaches. [Aim at 50 percent]"])
        .silent(tracking(50))
        .silent(with(1440, 1))
}
