//! An entry under a name that the directory does not cover.

use crate::rules::dns::names::{canonical, is_within, problem, records};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-name-invalid",
    severity: Error,
    title: "Record outside its zone",
    checks: "That the name of a record is a DNS name and is the zone's domain or ends with it.",
    why: "A zone is only ever asked for the names of its own domain.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[cfn E3041], [R53 DG: DNS name format] · rulebook R53-5, R53-16",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in records(context) {
        let wrong = match problem(&it.name) {
            Some(wrong) => wrong,
            None if it.domain.is_empty() || is_within(&it.name, &it.domain) => continue,
            None => format!("is not within {}", it.domain),
        };
        // Short names are usually meant to be completed.
        let label = it.record.name.trim().trim_end_matches('.');
        let full = match label {
            // Elsewhere, these stand for the domain itself.
            "" | "@" => it.domain.clone(),
            label => format!("{label}.{}", it.domain),
        };
        let free = || {
            let zone: Option<&HostedZone> = context.find(it.zone);
            zone.is_some_and(|zone| zone.records.iter().all(|it| canonical(&it.name) != full))
        };
        let apex = full == it.domain && it.record.record_type == RecordType::Cname;
        let short = !label.contains('.') && !apex && problem(&full).is_none() && free();
        let fix = short.then(|| {
            let zone: Option<&HostedZone> = context.find(it.zone);
            let mut rows = zone.map(|zone| zone.records.clone()).unwrap_or_default();
            if let Some(row) = rows.get_mut(it.index) {
                row.name.clone_from(&full);
            }
            Remedy::new(format!("Call it {full}"), Edit::set(it.zone, "records", rows))
        });
        let empty = it.record.name.trim().is_empty();
        report.about(it.zone).at("records").fix_if(fix).waits_if(empty, Step::Complete).say(format!(
            "The name of record {} in {}, “{}”, {wrong}.",
            it.index + 1,
            context.name(it.zone),
            it.record.name.trim(),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let named = |name: &str| {
        let record = DnsRecord {
            name: name.to_owned(),
            values: vec!["198.51.100.1".to_owned()],
            ..DnsRecord::default()
        };
        three_tiers().push("zone-1", "records", record)
    };
    Examples::new()
        .fires(named("blog"), expect!["The name of record 3 in notebookly.com, “blog”, is not within notebookly.com. [Call it blog.notebookly.com]"])
        .fires(named("blog.example.org"), expect!["The name of record 3 in notebookly.com, “blog.example.org”, is not within notebookly.com."])
        .fires(named("no spaces.notebookly.com"), expect!["The name of record 3 in notebookly.com, “no spaces.notebookly.com”, contains “ ”."])
        .fires(named("@").delete("alb-1").set("zone-1", "records", serde_json::json!([{"name": "@", "type": "A", "values": ["198.51.100.1"]}])), expect!["The name of record 1 in notebookly.com, “@”, contains “@”. [Call it notebookly.com]"])
        .silent(named("blog.notebookly.com."))
}
