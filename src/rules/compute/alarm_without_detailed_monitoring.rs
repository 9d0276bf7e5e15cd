//! A look at the clock every minute, at one that moves every five.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "alarm-without-detailed-monitoring",
    severity: Warning,
    title: "Alarm looks more often than the metric comes",
    checks: "That an alarm on EC2 metrics with a period below 300 seconds watches an instance with detailed monitoring, or a group whose launch template has it on. Status checks come every minute at no charge; credit balances come every five minutes in any case, and are not asked about.",
    why: "With basic monitoring an instance sends its metrics every five minutes. Most of the shorter periods are then without a value: the alarm is late, or stands at “insufficient data”.",
    reaction: "AWS accepts it. Detailed monitoring sends the metrics every minute, for a charge.",
    source: "[EC2 UG: Monitor your instances using CloudWatch; Status checks], [CW UG: Alarms and missing data] · rulebook EC2-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        if alarm.namespace.trim() != "AWS/EC2" || alarm.period >= 300 || !alarm.expression.trim().is_empty() {
            continue;
        }
        let metric = alarm.metric.trim();
        if metric.is_empty() || metric.starts_with("StatusCheckFailed") || metric.starts_with("CPU") && metric != "CPUUtilization" {
            continue;
        }
        let Some(watched) = &alarm.watches else { continue };
        // Where the setting stands, and what it is.
        let (made_by, detailed) = if let Some(it) = context.find::<Instance>(watched) {
            (watched, it.detailed_monitoring)
        } else if let Some(group) = context.find::<AutoScalingGroup>(watched)
            && let Some(template) = &group.launch_template
            && let Some(it) = context.find::<LaunchTemplate>(template)
        {
            (template, it.detailed_monitoring)
        } else {
            continue;
        };
        if detailed {
            continue;
        }
        report
            .about(id)
            .at("period")
            .with(watched)
            .with(made_by)
            .value(id, "period")
            .value(made_by, "detailed_monitoring")
            .fix(
                format!("Turn detailed monitoring on for {}", context.name(made_by)),
                Edit::set(made_by, "detailed_monitoring", true),
            )
            .say(format!(
                "{} looks at {metric} every {} seconds, but with basic monitoring {} sends it every 300.",
                context.name(id),
                alarm.period,
                context.name(watched),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let watching = |what: &str, period| {
        let alarm = Alarm {
            region: to("region-1"),
            watches: to(what),
            period,
            ..Alarm::default()
        };
        three_tiers().add("alarm-1", "CPU high", alarm)
    };
    Examples::new()
        .fires(watching("asg-1", 60), expect!["CPU high looks at CPUUtilization every 60 seconds, but with basic monitoring Notebookly-ASG sends it every 300. [Turn detailed monitoring on for Notebookly-Template]"])
        .silent(watching("asg-1", 300))
        .silent(watching("asg-1", 60).set("lt-1", "detailed_monitoring", true))
        .silent(watching("asg-1", 60).set("alarm-1", "metric", "StatusCheckFailed"))
        .silent(watching("alb-1", 60).set("alarm-1", "namespace", "AWS/ApplicationELB"))
}
