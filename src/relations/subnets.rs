//! VPCs and subnets, and what counts for them.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Exit, Relations, SubnetKind, at_home};
use crate::architecture::*;
use crate::aws::regions::{self, RegionFacts};

/// A VPC and what belongs to it.
#[derive(Clone, Debug)]
pub struct VpcFacts<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    /// What the learner said of it.
    pub vpc: &'a Vpc,
    /// The code of the Region whose services it reaches: its own; where it
    /// names none, the first one there is; empty where there is none at all.
    pub region: &'a str,
    /// Its blocks that are blocks, the primary one first.
    pub blocks: Vec<Ipv4Net>,
    /// Every internet gateway that names it, in order of ids.
    pub gateways: Vec<&'a ResourceId>,
    /// The internet gateway that is attached to it. AWS takes one
    /// (rulebook IGW-1): of several that to which a route leads, else the
    /// first.
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
    /// The places of its subnets among all.
    pub(crate) subnets: Vec<usize>,
    /// The places of its peering connections among all.
    pub(crate) peerings: Vec<usize>,
}

impl VpcFacts<'_> {
    /// Whether the address is in one of its blocks.
    pub fn contains(&self, address: Ipv4Addr) -> bool {
        self.blocks.iter().any(|block| block.contains(&address))
    }

    /// Whether a block lies within one of its blocks.
    pub fn encloses(&self, block: &Ipv4Net) -> bool {
        self.blocks.iter().any(|outer| outer.contains(block))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let meets = |one: &Ipv4Net| {
            let mut others = other.blocks.iter();
            others.any(|other| one.contains(other) || other.contains(one))
        };
        self.blocks.iter().any(meets)
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
    pub vpc: Option<&'a ResourceId>,
    /// Its Availability Zone as its Region writes it; as it was typed where no
    /// Region knows it, and empty where it names none.
    pub zone_text: &'a str,
    /// Its Availability Zone, if its Region has it. Of a Region that we do not
    /// know any zone is taken.
    pub zone: Option<&'a str>,
    /// Its block, if it is one.
    pub block: Option<Ipv4Net>,
    /// The same where it lies inside its VPC: AWS makes no other subnet
    /// (rulebook SUB-2).
    pub block_inside: Option<Ipv4Net>,
    /// The route table that counts: its own, else the main one; `None` for
    /// the main one that AWS made.
    pub table: Option<&'a ResourceId>,
    /// The network ACL that counts: its own, else the default one; `None` for
    /// the default one that AWS made.
    pub acl: Option<&'a ResourceId>,
    /// Whether it names a route table that does not count: one that is gone,
    /// or of another VPC.
    pub table_refused: bool,
    /// What it is by its routes.
    pub kind: SubnetKind,
    /// Where packets to the internet go.
    pub exit: Exit<'a>,
    pub(crate) vpc_index: Option<usize>,
    /// The places of its table and its ACL among all of their kind.
    pub(crate) table_index: Option<usize>,
    pub(crate) acl_index: Option<usize>,
}

impl<'a> SubnetFacts<'a> {
    /// Whether it is public: its routes lead to an internet gateway
    /// (rulebook SUB-9).
    pub fn is_public(&self) -> bool {
        self.kind == SubnetKind::Public
    }

    /// Its exit as far as one may build on it: nowhere, where it names a table
    /// that does not count. What counts instead nobody has chosen, and a
    /// finding about that would be beside the point.
    pub fn chosen_exit(&self) -> Exit<'a> {
        if self.table_refused {
            Exit::Nowhere
        } else {
            self.exit
        }
    }

    /// How many addresses are left for a learner.
    pub fn usable(&self) -> Option<u64> {
        self.block.map(usable_in)
    }
}

/// How many addresses of a subnet with this block are left for a learner: five
/// are kept by AWS (rulebook SUB-6).
pub fn usable_in(block: Ipv4Net) -> u64 {
    (1_u64 << (32 - block.prefix_len())).saturating_sub(5)
}

/// A peering connection that AWS would activate: two VPCs that exist, differ
/// and do not overlap.
#[derive(Clone, Debug)]
pub struct Peering<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    pub(crate) requester: usize,
    pub(crate) accepter: usize,
}

impl Peering<'_> {
    /// The VPC on the other side.
    pub(crate) fn beyond(&self, vpc: usize) -> usize {
        if self.requester == vpc {
            self.accepter
        } else {
            self.requester
        }
    }
}

/// The block of a VPC or a subnet. A bare address stands for a host elsewhere,
/// but for none here: nobody means a network of one address, and AWS takes
/// none (rulebook VPC-2, SUB-3).
pub fn block_of(text: &CidrText) -> Option<Ipv4Net> {
    let bare = matches!(text.parse(), Err(CidrProblem::NoPrefixLength { .. }));
    text.lenient().filter(|_| !bare)
}

/// The zone that a text names: as its Region writes it, and whether the Region
/// has it. Of a Region that is not in our list we know no zones, and take any.
fn zone_in<'a>(region: Option<&'static RegionFacts>, text: &'a str) -> (&'a str, Option<&'a str>) {
    let text = text.trim();
    if text.is_empty() {
        return (text, None);
    }
    let Some(region) = region else {
        return (text, Some(text));
    };
    let mut zones = region.zones.iter().copied();
    match zones.find(|it| it.eq_ignore_ascii_case(text)) {
        Some(zone) => (zone, Some(zone)),
        None => (text, None),
    }
}

