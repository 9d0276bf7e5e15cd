//! Two at one wheel.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-policies-conflict",
    severity: Warning,
    title: "Policies that steer against each other",
    checks: "That a group has not two target tracking policies for one metric, nor one beside a policy of steps that takes instances away.",
    why: "Target tracking takes an instance away only when every policy of its kind agrees. A step that removes at 30 percent does not ask: the group shrinks, its CPU rises above the target, and it grows again.",
    reaction: "AWS accepts it. A second target tracking policy for the same predefined metric is refused.",
    source: "[ASG UG: Target tracking scaling policies; Multiple dynamic scaling policies] · rulebook SCL-7",
    aws_error: "ValidationError",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let tracks = |it: &&ScalingPolicy| it.policy_type == PolicyType::TargetTracking;
        let tracking = group.policies.iter().filter(tracks).count();
        if tracking > 1 {
            report.about(id).at("policies").weighs(Error).say(format!("{} tracks its average CPU with {tracking} policies, and AWS takes one for a metric.", context.name(id)));
        }
        let removing = group.policies.iter().position(|it| !tracks(&it) && it.change < 0);
        if let Some(index) = removing.filter(|_| tracking > 0) {
            report.about(id).at("policies").fix("Leave it to target tracking", Edit::remove(id, "policies", index)).say(format!(
                "{} tracks a target and has a policy that removes instances without asking: the one grows what the other shrinks.",
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let tracking = ScalingPolicy { policy_type: PolicyType::TargetTracking, ..ScalingPolicy::default() };
    let removing = ScalingPolicy { when: Comparison::Below, cpu_percent: 30, change: -1, policy_type: PolicyType::Step, ..ScalingPolicy::default() };
    let with = |rows: &[&ScalingPolicy]| rows.iter().fold(three_tiers(), |sketch, row| sketch.push("asg-1", "policies", *row));
    Examples::new()
        .fires(with(&[&tracking, &tracking]), expect!["Notebookly-ASG tracks its average CPU with 2 policies, and AWS takes one for a metric."])
        .fires(with(&[&tracking, &removing]), expect!["Notebookly-ASG tracks a target and has a policy that removes instances without asking: the one grows what the other shrinks. [Leave it to target tracking]"])
        .silent(with(&[&tracking]))
}
