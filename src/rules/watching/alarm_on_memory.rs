//! Nobody looks into a locked room from outside.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{measured, needs_an_agent};
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-on-memory",
    severity: Warning,
    title: "EC2 has no metric of memory or disk space",
    checks: "That no alarm and no dashboard asks AWS/EC2 for memory, swap or the space on a disk.",
    why: "EC2 measures an instance from outside: CPU, network, disk operations. What is free inside, the system on it knows. The CloudWatch agent on the instance publishes it, into the namespace CWAgent, and needs a role that permits it.",
    reaction: "AWS accepts it; the alarm stays in INSUFFICIENT_DATA.",
    source: "[EC2 UG: List the available CloudWatch metrics], [CW UG: Metrics collected by the CloudWatch agent] · rulebook CWA-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        for it in measured(alarm).into_iter().filter(|it| needs_an_agent(*it)) {
            report.about(id).at("metric").value(id, "metric").value(id, "namespace").say(format!(
                "{} watches {} of AWS/EC2, which does not exist: only the CloudWatch agent on the instance sees that, and publishes it in CWAgent.",
                context.name(id),
                it.metric,
            ));
        }
    }
    for (id, dashboard) in context.all::<Dashboard>() {
        for widget in &dashboard.widgets {
            let it = crate::rules::watching::metric::Measured {
                namespace: widget.namespace.trim(),
                metric: widget.metric.trim(),
                of: widget.watches.as_ref(),
                dimensions: &[],
            };
            if needs_an_agent(it) {
                report.about(id).at("widgets").say(format!(
                    "{} shows {} of AWS/EC2, which does not exist: only the CloudWatch agent on the instance sees that, and publishes it in CWAgent.",
                    context.name(id),
                    it.metric,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let widget = Widget { watches: to("asg-1"), metric: "disk_used_percent".to_owned(), ..Widget::default() };
    let board = Dashboard { widgets: vec![widget], ..Dashboard::default() };
    Examples::new()
        .fires(watched(|it| "MemoryUtilization".clone_into(&mut it.metric)), expect!["high-cpu watches MemoryUtilization of AWS/EC2, which does not exist: only the CloudWatch agent on the instance sees that, and publishes it in CWAgent."])
        .fires(three_tiers().add("dashboard-1", "board", board), expect!["board shows disk_used_percent of AWS/EC2, which does not exist: only the CloudWatch agent on the instance sees that, and publishes it in CWAgent."])
        .silent(watched(|it| {
            "mem_used_percent".clone_into(&mut it.metric);
            "CWAgent".clone_into(&mut it.namespace);
        }))
        .silent(watched(|_| ()))
}
