//! What rules on network ACLs have in common.

use std::collections::HashMap;

use ipnet::Ipv4Net;

use super::context::{Context, SubnetFacts};
use super::filters::tcp_ports;
use crate::architecture::*;

/// The subnets that each network ACL guards, by association or as the VPC's
/// default.
pub fn guarded_subnets<'c, 'a>(
    context: &'c Context<'a>,
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
/// In order of numbers, an entry that covers all of it decides; a deny that
/// covers a part of it spoils it.
pub fn allows(entries: &[NetworkAclEntry], block: Ipv4Net, ports: (i32, i32)) -> bool {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.number);
    for entry in entries {
        let range = tcp_ports(entry.protocol, entry.from_port, entry.to_port);
        let (Some(range), Some(cidr)) = (range, entry.cidr.lenient()) else {
            continue;
        };
        let touches = range.0 <= ports.1
            && ports.0 <= range.1
            && (cidr.contains(&block) || block.contains(&cidr));
        let covers = range.0 <= ports.0 && ports.1 <= range.1 && cidr.contains(&block);
        match entry.action {
            RuleAction::Allow if covers => return true,
            RuleAction::Deny if touches => return false,
            _ => {}
        }
    }
    false
}
