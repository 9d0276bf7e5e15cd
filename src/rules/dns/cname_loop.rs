//! "See there" — "see here".

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rules::dns::names::{canonical, cnames};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "cname-loop",
    severity: Error,
    title: "CNAME records in a circle",
    checks: "That following CNAME records never leads back to a name already seen.",
    why: "Whoever asks is sent from name to name and never gets an address.",
    reaction: "AWS accepts the records; resolvers give up with an error.",
    source: "[R53 DG: CNAME], [logic] · rulebook R53-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, zone) in context.all::<HostedZone>() {
        for circle in circles(&cnames(zone)) {
            let Some(start) = circle.first() else { continue };
            let place = zone
                .records
                .iter()
                .enumerate()
                .find(|(_, it)| it.record_type == RecordType::Cname && canonical(&it.name) == *start);
            let Some((index, record)) = place else { continue };
            report
                .about(id)
                .at("records")
                .evidence(Evidence::Record {
                    zone: id.clone(),
                    index,
                    name: (*start).to_owned(),
                    answer: record.values.first().cloned().unwrap_or_default(),
                })
                .say(format!(
                    "The CNAME records of {} go in a circle: {} → {start}.",
                    context.name(id),
                    circle.join(" → "),
                ));
        }
    }
}

/// Every circle, each from its first name in the alphabet. A name that an
/// earlier walk has seen is never walked from again, so a zone of ten thousand
/// records takes ten thousand steps.
fn circles(cnames: &BTreeMap<String, String>) -> Vec<Vec<&str>> {
    let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
    let mut circles = Vec::new();
    for start in cnames.keys() {
        let mut at = start.as_str();
        while !seen.contains_key(at) {
            let Some(next) = cnames.get(at) else { break };
            seen.insert(at, start);
            at = next;
        }
        // Back at a name of this very walk: from there on it is a circle.
        if seen.get(at) != Some(&start.as_str()) {
            continue;
        }
        let mut circle = vec![at];
        let mut next = cnames.get(at);
        while let Some(name) = next.filter(|name| *name != at) {
            circle.push(name);
            next = cnames.get(name);
        }
        let first = circle.iter().enumerate().min_by_key(|it| it.1).map_or(0, |it| it.0);
        circle.rotate_left(first);
        circles.push(circle);
    }
    circles
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
