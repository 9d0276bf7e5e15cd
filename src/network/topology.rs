//! The snapshot: everything that routing and filtering need, looked up once.

mod lookup;

use std::net::Ipv4Addr;
use std::sync::{Arc, OnceLock};

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use super::acl::Acl;
use super::addresses;
use super::endpoint::Names;
use super::failures::Failures;
use super::interfaces::Interface;
use super::routes::Table;
use super::security_groups::Group;
use crate::architecture::*;

/// A VPC and what belongs to it.
#[derive(Clone, Debug)]
pub struct VpcFacts<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    /// What the learner said of it.
    pub vpc: &'a Vpc,
    /// The code of its Region; empty if it is in none.
    pub region: &'a str,
    /// Its blocks that are blocks, the primary one first.
    pub blocks: Vec<Ipv4Net>,
    /// The internet gateway that is attached to it; AWS takes one
    /// (rulebook IGW-1).
    pub internet_gateway: Option<&'a ResourceId>,
    /// The route table that was made its main one; `None` for the one that
    /// AWS made, with local routes only.
    pub main_table: Option<&'a ResourceId>,
    /// The network ACL that stands for its default one; `None` for the one
    /// that AWS made, which allows everything.
    pub default_acl: Option<&'a ResourceId>,
    /// The security group that stands for its default one; `None` for the one
    /// that AWS made, whose members reach each other.
    pub default_group: Option<&'a ResourceId>,
    /// The places of its peering connections in the snapshot.
    pub(super) peerings: Vec<usize>,
    /// The place of its default group in the snapshot.
    pub(super) default_group_index: usize,
}

impl VpcFacts<'_> {
    /// Whether the address is in one of its blocks.
    pub fn contains(&self, address: Ipv4Addr) -> bool {
        self.blocks.iter().any(|block| block.contains(&address))
    }
}

/// A subnet and what counts for it.
#[derive(Clone, Debug)]
pub struct SubnetFacts<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    /// What the learner said of it.
    pub subnet: &'a Subnet,
    /// Its VPC, if that exists.
    pub vpc_id: Option<&'a ResourceId>,
    /// Its Availability Zone; empty if it names none.
    pub zone: &'a str,
    /// Its block, if it is one and lies inside its VPC: AWS makes no other
    /// subnet (rulebook SUB-2).
    pub block: Option<Ipv4Net>,
    /// The route table that counts: its own, else the main one; `None` for
    /// the main one that AWS made.
    pub table: Option<&'a ResourceId>,
    /// The network ACL that counts: its own, else the default one; `None` for
    /// the default one that AWS made.
    pub acl: Option<&'a ResourceId>,
    pub(super) vpc: Option<usize>,
    pub(super) table_index: Option<usize>,
    pub(super) acl_index: Option<usize>,
}

/// A peering connection that AWS would activate: two VPCs that exist, differ
/// and do not overlap.
#[derive(Clone, Debug)]
pub(super) struct Peering<'a> {
    pub id: &'a ResourceId,
    pub requester: usize,
    pub accepter: usize,
}

impl Peering<'_> {
    /// The VPC on the other side.
    pub fn beyond(&self, vpc: usize) -> usize {
        if self.requester == vpc {
            self.accepter
        } else {
            self.requester
        }
    }
}

/// A snapshot of an architecture, ready to be asked where packets go.
///
/// Making one costs a few milliseconds for 10,000 resources; it borrows the
/// architecture and is thrown away after the next edit.
#[derive(Clone, Debug)]
pub struct Network<'a> {
    pub(super) architecture: Indexed<'a>,
    pub(super) failures: Failures,
    pub(super) vpcs: Vec<VpcFacts<'a>>,
    pub(super) subnets: Vec<SubnetFacts<'a>>,
    pub(super) interfaces: Vec<Interface<'a>>,
    pub(super) tables: Vec<Table<'a>>,
    pub(super) acls: Vec<Acl<'a>>,
    pub(super) groups: Vec<Group<'a>>,
    pub(super) peerings: Vec<Peering<'a>>,
    /// The places of an interface's groups in `groups`.
    pub(super) memberships: Vec<Box<[usize]>>,
    pub(super) vpc_index: FxHashMap<&'a ResourceId, usize>,
    pub(super) subnet_index: FxHashMap<&'a ResourceId, usize>,
    pub(super) group_index: FxHashMap<&'a ResourceId, usize>,
    pub(super) table_index: FxHashMap<&'a ResourceId, usize>,
    pub(super) interface_index: FxHashMap<ResourceId, usize>,
    pub(super) owned: FxHashMap<&'a ResourceId, (usize, usize)>,
    pub(super) by_private: FxHashMap<(usize, Ipv4Addr), usize>,
    pub(super) by_public: FxHashMap<Ipv4Addr, usize>,
    pub(super) zones: Vec<(&'a ResourceId, &'a HostedZone)>,
    /// Everything that can be named, once somebody has asked by name.
    pub(super) names: OnceLock<Arc<Names>>,
    /// The host that "the internet" stands for as a destination.
    pub(super) host: Ipv4Addr,
    /// Where somebody on the internet is whom no user of the document stands
    /// for.
    pub(super) stranger: Ipv4Addr,
    /// The users whose address is one, in order of ids.
    pub(super) users: Vec<(Ipv4Addr, &'a ResourceId)>,
    pub(super) buckets: FxHashMap<Ipv4Addr, &'a ResourceId>,
    /// The Auto Scaling groups that register with a target group.
    pub(super) registering: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
}

