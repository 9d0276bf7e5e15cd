//! Who says whether a teacher is well.

use crate::rules::prelude::*;
use crate::rules::shared::targets::group_without;

pub const RULE: Rule = Rule {
    code: "scaling-group-health-mismatch",
    severity: Warning,
    title: "Health check does not fit the group",
    checks: "That a group behind a load balancer uses its health checks, and a group without target groups does not.",
    why: "EC2's status only tells that the machine runs. A group that does not ask the load balancer keeps instances whose application is down; one that asks without a target group has nobody to ask.",
    reaction: "AWS accepts both.",
    source: "[ASG UG: ELB health checks] · rulebook ASG-12, ASG-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let attached = !group.target_groups.is_empty();
        let (better, label, sentence) = match (group.health_check, attached) {
            (HealthCheckType::Ec2, true) => (
                HealthCheckType::Elb,
                "Use the load balancer's health checks",
                "works behind a load balancer but looks at EC2's status only, so an instance whose application is down is never replaced",
            ),
            (HealthCheckType::Elb, false) => (
                HealthCheckType::Ec2,
                "Use EC2's status only",
                "asks a load balancer for the health of its instances but has no target group, so there is nobody to ask",
            ),
            _ => continue,
        };
        // What it lacks is the target group, where there is one without targets
        // for it, and that is told there.
        if !attached && group_without(context, id, group).is_some() {
            continue;
        }
        let fix = Remedy::new(label, Edit::set(id, "health_check", better));
        report
            .about(id)
            .at("health_check")
            .value(id, "health_check")
            .value(id, "target_groups")
            .fix_if(Some(fix))
            .waits_if(!attached, Step::Complete)
            .say(format!("{} {sentence}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "health_check", "EC2"), expect!["Notebookly-ASG works behind a load balancer but looks at EC2's status only, so an instance whose application is down is never replaced. [Use the load balancer's health checks]"])
        .fires(three_tiers().set("asg-1", "target_groups", serde_json::json!([])).delete("tg-1"), expect!["Notebookly-ASG asks a load balancer for the health of its instances but has no target group, so there is nobody to ask. [Use EC2's status only]"])
        // The target group that lacks its targets is the cause.
        .silent(three_tiers().set("asg-1", "target_groups", serde_json::json!([])))
        .silent(three_tiers())
}
