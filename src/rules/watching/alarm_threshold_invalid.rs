//! A mark on the gauge that is no number, or that the needle never reaches.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{known, measured};
#[cfg(test)]
use crate::rules::watching::metric::watched;
use crate::aws::metrics::Value;

pub const RULE: Rule = Rule {
    code: "alarm-threshold-invalid",
    severity: Error,
    title: "Threshold that is no number, or that is never crossed",
    checks: "That the threshold of an alarm is a number, and that a metric in percent can be beyond it.",
    why: "The alarm compares each value with the threshold. A share above 100 percent does not happen, and a count is never below zero.",
    reaction: "PutMetricAlarm is refused for a text. It accepts any number, and such an alarm stays OK for ever.",
    source: "[API cloudwatch PutMetricAlarm] · rulebook CWA-3",
    aws_error: "ValidationError",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let name = context.name(id);
        let text = alarm.threshold.trim();
        let Some(threshold) = text.parse::<f64>().ok().filter(|it| it.is_finite()) else {
            let what = if text.is_empty() { "has no threshold yet".to_owned() } else { format!("has the threshold “{text}”, which is no number") };
            report.about(id).at("threshold").say(format!("{name} {what}."));
            continue;
        };
        let metric = measured(alarm).into_iter().find_map(known);
        let alone = alarm.expression.trim().is_empty() && alarm.statistic != "Sum" && alarm.statistic != "SampleCount";
        let percent = alone && metric.is_some_and(|it| it.value == Value::Percent);
        let never = match alarm.comparison {
            AlarmComparison::Greater if percent && threshold >= 100.0 => "is never above it",
            AlarmComparison::GreaterOrEqual if percent && threshold > 100.0 => "never reaches it",
            AlarmComparison::Less if metric.is_some() && alone && threshold <= 0.0 => "is never below it",
            AlarmComparison::LessOrEqual if metric.is_some() && alone && threshold < 0.0 => "never falls to it",
            _ => continue,
        };
        report.about(id).at("threshold").weighs(Warning).say(format!("{name} has the threshold {text}, and {} {never}.", alarm.metric.trim()));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |threshold: &str, comparison| {
        watched(|it| {
            threshold.clone_into(&mut it.threshold);
            it.comparison = comparison;
        })
    };
    Examples::new()
        .fires(with("80%", AlarmComparison::Greater), expect!["high-cpu has the threshold “80%”, which is no number."])
        .fires(with("", AlarmComparison::Greater), expect!["high-cpu has no threshold yet."])
        .fires(with("100", AlarmComparison::Greater), expect!["high-cpu has the threshold 100, and CPUUtilization is never above it."])
        .fires(with("0", AlarmComparison::Less), expect!["high-cpu has the threshold 0, and CPUUtilization is never below it."])
        .silent(with("100", AlarmComparison::GreaterOrEqual))
        .silent(with("0.5", AlarmComparison::Less))
}
