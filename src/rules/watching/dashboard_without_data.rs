//! An empty frame on the wall.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{Measured, silence};

pub const RULE: Rule = Rule {
    code: "dashboard-without-data",
    severity: Warning,
    title: "Dashboard metric that never has a value",
    checks: "That a namespace which a dashboard names has the metric, and that the metric is of the kind of thing that is shown.",
    why: "A widget of a metric that nobody publishes stays empty, and who looks at it believes that nothing happens.",
    reaction: "AWS accepts it; the widget stays empty.",
    source: "[CW UG: Using CloudWatch dashboards; Services that publish metrics] · rulebook CWD-1, CWA-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, dashboard) in context.all::<Dashboard>() {
        for (index, widget) in dashboard.widgets.iter().enumerate() {
            let metric = widget.metric.trim();
            let it = Measured {
                namespace: widget.namespace.trim(),
                metric,
                of: widget.watches.as_ref(),
                dimensions: &[],
            };
            let place = index + 1;
            let name = context.name(id);
            if metric.is_empty() || it.namespace.is_empty() {
                report.about(id).at("widgets").waits_for(Step::Complete).say(format!("Metric {place} of {name} has no name or no namespace yet."));
            } else if let Some(why) = silence(context, it, None) {
                let empty = widget.watches.is_none();
                report.about(id).at("widgets").waits_if(empty, Step::Complete).say(format!("Metric {place} of {name} never has a value: {metric} {why}."));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |namespace: &str, metric: &str, of: &str| {
        let widget = Widget { namespace: namespace.to_owned(), metric: metric.to_owned(), watches: to(of), ..Widget::default() };
        three_tiers().add("dashboard-1", "board", Dashboard { widgets: vec![widget], ..Dashboard::default() })
    };
    Examples::new()
        .fires(with("AWS/EC2", "CPU", "asg-1"), expect!["Metric 1 of board never has a value: CPU is no metric of AWS/EC2."])
        .fires(with("AWS/RDS", "CPUUtilization", "asg-1"), expect!["Metric 1 of board never has a value: CPUUtilization is counted by DBInstanceIdentifier, and Notebookly-ASG is an Auto Scaling group."])
        .fires(with("AWS/RDS", "", "db-1"), expect!["Metric 1 of board has no name or no namespace yet."])
        .silent(with("AWS/RDS", "CPUUtilization", "db-1"))
}
