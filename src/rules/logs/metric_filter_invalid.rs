//! A clerk who counts nothing, or everything as “many”.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "metric-filter-invalid",
    severity: Error,
    title: "Metric filter that AWS does not take",
    checks: "That a metric filter has a metric, a namespace that is not one of AWS's, a number or a field such as $.bytes to count, a number as default, and a pattern of at most 1,024 characters; that a log group has at most 100 of them.",
    why: "A filter reads each line as it comes, and writes the number into the metric when its pattern is there. What has no name cannot be watched.",
    reaction: "PutMetricFilter is refused.",
    source: "[API logs PutMetricFilter], [API logs MetricTransformation], [CWL UG: Quotas] · rulebook CWLG-5, CWLG-6",
    aws_error: "InvalidParameterException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<LogGroup>() {
        let name = context.name(id);
        if group.metric_filters.len() > 100 {
            report.about(id).at("metric_filters").say(format!("{name} has {} metric filters, and AWS takes 100.", group.metric_filters.len()));
        }
        for (index, filter) in group.metric_filters.iter().enumerate() {
            if let Some(wrong) = wrong(filter) {
                let empty = filter.metric.trim().is_empty();
                report.about(id).at("metric_filters").waits_if(empty, Step::Complete).say(format!("Metric filter {} of {name} {wrong}.", index + 1));
            }
        }
    }
}

fn wrong(filter: &MetricFilter) -> Option<String> {
    let (metric, namespace) = (filter.metric.trim(), filter.namespace.trim());
    let (value, default) = (filter.value.trim(), filter.default.trim());
    if metric.is_empty() {
        return Some("makes no metric: it needs a name".to_owned());
    }
    if namespace.is_empty() {
        return Some(format!("makes {metric}, but in no namespace"));
    }
    if namespace.starts_with("AWS/") {
        return Some(format!("writes into {namespace}, where only AWS writes"));
    }
    if let Some(odd) = format!("{namespace}{metric}").chars().find(|it| matches!(it, ':' | '*' | '$')) {
        return Some(format!("has a “{odd}” in the name of its metric or namespace"));
    }
    if filter.pattern.chars().count() > 1024 {
        return Some("has a pattern of more than 1024 characters".to_owned());
    }
    let number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let field = value.starts_with('$') && value.len() > 1;
    if !number(value) && !field {
        return Some(format!("counts “{value}” for each match; it takes a number, or a field such as $.bytes"));
    }
    if !default.is_empty() && !number(default) {
        return Some(format!("has the default “{default}”, which is no number"));
    }
    None
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |change: fn(&mut MetricFilter)| {
        let mut filter = MetricFilter { metric: "ErrorCount".to_owned(), ..MetricFilter::default() };
        change(&mut filter);
        let group = LogGroup { region: to("region-1"), retention_days: "30".to_owned(), metric_filters: vec![filter], ..LogGroup::default() };
        three_tiers().add("log-group-1", "app", group)
    };
    Examples::new()
        .fires(with(|it| it.metric.clear()), expect!["Metric filter 1 of app makes no metric: it needs a name."])
        .fires(with(|it| it.namespace.clear()), expect!["Metric filter 1 of app makes ErrorCount, but in no namespace."])
        .fires(with(|it| it.namespace = "AWS/EC2".to_owned()), expect!["Metric filter 1 of app writes into AWS/EC2, where only AWS writes."])
        .fires(with(|it| it.value = "many".to_owned()), expect!["Metric filter 1 of app counts “many” for each match; it takes a number, or a field such as $.bytes."])
        .fires(with(|it| it.default = "none".to_owned()), expect!["Metric filter 1 of app has the default “none”, which is no number."])
        .silent(with(|it| it.value = "$.bytes".to_owned()))
        .silent(with(|it| it.default = "0".to_owned()))
}
