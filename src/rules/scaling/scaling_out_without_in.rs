//! Who hires and never releases, pays for Diwali all year.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-out-without-in",
    severity: Warning,
    title: "Scales out and never in",
    checks: "That a group with a policy that adds instances has one that takes some away.",
    why: "Without it the group stays as large as it was at the busiest moment, and so does the bill.",
    reaction: "AWS accepts it.",
    source: "[logic] · rulebook SCL-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        // Target tracking does both.
        let tracks = |it: &ScalingPolicy| it.policy_type == PolicyType::TargetTracking;
        let adds = group.policies.iter().any(|policy| policy.change > 0);
        let takes = group.policies.iter().any(|policy| policy.change < 0 || tracks(policy));
        if adds && !takes {
            let smaller = ScalingPolicy {
                when: Comparison::Below,
                cpu_percent: 30,
                minutes: 15,
                change: -1,
                ..ScalingPolicy::default()
            };
            let end = group.policies.len();
            let fix = Edit::insert(id, "policies", end, smaller);
            report.about(id).at("policies").waits_for(Step::Complete).fix("Take one away below 30 percent", fix).say(format!(
                "{} has a policy that adds instances and none that takes any away again.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let out = three_tiers().push("asg-1", "policies", ScalingPolicy::default());
    let inward = ScalingPolicy {
        when: Comparison::Below,
        cpu_percent: 30,
        minutes: 15,
        change: -1,
..ScalingPolicy::default()
};
    Examples::new()
        .fires(out.clone(), expect!["Notebookly-ASG has a policy that adds instances and none that takes any away again. [Take one away below 30 percent]"])
        .silent(three_tiers().push("asg-1", "policies", ScalingPolicy { policy_type: PolicyType::TargetTracking, ..ScalingPolicy::default() }))
        .silent(out.push("asg-1", "policies", inward))
}
