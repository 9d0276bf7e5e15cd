//! The network interfaces of everything that has some, with their addresses.
//!
//! An address that the document fixes wins; the others are chosen by
//! [`super::addresses`]. The five reserved addresses of a subnet are never
//! given, an address is given once, and where none is left or the fixed one is
//! impossible the interface has none and says why.

mod allocation;
mod builder;

use std::net::Ipv4Addr;

pub(super) use builder::Builder;

use super::answer::Evidence;
use crate::architecture::ResourceId;

/// What an interface is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An instance, or a member of an Auto Scaling group.
    Instance,
    /// The node of a load balancer in one subnet.
    BalancerNode,
    /// A NAT gateway.
    NatGateway,
    /// What answers under the name of a database or a cache: its only copy, or
    /// the primary.
    Database,
    /// The copy of a Multi-AZ database that waits.
    Standby,
    /// A copy of a cache, which answers reads under its own name
    /// [ElastiCache UG: Finding connection endpoints].
    Replica,
    /// A mount target of a file system.
    MountTarget,
}

/// Why an interface has no private address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// The subnet has no valid block inside a VPC.
    NoBlock,
    /// Every usable address of the subnet is taken.
    SubnetFull,
    /// The fixed address is outside the subnet or one of the five reserved.
    NotUsable(Ipv4Addr),
    /// The fixed address belongs to another interface already.
    Taken(Ipv4Addr),
}

/// A network interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface<'a> {
    /// Its identity: the resource's own id for an instance's first interface
    /// and for a NAT gateway, a member id for all others.
    pub id: ResourceId,
    /// The resource that it belongs to.
    pub owner: &'a ResourceId,
    /// What it is for.
    pub role: Role,
    /// Its subnet.
    pub subnet: &'a ResourceId,
    /// Its VPC, if the subnet is in one.
    pub vpc: Option<&'a ResourceId>,
    /// Its Availability Zone; empty if the subnet names none.
    pub zone: &'a str,
    /// Its private address.
    pub private: Option<Ipv4Addr>,
    /// Why it has no private address.
    pub problem: Option<AddressProblem>,
    /// Its public address.
    pub public: Option<Ipv4Addr>,
    /// The security groups that were named for it; empty means the default
    /// group of the VPC, but for a NAT gateway, which has none
    /// (rulebook NAT-11).
    pub groups: &'a [ResourceId],
    /// Whether it drops packets that are neither from nor to itself.
    pub source_dest_check: bool,
    /// Whether what is behind it runs.
    pub up: bool,
    /// Whether it is a copy that takes over when the primary fails.
    pub stands_in: bool,
    /// The place of its subnet in the snapshot.
    pub(super) subnet_index: usize,
    /// The place of its VPC in the snapshot.
    pub(super) vpc_index: Option<usize>,
}

impl Interface<'_> {
    /// The address that it was to have and could not get, as evidence.
    pub(super) fn wanted_address(&self) -> Option<Evidence> {
        match self.problem? {
            AddressProblem::NotUsable(address) | AddressProblem::Taken(address) => {
                Some(Evidence::Address {
                    address,
                    owner: None,
                })
            }
            AddressProblem::NoBlock | AddressProblem::SubnetFull => None,
        }
    }

    /// Whether security groups guard it.
    pub fn is_guarded(&self) -> bool {
        self.role != Role::NatGateway
    }
}

/// When the primary of a store has failed, the first of its copies that runs
/// and stands in for it answers under its name (rulebook RDS-23,
/// [ElastiCache UG: Minimizing downtime with Multi-AZ]).
pub(super) fn fail_over<'i, 'a: 'i>(copies: impl IntoIterator<Item = &'i mut Interface<'a>>) {
    let mut primary = None;
    let mut next = None;
    for copy in copies {
        match copy.role {
            Role::Database if !copy.up => primary = Some(copy),
            _ if copy.up && copy.stands_in => next = next.or(Some(copy)),
            _ => {}
        }
    }
    if let (Some(primary), Some(next)) = (primary, next) {
        std::mem::swap(&mut primary.role, &mut next.role);
    }
}
