//! An average that nobody knows how to form.

use crate::aws::statistics;
use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-statistic-invalid",
    severity: Error,
    title: "Statistic that CloudWatch does not have",
    checks: "That the statistic of an alarm, of a formula's metric and of a dashboard's metric is SampleCount, Average, Sum, Minimum, Maximum, or a percentile such as p99 or p99.9, or one of its trimmed relatives (tm, wm, tc, ts, IQM, PR).",
    why: "The statistic says how the many values of a period become the one that is compared.",
    reaction: "PutMetricAlarm is refused.",
    source: "[API cloudwatch PutMetricAlarm], [CW UG: Statistics definitions] · rulebook CWA-2",
    aws_error: "ValidationError",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        if alarm.expression.trim().is_empty() && !statistics::is_statistic(&alarm.statistic) {
            let fix = intended(&alarm.statistic).map(|it| Remedy::new(format!("Use {it}"), Edit::set(id, "statistic", it)));
            report.about(id).at("statistic").fix_if(fix).say(format!("{} asks for the statistic “{}”, which CloudWatch does not have.", context.name(id), alarm.statistic));
        }
        for query in alarm.metrics.iter().filter(|it| !statistics::is_statistic(&it.statistic)) {
            report.about(id).at("metrics").say(format!("The formula of {} asks for the statistic “{}” of {}, which CloudWatch does not have.", context.name(id), query.statistic, query.metric));
        }
    }
    for (id, dashboard) in context.all::<Dashboard>() {
        for widget in dashboard.widgets.iter().filter(|it| !statistics::is_statistic(&it.statistic)) {
            report.about(id).at("widgets").say(format!("{} asks for the statistic “{}” of {}, which CloudWatch does not have.", context.name(id), widget.statistic, widget.metric));
        }
    }
}

/// The one that differs in its capitals only.
fn intended(text: &str) -> Option<&'static str> {
    statistics::STATISTICS.into_iter().find(|it| it.eq_ignore_ascii_case(text.trim()))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |statistic: &str| watched(|it| statistic.clone_into(&mut it.statistic));
    let widget = Widget { watches: to("asg-1"), statistic: "mean".to_owned(), ..Widget::default() };
    let board = Dashboard { widgets: vec![widget], ..Dashboard::default() };
    let query = MetricQuery { id: "a".to_owned(), metric: "RequestCount".to_owned(), statistic: "p101".to_owned(), ..MetricQuery::default() };
    Examples::new()
        .fires(with("average"), expect!["high-cpu asks for the statistic “average”, which CloudWatch does not have. [Use Average]"])
        .fires(with("p99").push("alarm-1", "metrics", query), expect!["The formula of high-cpu asks for the statistic “p101” of RequestCount, which CloudWatch does not have."])
        .fires(three_tiers().add("dashboard-1", "board", board), expect!["board asks for the statistic “mean” of CPUUtilization, which CloudWatch does not have."])
        .silent(with("p99.9"))
        .silent(with("tm90"))
        .silent(with("PR(100:200)"))
}
