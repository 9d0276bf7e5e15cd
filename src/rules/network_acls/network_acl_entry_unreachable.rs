//! An entry that an earlier one always answers for.

use crate::rules::shared::filters::tcp_ports;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-entry-unreachable",
    severity: Warning,
    title: "Network ACL entry that never takes effect",
    checks: "That no entry is fully covered by one with a lower number.",
    why: "Entries are asked in order of their numbers and the first that matches decides. A narrow deny behind a broad allow denies nothing.",
    reaction: "AWS accepts it; the entry has no effect.",
    source: "[VPC UG: Network ACL rules] · rulebook NACL-3, NACL-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<NetworkAcl>() {
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            for (index, entry) in entries.iter().enumerate() {
                let first = entries
                    .iter()
                    .filter(|earlier| earlier.number < entry.number && covers(earlier, entry))
                    .min_by_key(|earlier| earlier.number);
                let Some(first) = first else { continue };
                // One that says the same does no harm worth an edit, and an
                // allow that comes too late may well be meant to.
                let too_late = first.action == RuleAction::Allow && entry.action == RuleAction::Deny;
                let fix = too_late
                    .then(|| number_before(entries, index, first.number))
                    .flatten()
                    .map(|number| {
                        let mut entries = entries.clone();
                        entries[index].number = number;
                        Remedy::new(
                            format!("Move it first, as number {number}"),
                            Edit::set(id, property, entries),
                        )
                    });
                report.about(id).at(property).fix_if(fix).say(format!(
                    "{}'s {property} entry {} ({}) never takes effect: entry {} ({}) already matches all of it.",
                    context.name(id),
                    entry.number,
                    entry.action.label().to_lowercase(),
                    first.number,
                    first.action.label().to_lowercase(),
                ));
            }
        }
    }
}

/// Whether `broad` matches everything that `narrow` matches.
fn covers(broad: &NetworkAclEntry, narrow: &NetworkAclEntry) -> bool {
    let blocks = broad.cidr.lenient().zip(narrow.cidr.lenient());
    if !blocks.is_some_and(|(broad, narrow)| broad.contains(&narrow)) {
        return false;
    }
    if broad.protocol == Protocol::All {
        return true;
    }
    if broad.protocol != narrow.protocol {
        return false;
    }
    if broad.protocol == Protocol::Icmp {
        let any = |it: Option<i32>| it.is_none_or(|it| it < 0);
        return (any(broad.from_port) || broad.from_port == narrow.from_port)
            && (any(broad.to_port) || broad.to_port == narrow.to_port);
    }
    // UDP ranges nest as those of TCP do; other protocols have no ports.
    let range = |it: &NetworkAclEntry| tcp_ports(Protocol::Tcp, it.from_port, it.to_port);
    let ports = range(broad).zip(range(narrow));
    !broad.protocol.has_ports()
        || ports.is_some_and(|(broad, narrow)| broad.0 <= narrow.0 && narrow.1 <= broad.1)
}

/// A free number just before `number`.
fn number_before(entries: &[NetworkAclEntry], index: usize, number: u32) -> Option<u32> {
    let others = entries.iter().enumerate().filter(|it| it.0 != index);
    let previous = others
        .map(|it| it.1.number)
        .filter(|it| *it < number)
        .max()
        .unwrap_or(0);
    let middle = previous + (number - previous) / 2;
    (middle > previous).then_some(middle)
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |number, action| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![
                entry(100, RuleAction::Allow, (0, 65535), "0.0.0.0/0"),
                entry(number, action, (22, 22), "203.0.113.0/24"),
            ],
            ..NetworkAcl::default()
        };
        three_tiers().add("acl-1", "public-acl", acl)
    };
    Examples::new()
        .fires(with(200, RuleAction::Deny), expect!["public-acl's inbound entry 200 (deny) never takes effect: entry 100 (allow) already matches all of it. [Move it first, as number 50]"])
        .fires(with(200, RuleAction::Allow), expect!["public-acl's inbound entry 200 (allow) never takes effect: entry 100 (allow) already matches all of it."])
        .silent(with(90, RuleAction::Deny))
}
