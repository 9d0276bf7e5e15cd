//! Who asks every minute gets an answer every five.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{known, measured};
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-faster-than-its-metric",
    severity: Warning,
    title: "Period shorter than the metric's own",
    checks: "That the period of an alarm is not shorter than the time between two values of its metric.",
    why: "EC2 publishes every five minutes unless detailed monitoring is on, S3 its sizes once a day, the bill some times a day. In a shorter period there is mostly no value, and what is missing can neither raise an alarm nor end one.",
    reaction: "AWS accepts it; the alarm changes to INSUFFICIENT_DATA and back.",
    source: "[EC2 UG: Basic and detailed monitoring], [S3 UG: Metrics and dimensions], [CW UG: Billing alarm], [API cloudwatch PutMetricAlarm] · rulebook CWA-15",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        for it in measured(alarm) {
            let Some(metric) = known(it) else { continue };
            let monitored = it.of.map(|of| monitored(context, of));
            let detailed = monitored.is_none_or(|(_, detailed)| detailed);
            let every = metric.every.seconds(detailed);
            if alarm.period == 0 || alarm.period >= every {
                continue;
            }
            let monitoring = metric.every.seconds(true) <= alarm.period;
            let hint = if monitoring { "; with detailed monitoring it would be every minute" } else { "" };
            report
                .about(id)
                .at("period")
                .fix(format!("Use {every} seconds"), Edit::set(id, "period", every))
                .say(format!(
                    "{} asks every {} seconds, but {} has a value only every {every} seconds{hint}.",
                    context.name(id),
                    alarm.period,
                    it.metric,
                ));
            break;
        }
    }
}

/// Where it is said whether an instance or a group is watched in detail, and
/// whether it is.
fn monitored<'i>(context: &Context<'_, '_>, id: &'i ResourceId) -> (&'i ResourceId, bool) {
    if let Some(instance) = context.find::<Instance>(id) {
        return (id, instance.detailed_monitoring);
    }
    let group: Option<&AutoScalingGroup> = context.find(id);
    let template = group.and_then(|group| context.relations.template_of(group));
    // Without a template nobody knows.
    (id, template.is_none_or(|(_, template)| template.detailed_monitoring))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let fast = watched(|it| {
        it.period = 60;
        it.evaluation_periods = 2;
    });
    let size = watched(|it| {
        "AWS/S3".clone_into(&mut it.namespace);
        "BucketSizeBytes".clone_into(&mut it.metric);
        it.watches = to("bucket-1");
        it.period = 3600;
    });
    Examples::new()
        .fires(fast.clone(), expect!["high-cpu asks every 60 seconds, but CPUUtilization has a value only every 300 seconds; with detailed monitoring it would be every minute. [Use 300 seconds]"])
        .fires(size.add("bucket-1", "assets", Bucket { region: to("region-1"), versioning: true, ..Bucket::default() }), expect!["high-cpu asks every 3600 seconds, but BucketSizeBytes has a value only every 86400 seconds. [Use 86400 seconds]"])
        .silent(fast.set("lt-1", "detailed_monitoring", true))
        .silent(watched(|it| {
            "StatusCheckFailed".clone_into(&mut it.metric);
            it.period = 60;
        }))
}
