//! A nickname leaves no room for anything else.

use rustc_hash::FxHashMap;

use crate::rules::dns::names::records;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-name-taken",
    severity: Error,
    title: "Several records for one name",
    checks: "That a zone has one record per name and type, unless a routing policy chooses among several, and that a CNAME shares its name with no other record.",
    why: "A CNAME says that everything about a name is to be found under another one. Further answers of one type belong into one record, as values.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[R53 DG: CNAME], [cfn E3023], [API route53] · rulebook R53-8, R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut names: FxHashMap<_, usize> = FxHashMap::default();
    // A record without a name is still being filled in; that is told elsewhere.
    let named = records(context).into_iter().filter(|it| !it.name.is_empty());
    for it in named {
        let key = (it.zone, it.name.clone());
        let Some(first) = names.get(&key).copied() else {
            names.insert(key, it.index);
            continue;
        };
        // Under a routing policy several answer in turns; whether they all
        // have one is asked elsewhere.
        if context.find::<HostedZone>(it.zone).and_then(|zone| zone.records.get(first)).is_some_and(|other| {
            let routed = |it: &DnsRecord| it.policy != RoutingPolicy::Simple;
            other.record_type == it.record.record_type && (routed(other) || routed(it.record))
        }) {
            continue;
        }
        let fix = join(context, it.zone, first, it.index);
        report.about(it.zone).at("records").fix_if(fix).say(format!(
            "Records {} and {} of {} are both for {}: a name has one record of each type, and none beside a CNAME.",
            first + 1,
            it.index + 1,
            context.name(it.zone),
            it.name,
        ));
    }
}

/// Two records with addresses become one with all of them; of two that say
/// the same the second is superfluous.
fn join(context: &Context<'_, '_>, id: &ResourceId, first: usize, second: usize) -> Option<Remedy> {
    let zone: &HostedZone = context.find(id)?;
    let (one, other) = (zone.records.get(first)?, zone.records.get(second)?);
    if one.record_type != other.record_type || one.alias != other.alias {
        return None;
    }
    if one.alias.is_some() || one.values == other.values {
        return Some(Remedy::new("Remove the second", Edit::remove(id, "records", second)));
    }
    if one.record_type != RecordType::A {
        return None;
    }
    let mut records = zone.records.clone();
    let more = records.remove(second).values;
    let values = &mut records.get_mut(first)?.values;
    for value in more {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Some(Remedy::new("Make it one record with both answers", Edit::set(id, "records", records)))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let record = |name: &str| DnsRecord {
        name: name.to_owned(),
        values: vec!["198.51.100.1".to_owned()],
        ..DnsRecord::default()
    };
    Examples::new()
        .fires(three_tiers().push("zone-1", "records", record("WWW.notebookly.com.")), expect!["Records 2 and 3 of notebookly.com are both for www.notebookly.com: a name has one record of each type, and none beside a CNAME."])
        .fires(three_tiers().push("zone-1", "records", record("notebookly.com")), expect!["Records 1 and 3 of notebookly.com are both for notebookly.com: a name has one record of each type, and none beside a CNAME."])
        .fires(three_tiers().push("zone-1", "records", record("a.notebookly.com")).push("zone-1", "records", DnsRecord { values: vec!["198.51.100.2".to_owned()], ..record("a.notebookly.com") }), expect!["Records 3 and 4 of notebookly.com are both for a.notebookly.com: a name has one record of each type, and none beside a CNAME. [Make it one record with both answers]"])
        .silent(three_tiers().push("zone-1", "records", record("blog.notebookly.com")))
        .silent(["mumbai", "chennai"].iter().fold(three_tiers(), |sketch, set_id| {
            let weighted = DnsRecord { policy: RoutingPolicy::Weighted, set_id: (*set_id).to_owned(), ..record("a.notebookly.com") };
            sketch.push("zone-1", "records", weighted)
        }))
}
