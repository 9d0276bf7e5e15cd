//! At least, at most, and now.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-group-sizes-contradict",
    severity: Error,
    title: "Sizes of an Auto Scaling group contradict each other",
    checks: "That the maximum is not below the minimum and the desired size lies between the two.",
    why: "The group may not have fewer instances than the minimum nor more than the maximum, so every other desired size is impossible.",
    reaction: "The call is refused. cfn-lint does not compare the desired size.",
    source: "[cfn E3706], [API autoscaling CreateAutoScalingGroup] · rulebook ASG-2, ASG-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let name = context.name(id);
        let (min, max, desired) = (group.min_size, group.max_size, group.desired);
        if max < min {
            report.about(id).at("max_size").value(id, "min_size").value(id, "max_size").say(format!(
                "{name} has a maximum of {max}, below its minimum of {min}."
            ));
        } else if !(min..=max).contains(&desired) {
            let nearest = desired.clamp(min, max);
            report
                .about(id)
                .at("desired")
                .value(id, "min_size")
                .value(id, "desired")
                .value(id, "max_size")
                .fix(format!("Have {nearest} instead"), Edit::set(id, "desired", nearest))
                .say(format!(
                    "{name} wants {desired} instances, outside its limits of {min} to {max}."
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "max_size", 1), expect!["Notebookly-ASG has a maximum of 1, below its minimum of 2."])
        .fires(three_tiers().set("asg-1", "desired", 12), expect!["Notebookly-ASG wants 12 instances, outside its limits of 2 to 10. [Have 10 instead]"])
        .silent(three_tiers())
}
