//! The domain itself cannot be a mere nickname.

use crate::rules::dns::names::records;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cname-at-apex",
    severity: Error,
    title: "CNAME for the domain itself",
    checks: "That the record of the zone's own domain is no CNAME.",
    why: "A CNAME tolerates no other record of its name, but the domain itself always has its NS and SOA records. Use an alias record of type A: it is allowed there, and its queries are free.",
    reaction: "ChangeResourceRecordSets is refused. cfn-lint does not find it.",
    source: "[R53 DG: Supported record types; Alias] · rulebook R53-7",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        if it.record.record_type != RecordType::Cname || it.name != it.domain || it.name.is_empty() {
            continue;
        }
        report
            .about(it.zone)
            .at("records")
            .fix_if(alias_instead(context, it.zone, it.index))
            .say(format!(
                "{} is the own domain of the zone {}, and that cannot have a CNAME: use an alias record of type A.",
                it.name,
                context.name(it.zone),
            ));
    }
}

/// A value that names a load balancer becomes the target of an alias.
fn alias_instead(context: &Context<'_, '_>, id: &ResourceId, index: usize) -> Option<Remedy> {
    let zone: &HostedZone = context.find(id)?;
    let record = zone.records.get(index)?;
    let named = record.values.first().map(|it| ResourceId::new(it.trim()));
    let target = record.alias.clone().or(named)?;
    context.find::<LoadBalancer>(&target)?;
    let mut records = zone.records.clone();
    records[index] = DnsRecord {
        name: record.name.clone(),
        alias: Some(target.clone()),
        ..DnsRecord::default()
    };
    Some(Remedy::new(
        format!("Make it an alias of {}", context.name(&target)),
        Edit::set(id, "records", records),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let apex = |value: &str| {
        let record = DnsRecord {
            name: "notebookly.com".to_owned(),
            record_type: RecordType::Cname,
            values: vec![value.to_owned()],
            ..DnsRecord::default()
        };
        three_tiers().set("zone-1", "records", serde_json::json!([record]))
    };
    Examples::new()
        .fires(apex("shop.example.com"), expect!["notebookly.com is the own domain of the zone notebookly.com, and that cannot have a CNAME: use an alias record of type A."])
        .fires(apex("alb-1"), expect!["notebookly.com is the own domain of the zone notebookly.com, and that cannot have a CNAME: use an alias record of type A. [Make it an alias of Notebookly-ALB]"])
        .silent(three_tiers())
}
