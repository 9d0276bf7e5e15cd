//! A rule for hiring in a school with a fixed staff.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-policy-without-room",
    severity: Error,
    title: "Scaling policy without room to scale",
    checks: "That a group with scaling policies has a maximum above its minimum.",
    why: "With the two equal the group heals and never scales, whatever its policies say.",
    reaction: "AWS accepts simple and step policies and ignores their wish. Target tracking cannot scale without room, and cfn-lint takes it for an error.",
    source: "[cfn E3712], [logic] · rulebook ASG-17, SCL-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        if !group.policies.is_empty() && group.min_size == group.max_size {
            let tracks = group.policies.iter().any(|it| it.policy_type == PolicyType::TargetTracking);
            report
                .about(id)
                .at("policies")
                .weighs(if tracks { Error } else { Warning })
                .value(id, "min_size")
                .value(id, "max_size")
                .say(format!(
                    "{} has scaling policies, but its minimum and its maximum are both {}.",
                    context.name(id),
                    group.max_size,
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = three_tiers().push("asg-1", "policies", ScalingPolicy::default());
    Examples::new()
        .fires(with.clone().set("asg-1", "max_size", 2), expect!["Notebookly-ASG has scaling policies, but its minimum and its maximum are both 2."])
        .fires(three_tiers().push("asg-1", "policies", ScalingPolicy { policy_type: PolicyType::TargetTracking, ..ScalingPolicy::default() }).set("asg-1", "max_size", 2), expect!["Notebookly-ASG has scaling policies, but its minimum and its maximum are both 2."])
        .silent(with)
}
