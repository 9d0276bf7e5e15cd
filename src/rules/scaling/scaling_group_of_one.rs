//! One teacher is no team.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-group-of-one",
    severity: Warning,
    title: "One instance or none behind a load balancer",
    checks: "That an Auto Scaling group behind a load balancer wants at least two instances.",
    why: "When the only instance fails, the service is down until the failure is noticed and a new one has started.",
    reaction: "AWS accepts it.",
    source: "[ASG UG: Benefits], [logic] · rulebook ASG-23, X-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        if group.target_groups.is_empty() || group.desired > 1 || group.min_size > 1 {
            continue;
        }
        let fix = (group.max_size >= 2).then(|| Remedy {
            label: "Have at least two".to_owned(),
            edits: vec![Edit::set(id, "min_size", 2), Edit::set(id, "desired", 2)],
        });
        report.about(id).at("desired").fix_if(fix).say(format!(
            "{} keeps {}.",
            context.name(id),
            match group.desired {
                0 => "no instance, so nobody answers",
                _ => "one instance: while it is replaced, nobody answers",
            },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "min_size", 1).set("asg-1", "desired", 1), expect!["Notebookly-ASG keeps one instance: while it is replaced, nobody answers. [Have at least two]"])
        .fires(three_tiers().set("asg-1", "min_size", 0).set("asg-1", "desired", 0), expect!["Notebookly-ASG keeps no instance, so nobody answers. [Have at least two]"])
        .silent(three_tiers())
}
