//! Who to hire, and for which wing.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-group-incomplete",
    severity: Error,
    title: "Auto Scaling group is not complete",
    checks: "That an Auto Scaling group has a launch template and at least one subnet.",
    why: "The template says how an instance is made, the subnets say where.",
    reaction: "CreateAutoScalingGroup is refused. cfn-lint does not find missing subnets.",
    source: "[API autoscaling CreateAutoScalingGroup], [cfn E3014] · rulebook ASG-4, ASG-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let name = context.name(id);
        if group.launch_template.is_none() {
            let mut templates = context.all::<LaunchTemplate>();
            let only = templates.next().filter(|_| templates.next().is_none());
            let fix = only.map(|(template, _)| {
                Remedy::new(
                    format!("Launch from {}", context.name(template)),
                    Edit::set(id, "launch_template", template),
                )
            });
            report
                .about(id)
                .at("launch_template")
                .fix_if(fix)
                .waits_for(Step::Complete)
                .say(format!("{name} needs a launch template that says how its instances are made."));
        }
        if group.subnets.is_empty() {
            report
                .about(id)
                .at("subnets")
                .waits_for(Step::Complete)
                .say(format!("{name} needs subnets to launch its instances into, best in two zones."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "launch_template", serde_json::Value::Null), expect!["Notebookly-ASG needs a launch template that says how its instances are made. [Launch from Notebookly-Template]"])
        .fires(three_tiers().set("asg-1", "subnets", serde_json::json!([])), expect!["Notebookly-ASG needs subnets to launch its instances into, best in two zones."])
        .silent(three_tiers())
}
