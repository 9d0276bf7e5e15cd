//! How the snapshot is made, kind by kind.

use std::net::Ipv4Addr;
use std::sync::Arc;

use ipnet::Ipv4Net;

use super::Network;
use super::groups::Group;
use super::tables::Table;
use crate::architecture::*;
use crate::network::addresses;
use crate::network::interfaces::{Builder, Interface};
use crate::relations::at_home;

impl<'a> Network<'a> {
    pub(super) fn look_up_interfaces(&mut self) {
        let builder = Builder {
            relations: &self.relations,
            failures: &self.failures,
        };
        self.interfaces = builder.build();
        for (index, interface) in self.interfaces.iter().enumerate() {
            if let (Some(vpc), Some(address)) = (interface.vpc_index, interface.private) {
                self.by_private.insert((vpc, address), index);
            }
            if let Some(address) = interface.public {
                self.by_public.insert(address, index);
            }
            self.interface_index
                .entry(interface.id.clone())
                .or_insert(index);
            let range = self.owned.entry(interface.owner).or_insert((index, index));
            range.1 = index + 1;
        }
        // A document may give these addresses to somebody; then the internet
        // stands at the next one.
        let taken = |address: &Ipv4Addr| self.by_public.contains_key(address);
        let next_free = |first: Ipv4Addr| {
            let mut behind = (u32::from(first)..).map(Ipv4Addr::from);
            behind.find(|address| !taken(address)).unwrap_or(first)
        };
        self.host = next_free(addresses::INTERNET_HOST);
        self.stranger = next_free(addresses::INTERNET_USER);
    }

    pub(super) fn look_up_groups(&mut self) {
        for (id, group) in self.relations.indexed().all::<SecurityGroup>() {
            self.group_index.insert(id, self.groups.len());
            self.groups.push(Group::new(id, group));
        }
        for vpc in self.relations.vpcs() {
            let explicit = vpc.default_group.and_then(|id| self.group_index.get(id));
            let place = explicit.copied().unwrap_or_else(|| {
                let place = self.groups.len();
                self.groups.push(Group::implicit_default(vpc.id, place));
                place
            });
            self.default_groups.push(place);
        }
        for group in &mut self.groups {
            group.resolve(&self.group_index);
        }
        self.memberships = self
            .interfaces
            .iter()
            .map(|interface| self.groups_that_count(interface))
            .collect();
    }

    /// The groups of an interface. One of another VPC does not count: AWS
    /// refuses it (rulebook SG-15).
    fn groups_that_count(&self, interface: &Interface) -> Box<[usize]> {
        if !interface.is_guarded() {
            return Box::default();
        }
        if interface.groups.is_empty() {
            let default = interface.vpc_index.map(|vpc| self.default_groups[vpc]);
            return default.into_iter().collect();
        }
        interface
            .groups
            .iter()
            .filter_map(|id| self.group_index.get(id).copied())
            .filter(|index| at_home(self.groups[*index].vpc, interface.vpc))
            .collect()
    }

    pub(super) fn look_up_tables(&mut self) {
        let tables = self.relations.tables().iter();
        self.tables = tables.map(|facts| Table::new(self, facts)).collect();
    }
}

impl Network<'_> {
    pub(super) fn look_up_buckets(&mut self) {
        let relations = Arc::clone(&self.relations);
        for (id, bucket) in relations.indexed().all::<Bucket>() {
            let region = relations.region_assumed(&bucket.region);
            let block = addresses::service_block(addresses::S3_POOL, region);
            let taken = |address| self.buckets.contains_key(&address);
            let range = addresses::usable(block);
            let chosen =
                range.and_then(|(first, last)| addresses::choose(id.as_str(), first, last, taken));
            if let Some(address) = chosen {
                self.buckets.insert(address, id);
            }
        }
    }
}

impl Network<'_> {
    /// The addresses of a service of Amazon in the VPC's Region.
    pub(in crate::network) fn service_block(
        &self,
        vpc: usize,
        service: EndpointService,
    ) -> Ipv4Net {
        let pool = match service {
            EndpointService::S3 => addresses::S3_POOL,
            EndpointService::Dynamodb => addresses::DYNAMODB_POOL,
        };
        addresses::service_block(pool, self.relations.vpcs[vpc].region)
    }
}
