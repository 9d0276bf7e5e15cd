//! An understudy who is never called.

use crate::rules::dns::names::{Placed, sets, with};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "failover-incomplete",
    severity: Error,
    title: "Failover that does not fail over",
    checks: "That a failover name has one primary and one secondary, and that the primary has a health check or is an alias that evaluates its target.",
    why: "Route 53 gives out the secondary when the primary is unhealthy. Without a health check it takes the primary for healthy, whatever happens to it.",
    reaction: "A second primary is refused. The rest AWS accepts, and never gives out the secondary.",
    source: "[R53 DG: Active-active and active-passive failover], [API route53 ResourceRecordSet] · rulebook R53-18, R53-13",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for set in sets(context) {
        let Some(first) = set.first().filter(|it| it.record.policy == RoutingPolicy::Failover) else {
            continue;
        };
        let name = &first.name;
        let of = |role| set.iter().filter(move |it| it.record.role == role);
        let (primaries, secondaries) = (of(FailoverRole::Primary).count(), of(FailoverRole::Secondary).count());
        for (number, role, other) in [(primaries, "primary", FailoverRole::Secondary), (secondaries, "secondary", FailoverRole::Primary)] {
            if number > 1 {
                let extra = set.iter().filter(|it| it.record.role != other).nth(1);
                let free = if other == FailoverRole::Primary { primaries } else { secondaries } == 0;
                let edit = extra.filter(|_| free && number == 2).and_then(|it| with(context, it, |record| record.role = other));
                let fix = edit.map(|edit| Remedy::new(format!("Make the second one {}", other.label().to_lowercase()), edit));
                report.about(first.zone).at("records").fix_if(fix).say(format!("{name} has {number} {role} records, and there is one."));
            }
        }
        if primaries == 0 || secondaries == 0 {
            let missing = if primaries == 0 { "primary" } else { "secondary" };
            if primaries + secondaries == 1 {
                report.about(first.zone).at("records").weighs(Warning).say(format!("{name} has no {missing} record, so there is nothing to fail over {}.", if primaries == 0 { "from" } else { "to" }));
            }
            continue;
        }
        let primary = of(FailoverRole::Primary).next();
        if let Some(primary) = primary.filter(|it| always_healthy(it)) {
            let (label, edit) = if primary.record.alias.is_some() {
                ("Evaluate the target's health".to_owned(), with(context, primary, |record| record.evaluate_target_health = true))
            } else {
                let mut checks = context.all::<HealthCheck>();
                let only = checks.next().filter(|_| checks.next().is_none());
                match only {
                    Some((check, _)) => (format!("Ask {}", context.name(check)), with(context, primary, |record| record.health_check = Some(check.clone()))),
                    None => (String::new(), None),
                }
            };
            let fix = edit.map(|edit| Remedy::new(label, edit));
            report.about(first.zone).at("records").weighs(Warning).fix_if(fix).say(format!("The primary record of {name} has no health check, so it never fails over to the secondary."));
        }
    }
}

fn always_healthy(it: &Placed<'_>) -> bool {
    let evaluated = it.record.alias.is_some() && it.record.evaluate_target_health;
    it.record.health_check.is_none() && !evaluated
}

#[cfg(test)]
pub fn examples() -> Examples {
    use FailoverRole::{Primary, Secondary};
    let with = |rows: &[(FailoverRole, bool)]| {
        rows.iter().enumerate().fold(three_tiers(), |sketch, (index, (role, evaluates))| {
            let record = DnsRecord {
                name: "shop.notebookly.com".to_owned(),
                alias: if *role == Primary { to("alb-1") } else { None },
                values: if *role == Primary { Vec::new() } else { vec!["198.51.100.1".to_owned()] },
                policy: RoutingPolicy::Failover,
                set_id: format!("set-{index}"),
                role: *role,
                evaluate_target_health: *evaluates,
                ..DnsRecord::default()
            };
            sketch.push("zone-1", "records", record)
        })
    };
    Examples::new()
        .fires(with(&[(Primary, true), (Primary, true)]), expect!["shop.notebookly.com has 2 primary records, and there is one. [Make the second one secondary]"])
        .fires(with(&[(Primary, true)]), expect!["shop.notebookly.com has no secondary record, so there is nothing to fail over to."])
        .fires(with(&[(Primary, false), (Secondary, false)]), expect!["The primary record of shop.notebookly.com has no health check, so it never fails over to the secondary. [Evaluate the target's health]"])
        .silent(with(&[(Primary, true), (Secondary, false)]))
}
