//! "See there" — "see here".

use super::names::{canonical, cnames};
use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "cname-loop",
    severity: Error,
    title: "CNAME records in a circle",
    checks: "That following CNAME records never leads back to a name already seen.",
    why: "Whoever asks is sent from name to name and never gets an address.",
    reaction: "Route 53 accepts the records. Resolvers give up with an error.",
    source: "[R53 DG: CNAME], [logic] · rulebook R53-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, zone) in context.all::<HostedZone>() {
        let cnames = cnames(zone);
        for (index, record) in zone.records.iter().enumerate() {
            let start = canonical(&record.name);
            let mut path = vec![&start];
            let mut at = &start;
            while let Some(next) = cnames.get(at) {
                if path.contains(&next) {
                    break;
                }
                path.push(next);
                at = next;
            }
            // Told once per circle, on the record whose name comes first.
            let closes = cnames.get(at) == Some(&start);
            let first = path.iter().all(|name| *name >= &start);
            let is_cname = record.record_type == RecordType::Cname;
            if !is_cname || !closes || !first {
                continue;
            }
            path.push(&start);
            let path: Vec<_> = path.into_iter().map(String::as_str).collect();
            let target = record.values.first().cloned().unwrap_or_default();
            report
                .about(id)
                .at("records")
                .evidence(Evidence::Record {
                    zone: id.clone(),
                    index,
                    name: start.clone(),
                    answer: target,
                })
                .say(format!(
                    "The CNAME records of {} go in a circle: {}.",
                    context.name(id),
                    path.join(" → "),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let cname = |name: &str, value: &str| DnsRecord {
        name: name.to_owned(),
        record_type: RecordType::Cname,
        values: vec![value.to_owned()],
        ..DnsRecord::default()
    };
    let with = |a: &str, b: &str| {
        three_tiers()
            .push("zone-1", "records", cname("a.notebookly.com", a))
            .push("zone-1", "records", cname("b.notebookly.com", b))
    };
    Examples::new()
        .fires(with("b.notebookly.com", "a.notebookly.com"), expect!["The CNAME records of notebookly.com go in a circle: a.notebookly.com → b.notebookly.com → a.notebookly.com."])
        .fires(with("a.notebookly.com", "notebookly.com"), expect!["The CNAME records of notebookly.com go in a circle: a.notebookly.com → a.notebookly.com."])
        .silent(with("b.notebookly.com", "notebookly.com"))
}
