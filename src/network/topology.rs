//! The snapshot: everything that routing and filtering need, looked up once.

use std::collections::HashMap;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::acl::Acl;
use super::addresses;
use super::failures::Failures;
use super::interfaces::{Builder, Interface};
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
    pub(super) architecture: &'a Architecture,
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
    pub(super) vpc_index: HashMap<&'a ResourceId, usize>,
    pub(super) subnet_index: HashMap<&'a ResourceId, usize>,
    pub(super) group_index: HashMap<&'a ResourceId, usize>,
    pub(super) table_index: HashMap<&'a ResourceId, usize>,
    pub(super) interface_index: HashMap<ResourceId, usize>,
    pub(super) owned: HashMap<&'a ResourceId, (usize, usize)>,
    pub(super) by_private: HashMap<(usize, Ipv4Addr), usize>,
    pub(super) by_public: HashMap<Ipv4Addr, usize>,
    pub(super) zones: Vec<(&'a ResourceId, &'a HostedZone)>,
    /// The users whose address is one, in order of ids.
    pub(super) users: Vec<(Ipv4Addr, &'a ResourceId)>,
    pub(super) buckets: HashMap<Ipv4Addr, &'a ResourceId>,
    /// The Auto Scaling groups that register with a target group.
    pub(super) registering: HashMap<&'a ResourceId, Vec<&'a ResourceId>>,
}

impl<'a> Network<'a> {
    /// Looks everything up.
    pub fn new(architecture: &'a Architecture) -> Self {
        Self::with_failures(architecture, Failures::default())
    }

    /// Looks everything up, assuming these failures.
    pub fn with_failures(architecture: &'a Architecture, failures: Failures) -> Self {
        let vpcs: Vec<_> = look_up_vpcs(architecture);
        let vpc_index: HashMap<_, _> = vpcs.iter().map(|it| it.id).zip(0..).collect();
        let mut network = Self {
            architecture,
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
            subnet_index: HashMap::new(),
            group_index: HashMap::new(),
            table_index: HashMap::new(),
            interface_index: HashMap::new(),
            owned: HashMap::new(),
            by_private: HashMap::new(),
            by_public: HashMap::new(),
            zones: architecture.all().collect(),
            users: architecture
                .all::<User>()
                .filter_map(|(id, user)| Some((user.address.parse()?, id)))
                .collect(),
            buckets: HashMap::new(),
            registering: HashMap::new(),
        };
        network.look_up_gateways();
        network.look_up_peerings();
        network.look_up_subnets();
        network.look_up_interfaces();
        network.look_up_groups();
        network.look_up_tables();
        network.look_up_buckets();
        for (id, group) in architecture.all::<AutoScalingGroup>() {
            for target_group in &group.target_groups {
                let groups = network.registering.entry(target_group).or_default();
                groups.push(id);
            }
        }
        network
    }

