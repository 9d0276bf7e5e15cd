//! Inside the campus only the campus's own directory is read.

use std::collections::BTreeMap;

use crate::rules::dns::names::{canonical, is_within};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-zone-hides-public-record",
    severity: Warning,
    title: "Private zone hides names of the public one",
    checks: "That a name which a public hosted zone of the document answers is in the private zone too that answers for it in a VPC.",
    why: "Inside its VPCs a private hosted zone alone answers for its domain and all below it. A name that it lacks does not exist there: it is not looked up in the public zone, so the shop that the whole world finds is not found from inside.",
    reaction: "Route 53 accepts it. Clients in the VPC get NXDOMAIN.",
    source: "[R53 DG: Considerations when working with a private hosted zone] · rulebook R53-3, VPC-19",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let zones: Vec<_> = context
        .all::<HostedZone>()
        .map(|(id, zone)| (id, zone, canonical(&zone.domain)))
        .filter(|(_, _, domain)| !domain.is_empty())
        .collect();
    if !zones.iter().any(|(_, zone, _)| zone.private) {
        return;
    }
    for (id, zone, domain) in zones.iter().filter(|(_, zone, _)| zone.private) {
        // One that nobody can ask hides nothing, and is told as such.
        let asked = |vpc: &&ResourceId| {
            let vpc: Option<&Vpc> = context.find(vpc);
            vpc.is_some_and(|it| it.dns_support && it.dns_hostnames)
        };
        let vpcs: Vec<_> = zone.vpcs.iter().filter(asked).collect();
        if vpcs.is_empty() {
            continue;
        }
        // A private zone for a part of the domain answers for that part.
        let narrower: Vec<&str> = zones
            .iter()
            .filter(|(_, it, other)| it.private && other.len() > domain.len() && is_within(other, domain))
            .filter(|(_, it, _)| vpcs.iter().all(|vpc| it.vpcs.contains(vpc)))
            .map(|(_, _, other)| other.as_str())
            .collect();
        let own: Vec<String> = zone.records.iter().map(|it| canonical(&it.name)).collect();
        let mut hidden: BTreeMap<&ResourceId, Vec<(String, &DnsRecord)>> = BTreeMap::new();
        for (public, it, _) in zones.iter().filter(|(_, zone, _)| !zone.private) {
            for record in it.records.iter().filter(|it| answers(it)) {
                let name = canonical(&record.name);
                let mine = is_within(&name, domain) && !narrower.iter().any(|it| is_within(&name, it));
                let listed = hidden.get(public).is_some_and(|it| it.iter().any(|(it, _)| *it == name));
                if mine && !listed && !is_answered(&own, &name) {
                    hidden.entry(public).or_default().push((name, record));
                }
            }
        }
        for (public, records) in hidden {
            let names = records.iter().take(4).map(|(name, _)| name.clone());
            let rest = records.len().saturating_sub(4);
            let names = list(names.chain((rest > 0).then(|| count(rest, "other", "others"))));
            let mut draft = report.about(id).at("records").with(public);
            for vpc in &vpcs {
                draft = draft.with(vpc);
            }
            let one = records.len() == 1;
            draft.value(id, "domain").fix_if(add(context, id, zone, domain, &records)).say(format!(
                "Inside {}, {} alone answers for {domain}, and it lacks {names}: there {} not found, although {} has {}.",
                context.names(vpcs.iter().copied()),
                context.name(id),
                if one { "the name is" } else { "the names are" },
                context.name(public),
                if one { "it" } else { "them" },
            ));
        }
    }
}

/// Whether a record answers a question for an address.
fn answers(record: &DnsRecord) -> bool {
    let address = matches!(record.record_type, RecordType::A | RecordType::Cname);
    address && (record.alias.is_some() || !record.values.is_empty())
}

/// Whether a zone with records of these names answers a name: by itself or by
/// a wildcard.
fn is_answered(own: &[String], name: &str) -> bool {
    let wild = |own: &String| {
        own.strip_prefix('*')
            .is_some_and(|parent| name.ends_with(parent) && !name.starts_with('*'))
    };
    own.iter().any(|it| it == name || wild(it))
}

/// The same records in the private zone.
fn add(
    context: &Context<'_, '_>,
    id: &ResourceId,
    zone: &HostedZone,
    domain: &str,
    records: &[(String, &DnsRecord)],
) -> Option<Remedy> {
    // The domain itself cannot have a CNAME.
    let cname = |it: &DnsRecord| it.record_type == RecordType::Cname && it.alias.is_none();
    if records.iter().any(|(name, record)| name == domain && cname(record)) {
        return None;
    }
    let label = match records {
        [(name, _)] => format!("Add {name} to {}", context.name(id)),
        some => format!("Add {} to {}", count(some.len(), "record", "records"), context.name(id)),
    };
    let edits = records.iter().enumerate();
    let edits = edits.map(|(index, (_, record))| {
        Edit::insert(id, "records", zone.records.len() + index, record)
    });
    Some(Remedy { label, edits: edits.collect() })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let zone = |domain: &str, records: &[&str]| HostedZone {
        domain: domain.to_owned(),
        private: true,
        vpcs: ids(&["vpc-1"]),
        records: records
            .iter()
            .map(|name| DnsRecord {
                name: (*name).to_owned(),
                values: vec!["10.0.3.9".to_owned()],
                ..DnsRecord::default()
            })
            .collect(),
    };
    let with = |domain: &str, records: &[&str]| {
        three_tiers().add("zone-2", "inside", zone(domain, records))
    };
    Examples::new()
        .fires(with("notebookly.com", &["api.notebookly.com"]), expect!["Inside Notebookly-VPC, inside alone answers for notebookly.com, and it lacks notebookly.com and www.notebookly.com: there the names are not found, although notebookly.com has them. [Add 2 records to inside]"])
        .fires(with("notebookly.com", &["notebookly.com"]), expect!["Inside Notebookly-VPC, inside alone answers for notebookly.com, and it lacks www.notebookly.com: there the name is not found, although notebookly.com has it. [Add www.notebookly.com to inside]"])
        // A private zone for a part of the domain.
        .fires(with("www.notebookly.com", &[]), expect!["Inside Notebookly-VPC, inside alone answers for www.notebookly.com, and it lacks www.notebookly.com: there the name is not found, although notebookly.com has it."])
        // A public name of a zone below.
        .fires(with("com", &["notebookly.com"]), expect!["Inside Notebookly-VPC, inside alone answers for com, and it lacks www.notebookly.com: there the name is not found, although notebookly.com has it. [Add www.notebookly.com to inside]"])
        .silent(with("notebookly.com", &["notebookly.com", "*.notebookly.com"]))
        .silent(with("internal.notebookly.com", &[]))
        // Where nobody can ask it, it hides nothing.
        .silent(with("notebookly.com", &[]).set("vpc-1", "dns_hostnames", false))
        .silent(with("notebookly.com", &[]).set("zone-2", "vpcs", serde_json::json!([])))
        .silent(three_tiers())
}
