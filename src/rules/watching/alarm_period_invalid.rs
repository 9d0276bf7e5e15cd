//! A clock that ticks at no full minute.

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-period-invalid",
    severity: Error,
    title: "Period that CloudWatch does not have",
    checks: "That the period of an alarm or of a dashboard's metric is 10, 20 or 30 seconds or a number of full minutes, for a dashboard full minutes only.",
    why: "CloudWatch counts values together in steps of these lengths and no others.",
    reaction: "PutMetricAlarm is refused.",
    source: "[API cloudwatch PutMetricAlarm], [cfn E3615] · rulebook CWA-4",
    aws_error: "ValidationError",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let period = alarm.period;
        if matches!(period, 10 | 20 | 30) || (period > 0 && period.is_multiple_of(60)) {
            continue;
        }
        let nearest = whole_minutes(period);
        report.about(id).at("period").fix(format!("Use {nearest} seconds"), Edit::set(id, "period", nearest)).say(format!(
            "{} has a period of {period} seconds: CloudWatch knows 10, 20 and 30 seconds, and whole minutes.",
            context.name(id),
        ));
    }
    for (id, dashboard) in context.all::<Dashboard>() {
        for (index, widget) in dashboard.widgets.iter().enumerate() {
            let period = widget.period;
            if period > 0 && period.is_multiple_of(60) {
                continue;
            }
            let nearest = whole_minutes(period);
            let mut rows = dashboard.widgets.clone();
            rows[index].period = nearest;
            report.about(id).at("widgets").fix(format!("Use {nearest} seconds"), Edit::set(id, "widgets", rows)).say(format!(
                "Metric {} of {} has a period of {period} seconds, which are no whole minutes.",
                index + 1,
                context.name(id),
            ));
        }
    }
}

/// The nearest number of whole minutes, up to a day.
fn whole_minutes(period: u32) -> u32 {
    ((period.min(86_400) + 30) / 60).max(1) * 60
}

#[cfg(test)]
pub fn examples() -> Examples {
    let board = |period| {
        let widget = Widget { watches: to("asg-1"), period, ..Widget::default() };
        three_tiers().add("dashboard-1", "board", Dashboard { widgets: vec![widget], ..Dashboard::default() })
    };
    Examples::new()
        .fires(watched(|it| it.period = 45), expect!["high-cpu has a period of 45 seconds: CloudWatch knows 10, 20 and 30 seconds, and whole minutes. [Use 60 seconds]"])
        .fires(watched(|it| it.period = 200), expect!["high-cpu has a period of 200 seconds: CloudWatch knows 10, 20 and 30 seconds, and whole minutes. [Use 180 seconds]"])
        .fires(board(100), expect!["Metric 1 of board has a period of 100 seconds, which are no whole minutes. [Use 120 seconds]"])
        .silent(board(300))
        .silent(watched(|it| it.period = 3600))
}
