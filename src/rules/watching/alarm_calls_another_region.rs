//! A bell that rings in a town where nobody is.

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-calls-another-region",
    severity: Error,
    title: "Action in another Region than its alarm",
    checks: "That the topics and functions of an alarm's actions, and the alarm of a scaling policy, are in the Region of the alarm.",
    why: "An alarm calls what is in its own Region. Whoever has alarms in several has a topic in each; all of them can mail the same people.",
    reaction: "PutMetricAlarm is refused: “Invalid region … specified. Only … is supported.”",
    source: "[CW UG: Alarm actions], [logic] · rulebook CWA-11",
    aws_error: "ValidationError",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let Some(region) = context.region_of(id) else { continue };
        for (property, actions) in [("actions", &alarm.actions), ("ok_actions", &alarm.ok_actions)] {
            for action in actions {
                if let Some(other) = context.region_of(action).filter(|other| *other != region) {
                    report.about(id).at(property).with(action).say(format!(
                        "{} is in {region}, but {}, which it calls, is in {other}.",
                        context.name(id),
                        context.name(action),
                    ));
                }
            }
        }
    }
    for (group, it) in context.all::<AutoScalingGroup>() {
        let Some(region) = context.region_of(group) else { continue };
        for alarm in it.policies.iter().filter_map(|it| it.alarm.as_ref()) {
            if let Some(other) = context.region_of(alarm).filter(|other| *other != region) {
                report.about(group).at("policies").with(alarm).say(format!(
                    "{} is in {region}, but {}, which sets off one of its policies, is in {other}.",
                    context.name(group),
                    context.name(alarm),
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let frankfurt = Region { code: "eu-central-1".to_owned() };
    let two = watched(|_| ()).add("region-2", "Frankfurt", frankfurt);
    let policy = ScalingPolicy { alarm: to("alarm-1"), ..ScalingPolicy::default() };
    Examples::new()
        .fires(two.clone().set("topic-1", "region", "region-2"), expect!["high-cpu is in ap-south-1, but alerts, which it calls, is in eu-central-1."])
        .fires(two.clone().set("alarm-1", "actions", serde_json::json!([])).set("alarm-1", "region", "region-2").push("asg-1", "policies", policy), expect!["Notebookly-ASG is in ap-south-1, but high-cpu, which sets off one of its policies, is in eu-central-1."])
        .silent(two)
}
