//! What a new resource is offered when it is dropped somewhere.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::{Relations, SubnetFacts};
use crate::architecture::*;
use crate::aws::regions;

impl Relations<'_> {
    /// Fills in what can be offered to a new resource in `container`.
    pub fn propose(&self, container: &ResourceId, properties: &mut Properties) {
        match properties {
            Properties::Subnet(subnet) => {
                if let Some(block) = self.offered_block(container) {
                    subnet.cidr = block.into();
                }
                subnet.zone = self.offered_zone(container).to_owned();
            }
            Properties::Volume(volume) => {
                let region = self.region_code_of(container).and_then(regions::facts);
                if let Some(zone) = region.and_then(|facts| facts.zones.first()) {
                    volume.zone = (*zone).to_owned();
                }
            }
            Properties::Vpc(vpc) => vpc.cidr = self.offered_vpc_block().into(),
            _ => {}
        }
    }

    /// One subnet per zone of a VPC; the public ones where `public`, else the
    /// others, or any where there are none of the sort.
    pub fn one_subnet_per_zone(&self, vpc: &ResourceId, public: bool) -> Vec<ResourceId> {
        let fitting = |wanted: bool| -> Vec<ResourceId> {
            let mut chosen: Vec<&SubnetFacts<'_>> = Vec::new();
            for subnet in self.subnets_of(vpc).filter(|it| it.is_public() == wanted) {
                if !chosen.iter().any(|it| it.zone_text == subnet.zone_text) {
                    chosen.push(subnet);
                }
            }
            chosen.into_iter().map(|it| it.id.clone()).collect()
        };
        let wanted = fitting(public);
        if wanted.is_empty() {
            fitting(!public)
        } else {
            wanted
        }
    }

    /// The zone for the next subnet of a VPC: of the first two zones of its
    /// Region the one with fewer subnets, because two zones are what everything
    /// that must survive a failure needs.
    fn offered_zone(&self, vpc: &ResourceId) -> &'static str {
        let region = self.region_code_of(vpc).and_then(regions::facts);
        let zones = region.map_or(&[][..], |facts| facts.zones);
        let used = |zone: &str| {
            let there = self.subnets_of(vpc).filter(|it| it.zone == Some(zone));
            there.count()
        };
        let fewest = zones.iter().take(2).min_by_key(|zone| used(zone));
        fewest.copied().unwrap_or_default()
    }

    /// The first 10.n.0.0/16 that no VPC uses, so that VPCs can be peered later.
    fn offered_vpc_block(&self) -> Ipv4Net {
        let sixteen = |n: u8| Ipv4Net::new_assert(Ipv4Addr::new(10, n, 0, 0), 16);
        let free = |block: &Ipv4Net| {
            let mut taken = self.vpcs().iter().flat_map(|vpc| &vpc.blocks);
            !taken.any(|net| net.contains(block) || block.contains(net))
        };
        let mut all = (0..=u8::MAX).map(sixteen);
        all.find(free).unwrap_or_else(|| sixteen(0))
    }
}
