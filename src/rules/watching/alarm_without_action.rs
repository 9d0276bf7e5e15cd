//! A bell in an empty house.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-without-action",
    severity: Warning,
    title: "Alarm that tells nobody",
    checks: "That an alarm has an action, or sets off a scaling policy.",
    why: "An alarm only changes its state. That somebody gets to know, or that something happens, is what its actions are for.",
    reaction: "AWS accepts it.",
    source: "[CW UG: Alarm actions] · rulebook CWA-10, CWA-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let groups = context.all::<AutoScalingGroup>();
    let policies = groups.flat_map(|(_, it)| &it.policies);
    let scaling: FxHashSet<_> = policies.filter_map(|it| it.alarm.as_ref()).collect();
    for (id, alarm) in context.all::<Alarm>() {
        if !alarm.actions.is_empty() || scaling.contains(id) {
            continue;
        }
        let region = context.region_of(id);
        let mut topics = context.all::<Topic>().filter(|(topic, _)| context.region_of(topic) == region);
        let only = topics.next().filter(|_| topics.next().is_none());
        let fix = only.map(|(topic, _)| Remedy::new(format!("Tell {}", context.name(topic)), Edit::insert(id, "actions", 0, topic)));
        report.about(id).at("actions").fix_if(fix).waits_for(Step::Complete).say(format!("When {} goes off, nobody is told and nothing happens.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = watched(|it| it.actions.clear());
    let policy = ScalingPolicy { alarm: to("alarm-1"), ..ScalingPolicy::default() };
    Examples::new()
        .fires(with.clone(), expect!["When high-cpu goes off, nobody is told and nothing happens. [Tell alerts]"])
        .silent(with.push("asg-1", "policies", policy))
        .silent(watched(|_| ()))
}
