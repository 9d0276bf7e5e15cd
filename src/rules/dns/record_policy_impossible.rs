//! Many answers at once from somebody who has one.

use crate::rules::dns::names::{records, with};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-policy-impossible",
    severity: Error,
    title: "Multivalue answer that cannot be",
    checks: "That a multivalue answer is neither an alias nor a CNAME.",
    why: "Multivalue answers are addresses, up to eight healthy ones at once, each in a record of its own. An alias has the addresses of its target and its own way to choose among them.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[API route53 ResourceRecordSet: “You can't create multivalue answer alias records”], [R53 DG: Values specific for multivalue answer records] · rulebook R53-9, R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        if it.record.policy != RoutingPolicy::Multivalue {
            continue;
        }
        let what = match (&it.record.alias, it.record.record_type) {
            (Some(target), _) => format!("an alias of {}", context.name(target)),
            (None, RecordType::Cname) => "a CNAME".to_owned(),
            _ => continue,
        };
        let fix = with(context, &it, |record| record.policy = RoutingPolicy::Weighted);
        let fix = fix.map(|edit| Remedy::new("Make it weighted", edit));
        report.about(it.zone).at("records").fix_if(fix).say(format!("{} is a multivalue answer and {what}, which do not go together.", it.name));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |alias, values: &[&str]| {
        let record = DnsRecord {
            name: "shop.notebookly.com".to_owned(),
            alias,
            values: values.iter().map(|it| (*it).to_owned()).collect(),
            policy: RoutingPolicy::Multivalue,
            set_id: "one".to_owned(),
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    Examples::new()
        .fires(with(to("alb-1"), &[]), expect!["shop.notebookly.com is a multivalue answer and an alias of Notebookly-ALB, which do not go together. [Make it weighted]"])
        .silent(with(None, &["198.51.100.1"]))
}
