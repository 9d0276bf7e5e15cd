//! What a subnet is by its routes, and how many addresses it has left.

use super::addresses;
use super::answer::Evidence;
use super::routes::Choice;
use super::topology::Network;
use crate::architecture::ResourceId;
use crate::relations::{SubnetKind, kind_by};

impl Network<'_> {
    /// What a subnet is while some things have failed, and the route that
    /// decides it. `None` if the id names no subnet.
    pub fn subnet_kind(&self, subnet: &ResourceId) -> Option<(SubnetKind, Evidence)> {
        let facts = self.subnet(subnet)?;
        let Some(vpc) = facts.vpc_index else {
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
        let ways = entries.iter();
        let ways = ways.map(|entry| (entry.destination.prefix_len(), entry.next.course()));
        let (kind, place) = kind_by(ways);
        let entry = place.map(|place| &entries[place]);
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
        let block = self.subnet(subnet).and_then(|facts| facts.block_inside);
        block.map_or(0, addresses::usable_count)
    }

    /// How many addresses of a subnet interfaces have now.
    pub fn addresses_in_use(&self, subnet: &ResourceId) -> usize {
        let here = |index: &&super::Interface| index.subnet == subnet && index.private.is_some();
        self.interfaces.iter().filter(here).count()
    }
}
