//! Nobody writes down how many there are.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{known, measured};
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-on-group-metrics-off",
    severity: Warning,
    title: "The group's metrics are switched off",
    checks: "That an Auto Scaling group whose sizes an alarm or a dashboard asks for publishes them.",
    why: "How many instances a group wants and has is a metric too, free of charge and every minute, but only once it is switched on.",
    reaction: "AWS accepts it; the alarm stays in INSUFFICIENT_DATA.",
    source: "[ASG UG: CloudWatch metrics for Auto Scaling] · rulebook SCL-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut asked: Vec<(&ResourceId, ResourceId)> = Vec::new();
    for (id, alarm) in context.all::<Alarm>() {
        let of_groups = measured(alarm).into_iter().filter(|it| it.namespace == "AWS/AutoScaling" && known(*it).is_some());
        asked.extend(of_groups.filter_map(|it| Some((id, it.of?.clone()))));
    }
    for (id, dashboard) in context.all::<Dashboard>() {
        let widgets = dashboard.widgets.iter().filter(|it| it.namespace.trim() == "AWS/AutoScaling");
        asked.extend(widgets.filter_map(|it| Some((id, it.watches.clone()?))));
    }
    asked.order_by_key(|(id, group)| (group.clone(), (*id).clone()));
    asked.dedup_by(|one, other| one.1 == other.1);
    for (id, group) in asked {
        if context.find::<AutoScalingGroup>(&group).is_some_and(|it| !it.group_metrics) {
            report
                .about(&group)
                .at("group_metrics")
                .with(id)
                .fix("Switch them on", Edit::set(&group, "group_metrics", true))
                .say(format!("{} asks for the sizes of {}, which does not publish them.", context.name(id), context.name(&group)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = watched(|it| {
        "AWS/AutoScaling".clone_into(&mut it.namespace);
        "GroupInServiceInstances".clone_into(&mut it.metric);
        it.period = 60;
        it.comparison = AlarmComparison::Less;
        "2".clone_into(&mut it.threshold);
    });
    Examples::new()
        .fires(with.clone(), expect!["high-cpu asks for the sizes of Notebookly-ASG, which does not publish them. [Switch them on]"])
        .silent(with.set("asg-1", "group_metrics", true))
}
