//! What rules on network ACLs have in common.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use ipnet::Ipv4Net;

use crate::relations::SubnetFacts;
use crate::rules::context::Context;
use crate::rules::shared::filters::tcp_ports;
use crate::architecture::*;
use crate::order::InOrder;

/// The subnets that each network ACL guards, by association or as the VPC's
/// default.
pub fn guarded_subnets<'c, 'a>(
    context: &Context<'c, 'a>,
) -> FxHashMap<&'a ResourceId, Vec<&'c SubnetFacts<'a>>> {
    let mut guarded: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for subnet in context.subnets {
        if let Some(acl) = subnet.acl {
            guarded.entry(acl).or_default().push(subnet);
        }
    }
    guarded
}

/// The load balancers that forward to servers in each subnet.
pub fn balancers_before<'c, 'a>(
    context: &'c Context<'_, 'a>,
) -> FxHashMap<&'c ResourceId, BTreeSet<&'c ResourceId>> {
    let mut before: FxHashMap<_, BTreeSet<_>> = FxHashMap::default();
    for (group, servers) in context.targets() {
        for balancer in context.balancers_of(group) {
            for subnet in servers.iter().flat_map(|it| it.subnets) {
                before.entry(subnet).or_default().insert(*balancer);
            }
        }
    }
    before
}

/// "443", "1024–65535".
pub fn ports_shown(ports: Ports) -> String {
    if ports.0 == ports.1 {
        ports.0.to_string()
    } else {
        format!("{}–{}", ports.0, ports.1)
    }
}

/// Whether at least some address of `block` may use some of these TCP ports.
pub fn allows_some(entries: &[NetworkAclEntry], block: Ipv4Net, ports: Ports) -> bool {
    let common = |entry: &NetworkAclEntry| {
        let range = tcp_ports(entry.protocol, entry.from_port, entry.to_port)?;
        let range = (range.0.max(ports.0), range.1.min(ports.1));
        let cidr = entry.cidr.lenient()?;
        let part = if cidr.contains(&block) { block } else { cidr };
        (range.0 <= range.1 && block.contains(&part)).then_some((part, range))
    };
    let denies: Vec<_> = entries
        .iter()
        .filter(|entry| entry.action == RuleAction::Deny)
        .filter_map(|entry| {
            let range = tcp_ports(entry.protocol, entry.from_port, entry.to_port)?;
            Some((entry.number, entry.cidr.lenient()?, range))
        })
        .collect();
    entries
        .iter()
        .filter(|entry| entry.action == RuleAction::Allow)
        .filter_map(|entry| Some((entry.number, common(entry)?)))
        .any(|(number, (part, range))| {
            let first = denies.iter().take(REASONABLE).find(|(deny, cidr, ports)| {
                *deny < number && cidr.contains(&part) && ports.0 <= range.0 && range.1 <= ports.1
            });
            first.is_none()
        })
}

/// Whether no entry allows anything: there is none, or an earlier one denies
/// all of it.
pub fn allows_nothing(entries: &[NetworkAclEntry]) -> bool {
    let allows = entries.iter().filter(|it| it.action == RuleAction::Allow);
    let mut effective = allows.filter(|allow| {
        let mut denies = entries.iter().take(REASONABLE).filter(|it| it.action == RuleAction::Deny);
        !denies.any(|deny| deny.number < allow.number && covers(deny, allow))
    });
    effective.next().is_none()
}

