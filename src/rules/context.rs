//! What every rule may ask: the resources by kind, and who is where.
//!
//! The answers are those of [`Relations`], looked up once for all rules, so
//! that a rule costs no more than the resources that it looks at.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::network::{Interface, Network};
use crate::relations::addresses::{Demand, demands};
use crate::relations::guards::{Guarded, Guards};
use crate::relations::servers::{Servers, Tiers};
use crate::relations::{Exit, Relations, SubnetFacts};
use crate::rules::shared::astray::Astray;
use crate::text::list;

/// Everything that a rule may ask.
pub struct Context<'c, 'a> {
    /// What was built.
    pub architecture: &'c Indexed<'a>,
    /// The same as a network.
    pub network: &'c Network<'a>,
    /// Who stands where, and what counts for whom.
    pub relations: &'c Relations<'a>,
    /// The subnets, in order of ids.
    pub subnets: &'c [SubnetFacts<'a>],
    guards: OnceCell<Guards<'a>>,
    tiers: OnceCell<Tiers<'a>>,
    demands: OnceCell<FxHashMap<&'a ResourceId, Demand<'a>>>,
    standing: OnceCell<FxHashMap<&'a ResourceId, Vec<&'c Interface<'a>>>>,
    astray: OnceCell<Astray<'a>>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// For the rules that judge this network.
    pub fn new(network: &'c Network<'a>) -> Self {
        let relations = network.relations();
        Self {
            architecture: relations.indexed(),
            network,
            relations,
            subnets: relations.subnets(),
            guards: OnceCell::new(),
            tiers: OnceCell::new(),
            demands: OnceCell::new(),
            standing: OnceCell::new(),
            astray: OnceCell::new(),
        }
    }

    /// Who is guarded by which groups; looked up by the first who asks.
    pub fn guards(&self) -> &Guards<'a> {
        self.guards.get_or_init(|| Guards::of(self.relations))
    }

    /// All servers, in order of ids.
    pub fn servers(&self) -> &[Servers<'a>] {
        &self.tiers().servers
    }

    /// The servers behind each target group.
    pub fn targets(&self) -> &BTreeMap<&'a ResourceId, Vec<Servers<'a>>> {
        &self.tiers().targets
    }

    /// Looked up by the first who asks.
    fn tiers(&self) -> &Tiers<'a> {
        self.tiers.get_or_init(|| Tiers::of(self.relations))
    }

    /// How many addresses are needed in each subnet; counted by the first who
    /// asks.
    pub fn demands(&self) -> &FxHashMap<&'a ResourceId, Demand<'a>> {
        self.demands.get_or_init(|| demands(self.relations))
    }

    /// The network interfaces that stand in a subnet; looked up by the first
    /// who asks.
    pub fn standing_in(&self, subnet: &ResourceId) -> &[&'c Interface<'a>] {
        let standing = self.standing.get_or_init(|| {
            let mut standing: FxHashMap<_, Vec<_>> = FxHashMap::default();
            for interface in self.network.interfaces() {
                standing
                    .entry(interface.subnet)
                    .or_default()
                    .push(interface);
            }
            standing
        });
        standing.get(subnet).map_or(&[], Vec::as_slice)
    }

    /// The subnets and route tables that were plainly meant for each other, or
    /// for a gateway, and are not joined; looked up by the first who asks.
    pub fn astray(&self) -> &Astray<'a> {
        self.astray.get_or_init(|| Astray::of(self))
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
    pub fn subnet(&self, id: &ResourceId) -> Option<&'c SubnetFacts<'a>> {
        self.relations.subnet(id)
    }

    /// The facts on those of the ids that are subnets.
    pub fn subnets_among<'s>(
        &'s self,
        ids: &'s [ResourceId],
    ) -> impl Iterator<Item = &'s SubnetFacts<'a>> {
        self.relations.subnets_among(ids)
    }

    /// The subnets of a VPC, in order of ids.
    pub fn subnets_of(&self, vpc: &ResourceId) -> impl Iterator<Item = &'c SubnetFacts<'a>> {
        self.relations.subnets_of(vpc)
    }

    /// The VPC's blocks that are blocks, the primary one first.
    pub fn blocks_of(&self, vpc: &ResourceId) -> &'c [Ipv4Net] {
        self.relations.vpc(vpc).map_or(&[], |vpc| &vpc.blocks)
    }

    /// Where the default route of a table leads.
    pub fn exit_of(&self, table: &ResourceId) -> Exit<'a> {
        let table = self.relations.table(table);
        table.map_or(Exit::None, |table| table.exit)
    }

    /// The internet gateways that name a VPC; AWS attaches one of them.
    pub fn gateways_of(&self, vpc: &ResourceId) -> &'c [&'a ResourceId] {
        self.relations.vpc(vpc).map_or(&[], |vpc| &vpc.gateways)
    }

    /// The VPC that the first of these subnets is in.
    pub fn vpc_of_subnets(&self, subnets: &[ResourceId]) -> Option<&'a ResourceId> {
        self.relations.vpc_of_subnets(subnets)
    }

    /// The Availability Zones of these subnets.
    pub fn zones<'s>(&'s self, subnets: &'s [ResourceId]) -> BTreeSet<&'s str> {
        self.subnets_among(subnets)
            .filter_map(|it| it.zone)
            .collect()
    }

    /// Whether all of these subnets exist and are in a zone that their Region
    /// has; one that is not has a finding of its own.
    pub fn zones_are_known(&self, subnets: &[ResourceId]) -> bool {
        let known = self.subnets_among(subnets).filter(|it| it.zone.is_some());
        known.count() == subnets.len()
    }

    /// The route tables that lead to S3 over a gateway endpoint, each with that
    /// endpoint.
    pub fn s3_endpoints(&self) -> FxHashMap<&'a ResourceId, &'a ResourceId> {
        let tables = self.relations.tables().iter();
        tables
            .filter_map(|it| Some((it.id, it.endpoint_of(EndpointService::S3)?)))
            .collect()
    }

    /// The load balancers that forward to a target group.
    pub fn balancers_of(&self, group: &ResourceId) -> &[&'a ResourceId] {
        self.tiers().balancers_of(group)
    }

    /// Everything that names a security group.
    pub fn guarded_by(&self, group: &ResourceId) -> impl Iterator<Item = &Guarded<'a>> {
        self.guards().naming(group)
    }

    /// The code of the Region that a resource is in, such as `ap-south-1`.
    pub fn region_of(&self, id: &ResourceId) -> Option<&'a str> {
        self.relations.region_code_of(id)
    }
}
