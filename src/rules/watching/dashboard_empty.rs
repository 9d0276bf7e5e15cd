//! A board without a single paper on it.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "dashboard-empty",
    severity: Warning,
    title: "Dashboard that shows nothing, or too much",
    checks: "That a dashboard has a metric, and at most 2,500, of which 500 in a widget.",
    why: "A dashboard is for those who look at it. Whoever draws one and puts nothing on it knows as much as before.",
    reaction: "AWS accepts an empty one; one with too many metrics is refused.",
    source: "[CW UG: Using CloudWatch dashboards; Quotas] · rulebook CWD-1, CWD-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, dashboard) in context.all::<Dashboard>() {
        let all = dashboard.widgets.len();
        if all == 0 {
            report.about(id).at("widgets").waits_for(Step::Watching).say(format!("{} shows no metric yet.", context.name(id)));
        } else if all > 2500 {
            report.about(id).at("widgets").weighs(Error).say(format!("{} shows {all} metrics, and AWS takes 2500.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |widgets| three_tiers().add("dashboard-1", "board", Dashboard { widgets, ..Dashboard::default() });
    let cpu = Widget { watches: to("asg-1"), ..Widget::default() };
    Examples::new().fires(with(Vec::new()), expect!["board shows no metric yet."]).silent(with(vec![cpu]))
}