    /// What was built.
    pub fn architecture(&self) -> &'a Architecture {
        self.architecture
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
        match self.owned.get(owner) {
            Some((from, to)) => &self.interfaces[*from..*to],
            None => &[],
        }
    }

    /// The interface with this private address in a VPC.
    pub fn interface_at(&self, vpc: &ResourceId, address: Ipv4Addr) -> Option<&Interface<'a>> {
        let vpc = *self.vpc_index.get(vpc)?;
        Some(&self.interfaces[*self.by_private.get(&(vpc, address))?])
    }

    fn look_up_gateways(&mut self) {
        for (id, gateway) in self.architecture.all::<InternetGateway>() {
            let vpc = gateway.vpc.as_ref().and_then(|vpc| self.vpc_index.get(vpc));
            if let Some(vpc) = vpc {
                self.vpcs[*vpc].internet_gateway.get_or_insert(id);
            }
        }
    }

    fn look_up_peerings(&mut self) {
        for (id, peering) in self.architecture.all::<VpcPeering>() {
            let side = |vpc: &Option<ResourceId>| self.vpc_index.get(vpc.as_ref()?).copied();
            let (Some(requester), Some(accepter)) =
                (side(&peering.requester), side(&peering.accepter))
            else {
                continue;
            };
            let overlap = self.vpcs[requester].blocks.iter().any(|one| {
                let others = &self.vpcs[accepter].blocks;
                others
                    .iter()
                    .any(|other| one.contains(other) || other.contains(one))
            });
            if requester == accepter || overlap || self.failures.hits(id) {
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

    fn look_up_subnets(&mut self) {
        let tables: HashMap<&ResourceId, usize> = self
            .architecture
            .all::<RouteTable>()
            .map(|(id, _)| id)
            .zip(0..)
            .collect();
        let acls: HashMap<&ResourceId, usize> =
            self.acls.iter().map(|acl| acl.id).zip(0..).collect();
        self.table_index = tables;
        for (id, subnet) in self.architecture.all::<Subnet>() {
            let vpc = subnet
                .vpc
                .as_ref()
                .and_then(|vpc| self.vpc_index.get(vpc))
                .copied();
            let facts = vpc.map(|vpc| &self.vpcs[vpc]);
            let block = subnet.cidr.lenient().filter(|block| {
                facts.is_some_and(|vpc| vpc.blocks.iter().any(|outer| outer.contains(block)))
            });
            let own = |named: &Option<ResourceId>, known: &HashMap<&'a ResourceId, usize>| {
                let (id, index) = known.get_key_value(named.as_ref()?)?;
                Some((*id, *index))
            };
            let table = own(&subnet.route_table, &self.table_index).or_else(|| {
                let id = facts?.main_table?;
                Some((id, *self.table_index.get(id)?))
            });
            let acl = own(&subnet.network_acl, &acls).or_else(|| {
                let id = facts?.default_acl?;
                Some((id, *acls.get(id)?))
            });
            self.subnet_index.insert(id, self.subnets.len());
            self.subnets.push(SubnetFacts {
                id,
                subnet,
                vpc_id: facts.map(|vpc| vpc.id),
                zone: subnet.zone.trim(),
                block,
                table: table.map(|(id, _)| id),
                acl: acl.map(|(id, _)| id),
                vpc,
                table_index: table.map(|(_, index)| index),
                acl_index: acl.map(|(_, index)| index),
            });
        }
    }

    fn look_up_interfaces(&mut self) {
        let builder = Builder {
            architecture: self.architecture,
            failures: &self.failures,
            subnets: &self.subnets,
            subnet_index: &self.subnet_index,
        };
        self.interfaces = builder.build();
        for (index, interface) in self.interfaces.iter().enumerate() {
            if let (Some(vpc), Some(address)) = (interface.vpc_index, interface.private) {
                self.by_private.insert((vpc, address), index);
            }
            if let Some(address) = interface.public {
                self.by_public.insert(address, index);
            }
            self.interface_index
                .entry(interface.id.clone())
                .or_insert(index);
            let range = self.owned.entry(interface.owner).or_insert((index, index));
            range.1 = index + 1;
        }
    }

    fn look_up_groups(&mut self) {
        for (id, group) in self.architecture.all::<SecurityGroup>() {
            self.group_index.insert(id, self.groups.len());
            self.groups.push(Group::new(id, group));
        }
        for vpc in &mut self.vpcs {
            let explicit = vpc.default_group.and_then(|id| self.group_index.get(id));
            vpc.default_group_index = match explicit {
                Some(index) => *index,
                None => {
                    self.groups
                        .push(Group::implicit_default(vpc.id, self.groups.len()));
                    self.groups.len() - 1
                }
            };
        }
        for group in &mut self.groups {
            group.resolve(&self.group_index);
        }
        self.memberships = self
            .interfaces
            .iter()
            .map(|interface| self.groups_that_count(interface))
            .collect();
    }

    /// The groups of an interface. One of another VPC does not count: AWS
    /// refuses it (rulebook SG-15).
    fn groups_that_count(&self, interface: &Interface) -> Box<[usize]> {
        if !interface.is_guarded() {
            return Box::default();
        }
        if interface.groups.is_empty() {
            let vpc = interface.vpc_index.map(|vpc| &self.vpcs[vpc]);
            return vpc.map(|vpc| vpc.default_group_index).into_iter().collect();
        }
        interface
            .groups
            .iter()
            .filter_map(|id| self.group_index.get(id).copied())
            .filter(|index| {
                let vpc = self.groups[*index].vpc;
                vpc.is_none() || vpc == interface.vpc
            })
            .collect()
    }

    fn look_up_tables(&mut self) {
        let mut tables: Vec<Table> = Vec::new();
        let mut endpoints: HashMap<&ResourceId, Vec<(&ResourceId, &VpcEndpoint)>> = HashMap::new();
        for (id, endpoint) in self.architecture.all::<VpcEndpoint>() {
            for table in &endpoint.route_tables {
                endpoints.entry(table).or_default().push((id, endpoint));
            }
        }
        let mut users: HashMap<usize, usize> = HashMap::new();
        for subnet in &self.subnets {
            if let (Some(table), Some(vpc)) = (subnet.table_index, subnet.vpc) {
                users.entry(table).or_insert(vpc);
            }
        }
        for (index, (id, table)) in self.architecture.all::<RouteTable>().enumerate() {
            let own = table
                .vpc
                .as_ref()
                .and_then(|vpc| self.vpc_index.get(vpc))
                .copied();
            let vpc = own.or_else(|| users.get(&index).copied());
            let endpoints = endpoints.get(id).map_or(&[][..], Vec::as_slice);
            tables.push(Table::new(self, id, table, vpc, endpoints));
        }
        self.tables = tables;
    }
}

impl Network<'_> {
    fn look_up_buckets(&mut self) {
        for (id, bucket) in self.architecture.all::<Bucket>() {
            let region = region_code(self.architecture, &bucket.region);
            let block = addresses::service_block(addresses::S3_POOL, region);
            let taken = |address| self.buckets.contains_key(&address);
            let range = addresses::usable(block);
            let chosen =
                range.and_then(|(first, last)| addresses::choose(id.as_str(), first, last, taken));
            if let Some(address) = chosen {
                self.buckets.insert(address, id);
            }
        }
    }
}

