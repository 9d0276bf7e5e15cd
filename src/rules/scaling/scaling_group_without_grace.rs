//! A teacher who is dismissed before the first lesson.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-group-without-grace",
    severity: Warning,
    title: "No grace period after a launch",
    checks: "That a group which uses the load balancer's health checks has a grace period.",
    why: "A new instance fails the checks until its application has started. Without a grace period it is replaced before that, and its successor too, forever.",
    reaction: "AWS accepts it; the API's default is 0, the console's 300 seconds.",
    source: "[ASG UG: Health check grace period], [API autoscaling] · rulebook ASG-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let elb = group.health_check == HealthCheckType::Elb && !group.target_groups.is_empty();
        if elb && group.grace_period == 0 {
            report
                .about(id)
                .at("grace_period")
                .fix("Give 300 seconds", Edit::set(id, "grace_period", 300))
                .say(format!(
                    "{} replaces an instance as soon as a health check fails, even while it is still starting.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "grace_period", 0), expect!["Notebookly-ASG replaces an instance as soon as a health check fails, even while it is still starting. [Give 300 seconds]"])
        .silent(three_tiers())
}
