//! Entries are numbered from 1 to 32766.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-number-out-of-range",
    severity: Error,
    title: "Number of a network ACL entry out of range",
    checks: "That the entries of a network ACL are numbered from 1 to 32766.",
    why: "The number is the place in the order. 32767 is the final entry, shown as *, which denies everything else.",
    reaction: "CreateNetworkAclEntry is refused. cfn-lint does not find it.",
    source: "[API ec2 CreateNetworkAclEntry] · rulebook NACL-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<NetworkAcl>() {
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            for (index, entry) in entries.iter().enumerate() {
                if !(1..=32766).contains(&entry.number) {
                    let fix = nearest_free(entries, entry.number).map(|number| {
                        let mut entries = entries.clone();
                        entries[index].number = number;
                        Remedy::new(format!("Make it number {number}"), Edit::set(id, property, entries))
                    });
                    report.about(id).at(property).fix_if(fix).say(format!(
                        "{}'s {property} entry {} has a number outside 1 to 32766.",
                        context.name(id),
                        entry.number,
                    ));
                }
            }
        }
    }
}

/// The free number that changes least in the order.
fn nearest_free(entries: &[NetworkAclEntry], number: u32) -> Option<u32> {
    // AWS takes 40 entries at most; beyond any reason nobody looks.
    if entries.len() > 100 {
        return None;
    }
    let free = |number: &u32| entries.iter().all(|it| it.number != *number);
    if number == 0 {
        (1..=32766).find(free)
    } else {
        (1..=32766).rev().find(free)
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |number| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![entry(number, RuleAction::Allow, (80, 80), "0.0.0.0/0")],
            ..NetworkAcl::default()
        };
        three_tiers().add("acl-1", "public-acl", acl)
    };
    Examples::new()
        .fires(with(40000), expect!["public-acl's inbound entry 40000 has a number outside 1 to 32766. [Make it number 32766]"])
        .fires(with(0), expect!["public-acl's inbound entry 0 has a number outside 1 to 32766. [Make it number 1]"])
        .silent(with(32766))
}
