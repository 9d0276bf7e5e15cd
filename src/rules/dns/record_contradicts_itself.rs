//! An alias and values, or a nickname for two people.

use crate::rules::dns::names::records;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-contradicts-itself",
    severity: Error,
    title: "Record that AWS does not take",
    checks: "That a record is an alias or has values, not both; that an alias of a load balancer or bucket is of type A; that a CNAME has one value, and that answers are kept for at most 2147483647 seconds.",
    why: "An alias answers with the addresses of its target, so there is nothing for values to add. A CNAME means one other name.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[cfn E3029], [cfn E3023], [R53 DG: Alias vs non-alias] · rulebook R53-6, R53-8, R53-9, R53-19",
    aws_error: "InvalidChangeBatch",
    check,
};

/// The largest TTL that there is. [API route53 ResourceRecordSet]
const LONGEST_TTL: u32 = 2_147_483_647;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        let mut mended = it.record.clone();
        let (wrong, label) = match (&it.record.alias, it.record.record_type) {
            (Some(target), _) if !it.record.values.is_empty() => {
                mended.values.clear();
                (
                    "is an alias and has values too".to_owned(),
                    format!("Keep the alias of {}", context.name(target)),
                )
            }
            // At the domain itself, a CNAME is told as such.
            (Some(target), RecordType::Cname) if it.name != it.domain => {
                mended.record_type = RecordType::A;
                (
                    format!("is an alias of {} and must be of type A", context.name(target)),
                    "Make it type A".to_owned(),
                )
            }
            (None, RecordType::Cname) if it.record.values.len() > 1 => {
                mended.values.truncate(1);
                (
                    format!("is a CNAME with {} values and can have one", it.record.values.len()),
                    "Keep the first value".to_owned(),
                )
            }
            (None, _) if it.record.ttl > LONGEST_TTL => {
                mended.ttl = 300;
                (
                    format!("may be remembered for {} seconds; at most {LONGEST_TTL} are possible", it.record.ttl),
                    "Use 300 seconds".to_owned(),
                )
            }
            _ => continue,
        };
        let zone: Option<&HostedZone> = context.find(it.zone);
        let mut rows = zone.map(|zone| zone.records.clone()).unwrap_or_default();
        if let Some(row) = rows.get_mut(it.index) {
            *row = mended;
        }
        report
            .about(it.zone)
            .at("records")
            .fix(label, Edit::set(it.zone, "records", rows))
            .say(format!("{} {wrong}.", if it.name.is_empty() { "A record" } else { &it.name }));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |record_type, alias, values: &[&str]| {
        let record = DnsRecord {
            name: "shop.notebookly.com".to_owned(),
            record_type,
            alias,
            values: values.iter().map(|it| (*it).to_owned()).collect(),
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    Examples::new()
        .fires(with(RecordType::A, to("alb-1"), &["198.51.100.1"]), expect!["shop.notebookly.com is an alias and has values too. [Keep the alias of Notebookly-ALB]"])
        .fires(with(RecordType::Cname, to("alb-1"), &[]), expect!["shop.notebookly.com is an alias of Notebookly-ALB and must be of type A. [Make it type A]"])
        .fires(with(RecordType::Cname, None, &["a.example.org", "b.example.org"]), expect!["shop.notebookly.com is a CNAME with 2 values and can have one. [Keep the first value]"])
        .fires(with(RecordType::A, None, &["198.51.100.1"]).set("zone-1", "records", serde_json::json!([{"name": "a.notebookly.com", "type": "A", "ttl": 3_000_000_000_u32, "values": ["198.51.100.1"]}])), expect!["a.notebookly.com may be remembered for 3000000000 seconds; at most 2147483647 are possible. [Use 300 seconds]"])
        .silent(with(RecordType::A, None, &["198.51.100.1", "198.51.100.2"]))
}
