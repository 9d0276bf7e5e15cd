//! What every rule may ask: the resources by kind, and who is where.
//!
//! It is made once for all rules, in one walk over the architecture, so that a
//! rule costs no more than the resources that it looks at.

mod lookup;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::network::{Network, SubnetKind};
use crate::rules::shared::addresses::Demand;
use crate::rules::shared::tiers::Servers;
use crate::text::list;

/// A subnet and what belongs to it.
pub struct SubnetFacts<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    /// What the learner said of it.
    pub subnet: &'a Subnet,
    /// Its VPC, if that exists.
    pub vpc: Option<&'a ResourceId>,
    /// Its block, if it is one.
    pub block: Option<Ipv4Net>,
    /// Its Availability Zone, as its Region writes it. `None` where it names
    /// none, or one that the Region does not have.
    pub zone: Option<&'a str>,
    /// The route table that counts: its own, else the main one of its VPC.
    /// `None` is the main table that AWS made, with local routes only.
    pub table: Option<&'a ResourceId>,
    /// What it is by its routes, as the canvas shows it.
    pub kind: SubnetKind,
    /// Where packets to the internet go.
    pub exit: Exit<'a>,
}

impl SubnetFacts<'_> {
    /// Its Availability Zone, if it is in one.
    pub fn zone(&self) -> Option<&str> {
        self.zone
    }

    /// Whether it is public: its routes lead to an internet gateway
    /// (rulebook SUB-9).
    pub fn is_public(&self) -> bool {
        self.kind == SubnetKind::Public
    }

    /// How many addresses are left for a learner: five are kept by AWS
    /// (rulebook SUB-6).
    pub fn usable(&self) -> Option<u64> {
        let block = self.block?;
        Some((1_u64 << (32 - block.prefix_len())).saturating_sub(5))
    }
}