impl<'a> Relations<'a> {
    pub(super) fn look_up_vpcs(&mut self) {
        for (id, vpc) in self.architecture.all::<Vpc>() {
            let texts = std::iter::once(&vpc.cidr).chain(&vpc.secondary_cidrs);
            let facts = VpcFacts {
                id,
                vpc,
                region: self.region_assumed(&vpc.region),
                blocks: texts.filter_map(block_of).collect(),
                gateways: Vec::new(),
                internet_gateway: None,
                main_table: self.own(&vpc.main_route_table, id, |it: &RouteTable| &it.vpc),
                default_acl: self.own(&vpc.default_network_acl, id, |it: &NetworkAcl| &it.vpc),
                default_group: self.own(&vpc.default_security_group, id, |it: &SecurityGroup| {
                    &it.vpc
                }),
                subnets: Vec::new(),
                peerings: Vec::new(),
            };
            self.vpc_index.insert(id, self.vpcs.len());
            self.vpcs.push(facts);
        }
    }

    /// What a VPC names as its own, if that exists and is at home there.
    fn own<T>(
        &self,
        named: &'a Option<ResourceId>,
        vpc: &ResourceId,
        home: impl Fn(&'a T) -> &'a Option<ResourceId>,
    ) -> Option<&'a ResourceId>
    where
        &'a T: TryFrom<&'a Properties>,
        T: 'a,
    {
        let id = named.as_ref()?;
        let found: &T = self.architecture.find(id)?;
        at_home(home(found).as_ref(), Some(vpc)).then_some(id)
    }

    pub(super) fn look_up_gateways(&mut self) {
        for (id, gateway) in self.architecture.all::<InternetGateway>() {
            if let Some(vpc) = self.vpc_place(&gateway.vpc) {
                self.vpcs[vpc].gateways.push(id);
            }
        }
        // Who leads where matters only to those who have to choose.
        let choosing = self.vpcs.iter().any(|vpc| vpc.gateways.len() > 1);
        let tables = self.architecture.all::<RouteTable>();
        let used: FxHashSet<&ResourceId> = tables
            .filter(|_| choosing)
            .flat_map(|(_, table)| table.routes.iter().filter_map(|it| it.target.as_ref()))
            .collect();
        for vpc in &mut self.vpcs {
            let mut gateways = vpc.gateways.iter().copied();
            let chosen = gateways.find(|gateway| used.contains(gateway));
            vpc.internet_gateway = chosen.or_else(|| vpc.gateways.first().copied());
        }
    }

    pub(super) fn look_up_peerings(&mut self) {
        for (id, peering) in self.architecture.all::<VpcPeering>() {
            let requester = self.vpc_place(&peering.requester);
            let Some((requester, accepter)) = requester.zip(self.vpc_place(&peering.accepter))
            else {
                continue;
            };
            if requester == accepter || self.vpcs[requester].overlaps(&self.vpcs[accepter]) {
                continue;
            }
            self.vpcs[requester].peerings.push(self.peerings.len());
            self.vpcs[accepter].peerings.push(self.peerings.len());
            self.peerings.push(Peering {
                id,
                requester,
                accepter,
            });
        }
    }

    pub(super) fn look_up_subnets(&mut self) {
        let regions: Vec<Option<&'static RegionFacts>> = self
            .vpcs
            .iter()
            .map(|vpc| {
                let region: &Region = self.architecture.follow(&vpc.vpc.region)?;
                regions::facts(&region.code)
            })
            .collect();
        let acls = self.architecture.all::<NetworkAcl>().map(|(id, _)| id);
        let acls: FxHashMap<&ResourceId, usize> = acls.zip(0..).collect();
        for (id, subnet) in self.architecture.all::<Subnet>() {
            let place = self.vpc_place(&subnet.vpc);
            let vpc = place.map(|place| &self.vpcs[place]);
            let own_acl = subnet.network_acl.as_ref().filter(|id| {
                let acl = self.architecture.find::<NetworkAcl>(id);
                acl.is_some_and(|acl| at_home(acl.vpc.as_ref(), subnet.vpc.as_ref()))
            });
            // A table of no VPC is at home with the first who uses it.
            let counts = |index: &usize| place.is_none() || self.tables[*index].vpc_index == place;
            let own_table = self.table_named(&subnet.route_table).filter(|index| {
                let home = self.tables[*index].table.vpc.as_ref();
                counts(index) && at_home(home, subnet.vpc.as_ref())
            });
            let main = || self.main_table_of(place?).filter(counts);
            let table_index = own_table.or_else(main);
            let table = table_index.map(|index| &self.tables[index]);
            let block = block_of(&subnet.cidr);
            let (zone_text, zone) = zone_in(place.and_then(|place| regions[place]), &subnet.zone);
            let acl = own_acl.or_else(|| vpc?.default_acl);
            let facts = SubnetFacts {
                id,
                subnet,
                vpc: vpc.map(|vpc| vpc.id),
                zone_text,
                zone,
                block,
                block_inside: block.filter(|block| vpc.is_some_and(|vpc| vpc.encloses(block))),
                table: table.map(|table| table.id),
                acl,
                table_refused: subnet.route_table.is_some() && own_table.is_none(),
                kind: SubnetKind::Isolated,
                exit: Exit::None,
                vpc_index: place,
                table_index,
                acl_index: acl.and_then(|id| acls.get(id)).copied(),
            };
            if let Some(place) = place {
                self.vpcs[place].subnets.push(self.subnets.len());
            }
            self.subnet_index.insert(id, self.subnets.len());
            self.subnets.push(facts);
        }
    }
}
