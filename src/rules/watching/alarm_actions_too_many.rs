//! Six bell-ringers for one bell.

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-actions-too-many",
    severity: Error,
    title: "More than five actions",
    checks: "That an alarm has at most five actions for each state.",
    why: "A topic passes a message on to as many as need it, so one action is mostly enough.",
    reaction: "PutMetricAlarm is refused.",
    source: "[API cloudwatch PutMetricAlarm] · rulebook CWA-10",
    aws_error: "ValidationError",
    check,
};

/// Rulebook CWA-10.
const MOST: usize = 5;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        for (property, actions, when) in [("actions", &alarm.actions, "in alarm"), ("ok_actions", &alarm.ok_actions, "OK again")] {
            if actions.len() > MOST {
                report.about(id).at(property).say(format!(
                    "{} has {} actions for when it is {when}, and AWS takes {MOST}.",
                    context.name(id),
                    actions.len(),
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |number: usize| watched(|it| it.actions = vec!["topic-1".into(); number]);
    Examples::new().fires(with(6), expect!["high-cpu has 6 actions for when it is in alarm, and AWS takes 5."]).silent(with(5))
}
