//! A bell that is tied to nothing, or to two ropes.

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-incomplete",
    severity: Error,
    title: "Alarm without exactly one thing to watch",
    checks: "That an alarm has a metric with a namespace, or a formula of metrics with one each, and not both.",
    why: "An alarm compares one series of values with one threshold. A formula is such a series too, made of several metrics.",
    reaction: "PutMetricAlarm is refused.",
    source: "[cfn E3014], [API cloudwatch PutMetricAlarm] · rulebook CWA-1, CWA-12",
    aws_error: "InvalidParameterCombination",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let name = context.name(id);
        let metric = alarm.metric.trim();
        let formula = !alarm.expression.trim().is_empty();
        let own = alarm.namespace.trim();
        let mut queries = alarm.metrics.iter();
        let nameless = queries.find(|it| own.is_empty() && it.namespace.trim().is_empty() && !it.metric.trim().is_empty());
        // A new alarm has a metric from the start; whoever writes a formula
        // has to take it out.
        if formula && !metric.is_empty() {
            report
                .about(id)
                .at("metric")
                .fix("Watch the formula only", Edit::set(id, "metric", ""))
                .say(format!("{name} has the metric {metric} and a formula too, and an alarm watches one of the two."));
        } else if !formula && metric.is_empty() {
            report.about(id).at("metric").waits_for(Step::Complete).say(format!("{name} watches nothing yet: it needs a metric, or a formula of metrics."));
        } else if formula && alarm.metrics.is_empty() {
            report.about(id).at("metrics").waits_for(Step::Complete).say(format!("The formula of {name} has no metrics to count with."));
        } else if let Some(query) = nameless.filter(|_| formula) {
            report.about(id).at("namespace").say(format!("The formula of {name} counts with {}, but of no namespace.", query.metric.trim()));
        } else if !formula && alarm.namespace.trim().is_empty() {
            report.about(id).at("namespace").say(format!("{name} watches {metric}, but of no namespace."));
        } else if alarm.namespace.trim().starts_with(':') {
            report.about(id).at("namespace").say(format!("The namespace of {name} begins with a colon, which AWS does not take."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let query = MetricQuery { id: "errors".to_owned(), metric: "CPUUtilization".to_owned(), ..MetricQuery::default() };
    let formula = |metric: &str| {
        watched(|it| {
            metric.clone_into(&mut it.metric);
            "errors * 2".clone_into(&mut it.expression);
        })
    };
    Examples::new()
        .fires(formula("CPUUtilization").push("alarm-1", "metrics", query.clone()), expect!["high-cpu has the metric CPUUtilization and a formula too, and an alarm watches one of the two. [Watch the formula only]"])
        .fires(watched(|it| it.metric.clear()), expect!["high-cpu watches nothing yet: it needs a metric, or a formula of metrics."])
        .fires(formula(""), expect!["The formula of high-cpu has no metrics to count with."])
        .fires(watched(|it| it.namespace.clear()), expect!["high-cpu watches CPUUtilization, but of no namespace."])
        .fires(formula("").push("alarm-1", "metrics", query.clone()).set("alarm-1", "namespace", ""), expect!["The formula of high-cpu counts with CPUUtilization, but of no namespace."])
        .silent(formula("").push("alarm-1", "metrics", query))
        .silent(watched(|_| ()))
}
