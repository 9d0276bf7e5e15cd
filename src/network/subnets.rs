//! What a subnet is by its routes, and how many addresses it has left.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::addresses;
use super::answer::Evidence;
use super::routes::{Choice, Next};
use super::topology::Network;
use crate::architecture::ResourceId;
use crate::order::InOrder;

/// What a subnet is; computed from its route table, never a switch
/// (rulebook SUB-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubnetKind {
    /// A route leads to the internet gateway of the VPC.
    Public,
    /// No route leads there, but one leads out another way: to a NAT gateway,
    /// a peering connection, an instance.
    Private,
    /// Routes stay inside the VPC or reach a service of Amazon.
    Isolated,
}

impl Network<'_> {
    /// What a subnet is, and the route that decides it. `None` if the id names
    /// no subnet.
    pub fn subnet_kind(&self, subnet: &ResourceId) -> Option<(SubnetKind, Evidence)> {
        let facts = self.subnet(subnet)?;
        let Some(vpc) = facts.vpc else {
            let evidence = Evidence::Property {
                resource: subnet.clone(),
                property: "vpc".to_owned(),
                value: serde_json::to_value(&facts.subnet.vpc).unwrap_or_default(),
            };
            return Some((SubnetKind::Isolated, evidence));
        };
        let entries = facts
            .table_index
            .map_or(&[][..], |table| &self.tables[table].entries);
        // Of several routes the widest decides: it is the default route, where
        // there is one.
        let widest = |wanted: fn(&Next) -> bool| {
            let leading = entries.iter().filter(|entry| wanted(&entry.next));
            leading.min_by_key(|entry| entry.destination.prefix_len())
        };
        let (kind, entry) =
            if let Some(entry) = widest(|next| matches!(next, Next::InternetGateway(_))) {
                (SubnetKind::Public, Some(entry))
            } else if let Some(entry) = widest(|next| {
                matches!(
                    next,
                    Next::NatGateway(_) | Next::Peering(_) | Next::Instance(_)
                )
            }) {
                (SubnetKind::Private, Some(entry))
            } else {
                let dead = widest(|next| matches!(next, Next::Blackhole(_)));
                (SubnetKind::Isolated, dead)
            };
        let choice = entry.map(|entry| Choice {
            destination: entry.destination,
            next: entry.next,
        });
        let address = choice
            .filter(|choice| choice.destination.prefix_len() > 0)
            .map_or(self.host, |choice| choice.destination.network());
        let evidence = self.route_evidence(vpc, facts.table_index, address, choice);
        Some((kind, evidence))
    }

    /// How many addresses of a subnet an interface may have: all but five.
    pub fn usable_addresses(&self, subnet: &ResourceId) -> u32 {
        let block = self.subnet(subnet).and_then(|facts| facts.block);
        block.map_or(0, addresses::usable_count)
    }

    /// How many addresses of a subnet interfaces have now.
    pub fn addresses_in_use(&self, subnet: &ResourceId) -> usize {
        let here = |index: &&super::Interface| index.subnet == subnet && index.private.is_some();
        self.interfaces.iter().filter(here).count()
    }

    /// The lowest block of this length in a VPC that no subnet overlaps, for a
    /// new subnet. `None` where there is no room.
    pub fn free_block(&self, vpc: &ResourceId, prefix: u8) -> Option<Ipv4Net> {
        let facts = self.vpc(vpc)?;
        if prefix > 32 {
            return None;
        }
        let mut taken: Vec<(u64, u64)> = self
            .subnets
            .iter()
            .filter(|subnet| subnet.vpc_id == Some(vpc))
            .filter_map(|subnet| Some(bounds(subnet.subnet.cidr.lenient()?)))
            .collect();
        taken.order();
        let size = 1_u64 << (32 - prefix);
        facts.blocks.iter().find_map(|block| {
            let (mut start, end) = bounds(*block);
            for (first, last) in &taken {
                if *first < start + size && *last >= start {
                    start = (last + 1).div_ceil(size) * size;
                }
            }
            let address = u32::try_from(start)
                .ok()
                .filter(|_| start + size - 1 <= end)?;
            Ipv4Net::new(Ipv4Addr::from(address), prefix).ok()
        })
    }
}

/// The first and the last address of a block.
fn bounds(block: Ipv4Net) -> (u64, u64) {
    let (first, last) = (block.network(), block.broadcast());
    (u64::from(u32::from(first)), u64::from(u32::from(last)))
}