/// The code of a Region; where none is named, of the first one there is.
fn region_code<'a>(architecture: &'a Architecture, named: &Option<ResourceId>) -> &'a str {
    let region = architecture.follow::<Region>(named).or_else(|| {
        architecture
            .all::<Region>()
            .map(|(_, region)| region)
            .next()
    });
    region.map_or("", |region| region.code.as_str())
}

fn look_up_vpcs(architecture: &Architecture) -> Vec<VpcFacts<'_>> {
    architecture
        .all::<Vpc>()
        .map(|(id, vpc)| VpcFacts {
            id,
            vpc,
            region: region_code(architecture, &vpc.region),
            blocks: std::iter::once(&vpc.cidr)
                .chain(&vpc.secondary_cidrs)
                .filter_map(CidrText::lenient)
                .collect(),
            internet_gateway: None,
            main_table: existing(architecture, &vpc.main_route_table, Kind::RouteTable),
            default_acl: existing(architecture, &vpc.default_network_acl, Kind::NetworkAcl),
            default_group: existing(
                architecture,
                &vpc.default_security_group,
                Kind::SecurityGroup,
            ),
            peerings: Vec::new(),
            default_group_index: 0,
        })
        .collect()
}

/// What a reference names, if that exists and is of the kind.
fn existing<'a>(
    architecture: &Architecture,
    named: &'a Option<ResourceId>,
    kind: Kind,
) -> Option<&'a ResourceId> {
    let id = named.as_ref()?;
    (architecture.kind_of(id) == Some(kind)).then_some(id)
}

impl Network<'_> {
    /// The addresses of a service of Amazon in the VPC's Region.
    pub(super) fn service_block(&self, vpc: usize, service: EndpointService) -> Ipv4Net {
        let pool = match service {
            EndpointService::S3 => addresses::S3_POOL,
            EndpointService::Dynamodb => addresses::DYNAMODB_POOL,
        };
        addresses::service_block(pool, self.vpcs[vpc].region)
    }
}
