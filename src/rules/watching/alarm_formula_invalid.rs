//! A sum with a letter that stands for nothing.

use std::collections::BTreeSet;

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-formula-invalid",
    severity: Error,
    title: "Formula that cannot be counted",
    checks: "That each metric of a formula has a name of its own that begins with a small letter, that the formula names only those, and that it uses them all.",
    why: "CloudWatch puts the values of each metric where its name stands. A name that no metric has stands for nothing.",
    reaction: "PutMetricAlarm is refused. A metric that the formula does not use is read all the same, and charged.",
    source: "[API cloudwatch MetricDataQuery], [CW UG: Using metric math] · rulebook CWA-1",
    aws_error: "ValidationError",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        if alarm.expression.trim().is_empty() || alarm.metrics.is_empty() {
            continue;
        }
        let name = context.name(id);
        let mut names = BTreeSet::new();
        for (index, query) in alarm.metrics.iter().enumerate() {
            let own = query.id.trim();
            let place = index + 1;
            let wrong = if !is_name(own) {
                format!("is called “{own}”: a name begins with a small letter and goes on with letters, digits and _")
            } else if !names.insert(own) {
                format!("is called {own}, and so is another one")
            } else if query.metric.trim().is_empty() {
                "is of no metric yet".to_owned()
            } else {
                continue;
            };
            report.about(id).at("metrics").say(format!("Metric {place} of {name}'s formula {wrong}."));
        }
        let used = used(&alarm.expression);
        let unknown: Vec<_> = used.iter().filter(|it| !names.contains(*it)).copied().collect();
        if !unknown.is_empty() {
            report.about(id).at("expression").say(format!(
                "The formula of {name} names {}, and none of its metrics is called so.",
                list(unknown.into_iter().map(ToOwned::to_owned)),
            ));
        }
        // METRICS() and SEARCH() take what they are not told.
        if alarm.expression.contains('\'') || alarm.expression.contains("METRICS") {
            continue;
        }
        for (index, query) in alarm.metrics.iter().enumerate() {
            let own = query.id.trim();
            if is_name(own) && !used.contains(own) {
                report
                    .about(id)
                    .at("metrics")
                    .weighs(Warning)
                    .fix(format!("Take {own} out"), Edit::remove(id, "metrics", index))
                    .say(format!("The formula of {name} does not use its metric {own}."));
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    let usual = |it: char| it.is_ascii_alphanumeric() || it == '_';
    text.starts_with(|it: char| it.is_ascii_lowercase()) && text.len() <= 255 && text.chars().all(usual)
}

/// The names of metrics in a formula. Functions are written in capitals, and
/// what stands in quotes is a text.
fn used(formula: &str) -> BTreeSet<&str> {
    let outside = formula.split(['\'', '"']).step_by(2);
    let words = outside.flat_map(|part| part.split(|it: char| !(it.is_ascii_alphanumeric() || it == '_')));
    words.filter(|it| is_name(it)).collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let formula = |text: &str, names: &[&str]| {
        watched(|it| {
            it.metric.clear();
            text.clone_into(&mut it.expression);
            "AWS/ApplicationELB".clone_into(&mut it.namespace);
            it.watches = to("alb-1");
            it.metrics = names
                .iter()
                .map(|name| MetricQuery {
                    id: (*name).to_owned(),
                    metric: "RequestCount".to_owned(),
                    ..MetricQuery::default()
                })
                .collect();
        })
    };
    Examples::new()
        .fires(formula("100 * errors / requests", &["errors"]), expect!["The formula of high-cpu names requests, and none of its metrics is called so."])
        .fires(formula("100 * errors", &["errors", "requests"]), expect!["The formula of high-cpu does not use its metric requests. [Take requests out]"])
        .fires(formula("100 * errors", &["errors", "errors"]), expect!["Metric 2 of high-cpu's formula is called errors, and so is another one."])
        .fires(formula("100 * errors", &["errors", "Errors"]), expect!["Metric 2 of high-cpu's formula is called “Errors”: a name begins with a small letter and goes on with letters, digits and _."])
        .silent(formula("IF(requests > 0, 100 * errors / requests, 0)", &["errors", "requests"]))
        .silent(formula("SUM(METRICS())", &["errors", "requests"]))
}
