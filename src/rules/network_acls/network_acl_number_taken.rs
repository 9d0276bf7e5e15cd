//! Two entries cannot be the hundredth.

use std::collections::BTreeSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-number-taken",
    severity: Error,
    title: "Two network ACL entries with one number",
    checks: "That numbers are unique among the inbound entries, and among the outbound entries, of a network ACL.",
    why: "The number decides which entry is asked first. With two of the same there is no first.",
    reaction: "The second CreateNetworkAclEntry is refused.",
    source: "[API ec2 CreateNetworkAclEntry] · rulebook NACL-5",
    aws_error: "NetworkAclEntryAlreadyExists",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<NetworkAcl>() {
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            let all: BTreeSet<u32> = entries.iter().map(|it| it.number).collect();
            let mut seen = BTreeSet::new();
            for (index, entry) in entries.iter().enumerate() {
                if seen.insert(entry.number) {
                    continue;
                }
                // The next number keeps it just behind its namesake.
                let free = (entry.number..=32766).find(|number| !all.contains(number));
                let fix = free.map(|number| {
                    let mut entries = entries.clone();
                    entries[index].number = number;
                    Remedy::new(format!("Number it {number}"), Edit::set(id, property, entries))
                });
                report.about(id).at(property).fix_if(fix).say(format!(
                    "{} has two {property} entries with the number {} (NetworkAclEntryAlreadyExists).",
                    context.name(id),
                    entry.number,
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |number| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![
                entry(100, RuleAction::Allow, (80, 80), "0.0.0.0/0"),
                entry(number, RuleAction::Allow, (443, 443), "0.0.0.0/0"),
            ],
            outbound: vec![entry(100, RuleAction::Allow, (1024, 65535), "0.0.0.0/0")],
        };
        three_tiers().add("acl-1", "public-acl", acl)
    };
    Examples::new().fires(with(100), expect!["public-acl has two inbound entries with the number 100 (NetworkAclEntryAlreadyExists). [Number it 101]"]).silent(with(110))
}
