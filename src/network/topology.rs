//! The snapshot: everything that routing and filtering need, looked up once.

pub(super) mod groups;
mod lookup;
pub(super) mod named;
pub(super) mod tables;

use std::net::Ipv4Addr;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::acl::Acl;
use super::addresses;
use super::failures::Failures;
use super::interfaces::Interface;
use super::internet::Internet;
use crate::architecture::*;
use crate::relations::servers::Registered;
use crate::relations::{Relations, SubnetFacts, VpcFacts};
use groups::Group;
use named::Names;
use tables::Table;

/// A snapshot of an architecture, ready to be asked where packets go.
///
/// Making one costs a few milliseconds for 10,000 resources; it borrows the
/// architecture and is thrown away after the next edit.
#[derive(Clone, Debug)]
pub struct Network<'a> {
    /// Who stands where and what counts for whom; the same whatever fails.
    pub(super) relations: Arc<Relations<'a>>,
    pub(super) failures: Failures,
    pub(super) interfaces: Vec<Interface<'a>>,
    pub(super) tables: Vec<Table<'a>>,
    pub(super) acls: Vec<Acl>,
    pub(super) groups: Vec<Group<'a>>,
    /// The places of an interface's groups in `groups`.
    pub(super) memberships: Vec<Box<[usize]>>,
    /// The place of each VPC's default group in `groups`.
    pub(super) default_groups: Vec<usize>,
    pub(super) group_index: FxHashMap<&'a ResourceId, usize>,
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
    /// The internet as a set, once somebody has asked about all of it.
    pub(super) internet: OnceLock<Internet>,
    /// Who is registered with each target group.
    pub(super) registered: Registered<'a>,
}

impl<'a> Network<'a> {
    /// Looks everything up.
    pub fn new(architecture: &'a Architecture) -> Self {
        Self::with_failures(architecture, Failures::default())
    }

    /// Looks everything up, assuming these failures.
    pub fn with_failures(architecture: &'a Architecture, failures: Failures) -> Self {
        Self::over(Arc::new(Relations::of(architecture)), failures)
    }

    /// The same for whoever has the relations already.
    pub fn over(relations: Arc<Relations<'a>>, failures: Failures) -> Self {
        let architecture = relations.indexed();
        let mut network = Self {
            failures,
            interfaces: Vec::new(),
            tables: Vec::new(),
            acls: architecture.all().map(|(_, acl)| Acl::new(acl)).collect(),
            groups: Vec::new(),
            memberships: Vec::new(),
            default_groups: Vec::new(),
            group_index: FxHashMap::default(),
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
            internet: OnceLock::new(),
            registered: Registered::of(&relations),
            relations,
        };
        network.look_up_interfaces();
        network.look_up_groups();
        network.look_up_tables();
        network.look_up_buckets();
        network
    }

    /// Who stands where and what counts for whom.
    pub fn relations(&self) -> &Relations<'a> {
        &self.relations
    }

    /// What was built.
    pub fn architecture(&self) -> &'a Architecture {
        self.relations.architecture()
    }

    /// The same with an index, for whoever looks up much.
    pub fn indexed(&self) -> &Indexed<'a> {
        self.relations.indexed()
    }

    /// What is assumed to have failed.
    pub fn failures(&self) -> &Failures {
        &self.failures
    }

    /// All VPCs, in order of ids.
    pub fn vpcs(&self) -> &[VpcFacts<'a>] {
        self.relations.vpcs()
    }

    /// The facts on a VPC.
    pub fn vpc(&self, id: &ResourceId) -> Option<&VpcFacts<'a>> {
        self.relations.vpc(id)
    }

    /// All subnets, in order of ids.
    pub fn subnets(&self) -> &[SubnetFacts<'a>] {
        self.relations.subnets()
    }

    /// The facts on a subnet.
    pub fn subnet(&self, id: &ResourceId) -> Option<&SubnetFacts<'a>> {
        self.relations.subnet(id)
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
        let vpc = *self.relations.vpc_index.get(vpc)?;
        Some(&self.interfaces[*self.by_private.get(&(vpc, address))?])
    }

    /// The places of a VPC's peering connections that work.
    pub(super) fn peerings_of(&self, vpc: usize) -> impl Iterator<Item = usize> {
        let all = self.relations.vpcs[vpc].peerings.iter().copied();
        all.filter(|index| !self.failures.hits(self.relations.peerings[*index].id))
    }

    /// The places of the VPCs that a VPC is peered with.
    pub(super) fn peers_of(&self, vpc: usize) -> impl Iterator<Item = usize> {
        self.peerings_of(vpc)
            .map(move |index| self.relations.peerings[index].beyond(vpc))
    }

    /// The peered VPC that has an address in one of its blocks.
    pub(super) fn peer_holding(&self, vpc: usize, address: Ipv4Addr) -> Option<usize> {
        self.peers_of(vpc)
            .find(|other| self.relations.vpcs[*other].contains(address))
    }

    /// A public address that nobody has, as an interface without one might
    /// get it.
    pub(super) fn spare_public_address(&self, index: usize) -> Option<Ipv4Addr> {
        let taken = |address| self.by_public.contains_key(&address);
        addresses::choose_public(self.interfaces[index].id.as_str(), taken)
    }
}
