//! What rules on network ACLs have in common.

use std::collections::HashMap;

use ipnet::Ipv4Net;

use super::context::{Context, SubnetFacts};
use super::filters::tcp_ports;
use crate::architecture::*;

/// The subnets that each network ACL guards, by association or as the VPC's
/// default.
pub fn guarded_subnets<'c, 'a>(
    context: &'c Context<'_, 'a>,
) -> HashMap<&'a ResourceId, Vec<&'c SubnetFacts<'a>>> {
    let mut guarded: HashMap<_, Vec<_>> = HashMap::new();
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

/// Whether every TCP packet from or to `block` on all of `ports` is allowed.
///
/// Entries are asked in order of numbers. An allow settles the ports that it
/// names for the whole block; a deny that touches what is not settled yet
/// spoils it. Allows for parts of the block are not added up.
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
            if overlaps && open.iter().any(touches) {
                return false;
            }
        } else if cidr.contains(&block) {
            let rest = |it: (i32, i32)| [(it.0, it.1.min(from - 1)), (it.0.max(to + 1), it.1)];
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
        let deny = |number| entry(number, RuleAction::Deny, (2000, 2000), "10.0.7.0/24");
        assert!(allowed(&[low.clone(), high.clone()]));
        assert!(!allowed(std::slice::from_ref(&low)));
        assert!(allowed(&[low.clone(), high.clone(), deny(110)]));
        assert!(!allowed(&[low, high, deny(90)]));
    }
}
