//! A new guard lets nobody through, in either direction.

use crate::rules::network_acls::nacl::{allows_nothing, guarded_subnets};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-denies-everything",
    severity: Error,
    title: "Network ACL that allows nothing",
    checks: "That a network ACL that guards a subnet allows something inbound and something outbound: that it has an allow entry at all, and one that no deny with a lower number anticipates. Where nothing stands in its subnets yet, this is a warning.",
    why: "A custom network ACL denies everything until entries are added. It remembers nothing, so one direction alone is of no use: requests get in and answers do not get out.",
    reaction: "AWS accepts it and drops everything at the border of the subnet.",
    source: "[VPC UG: Custom network ACLs; Network ACL rules] · rulebook NACL-1, NACL-3, NACL-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = guarded_subnets(context);
    for (id, acl) in context.all::<NetworkAcl>() {
        let Some(subnets) = used.get(id) else { continue };
        let shut: Vec<_> = [
            ("inbound", "enters", &acl.inbound),
            ("outbound", "leaves", &acl.outbound),
        ]
        .into_iter()
        .filter(|(_, _, entries)| allows_nothing(entries))
        .collect();
        let Some((property, ..)) = shut.first().copied() else {
            continue;
        };
        let standing = subnets.iter().flat_map(|it| context.standing_in(it.id));
        let mut owners: Vec<_> = standing.map(|it| it.owner).collect();
        owners.order();
        owners.dedup();
        let mut draft = report
            .about(id)
            .at(property)
            .weighs(if owners.is_empty() { Warning } else { Error });
        for subnet in subnets {
            draft = draft.with(subnet.id);
        }
        for (property, ..) in &shut {
            draft = draft.value(id, property);
        }
        let names = context.names(subnets.iter().map(|it| it.id));
        let stands = match &owners[..] {
            [] => String::new(),
            [only] => format!(", where {} stands", context.name(only)),
            some => {
                let shown = some.iter().take(4).map(|id| context.name(id));
                let rest = some.len().saturating_sub(4);
                let rest = (rest > 0).then(|| count(rest, "other", "others"));
                format!(", where {} stand", list(shown.chain(rest)))
            }
        };
        let ways: Vec<&str> = shut.iter().map(|it| it.1).collect();
        let lists: Vec<&str> = shut.iter().map(|it| it.0).collect();
        draft.say(format!(
            "{} has no {} entry that allows anything{}, so nothing {} {names}{stands}.",
            context.name(id),
            lists.join(" and no "),
            anticipated(shut[0].2),
            ways.join(" or "),
        ));
    }
}

/// Names the entry that denies everything before others could allow anything.
fn anticipated(entries: &[NetworkAclEntry]) -> String {
    let first = entries.iter().min_by_key(|it| it.number);
    match first {
        Some(first) if first.action == RuleAction::Deny => {
            format!(" (entry {} denies {} first)", first.number, first.cidr)
        }
        _ => String::new(),
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let acl = NetworkAcl {
        vpc: to("vpc-1"),
        ..NetworkAcl::default()
    };
    let with = three_tiers().add("acl-1", "public-acl", acl);
    let all = |number, action| NetworkAclEntry {
        protocol: Protocol::All,
        from_port: None,
        to_port: None,
        ..entry(number, action, (0, 0), "0.0.0.0/0")
    };
    let both = [all(100, RuleAction::Deny), all(200, RuleAction::Allow)];
    let denied = both.iter().fold(with.clone(), |sketch, line| {
        sketch.push("acl-1", "inbound", line).push("acl-1", "outbound", line)
    });
    Examples::new()
        .fires(with.clone().set("subnet-1", "network_acl", "acl-1"), expect!["public-acl has no inbound and no outbound entry that allows anything, so nothing enters or leaves public-a, where Notebookly-ALB and NAT-GW-AZ1 stand."])
        // One direction only.
        .fires(with.clone().set("subnet-1", "network_acl", "acl-1").push("acl-1", "inbound", entry(100, RuleAction::Allow, (80, 80), "0.0.0.0/0")), expect!["public-acl has no outbound entry that allows anything, so nothing leaves public-a, where Notebookly-ALB and NAT-GW-AZ1 stand."])
        // A deny that comes first.
        .fires(denied.clone().set("subnet-3", "network_acl", "acl-1").set("subnet-4", "network_acl", "acl-1"), expect!["public-acl has no inbound and no outbound entry that allows anything (entry 100 denies 0.0.0.0/0 first), so nothing enters or leaves private-a and private-b, where Notebookly-ASG and notebookly-db stand."])
        // Nothing stands there.
        .fires(empty_vpc().add("acl-1", "public-acl", NetworkAcl::default()).set("subnet-1", "network_acl", "acl-1"), expect!["public-acl has no inbound and no outbound entry that allows anything, so nothing enters or leaves public-a."])
        .silent(denied.set("acl-1", "inbound", serde_json::json!([])).set("acl-1", "outbound", serde_json::json!([])))
        .silent(with)
}
