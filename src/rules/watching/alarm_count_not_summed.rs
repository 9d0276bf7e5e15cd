//! The average of ones is one.

use crate::aws::metrics::Value;
use crate::rules::prelude::*;
use crate::rules::watching::metric::{known, measured};
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-count-not-summed",
    severity: Warning,
    title: "Count that is not summed up",
    checks: "That an alarm on a count of requests, errors or calls asks for the statistic Sum.",
    why: "Every request that counts writes a 1. The average, the smallest and the largest of ones are 1, however many there were; only the sum says how many.",
    reaction: "AWS accepts it. The alarm never sees more than 1.",
    source: "[ALB UG: CloudWatch metrics], [Lambda DG: Types of metrics], [WAF DG: Monitoring with CloudWatch] · rulebook CWA-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        if !alarm.expression.trim().is_empty() {
            continue;
        }
        let counted = measured(alarm).into_iter().find(|it| known(*it).is_some_and(|it| it.value == Value::Count));
        let averaged = ["Average", "Minimum", "Maximum"].contains(&alarm.statistic.as_str());
        if let Some(it) = counted.filter(|it| averaged && !it.metric.contains("Bytes")) {
            report.about(id).at("statistic").fix("Use Sum", Edit::set(id, "statistic", "Sum")).say(format!(
                "{} takes the {} of {}, where each one counts 1: only the sum says how many there were.",
                context.name(id),
                alarm.statistic.to_lowercase(),
                it.metric,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |statistic: &str| {
        watched(|it| {
            "AWS/ApplicationELB".clone_into(&mut it.namespace);
            "HTTPCode_ELB_5XX_Count".clone_into(&mut it.metric);
            it.watches = to("alb-1");
            statistic.clone_into(&mut it.statistic);
            it.missing_data = MissingData::NotBreaching;
        })
    };
    Examples::new()
        .fires(with("Average"), expect!["high-cpu takes the average of HTTPCode_ELB_5XX_Count, where each one counts 1: only the sum says how many there were. [Use Sum]"])
        .silent(with("Sum"))
        .silent(watched(|_| ()))
}
