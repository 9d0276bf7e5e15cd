//! A nickname leaves no room for anything else.

use rustc_hash::FxHashMap;

use super::names::records;
use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "record-name-taken",
    severity: Error,
    title: "Several records for one name",
    checks: "That a zone has one record per name and type, and that a CNAME shares its name with no other record.",
    why: "A CNAME says that everything about a name is to be found under another one. Further answers of one type belong into one record, as values.",
    reaction: "ChangeResourceRecordSets is refused.",
    source: "[R53 DG: CNAME], [cfn E3023], [API route53] · rulebook R53-8, R53-17",
    aws_error: "InvalidChangeBatch",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut names: FxHashMap<_, usize> = FxHashMap::default();
    for it in records(context) {
        let key = (it.zone, it.name.clone());
        let Some(first) = names.get(&key).copied() else {
            names.insert(key, it.index);
            continue;
        };
        report.about(it.zone).at("records").say(format!(
            "Records {} and {} of {} are both for {}: one name takes one record of a type, and a CNAME none beside it.",
            first + 1,
            it.index + 1,
            context.name(it.zone),
            it.name,
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let record = |name: &str| DnsRecord {
        name: name.to_owned(),
        values: vec!["198.51.100.1".to_owned()],
        ..DnsRecord::default()
    };
    Examples::new()
        .fires(three_tiers().push("zone-1", "records", record("WWW.notebookly.com.")), expect!["Records 2 and 3 of notebookly.com are both for www.notebookly.com: one name takes one record of a type, and a CNAME none beside it."])
        .fires(three_tiers().push("zone-1", "records", record("notebookly.com")), expect!["Records 1 and 3 of notebookly.com are both for notebookly.com: one name takes one record of a type, and a CNAME none beside it."])
        .silent(three_tiers().push("zone-1", "records", record("blog.notebookly.com")))
}
