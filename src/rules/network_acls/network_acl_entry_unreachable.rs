//! An entry that an earlier one always answers for.

use crate::rules::network_acls::nacl::{Ports, allows_nothing, covers, guarded_subnets, ports_shown};
use crate::rules::prelude::*;
use crate::rules::shared::filters::tcp_ports;

pub const RULE: Rule = Rule {
    code: "network-acl-entry-unreachable",
    severity: Warning,
    title: "Network ACL entry that never takes effect",
    checks: "That no entry is fully covered by one with a lower number. A deny for some addresses that a broader allow with a lower number anticipates on some of its ports is a remark.",
    why: "Entries are asked in order of their numbers and the first that matches decides. A narrow deny behind a broad allow denies nothing.",
    reaction: "AWS accepts it; the entry has no effect.",
    source: "[VPC UG: Network ACL rules] · rulebook NACL-3, NACL-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = guarded_subnets(context);
    for (id, acl) in context.all::<NetworkAcl>() {
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            // That nothing at all is allowed is worse, and told as such.
            if used.contains_key(id) && allows_nothing(entries) {
                continue;
            }
            for (index, entry) in entries.iter().enumerate() {
                let first = entries
                    .iter()
                    .filter(|earlier| earlier.number < entry.number && covers(earlier, entry))
                    .min_by_key(|earlier| earlier.number);
                let Some(first) = first else {
                    if let Some((allow, ports)) = without_effect(entries, entry) {
                        let fix = number_before(entries, index, allow.number);
                        report
                            .about(id)
                            .at(property)
                            .weighs(Info)
                            .fix_if(fix.map(|number| move_to(id, property, entries, index, number)))
                            .say(format!(
                                "{}'s {property} entry {} (deny) does not stop TCP {} of {}: entry {} (allow) matches it first.",
                                context.name(id),
                                entry.number,
                                ports_shown(ports),
                                entry.cidr,
                                allow.number,
                            ));
                    }
                    continue;
                };
                // One that says the same does no harm worth an edit, and an
                // allow that comes too late may well be meant to.
                let too_late = first.action == RuleAction::Allow && entry.action == RuleAction::Deny;
                let fix = too_late
                    .then(|| number_before(entries, index, first.number))
                    .flatten()
                    .map(|number| move_to(id, property, entries, index, number));
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

/// A deny for some addresses that a broader allow anticipates on some of its
/// ports: the ports that it does not stop, and the number of that allow.
///
/// Allowing some ports first and denying all others to the same addresses is
/// what an allow list looks like, and no slip.
fn without_effect<'e>(
    entries: &'e [NetworkAclEntry],
    deny: &NetworkAclEntry,
) -> Option<(&'e NetworkAclEntry, Ports)> {
    if deny.action != RuleAction::Deny || entries.len() > 100 {
        return None;
    }
    let denied = tcp_ports(deny.protocol, deny.from_port, deny.to_port)?;
    let block = deny.cidr.lenient()?;
    let earlier = entries.iter().filter(|it| it.action == RuleAction::Allow && it.number < deny.number);
    let hits = earlier.filter_map(|allow| {
        let allowed = tcp_ports(allow.protocol, allow.from_port, allow.to_port)?;
        let cidr = allow.cidr.lenient().filter(|it| it.contains(&block))?;
        let list = cidr == block && denied.0 <= allowed.0 && allowed.1 <= denied.1;
        let common = (allowed.0.max(denied.0), allowed.1.min(denied.1));
        (common.0 <= common.1 && !list).then_some((allow, common))
    });
    hits.min_by_key(|(allow, _)| allow.number)
}

fn move_to(
    id: &ResourceId,
    property: &str,
    entries: &[NetworkAclEntry],
    index: usize,
    number: u32,
) -> Remedy {
    let mut entries = entries.to_vec();
    entries[index].number = number;
    Remedy::new(
        format!("Move it first, as number {number}"),
        Edit::set(id, property, entries),
    )
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
    let some = |deny: NetworkAclEntry| {
        let acl = NetworkAcl {
            vpc: to("vpc-1"),
            inbound: vec![entry(100, RuleAction::Allow, (400, 450), "0.0.0.0/0"), deny],
            ..NetworkAcl::default()
        };
        three_tiers().add("acl-1", "public-acl", acl)
    };
    Examples::new()
        .fires(with(200, RuleAction::Deny), expect!["public-acl's inbound entry 200 (deny) never takes effect: entry 100 (allow) already matches all of it. [Move it first, as number 50]"])
        .fires(with(200, RuleAction::Allow), expect!["public-acl's inbound entry 200 (allow) never takes effect: entry 100 (allow) already matches all of it."])
        // Some of its ports.
        .fires(some(entry(200, RuleAction::Deny, (0, 65535), "203.0.113.0/24")), expect!["public-acl's inbound entry 200 (deny) does not stop TCP 400–450 of 203.0.113.0/24: entry 100 (allow) matches it first. [Move it first, as number 50]"])
        .fires(some(entry(200, RuleAction::Deny, (400, 500), "203.0.113.0/24")), expect!["public-acl's inbound entry 200 (deny) does not stop TCP 400–450 of 203.0.113.0/24: entry 100 (allow) matches it first. [Move it first, as number 50]"])
        .fires(some(entry(200, RuleAction::Deny, (440, 500), "0.0.0.0/0")), expect!["public-acl's inbound entry 200 (deny) does not stop TCP 440–450 of 0.0.0.0/0: entry 100 (allow) matches it first. [Move it first, as number 50]"])
        // An allow list, and the deny of everything else.
        .silent(some(entry(200, RuleAction::Deny, (0, 65535), "0.0.0.0/0")))
        .silent(some(entry(200, RuleAction::Deny, (500, 600), "203.0.113.0/24")))
        .silent(some(entry(90, RuleAction::Deny, (0, 65535), "203.0.113.0/24")))
        .silent(with(90, RuleAction::Deny))
}
