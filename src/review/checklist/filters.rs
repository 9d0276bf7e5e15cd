//! Points 6 and 7: the guards at the doors and at the borders.

use std::collections::BTreeSet;

use crate::architecture::*;
use crate::review::facts::Facts;
use crate::review::least_privilege::groups;
use crate::review::verdict::Verdict;

/// Rules that find a group too open, one by one.
pub const OPEN: &[&str] = &[
    "admin-port-open-to-world",
    "database-port-open-to-world",
    "private-tier-open-to-world",
    "default-security-group-used",
];

/// Rules that find a network ACL which stops what must pass.
pub const BLOCKING: &[&str] = &[
    "network-acl-blocks-replies",
    "network-acl-blocks-tier",
    "network-acl-blocks-s3",
    "network-acl-blocks-nat",
    "network-acl-denies-everything",
];

/// No inbound rule allows more than an intent or a journey of the drawing
/// needs.
pub fn security_groups(facts: &Facts) -> Verdict {
    let guarding = facts.guards();
    let guarding: Vec<&ResourceId> = facts
        .all::<SecurityGroup>()
        .map(|(id, _)| id)
        .filter(|id| !guarding.members(id).is_empty())
        .collect();
    if guarding.is_empty() {
        return Verdict::missing(Kind::SecurityGroup);
    }
    // Also those that the rule leaves to another, which tells whom the default
    // group turns away.
    let unguarded = facts.guards().all.iter();
    let unguarded = unguarded.filter(|it| it.vpc.is_some() && it.groups.is_empty());
    let unguarded: BTreeSet<&ResourceId> = unguarded.map(|it| it.id).collect();
    if !unguarded.is_empty() {
        return Verdict::not_met(format!(
            "{} {} guarded by the default security group of the VPC, which lets all of its members in on every port.",
            facts.names(unguarded.iter().copied()),
            if unguarded.len() == 1 { "is" } else { "are" },
        ))
        .with(facts, unguarded);
    }
    let wide = groups::wide(facts);
    if let Some(first) = wide.first() {
        let verdict = Verdict::not_met(match wide.len() {
            1 => first.sentence.clone(),
            many => format!(
                "{} {many} rules in all are wider than needed.",
                first.sentence
            ),
        });
        let ids: BTreeSet<&ResourceId> = wide.iter().map(|it| &it.group).collect();
        return verdict
            .by_all(facts, ids, "ingress")
            .fix("Allow only what is needed", groups::edits(facts, &wide));
    }
    let sentence = format!(
        "Every inbound rule of {} is needed.",
        facts.names(guarding.iter().copied()),
    );
    Verdict::met(sentence).by_all(facts, guarding, "ingress")
}

/// The subnets of servers and data have an ACL of their own that stops
/// something and lets answers pass (rulebook NACL-12).
pub fn network_acls(facts: &Facts) -> Verdict {
    let workers = facts.workers();
    let mut homes: BTreeSet<&ResourceId> = workers.iter().flat_map(|it| it.subnets).collect();
    homes.extend(facts.all::<Database>().flat_map(|(_, it)| &it.subnets));
    let homes: Vec<_> = homes
        .into_iter()
        .filter_map(|id| facts.subnet(id))
        .collect();
    if homes.is_empty() {
        return Verdict::missing(Kind::NetworkAcl);
    }
    let open: Vec<&ResourceId> = homes
        .iter()
        .filter(|it| it.acl.is_none())
        .map(|it| it.id)
        .collect();
    if !open.is_empty() {
        return Verdict::not_met(format!(
            "{} {} only the default network ACL, which allows everything.",
            facts.names(open.iter().copied()),
            if open.len() == 1 { "has" } else { "have" },
        ))
        .by_all(facts, open, "network_acl");
    }
    for code in BLOCKING {
        if let Some(finding) = facts.findings(code).next() {
            return Verdict::found(facts, finding);
        }
    }
    let acls: BTreeSet<&ResourceId> = homes.iter().filter_map(|it| it.acl).collect();
    let lets_all = |id: &&&ResourceId| {
        let acl: Option<&NetworkAcl> = facts.design.find(id);
        acl.is_some_and(|it| stops_nothing(&it.inbound))
    };
    let idle: Vec<&ResourceId> = acls.iter().filter(lets_all).copied().collect();
    if !idle.is_empty() {
        return Verdict::not_met(format!(
            "{} lets everything in, so it is no second line.",
            facts.names(idle.iter().copied()),
        ))
        .by_all(facts, idle, "inbound");
    }
    let sentence = format!("{}.", facts.names(acls.iter().copied()));
    Verdict::met(sentence).with(facts, acls)
}

/// Whether everything is allowed before anything is denied.
fn stops_nothing(entries: &[NetworkAclEntry]) -> bool {
    let mut entries: Vec<&NetworkAclEntry> = entries.iter().collect();
    entries.sort_by_key(|it| it.number);
    let first = entries.iter().find(|it| {
        it.action == RuleAction::Deny
            || (it.protocol == Protocol::All
                && it
                    .cidr
                    .lenient()
                    .is_some_and(|block| block.prefix_len() == 0))
    });
    first.is_some_and(|it| it.action == RuleAction::Allow)
}