/// Whether `broad` matches everything that `narrow` matches.
pub fn covers(broad: &NetworkAclEntry, narrow: &NetworkAclEntry) -> bool {
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

/// The ports that Linux chooses from; newer kernels stop at 60999.
pub const LINUX: Ports = (32768, 60999);
/// The ports that Linux and Windows choose from together: what AWS's own
/// example of a network ACL lets answers to.
pub const CLIENTS: Ports = (32768, 65535);
/// The ports that load balancers and NAT gateways choose from.
pub const NODES: Ports = (1024, 65535);

/// A range of ports, from the first to the last.
pub type Ports = (i32, i32);

/// AWS takes 20 entries a direction, and 40 on request. Beyond any reason
/// asking them costs more than it helps.
const REASONABLE: usize = 100;

/// Whether TCP packets from or to `block` are allowed on all of `ports`.
///
/// Entries are asked in order of numbers. An allow settles the addresses and
/// ports that it matches. A deny that matches a whole part which is still open
/// spoils it, if it is about ports that clients really choose: a deny of a
/// well-known port stops hardly an answer. A deny of a smaller block is meant
/// for those addresses, and no mistake (rulebook NACL-16).
pub fn allows(entries: &[NetworkAclEntry], block: Ipv4Net, ports: Ports) -> bool {
    if entries.len() > REASONABLE {
        return true;
    }
    let mut entries: Vec<_> = entries.iter().collect();
    entries.order_by_key(|entry| entry.number);
    let mut open = vec![(block, ports)];
    for entry in entries {
        let range = tcp_ports(entry.protocol, entry.from_port, entry.to_port);
        let (Some((from, to)), Some(cidr)) = (range, entry.cidr.lenient()) else {
            continue;
        };
        let mut rest = Vec::new();
        for (part, ports) in open {
            let apart = to < ports.0 || ports.1 < from;
            if apart || !(cidr.contains(&part) || part.contains(&cidr)) {
                rest.push((part, ports));
                continue;
            }
            let matters = ports.0 >= LINUX.0 || (from <= LINUX.1 && LINUX.0 <= to);
            if entry.action == RuleAction::Deny && cidr.contains(&part) && matters {
                return false;
            }
            rest.extend(around(part, cidr).into_iter().map(|it| (it, ports)));
            let inside = if cidr.contains(&part) { part } else { cidr };
            let beside = [(ports.0, from - 1), (to + 1, ports.1)];
            let beside = beside.into_iter().filter(|(first, last)| first <= last);
            rest.extend(beside.map(|it| (inside, it)));
        }
        open = rest;
    }
    open.is_empty()
}

/// What is left of `block` without `hole`, as blocks.
fn around(block: Ipv4Net, hole: Ipv4Net) -> Vec<Ipv4Net> {
    let mut rest = Vec::new();
    let mut block = block;
    while block.contains(&hole) && block != hole {
        let Ok(mut halves) = block.subnets(block.prefix_len() + 1) else {
            break;
        };
        let (Some(one), Some(other)) = (halves.next(), halves.next()) else {
            break;
        };
        let (inside, outside) = if one.contains(&hole) {
            (one, other)
        } else {
            (other, one)
        };
        rest.push(outside);
        block = inside;
    }
    rest
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::entry;
    use super::*;

    fn allowed(entries: &[NetworkAclEntry]) -> bool {
        allows(entries, "10.0.0.0/16".parse().unwrap(), (1024, 65535))
    }

    #[test]
    fn ranges_add_up_until_a_deny() {
        let low = entry(100, RuleAction::Allow, (1024, 32767), "0.0.0.0/0");
        let high = entry(120, RuleAction::Allow, (32768, 65535), "10.0.0.0/8");
        let deny = |number| entry(number, RuleAction::Deny, (40000, 40000), "10.0.7.0/24");
        assert!(allowed(&[low.clone(), high.clone()]));
        assert!(!allowed(std::slice::from_ref(&low)));
        assert!(allowed(&[low.clone(), high.clone(), deny(130)]));
        assert!(allowed(&[low.clone(), high.clone(), deny(110)]));
        let all = entry(110, RuleAction::Deny, (40000, 40000), "0.0.0.0/0");
        assert!(!allowed(&[low.clone(), high.clone(), all]));
        let database = entry(90, RuleAction::Deny, (3306, 3306), "0.0.0.0/0");
        assert!(allowed(&[database, low, high]));
    }

    #[test]
    fn halves_of_the_block_add_up() {
        let one = entry(100, RuleAction::Allow, (1024, 65535), "10.0.0.0/17");
        let other = entry(110, RuleAction::Allow, (1024, 65535), "10.0.128.0/17");
        assert!(!allowed(std::slice::from_ref(&one)));
        assert!(allowed(&[one, other]));
    }
}
