//! Nobody weighs anything.

use crate::rules::dns::names::sets;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "weights-all-zero",
    severity: Info,
    title: "All weights are zero",
    checks: "That of the weighted records of a name one weighs more than zero.",
    why: "A weight of zero takes a record out. With all of them out, Route 53 treats them all alike: what looks like “nobody” is “everybody in equal parts”.",
    reaction: "AWS accepts it and gives out all with equal probability.",
    source: "[R53 DG: Values specific for weighted records] · rulebook R53-17",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for set in sets(context) {
        let Some(first) = set.first() else { continue };
        let weighted = set.iter().all(|it| it.record.policy == RoutingPolicy::Weighted);
        if weighted && set.len() > 1 && set.iter().all(|it| it.record.weight == 0) {
            report.about(first.zone).at("records").say(format!("All records of {} weigh 0, so each gets the same share.", first.name));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |weights: &[u8]| {
        weights.iter().enumerate().fold(three_tiers(), |sketch, (index, weight)| {
            let record = DnsRecord {
                name: "shop.notebookly.com".to_owned(),
                values: vec![format!("198.51.100.{index}")],
                policy: RoutingPolicy::Weighted,
                set_id: format!("set-{index}"),
                weight: *weight,
                ..DnsRecord::default()
            };
            sketch.push("zone-1", "records", record)
        })
    };
    Examples::new().fires(with(&[0, 0]), expect!["All records of shop.notebookly.com weigh 0, so each gets the same share."]).silent(with(&[0, 10]))
}
