//! Entries are numbered from 1 to 32766.

use super::prelude::*;

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
            for entry in entries {
                if !(1..=32766).contains(&entry.number) {
                    report.about(id).at(property).say(format!(
                        "{}'s {property} entry {} has a number outside 1 to 32766.",
                        context.name(id),
                        entry.number,
                    ));
                }
            }
        }
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
        .fires(with(40000), expect!["public-acl's inbound entry 40000 has a number outside 1 to 32766."])
        .fires(with(0), expect!["public-acl's inbound entry 0 has a number outside 1 to 32766."])
        .silent(with(32766))
}