/// Where the default route of a table leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit<'a> {
    /// To an internet gateway that is attached to the table's VPC.
    InternetGateway(&'a ResourceId),
    /// To a NAT gateway in the table's VPC.
    NatGateway(&'a ResourceId),
    /// To another resource: an instance, a peering connection.
    Other(&'a ResourceId),
    /// Into a blackhole: detached, gone, not chosen, of another VPC. Or nobody
    /// can tell, because the table that the subnet names is gone.
    Nowhere,
    /// There is none.
    None,
}

/// Something with network interfaces, and the groups that guard them.
pub struct Guarded<'a> {
    /// The resource.
    pub id: &'a ResourceId,
    /// The property that names its groups.
    pub property: &'static str,
    /// The VPC that its interfaces are in.
    pub vpc: Option<&'a ResourceId>,
    /// Its groups; none means the default group of the VPC.
    pub groups: &'a [ResourceId],
}

/// Everything that a rule may ask.
pub struct Context<'c, 'a> {
    /// What was built.
    pub architecture: &'c Indexed<'a>,
    /// The same as a network.
    pub network: &'c Network<'a>,
    /// The subnets, in order of ids.
    pub subnets: Vec<SubnetFacts<'a>>,
    /// Everything with network interfaces. An Auto Scaling group stands here
    /// under the id of its launch template, which holds the groups.
    pub guarded: Vec<Guarded<'a>>,
    /// Kept for [`crate::rules::shared::tiers::servers`].
    pub(super) servers: OnceCell<Vec<Servers<'a>>>,
    /// Kept for [`crate::rules::shared::tiers::targets`].
    pub(super) targets: OnceCell<BTreeMap<&'a ResourceId, Vec<Servers<'a>>>>,
    /// Kept for [`crate::rules::shared::addresses::demands`].
    pub(super) demands: OnceCell<FxHashMap<&'a ResourceId, Demand<'a>>>,
    subnet_index: FxHashMap<&'a ResourceId, usize>,
    blocks: FxHashMap<&'a ResourceId, Vec<Ipv4Net>>,
    subnets_of_vpc: FxHashMap<&'a ResourceId, Vec<usize>>,
    exits: FxHashMap<&'a ResourceId, Exit<'a>>,
    gateways: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
    forwarding: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
    guarded_by: FxHashMap<&'a ResourceId, Vec<usize>>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// Looks everything up once.
    pub fn new(network: &'c Network<'a>) -> Self {
        let architecture = network.indexed();
        let mut context = Self {
            architecture,
            network,
            subnets: Vec::new(),
            guarded: Vec::new(),
            servers: OnceCell::new(),
            targets: OnceCell::new(),
            demands: OnceCell::new(),
            subnet_index: FxHashMap::default(),
            blocks: FxHashMap::default(),
            subnets_of_vpc: FxHashMap::default(),
            exits: FxHashMap::default(),
            gateways: FxHashMap::default(),
            forwarding: FxHashMap::default(),
            guarded_by: FxHashMap::default(),
        };
        context.look_up_networks();
        context.look_up_subnets();
        context.look_up_guarded();
        context.look_up_forwarding();
        context
    }

    /// Every resource of one kind, in order of ids.
    pub fn all<T>(&self) -> impl Iterator<Item = (&'a ResourceId, &'a T)> + use<'c, 'a, T>
    where
        T: Declared + 'a,
        &'a T: TryFrom<&'a Properties>,
    {
        self.architecture.all()
    }

    /// The typed resource with this id.
    pub fn find<T>(&self, id: &ResourceId) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        self.architecture.find(id)
    }

    /// What people call it.
    pub fn name(&self, id: &ResourceId) -> String {
        self.architecture.name_of(id)
    }

    /// What people call them: "a, b and c".
    pub fn names<'i>(&self, ids: impl IntoIterator<Item = &'i ResourceId>) -> String {
        list(ids.into_iter().map(|id| self.name(id)))
    }

    /// The facts on a subnet, if it is one.
    pub fn subnet(&self, id: &ResourceId) -> Option<&SubnetFacts<'a>> {
        Some(&self.subnets[*self.subnet_index.get(id)?])
    }

    /// The facts on those of the ids that are subnets.
    pub fn subnets_among<'s>(
        &'s self,
        ids: &'s [ResourceId],
    ) -> impl Iterator<Item = &'s SubnetFacts<'a>> {
        ids.iter().filter_map(|id| self.subnet(id))
    }

    /// The subnets of a VPC, in order of ids.
    pub fn subnets_of(&self, vpc: &ResourceId) -> impl Iterator<Item = &SubnetFacts<'a>> {
        let indices = self.subnets_of_vpc.get(vpc).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|index| &self.subnets[*index])
    }

    /// The VPC's blocks that are blocks, the primary one first.
    pub fn blocks_of(&self, vpc: &ResourceId) -> &[Ipv4Net] {
        self.blocks.get(vpc).map_or(&[], Vec::as_slice)
    }

    /// Where the default route of a table leads.
    pub fn exit_of(&self, table: &ResourceId) -> Exit<'a> {
        self.exits.get(table).copied().unwrap_or(Exit::None)
    }

    /// The internet gateways that are attached to a VPC.
    pub fn gateways_of(&self, vpc: &ResourceId) -> &[&'a ResourceId] {
        self.gateways.get(vpc).map_or(&[], Vec::as_slice)
    }

    /// The VPC that the first of these subnets is in.
    pub fn vpc_of_subnets(&self, subnets: &[ResourceId]) -> Option<&'a ResourceId> {
        self.subnets_among(subnets).find_map(|subnet| subnet.vpc)
    }

    /// The Availability Zones of these subnets.
    pub fn zones<'s>(&'s self, subnets: &'s [ResourceId]) -> BTreeSet<&'s str> {
        self.subnets_among(subnets)
            .filter_map(SubnetFacts::zone)
            .collect()
    }

    /// Whether all of these subnets exist and are in a zone that their Region
    /// has; one that is not has a finding of its own.
    pub fn zones_are_known(&self, subnets: &[ResourceId]) -> bool {
        let known = self.subnets_among(subnets).filter(|it| it.zone().is_some());
        known.count() == subnets.len()
    }

    /// The route tables that lead to S3 over a gateway endpoint, each with that
    /// endpoint.
    pub fn s3_endpoints(&self) -> FxHashMap<&'a ResourceId, &'a ResourceId> {
        let all = self.all::<VpcEndpoint>();
        all.filter(|(_, endpoint)| endpoint.service == EndpointService::S3)
            .flat_map(|(id, endpoint)| endpoint.route_tables.iter().map(move |it| (it, id)))
            .collect()
    }

    /// The load balancers that forward to a target group.
    pub fn balancers_of(&self, group: &ResourceId) -> &[&'a ResourceId] {
        self.forwarding.get(group).map_or(&[], Vec::as_slice)
    }

    /// Everything that a security group guards.
    pub fn guarded_by(&self, group: &ResourceId) -> impl Iterator<Item = &Guarded<'a>> {
        let indices = self.guarded_by.get(group).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|index| &self.guarded[*index])
    }

    /// The code of the Region that a VPC is in, such as `ap-south-1`.
    pub fn region_of(&self, vpc: &ResourceId) -> Option<&'a str> {
        let vpc: &Vpc = self.find(vpc)?;
        let region: &Region = self.architecture.follow(&vpc.region)?;
        Some(&region.code)
    }

    /// A reference to a VPC, if that exists.
    fn existing_vpc(&self, reference: &'a Option<ResourceId>) -> Option<&'a ResourceId> {
        reference
            .as_ref()
            .filter(|id| self.architecture.kind_of(id) == Some(Kind::Vpc))
    }
}

/// The block of a VPC or a subnet. A bare address stands for a host elsewhere,
/// but for none here: nobody means a network of one address.
pub fn block_of(text: &CidrText) -> Option<Ipv4Net> {
    let bare = matches!(text.parse(), Err(CidrProblem::NoPrefixLength { .. }));
    text.lenient().filter(|_| !bare)
}
