//! Two ways to choose among the same doors.

use crate::rules::dns::names::sets;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-policies-mixed",
    severity: Error,
    title: "Several routing policies for one name",
    checks: "That all records of one name and type have the same routing policy, and that under a policy other than simple none of them is simple.",
    why: "Route 53 chooses among them in one way: by weight, by delay, by health or by place. To combine two, an alias of a second name leads from one to the other.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[API route53 ResourceRecordSet], [R53 DG: Choosing a routing policy] · rulebook R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for set in sets(context) {
        let Some(first) = set.first() else { continue };
        let Some(other) = set.iter().find(|it| it.record.policy != first.record.policy) else {
            continue;
        };
        report.about(first.zone).at("records").say(format!(
            "Records {} and {} of {} are both for {} and have different routing policies, {} and {}.",
            first.index + 1,
            other.index + 1,
            context.name(first.zone),
            first.name,
            first.record.policy.label().to_lowercase(),
            other.record.policy.label().to_lowercase(),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |policies: &[RoutingPolicy]| {
        policies.iter().enumerate().fold(three_tiers(), |sketch, (index, policy)| {
            let record = DnsRecord {
                name: "shop.notebookly.com".to_owned(),
                values: vec![format!("198.51.100.{index}")],
                policy: *policy,
                set_id: format!("set-{index}"),
                region: ["ap-south-1", "eu-west-1"][index % 2].to_owned(),
                ..DnsRecord::default()
            };
            sketch.push("zone-1", "records", record)
        })
    };
    use RoutingPolicy::{Latency, Simple, Weighted};
    Examples::new()
        .fires(with(&[Weighted, Latency]), expect!["Records 3 and 4 of notebookly.com are both for shop.notebookly.com and have different routing policies, weighted and latency."])
        .fires(with(&[Weighted, Simple]), expect!["Records 3 and 4 of notebookly.com are both for shop.notebookly.com and have different routing policies, weighted and simple."])
        .silent(with(&[Weighted, Weighted]))
}
