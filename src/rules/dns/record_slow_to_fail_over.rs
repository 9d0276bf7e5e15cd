//! Yesterday's timetable in everybody's pocket.

use crate::rules::dns::names::{records, with};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-slow-to-fail-over",
    severity: Warning,
    title: "Answer is remembered longer than a failure may last",
    checks: "That a record with a health check or a failover policy has a TTL of at most 60 seconds.",
    why: "Route 53 changes its answer within a minute, but resolvers go on with the old one until its TTL is over.",
    reaction: "AWS accepts it. Clients go on to the broken place for as long as the TTL says.",
    source: "[API route53 ResourceRecordSet], [R53 DG: Values that you specify: TTL] · rulebook R53-19",
    aws_error: "",
    check,
};

/// Rulebook R53-19.
const LONGEST: u32 = 60;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        let checked = it.record.health_check.is_some() || it.record.policy == RoutingPolicy::Failover;
        if it.record.alias.is_some() || !checked || it.record.ttl <= LONGEST {
            continue;
        }
        let fix = with(context, &it, |record| record.ttl = LONGEST);
        let fix = fix.map(|edit| Remedy::new("Use 60 seconds", edit));
        report.about(it.zone).at("records").fix_if(fix).say(format!(
            "The answer for {} may be remembered for {} seconds, so a failover reaches people that much later.",
            it.name, it.record.ttl,
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |ttl| {
        let record = DnsRecord {
            name: "shop.notebookly.com".to_owned(),
            values: vec!["198.51.100.1".to_owned()],
            policy: RoutingPolicy::Failover,
            role: FailoverRole::Secondary,
            set_id: "secondary".to_owned(),
            ttl,
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    Examples::new().fires(with(300), expect!["The answer for shop.notebookly.com may be remembered for 300 seconds, so a failover reaches people that much later. [Use 60 seconds]"]).silent(with(60))
}
