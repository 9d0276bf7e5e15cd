//! Which address each interface gets: the fixed ones first, then those that
//! are left to AWS.

use std::net::Ipv4Addr;

use rustc_hash::FxHashSet;

use super::builder::{Builder, Public, Wanted};
use super::{AddressProblem, Interface};
use crate::network::addresses;

impl<'a> Builder<'a, '_> {
    pub(super) fn give_addresses(&self, mut wanted: Vec<Wanted<'a>>) -> Vec<Interface<'a>> {
        let mut private: FxHashSet<(usize, Ipv4Addr)> = FxHashSet::default();
        let mut public: FxHashSet<Ipv4Addr> = FxHashSet::default();
        let mut left: Vec<u32> = self
            .relations
            .subnets
            .iter()
            .map(|subnet| subnet.block_inside.map_or(0, addresses::usable_count))
            .collect();
        for want in &mut wanted {
            if let Public::Fixed(address) = want.public
                && public.insert(address)
            {
                want.interface.public = Some(address);
            }
            if let Some(address) = want.private {
                self.give_fixed(&mut want.interface, address, &mut private, &mut left);
            }
        }
        for want in &mut wanted {
            if want.private.is_none() {
                self.give_automatic(&mut want.interface, &mut private, &mut left);
            }
            if matches!(want.public, Public::Automatic) {
                let chosen = addresses::choose_public(want.interface.id.as_str(), |address| {
                    public.contains(&address)
                });
                public.extend(chosen);
                want.interface.public = chosen;
            }
        }
        wanted.into_iter().map(|want| want.interface).collect()
    }

    fn give_fixed(
        &self,
        interface: &mut Interface<'a>,
        address: Ipv4Addr,
        taken: &mut FxHashSet<(usize, Ipv4Addr)>,
        left: &mut [u32],
    ) {
        let subnet = interface.subnet_index;
        let (Some(vpc), Some(block)) = (
            interface.vpc_index,
            self.relations.subnets[subnet].block_inside,
        ) else {
            interface.problem = Some(AddressProblem::NoBlock);
            return;
        };
        let usable = addresses::usable(block)
            .is_some_and(|(first, last)| (first..=last).contains(&u32::from(address)));
        if !usable {
            interface.problem = Some(AddressProblem::NotUsable(address));
        } else if !taken.insert((vpc, address)) {
            interface.problem = Some(AddressProblem::Taken(address));
        } else {
            left[subnet] = left[subnet].saturating_sub(1);
            interface.private = Some(address);
        }
    }

    fn give_automatic(
        &self,
        interface: &mut Interface<'a>,
        taken: &mut FxHashSet<(usize, Ipv4Addr)>,
        left: &mut [u32],
    ) {
        let subnet = interface.subnet_index;
        let range = self.relations.subnets[subnet]
            .block_inside
            .and_then(addresses::usable);
        let (Some(vpc), Some((first, last))) = (interface.vpc_index, range) else {
            interface.problem = Some(AddressProblem::NoBlock);
            return;
        };
        // Without this count a full subnet would be searched to its end for
        // every interface that finds no place.
        let chosen = if left[subnet] == 0 {
            None
        } else {
            addresses::choose(interface.id.as_str(), first, last, |address| {
                taken.contains(&(vpc, address))
            })
        };
        match chosen {
            Some(address) => {
                taken.insert((vpc, address));
                left[subnet] -= 1;
                interface.private = Some(address);
            }
            None => {
                left[subnet] = 0;
                interface.problem = Some(AddressProblem::SubnetFull);
            }
        }
    }
}
