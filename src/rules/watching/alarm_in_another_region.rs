//! A bell in the next town.

use crate::aws::metrics;
use crate::rules::prelude::*;
use crate::rules::watching::metric::measured;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-in-another-region",
    severity: Error,
    title: "Alarm in another Region than its metric",
    checks: "That an alarm is in the Region of what it watches, and that alarms on the bill and on Route 53 health checks are in us-east-1.",
    why: "Metrics stay in the Region in which they were published, and an alarm reads those of its own. The bill and the health checks belong to no Region; their metrics are published in us-east-1.",
    reaction: "AWS accepts it; the alarm stays in INSUFFICIENT_DATA.",
    source: "[CW UG: Billing alarm], [R53 DG: Monitoring health checks using CloudWatch], [CW UG: Concepts] · rulebook CWA-16, CWA-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, alarm) in context.all::<Alarm>() {
        let Some(region) = context.region_of(id) else {
            continue;
        };
        let mut told = Vec::new();
        for it in measured(alarm) {
            let only = metrics::namespace(it.namespace).and_then(|space| space.only_in);
            let home = only.or_else(|| it.of.and_then(|of| context.region_of(of)));
            let Some(home) = home.filter(|home| *home != region && !told.contains(home)) else {
                continue;
            };
            told.push(home);
            let mut places = context.all::<Region>();
            let place = places.find(|(_, place)| place.code == home).map(|(place, _)| place);
            let fix = place.map(|place| Remedy::new(format!("Put it in {}", context.name(place)), Edit::set(id, "region", place)));
            // A topic of the old Region would be left behind.
            let fix = fix.filter(|_| alarm.actions.is_empty() && alarm.ok_actions.is_empty());
            let what = match (only, it.of) {
                (None, Some(of)) => format!("{} is in {home}", context.name(of)),
                _ => format!("the metrics of {} are published in {home} only", it.namespace),
            };
            report.about(id).at("region").fix_if(fix).say(format!("{} is in {region}, but {what}.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let virginia = Region { code: "us-east-1".to_owned() };
    let billing = |region| {
        watched(|it| {
            "AWS/Billing".clone_into(&mut it.namespace);
            "EstimatedCharges".clone_into(&mut it.metric);
            it.period = 21_600;
            it.watches = None;
            it.dimensions = vec![Dimension { name: "Currency".to_owned(), value: "USD".to_owned() }];
            it.actions.clear();
            it.region = to(region);
        })
        .add("region-2", "Virginia", virginia.clone())
    };
    Examples::new()
        .fires(billing("region-1"), expect!["high-cpu is in ap-south-1, but the metrics of AWS/Billing are published in us-east-1 only. [Put it in Virginia]"])
        .fires(watched(|_| ()).add("region-2", "Virginia", virginia.clone()).set("alarm-1", "region", "region-2"), expect!["high-cpu is in us-east-1, but Notebookly-ASG is in ap-south-1."])
        .silent(billing("region-2"))
        .silent(watched(|_| ()))
}
