//! Where things stand: the VPCs, subnets, zones, guards and addresses that the
//! files of the kinds ask the writer for.

use std::collections::BTreeSet;

use super::omission::Why;
use super::value::Value;
use super::writer::Writer;
use crate::architecture::{AddressText, Kind, ResourceId, SecurityGroup};
use crate::aws::regions;

impl<'a> Writer<'a> {
    /// The VPC that a resource is in.
    pub(super) fn vpc_of(&self, id: &ResourceId) -> Option<ResourceId> {
        self.relations.vpc_of(id).cloned()
    }

    /// The zone of a subnet, as far as it is chosen.
    pub(super) fn zone_of(&self, subnet: &ResourceId) -> Option<&'a str> {
        let zone = self.relations.subnet(subnet)?.zone_text;
        Some(zone).filter(|zone| !zone.is_empty())
    }

    /// The subnets of something that spans several, all in one VPC; with
    /// `one_per_zone` the first of each zone.
    pub(super) fn subnets(
        &mut self,
        owner: &ResourceId,
        list: &[ResourceId],
        one_per_zone: bool,
    ) -> Result<(ResourceId, Vec<ResourceId>), Why> {
        let found = self.follow_all(owner, list, Kind::Subnet, "subnet");
        let vpc = found
            .first()
            .and_then(|subnet| self.vpc_of(subnet))
            .ok_or(Why::NothingChosen("a subnet"))?;
        let mut kept: Vec<ResourceId> = Vec::new();
        for subnet in found {
            let part = format!("subnet {}", self.architecture.name_of(&subnet));
            let zone = self.zone_of(&subnet);
            if self.vpc_of(&subnet).as_ref() != Some(&vpc) {
                self.omit_part(owner, part, Why::Refused("all its subnets are in one VPC"));
            } else if one_per_zone
                && zone.is_some()
                && kept.iter().any(|it| self.zone_of(it) == zone)
            {
                self.omit_part(
                    owner,
                    part,
                    Why::Refused("it takes one subnet per Availability Zone"),
                );
            } else {
                kept.push(subnet);
            }
        }
        Ok((vpc, kept))
    }

    /// In how many zones these subnets are. One without a zone is put
    /// somewhere by AWS, and counts as one of its own.
    pub(super) fn zone_count(&self, subnets: &[ResourceId]) -> usize {
        let zones: BTreeSet<_> = subnets.iter().filter_map(|it| self.zone_of(it)).collect();
        let anywhere = subnets
            .iter()
            .filter(|it| self.zone_of(it).is_none())
            .count();
        zones.len() + anywhere
    }

    /// The security groups of an interface in `vpc`. Without any, the group
    /// that stands for the VPC's default one is named, since the template
    /// cannot make it AWS's own default; with none of those either, the list
    /// is empty and AWS puts its own default group there.
    pub(super) fn groups(
        &mut self,
        owner: &ResourceId,
        list: &[ResourceId],
        vpc: Option<&ResourceId>,
    ) -> Vec<Value> {
        let named = self.follow_all(owner, list, Kind::SecurityGroup, "security group");
        let mut groups = Vec::new();
        for group in named {
            let its_vpc = self
                .architecture
                .find::<SecurityGroup>(&group)
                .and_then(|it| it.vpc.as_ref());
            if vpc.is_none() || its_vpc == vpc {
                groups.push(group);
            } else {
                self.omit_part(
                    owner,
                    format!("security group {}", self.architecture.name_of(&group)),
                    Why::Refused("a security group guards only what is in its own VPC"),
                );
            }
        }
        if groups.is_empty() {
            let default = vpc
                .and_then(|vpc| self.relations.vpc(vpc)?.default_group)
                .filter(|group| self.has(group, Kind::SecurityGroup));
            groups.extend(default.cloned());
        }
        self.references(&groups)
    }

    /// An Availability Zone, by its place in the Region's list.
    pub(super) fn zone(&mut self, owner: &ResourceId, part: &str, zone: &str) -> Option<Value> {
        if zone.is_empty() {
            return None;
        }
        let region = self.region.or_else(|| {
            let code = zone.strip_suffix(|letter: char| letter.is_ascii_lowercase())?;
            regions::facts(code)
        });
        let index = region.and_then(|region| region.zones.iter().position(|it| *it == zone));
        if index.is_none() {
            self.omit_part(owner, part, Why::Malformed(zone.to_owned()));
        }
        index.map(Value::Zone)
    }

    /// A private address, where one is given and lies in one of the blocks of
    /// `subnet`.
    pub(super) fn address(
        &mut self,
        owner: &ResourceId,
        part: &str,
        subnet: &ResourceId,
        address: &AddressText,
    ) -> Option<Value> {
        if address.is_automatic() {
            return None;
        }
        let block = self
            .subnet_blocks
            .values()
            .flatten()
            .find(|(id, _)| id == subnet);
        // AWS keeps the first four addresses of a subnet and the last one.
        let free = |net: &ipnet::Ipv4Net, it: &std::net::Ipv4Addr| {
            net.contains(it)
                && u32::from(*it) - u32::from(net.network()) >= 4
                && *it != net.broadcast()
        };
        let inside = address
            .parse()
            .filter(|it| block.is_some_and(|(_, net)| free(net, it)));
        let taken = inside.is_some_and(|it| !self.addresses.insert((subnet.clone(), it)));
        if taken {
            self.omit_part(
                owner,
                part,
                Why::Refused("another interface has the address already"),
            );
            return None;
        }
        if inside.is_none() {
            self.omit_part(owner, part, Why::Malformed(address.to_string()));
        }
        inside.map(|it| it.to_string().into())
    }
}
