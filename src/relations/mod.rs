//! Who stands where, and what counts for whom: one answer to each question.
//!
//! An architecture holds what somebody decided; much follows from it before
//! any packet moves. Which route table counts for a subnet, what a security
//! group guards, who answers behind a target group, which block is free:
//! network, rules, placement, template, drawing and page all ask, and all get
//! the same answer, because it is worked out here and nowhere else.
//!
//! - `home`: the VPC and the Region of a resource, and when something of
//!   another VPC does not count.
//! - `subnets`: VPCs and subnets with the table, the ACL, the zone and the
//!   block that count for them.
//! - `routes`: where every route leads, and from that what a subnet is and
//!   where its way out is.
//! - `guards`: which groups guard what.
//! - `certificates`: what the certificate of a listener is worth.
//! - `servers`: who serves requests, and who stands behind which target group.
//! - `stores`: databases and caches, and on which port they answer.
//! - `addresses`: who takes which addresses, and who has a public one.
//! - `blocks`: which blocks are free.
//! - `propose`: what a new resource is offered.
//!
//! What AWS refuses does not count: a route table of another VPC, a second
//! internet gateway, a block outside its VPC. The rules say that it is
//! refused; here the rest is told as AWS would have it.
//!
//! [`Relations`] borrows the architecture, and is made whole, in time that
//! grows with what it reads and no faster. Nothing in it is worked out later
//! behind a lock: so it can be shared, and a snapshot that holds it can be kept
//! beside the architecture that it borrows. What only some ask, such as
//! [`guards::Guards`], is a value of its own, made from relations by whoever
//! wants it.
//!
//! What has failed changes nothing here. That is the network's matter.

pub mod addresses;
pub mod blocks;
pub mod certificates;
pub mod guards;
mod home;
pub mod propose;
mod routes;
pub mod servers;
pub mod stores;
mod subnets;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::architecture::*;

pub use home::at_home;
pub(crate) use routes::{Course, kind_by};
pub use routes::{Exit, Lead, SubnetKind, TableFacts, Way};
pub use subnets::{Peering, SubnetFacts, VpcFacts, block_of, usable_in};

/// Everything that follows from an architecture without moving a packet.
#[derive(Clone, Debug)]
pub struct Relations<'a> {
    architecture: Indexed<'a>,
    pub(crate) vpcs: Vec<VpcFacts<'a>>,
    pub(crate) subnets: Vec<SubnetFacts<'a>>,
    pub(crate) tables: Vec<TableFacts<'a>>,
    pub(crate) peerings: Vec<Peering<'a>>,
    pub(crate) vpc_index: FxHashMap<&'a ResourceId, usize>,
    pub(crate) subnet_index: FxHashMap<&'a ResourceId, usize>,
    pub(crate) table_index: FxHashMap<&'a ResourceId, usize>,
}

impl<'a> Relations<'a> {
    /// Looks everything up.
    pub fn of(architecture: &'a Architecture) -> Self {
        Self::over(Indexed::new(architecture))
    }

    /// The same for whoever has an index already.
    pub fn over(architecture: Indexed<'a>) -> Self {
        let mut relations = Self {
            architecture,
            vpcs: Vec::new(),
            subnets: Vec::new(),
            tables: Vec::new(),
            peerings: Vec::new(),
            vpc_index: FxHashMap::default(),
            subnet_index: FxHashMap::default(),
            table_index: FxHashMap::default(),
        };
        // Each step reads what those before it have found.
        relations.look_up_vpcs();
        relations.look_up_gateways();
        relations.look_up_peerings();
        relations.look_up_tables();
        relations.look_up_subnets();
        relations.follow_routes();
        relations
    }

    /// What was built.
    pub fn architecture(&self) -> &'a Architecture {
        self.architecture.architecture()
    }

    /// The same with an index, for whoever looks up much.
    pub fn indexed(&self) -> &Indexed<'a> {
        &self.architecture
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

    /// The facts on those of the ids that are subnets.
    pub fn subnets_among<'s>(
        &'s self,
        ids: &'s [ResourceId],
    ) -> impl Iterator<Item = &'s SubnetFacts<'a>> {
        ids.iter().filter_map(|id| self.subnet(id))
    }

    /// The subnets of a VPC, in order of ids.
    pub fn subnets_of(&self, vpc: &ResourceId) -> impl Iterator<Item = &SubnetFacts<'a>> {
        let places = self.vpc(vpc).map_or(&[][..], |vpc| &vpc.subnets);
        places.iter().map(|place| &self.subnets[*place])
    }

    /// The Availability Zones in which there is a subnet.
    pub fn zones(&self) -> BTreeSet<&'a str> {
        let zones = self.subnets.iter().map(|subnet| subnet.zone_text);
        zones.filter(|zone| !zone.is_empty()).collect()
    }

    /// All route tables, in order of ids.
    pub fn tables(&self) -> &[TableFacts<'a>] {
        &self.tables
    }

    /// The facts on a route table.
    pub fn table(&self, id: &ResourceId) -> Option<&TableFacts<'a>> {
        Some(&self.tables[*self.table_index.get(id)?])
    }
}
