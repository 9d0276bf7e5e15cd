//! A doctor whose report nobody reads.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "dns-health-check-unused",
    severity: Warning,
    title: "Health check that nothing uses",
    checks: "That a Route 53 health check belongs to a record, or is watched by an alarm or a dashboard.",
    why: "A check on its own changes no answer. It costs by the month.",
    reaction: "AWS accepts it and charges it.",
    source: "[R53 DG: Health checks], [logic] · rulebook R53-18, X-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let zones = context.all::<HostedZone>();
    let records = zones.flat_map(|(_, it)| &it.records);
    let mut used: FxHashSet<&ResourceId> = records.filter_map(|it| it.health_check.as_ref()).collect();
    for (_, alarm) in context.all::<Alarm>() {
        used.extend(alarm.watches.as_ref());
        used.extend(alarm.metrics.iter().filter_map(|it| it.watches.as_ref()));
    }
    let dashboards = context.all::<Dashboard>();
    used.extend(dashboards.flat_map(|(_, it)| &it.widgets).filter_map(|it| it.watches.as_ref()));
    for (id, _) in context.all::<HealthCheck>() {
        if !used.contains(id) {
            report.about(id).waits_for(Step::Watching).say(format!("No record and no alarm uses {}: it asks, and nobody listens.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let check = HealthCheck { target: to("alb-1"), port: 443, ..HealthCheck::default() };
    let with = three_tiers().add("health-check-1", "shop-check", check);
    let record = DnsRecord {
        name: "shop.notebookly.com".to_owned(),
        alias: to("alb-1"),
        health_check: to("health-check-1"),
        ..DnsRecord::default()
    };
    Examples::new().fires(with.clone(), expect!["No record and no alarm uses shop-check: it asks, and nobody listens."]).silent(with.push("zone-1", "records", record))
}
