//! What rules on network ACLs have in common.

use rustc_hash::FxHashMap;

use ipnet::Ipv4Net;

use super::context::{Context, SubnetFacts};
use super::filters::tcp_ports;
use crate::architecture::*;

/// The subnets that each network ACL guards, by association or as the VPC's
/// default.
pub fn guarded_subnets<'c, 'a>(
    context: &'c Context<'_, 'a>,
) -> FxHashMap<&'a ResourceId, Vec<&'c SubnetFacts<'a>>> {
    let mut guarded: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for subnet in &context.subnets {
        let default = || {
            let vpc: &Vpc = context.find(subnet.vpc?)?;
            vpc.default_network_acl.as_ref()
        };
        if let Some(acl) = subnet.subnet.network_acl.as_ref().or_else(default) {
            guarded.entry(acl).or_default().push(subnet);
        }
    }
    guarded
}

/// The ports that Linux clients choose from.
const LINUX: (i32, i32) = (32768, 61000);

/// Whether every TCP packet from or to `block` on all of `ports` is allowed.
///
/// Entries are asked in order of numbers. An allow settles the ports that it
/// names for the whole block; a deny spoils it if it touches what is not
/// settled yet of the ports that Linux clients choose from (rulebook NACL-12).
/// A deny of a well-known port below those is common and stops hardly an
/// answer. Allows for parts of the block are not added up.
pub fn allows(entries: &[NetworkAclEntry], block: Ipv4Net, ports: (i32, i32)) -> bool {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.number);
    let mut open = vec![ports];
    for entry in entries {
        let range = tcp_ports(entry.protocol, entry.from_port, entry.to_port);
        let (Some((from, to)), Some(cidr)) = (range, entry.cidr.lenient()) else {
            continue;
        };
        let touches = |it: &(i32, i32)| from <= it.1 && it.0 <= to;
        if entry.action == RuleAction::Deny {
            let overlaps = cidr.contains(&block) || block.contains(&cidr);
            let matters = from <= LINUX.1 && LINUX.0 <= to;
            if overlaps && matters && open.iter().any(touches) {
                return false;
            }
        } else if cidr.contains(&block) {
            let rest = |it: (i32, i32)| {
                [
                    (it.0, it.1.min(from.saturating_sub(1))),
                    (it.0.max(to.saturating_add(1)), it.1),
                ]
            };
            open = open.into_iter().flat_map(rest).collect();
            open.retain(|(first, last)| first <= last);
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::testing::entry;
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
        assert!(!allowed(&[low.clone(), high.clone(), deny(110)]));
        let database = entry(90, RuleAction::Deny, (3306, 3306), "0.0.0.0/0");
        assert!(allowed(&[database, low, high]));
    }
}
