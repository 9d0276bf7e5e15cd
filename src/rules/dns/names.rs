//! Names in the Domain Name System, and what records answer with.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::context::Context;
use crate::architecture::*;

/// A name as DNS compares it: without case and without the final dot.
pub fn canonical(name: &str) -> String {
    name.trim().trim_end_matches('.').to_ascii_lowercase()
}

/// Whether `name` is `domain` or below it; both canonical.
pub fn is_within(name: &str, domain: &str) -> bool {
    name == domain
        || name
            .strip_suffix(domain)
            .is_some_and(|rest| rest.ends_with('.'))
}

/// What is wrong with a name, if anything is (rulebook R53-16).
pub fn problem(name: &str) -> Option<String> {
    let name = canonical(name);
    if name.is_empty() {
        return Some("is empty".to_owned());
    }
    if name.len() > 255 {
        return Some("is longer than 255 characters".to_owned());
    }
    for (index, label) in name.split('.').enumerate() {
        let usual = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
        if label.is_empty() {
            return Some("has an empty part between two dots".to_owned());
        }
        if label.len() > 63 {
            return Some("has a part longer than 63 characters".to_owned());
        }
        if label == "*" && index == 0 {
            continue;
        }
        if label.contains('*') {
            return Some("may have a * only as its whole first part".to_owned());
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Some("has a part with a hyphen at its end".to_owned());
        }
        if let Some(odd) = label.chars().find(|it| !usual(*it)) {
            return Some(format!("contains “{odd}”"));
        }
    }
    None
}

/// A record with its place.
pub struct Placed<'a> {
    /// The zone.
    pub zone: &'a ResourceId,
    /// The place in the zone, 0 being first.
    pub index: usize,
    /// The record.
    pub record: &'a DnsRecord,
    /// Its canonical name.
    pub name: String,
    /// The canonical domain of the zone.
    pub domain: String,
}

/// Every record.
pub fn records<'a>(context: &Context<'_, 'a>) -> Vec<Placed<'a>> {
    let mut all = Vec::new();
    for (zone, it) in context.all::<HostedZone>() {
        let domain = canonical(&it.domain);
        for (index, record) in it.records.iter().enumerate() {
            all.push(Placed {
                zone,
                index,
                record,
                name: canonical(&record.name),
                domain: domain.clone(),
            });
        }
    }
    all
}

/// Records of one name and type, which answer in turns under a routing policy
/// other than simple.
pub fn sets<'a>(context: &Context<'_, 'a>) -> Vec<Vec<Placed<'a>>> {
    let mut sets: BTreeMap<_, Vec<Placed<'a>>> = BTreeMap::new();
    for it in records(context) {
        let key = (it.zone, it.name.clone(), it.record.record_type as u8);
        sets.entry(key).or_default().push(it);
    }
    let mut sets: Vec<_> = sets.into_values().collect();
    sets.retain(|set| set.iter().any(|it| it.record.policy != RoutingPolicy::Simple));
    sets
}

/// A zone's records with one changed.
pub fn with(context: &Context<'_, '_>, it: &Placed<'_>, change: impl FnOnce(&mut DnsRecord)) -> Option<Edit> {
    let zone: &HostedZone = context.find(it.zone)?;
    let mut records = zone.records.clone();
    change(records.get_mut(it.index)?);
    Some(Edit::set(it.zone, "records", records))
}

/// The CNAME records of a zone: each name and what it stands for.
pub fn cnames(zone: &HostedZone) -> BTreeMap<String, String> {
    zone.records
        .iter()
        .filter(|record| record.record_type == RecordType::Cname && record.alias.is_none())
        .filter_map(|record| Some((canonical(&record.name), canonical(record.values.first()?))))
        .collect()
}

/// For each resource the public names that lead to it, directly or by a CNAME
/// of the same zone, each with its zone. Wildcards are no names that somebody
/// types.
pub fn leading<'a>(
    context: &Context<'_, 'a>,
) -> BTreeMap<&'a ResourceId, BTreeSet<(String, &'a ResourceId)>> {
    let mut leading: BTreeMap<&ResourceId, BTreeSet<(String, &ResourceId)>> = BTreeMap::new();
    for it in records(context) {
        let Some(zone) = context.find::<HostedZone>(it.zone).filter(|zone| !zone.private) else {
            continue;
        };
        let aliases = cnames(zone);
        let mut end = it.name.clone();
        for _ in 0..aliases.len() {
            let Some(next) = aliases.get(&end) else { break };
            end.clone_from(next);
        }
        let mut all = zone.records.iter().filter(|record| canonical(&record.name) == end);
        let target = all.find_map(|record| record.alias.as_ref());
        if let Some(target) = target.filter(|_| !it.name.contains('*')) {
            leading.entry(target).or_default().insert((it.name, it.zone));
        }
    }
    leading
}

/// Whether a name of a certificate holds this one. A wildcard stands for
/// exactly one part.
pub fn covers(own: &str, name: &str) -> bool {
    match own.strip_prefix("*.") {
        Some(domain) => name.split_once('.').is_some_and(|(first, rest)| rest == domain && first != "*"),
        None => own == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked_label_by_label() {
        assert_eq!(problem("www.notebookly.com."), None);
        assert_eq!(problem("*.notebookly.com"), None);
        assert_eq!(problem("_acme.notebookly.com"), None);
        assert!(problem("www.*.com").is_some());
        assert!(problem("a..b").is_some());
        assert!(problem("a-.com").is_some());
        assert!(problem("note bookly.com").is_some());
        assert!(problem(&"a".repeat(64)).is_some());
    }

    #[test]
    fn a_name_is_within_a_domain_only_at_a_dot() {
        assert!(is_within("www.notebookly.com", "notebookly.com"));
        assert!(!is_within("mynotebookly.com", "notebookly.com"));
    }
}
