//! Twins without names.

use crate::rules::dns::names::{Placed, sets, with};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-set-id-invalid",
    severity: Error,
    title: "Record without a set identifier of its own",
    checks: "That each record with a routing policy other than simple has a set identifier of 1 to 128 characters, and that no two of one name and type have the same.",
    why: "Records of one name and type are told apart by it alone.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[API route53 ResourceRecordSet] · rulebook R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for set in sets(context) {
        let mut seen: Vec<String> = Vec::new();
        for it in set.iter().filter(|it| it.record.policy != RoutingPolicy::Simple) {
            let own = it.record.set_id.trim();
            let wrong = if own.is_empty() {
                "has no set identifier".to_owned()
            } else if own.chars().count() > 128 {
                "has a set identifier of more than 128 characters".to_owned()
            } else if seen.iter().any(|it| it == own) {
                format!("has the set identifier {own}, and so has another record of that name")
            } else {
                seen.push(own.to_owned());
                continue;
            };
            let free = free(&set, it, &seen);
            seen.push(free.clone());
            let fix = with(context, it, |record| record.set_id.clone_from(&free));
            let fix = fix.map(|edit| Remedy::new(format!("Call it {free}"), edit));
            report.about(it.zone).at("records").fix_if(fix).say(format!("Record {} of {}, for {}, {wrong}.", it.index + 1, context.name(it.zone), it.name));
        }
    }
}

/// What it may be called, after what it stands for.
fn free(set: &[Placed<'_>], it: &Placed<'_>, seen: &[String]) -> String {
    let record = it.record;
    let stem = match record.policy {
        RoutingPolicy::Failover => record.role.label().to_lowercase(),
        RoutingPolicy::Latency if !record.region.trim().is_empty() => record.region.trim().to_owned(),
        RoutingPolicy::Geolocation if !matches!(record.location.trim(), "" | "*") => record.location.trim().to_owned(),
        _ => record.policy.label().to_lowercase().replace(" answer", ""),
    };
    let taken = |name: &str| seen.iter().any(|it| it == name) || set.iter().any(|it| it.record.set_id.trim() == name);
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|it| !taken(it)).unwrap_or_default()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |ids: [&str; 2]| {
        ids.iter().enumerate().fold(three_tiers(), |sketch, (index, set_id)| {
            let record = DnsRecord {
                name: "shop.notebookly.com".to_owned(),
                values: vec![format!("198.51.100.{index}")],
                policy: RoutingPolicy::Weighted,
                set_id: (*set_id).to_owned(),
                ..DnsRecord::default()
            };
            sketch.push("zone-1", "records", record)
        })
    };
    Examples::new()
        .fires(with(["one", ""]), expect!["Record 4 of notebookly.com, for shop.notebookly.com, has no set identifier. [Call it weighted]"])
        .fires(with(["one", "one"]), expect!["Record 4 of notebookly.com, for shop.notebookly.com, has the set identifier one, and so has another record of that name. [Call it weighted]"])
        .silent(with(["one", "two"]))
}