impl<'a> Network<'a> {
    /// Looks everything up.
    pub fn new(architecture: &'a Architecture) -> Self {
        Self::with_failures(architecture, Failures::default())
    }

    /// Looks everything up, assuming these failures.
    pub fn with_failures(architecture: &'a Architecture, failures: Failures) -> Self {
        let architecture = Indexed::new(architecture);
        let vpcs: Vec<_> = lookup::vpcs(&architecture);
        let vpc_index: FxHashMap<_, _> = vpcs.iter().map(|it| it.id).zip(0..).collect();
        let mut network = Self {
            failures,
            vpcs,
            subnets: Vec::new(),
            interfaces: Vec::new(),
            tables: Vec::new(),
            acls: architecture
                .all()
                .map(|(id, acl)| Acl::new(id, acl))
                .collect(),
            groups: Vec::new(),
            peerings: Vec::new(),
            memberships: Vec::new(),
            vpc_index,
            subnet_index: FxHashMap::default(),
            group_index: FxHashMap::default(),
            table_index: FxHashMap::default(),
            interface_index: FxHashMap::default(),
            owned: FxHashMap::default(),
            by_private: FxHashMap::default(),
            by_public: FxHashMap::default(),
            zones: architecture.all().collect(),
            names: OnceLock::new(),
            host: addresses::INTERNET_HOST,
            stranger: addresses::INTERNET_USER,
            users: architecture
                .all::<User>()
                .filter_map(|(id, user)| Some((user.address.parse()?, id)))
                .collect(),
            buckets: FxHashMap::default(),
            registering: FxHashMap::default(),
            architecture,
        };
        network.look_up_gateways();
        network.look_up_peerings();
        network.look_up_subnets();
        network.look_up_interfaces();
        network.look_up_groups();
        network.look_up_tables();
        network.look_up_buckets();
        network.look_up_registering();
        network
    }

    /// What was built.
    pub fn architecture(&self) -> &'a Architecture {
        self.architecture.architecture()
    }

    /// The same with an index, for whoever looks up much.
    pub fn indexed(&self) -> &Indexed<'a> {
        &self.architecture
    }

    /// What is assumed to have failed.
    pub fn failures(&self) -> &Failures {
        &self.failures
    }

    /// All VPCs, in order of ids.
    pub fn vpcs(&self) -> &[VpcFacts<'a>] {
        &self.vpcs
    }

    /// The facts on a VPC.
    pub fn vpc(&self, id: &ResourceId) -> Option<&VpcFacts<'a>> {
        Some(&self.vpcs[*self.vpc_index.get(id)?])
    }

    /// All subnets, in order of ids.
    pub fn subnets(&self) -> &[SubnetFacts<'a>] {
        &self.subnets
    }

    /// The facts on a subnet.
    pub fn subnet(&self, id: &ResourceId) -> Option<&SubnetFacts<'a>> {
        Some(&self.subnets[*self.subnet_index.get(id)?])
    }

    /// All network interfaces, in order of their owners' ids.
    pub fn interfaces(&self) -> &[Interface<'a>] {
        &self.interfaces
    }

    /// The interface with this id, such as `auto-scaling-group-1/2`.
    pub fn interface(&self, id: &ResourceId) -> Option<&Interface<'a>> {
        Some(&self.interfaces[*self.interface_index.get(id)?])
    }

    /// The interfaces of a resource: all members of an Auto Scaling group, all
    /// nodes of a load balancer.
    pub fn interfaces_of(&self, owner: &ResourceId) -> &[Interface<'a>] {
        &self.interfaces[self.places_of(owner)]
    }

    /// The places of a resource's interfaces.
    pub(super) fn places_of(&self, owner: &ResourceId) -> std::ops::Range<usize> {
        self.owned.get(owner).map_or(0..0, |(from, to)| *from..*to)
    }

    /// The interface with this private address in a VPC.
    pub fn interface_at(&self, vpc: &ResourceId, address: Ipv4Addr) -> Option<&Interface<'a>> {
        let vpc = *self.vpc_index.get(vpc)?;
        Some(&self.interfaces[*self.by_private.get(&(vpc, address))?])
    }

    /// The peered VPC that has an address in one of its blocks.
    pub(super) fn peer_holding(&self, vpc: usize, address: Ipv4Addr) -> Option<usize> {
        let peers = self.vpcs[vpc].peerings.iter();
        peers
            .map(|index| self.peerings[*index].beyond(vpc))
            .find(|other| self.vpcs[*other].contains(address))
    }

    /// A public address that nobody has, as an interface without one might
    /// get it.
    pub(super) fn spare_public_address(&self, index: usize) -> Option<Ipv4Addr> {
        let taken = |address| self.by_public.contains_key(&address);
        addresses::choose_public(self.interfaces[index].id.as_str(), taken)
    }
}
