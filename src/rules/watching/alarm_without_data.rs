//! A bell on a rope that nobody ever pulls.

use crate::rules::prelude::*;
use crate::rules::watching::metric::{measured, silence};
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-without-data",
    severity: Warning,
    title: "Alarm whose metric never has a value",
    checks: "That the namespace of an alarm has its metric, that the metric is of the kind of thing that is watched, and that a metric which filters of log groups make is one that they do make, of a log group that somebody writes into.",
    why: "CloudWatch takes any name for a metric: it might be published tomorrow. An alarm on one that nobody publishes says INSUFFICIENT_DATA for ever, and looks like an alarm that has nothing to say.",
    reaction: "AWS accepts it; the alarm stays in INSUFFICIENT_DATA.",
    source: "[CW UG: Concepts], [CW UG: Services that publish metrics], [ALB UG: CloudWatch metrics] · rulebook CWA-13, CWA-8, CWLG-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let region = context.region_of(id);
        for it in measured(alarm) {
            let Some(why) = silence(context, it, region) else {
                continue;
            };
            let formula = !alarm.expression.trim().is_empty();
            let property = if formula { "metrics" } else { "metric" };
            let mut draft = report.about(id).at(property).value(id, property).value(id, "namespace");
            if let Some(of) = it.of {
                draft = draft.with(of);
            }
            draft.waits_if(it.of.is_none(), Step::Complete).say(format!("{} never gets a value: {} {why}.", context.name(id), it.metric));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |namespace: &str, metric: &str, of: &str| {
        watched(|it| {
            namespace.clone_into(&mut it.namespace);
            metric.clone_into(&mut it.metric);
            it.watches = if of.is_empty() { None } else { to(of) };
        })
    };
    let group = LogGroup {
        region: to("region-1"),
        written_by: ids(&["lt-1"]),
        metric_filters: vec![MetricFilter { metric: "ErrorCount".to_owned(), ..MetricFilter::default() }],
        ..LogGroup::default()
    };
    let half_typed = with("AWS/ApplicationELB", "RequestCount", "").push("alarm-1", "dimensions", Dimension { name: "LoadBalancer".to_owned(), value: String::new() });
    let filtered = |metric: &str, of: &str| with("Notebookly", metric, of).add("log-group-1", "app", group.clone());
    Examples::new()
        .fires(with("AWS/EC2", "cpuutilization", "asg-1"), expect!["high-cpu never gets a value: cpuutilization is no metric of AWS/EC2; it is called CPUUtilization."])
        .fires(with("AWS/EC2", "RequestCount", "asg-1"), expect!["high-cpu never gets a value: RequestCount is no metric of AWS/EC2; AWS/ApplicationELB has one of that name."])
        .fires(with("AWS/ApplicationELB", "HealthyHostCount", "alb-1"), expect!["high-cpu never gets a value: HealthyHostCount is counted by TargetGroup, and Notebookly-ALB is a load balancer."])
        .fires(with("AWS/EC2", "CPUUtilization", "db-1"), expect!["high-cpu never gets a value: CPUUtilization is counted by InstanceId or AutoScalingGroupName, and notebookly-db is an RDS database."])
        .fires(with("AWS/ApplicationELB", "RequestCount", ""), expect!["high-cpu never gets a value: RequestCount is counted for each LoadBalancer or TargetGroup alone, and nothing is chosen to be watched."])
        .fires(with("AWS/S3", "AllRequests", "bucket-1").add("bucket-1", "assets", Bucket { region: to("region-1"), ..Bucket::default() }), expect!["high-cpu never gets a value: AllRequests is published only with request metrics switched on for assets, which is not modelled here."])
        .fires(filtered("Errors", ""), expect!["high-cpu never gets a value: Errors is made by none of the metric filters that write into Notebookly."])
        .fires(filtered("ErrorCount", "asg-1"), expect!["high-cpu never gets a value: ErrorCount is written by a metric filter of app without any dimension, and a metric with one is another metric."])
        .fires(filtered("ErrorCount", "").set("log-group-1", "written_by", serde_json::json!([])), expect!["high-cpu never gets a value: ErrorCount is made by a metric filter of app, and nobody writes into that log group."])
        .fires(with("AWS/RDS", "FreeStorageSpace", "").delete("db-1"), expect!["high-cpu never gets a value: FreeStorageSpace is counted by DBInstanceIdentifier, and nothing here has one."])
        .fires(half_typed, expect!["high-cpu never gets a value: RequestCount is counted for each LoadBalancer or TargetGroup alone, and nothing is chosen to be watched."])
        .silent(with("AWS/RDS", "FreeStorageSpace", ""))
        .silent(filtered("ErrorCount", ""))
        .silent(with("AWS/ApplicationELB", "HealthyHostCount", "tg-1"))
        .silent(with("CWAgent", "mem_used_percent", "asg-1"))
        .silent(with("AWS/RDS", "FreeStorageSpace", "db-1"))
}
