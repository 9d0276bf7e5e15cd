//! The rows of network ACLs, security groups and web ACLs.

use super::{DecidingTable, Row};
use crate::architecture::{
    Architecture, NetworkAcl, NetworkAclEntry, Protocol, ResourceId, RuleAction, SecurityGroup,
    SecurityGroupRule, WebAcl,
};
use crate::explain::words;
use crate::network::{Direction, Evidence, Hop};
use crate::order::InOrder;

const fn other_side(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "Source",
        Direction::Outbound => "Destination",
    }
}

const fn adjective(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
    }
}

fn protocol(protocol: Protocol) -> String {
    protocol.to_string()
}

/// The entries of a network ACL in the order in which they are asked, the
/// final `*` included (rulebook NACL-3, NACL-4).
pub fn network_acl(
    evidence: &Evidence,
    hop: &Hop,
    architecture: &Architecture,
) -> Option<DecidingTable> {
    let Evidence::NetworkAclEntry {
        acl,
        subnet,
        direction,
        number,
    } = evidence
    else {
        return None;
    };
    let mut entries: Vec<NetworkAclEntry> = match acl {
        Some(acl) => {
            let acl = architecture.find::<NetworkAcl>(acl)?;
            match direction {
                Direction::Inbound => acl.inbound.clone(),
                Direction::Outbound => acl.outbound.clone(),
            }
        }
        // The default one allows everything, by rule 100 (rulebook NACL-6).
        None => vec![NetworkAclEntry {
            number: 100,
            action: RuleAction::Allow,
            protocol: Protocol::All,
            from_port: None,
            to_port: None,
            cidr: "0.0.0.0/0".into(),
        }],
    };
    entries.order_by_key(|entry| entry.number);
    let decided = number.and_then(|number| entries.iter().position(|it| it.number == number));
    let mut rows: Vec<Row> = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            Row::new(
                [
                    entry.number.to_string(),
                    words::rule_action(entry.action).to_owned(),
                    protocol(entry.protocol),
                    words::ports(entry.protocol, entry.from_port, entry.to_port),
                    entry.cidr.to_string(),
                ],
                decided == Some(index),
            )
        })
        .collect();
    rows.push(Row::new(
        ["*", "Deny", "all", "all", "0.0.0.0/0"],
        number.is_none(),
    ));
    let name = match acl {
        Some(acl) => format!("Network ACL {}", architecture.name_of(acl)),
        None => "Default network ACL".to_owned(),
    };
    let what = words::traffic_seen(&hop.packet, *direction);
    Some(DecidingTable {
        title: format!(
            "{name}, {} at {}",
            adjective(*direction),
            architecture.name_of(subnet)
        ),
        columns: vec![
            "Rule",
            "Action",
            "Protocol",
            "Ports",
            other_side(*direction),
        ],
        rows,
        because: match number {
            Some(_) => format!("the first that matches {what}"),
            None => format!("no entry above matches {what}"),
        },
    })
}

/// The rules of the security group that allowed it.
pub fn security_group(
    evidence: &Evidence,
    hop: &Hop,
    architecture: &Architecture,
) -> Option<DecidingTable> {
    let Evidence::SecurityGroupRule {
        group,
        direction,
        index,
    } = evidence
    else {
        return None;
    };
    let rows = rules(group.as_ref(), *direction, architecture)
        .into_iter()
        .enumerate()
        .map(|(place, cells)| Row::new(cells, place == *index))
        .collect();
    Some(DecidingTable {
        title: format!(
            "Security group {}, {}",
            words::name_or(group.as_ref(), architecture, "default"),
            adjective(*direction)
        ),
        columns: vec!["Protocol", "Ports", other_side(*direction), "Note"],
        rows,
        because: format!("it allows {}", words::traffic_seen(&hop.packet, *direction)),
    })
}

/// The rules of all groups of the interface, none of which allowed it.
pub fn no_rule(
    evidence: &Evidence,
    hop: &Hop,
    architecture: &Architecture,
) -> Option<DecidingTable> {
    let Evidence::NoSecurityGroupRule { groups, direction } = evidence else {
        return None;
    };
    let of = |group: Option<&ResourceId>| -> Vec<Row> {
        let name = words::name_or(group, architecture, "default");
        rules(group, *direction, architecture)
            .into_iter()
            .map(|cells| Row::new(std::iter::once(name.clone()).chain(cells), false))
            .collect()
    };
    let rows = if groups.is_empty() {
        of(None)
    } else {
        groups.iter().flat_map(|group| of(Some(group))).collect()
    };
    let title = match groups.as_slice() {
        [] => "The default security group".to_owned(),
        [group] => format!("Security group {}", architecture.name_of(group)),
        groups => format!("Security groups {}", words::names(groups, architecture)),
    };
    Some(DecidingTable {
        title: format!("{title}, {}", adjective(*direction)),
        columns: vec!["Group", "Protocol", "Ports", other_side(*direction), "Note"],
        rows,
        because: format!(
            "no rule allows {}",
            words::traffic_seen(&hop.packet, *direction)
        ),
    })
}

/// The rules of a group, one direction; those of the default group that AWS
/// makes with the VPC for `None` (rulebook SG-6).
fn rules(
    group: Option<&ResourceId>,
    direction: Direction,
    architecture: &Architecture,
) -> Vec<[String; 4]> {
    let Some(group) = group else {
        let peer = match direction {
            Direction::Inbound => "members of the group itself",
            Direction::Outbound => "0.0.0.0/0",
        };
        return vec![["all", "all", peer, "made with the VPC"].map(str::to_owned)];
    };
    let Some(group) = architecture.find::<SecurityGroup>(group) else {
        return Vec::new();
    };
    let rules: &[SecurityGroupRule] = match direction {
        Direction::Inbound => &group.ingress,
        Direction::Outbound => &group.egress,
    };
    rules
        .iter()
        .map(|rule| {
            [
                protocol(rule.protocol),
                words::ports(rule.protocol, rule.from_port, rule.to_port),
                words::peer(&rule.peer, architecture),
                rule.description.clone(),
            ]
        })
        .collect()
}

/// The rules of a web ACL in order of priority, the default action last.
pub fn web_acl(
    evidence: &Evidence,
    hop: &Hop,
    architecture: &Architecture,
) -> Option<DecidingTable> {
    let Evidence::WebAclRule { acl, priority } = evidence else {
        return None;
    };
    let web_acl = architecture.find::<WebAcl>(acl)?;
    let mut rules = web_acl.rules.clone();
    rules.order_by_key(|rule| rule.priority);
    let decided = priority.and_then(|it| rules.iter().position(|rule| rule.priority == it));
    let mut rows: Vec<Row> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| {
            Row::new(
                [
                    rule.priority.to_string(),
                    words::looked_at(rule),
                    match rule.count {
                        true => "count".to_owned(),
                        false => words::rule_action(rule.action).to_owned(),
                    },
                ],
                decided == Some(index),
            )
        })
        .collect();
    rows.push(Row::new(
        [
            "default",
            "every other request",
            words::rule_action(web_acl.default_action),
        ],
        priority.is_none(),
    ));
    Some(DecidingTable {
        title: format!("Web ACL {}", architecture.name_of(acl)),
        columns: vec!["Priority", "Client", "Action"],
        rows,
        because: match priority {
            Some(_) => format!("the first that matches {}", hop.packet.source),
            None => format!("no rule matches {}", hop.packet.source),
        },
    })
}
