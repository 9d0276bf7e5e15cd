//! How the snapshot is made, kind by kind.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use super::{Network, Peering, SubnetFacts, VpcFacts};
use crate::architecture::*;
use crate::network::addresses;
use crate::network::interfaces::{Builder, Interface};
use crate::network::routes::Table;
use crate::network::security_groups::Group;

impl<'a> Network<'a> {
    pub(super) fn look_up_gateways(&mut self) {
        for (id, gateway) in self.architecture.all::<InternetGateway>() {
            let vpc = gateway.vpc.as_ref().and_then(|vpc| self.vpc_index.get(vpc));
            if let Some(vpc) = vpc {
                self.vpcs[*vpc].internet_gateway.get_or_insert(id);
            }
        }
    }

    pub(super) fn look_up_peerings(&mut self) {
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

    pub(super) fn look_up_subnets(&mut self) {
        let tables: FxHashMap<&ResourceId, usize> = self
            .architecture
            .all::<RouteTable>()
            .map(|(id, _)| id)
            .zip(0..)
            .collect();
        let acls: FxHashMap<&ResourceId, usize> =
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
            // AWS refuses to associate what belongs to another VPC
            // (rulebook RT-13, NACL-2), so such an association does not count.
            let at_home = |of: &Option<ResourceId>| of.is_none() || *of == subnet.vpc;
            let own_table = subnet.route_table.as_ref().filter(|id| {
                let table = self.architecture.find::<RouteTable>(id);
                table.is_some_and(|table| at_home(&table.vpc))
            });
            let own_acl = subnet.network_acl.as_ref().filter(|id| {
                let acl = self.architecture.find::<NetworkAcl>(id);
                acl.is_some_and(|acl| at_home(&acl.vpc))
            });
            let table = own_table.or_else(|| facts?.main_table);
            let acl = own_acl.or_else(|| facts?.default_acl);
            self.subnet_index.insert(id, self.subnets.len());
            self.subnets.push(SubnetFacts {
                id,
                subnet,
                vpc_id: facts.map(|vpc| vpc.id),
                zone: subnet.zone.trim(),
                block,
                table,
                acl,
                vpc,
                table_index: table.and_then(|id| self.table_index.get(id)).copied(),
                acl_index: acl.and_then(|id| acls.get(id)).copied(),
            });
        }
    }

    pub(super) fn look_up_registering(&mut self) {
        for (id, group) in self.architecture.all::<AutoScalingGroup>() {
            for target_group in &group.target_groups {
                let groups = self.registering.entry(target_group).or_default();
                groups.push(id);
            }
        }
    }

    pub(super) fn look_up_interfaces(&mut self) {
        let builder = Builder {
            architecture: &self.architecture,
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
        // A document may give these addresses to somebody; then the internet
        // stands at the next one.
        let taken = |address: &Ipv4Addr| self.by_public.contains_key(address);
        let next_free = |first: Ipv4Addr| {
            let mut behind = (u32::from(first)..).map(Ipv4Addr::from);
            behind.find(|address| !taken(address)).unwrap_or(first)
        };
        self.host = next_free(addresses::INTERNET_HOST);
        self.stranger = next_free(addresses::INTERNET_USER);
    }

    pub(super) fn look_up_groups(&mut self) {
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

    pub(super) fn look_up_tables(&mut self) {
        let mut tables: Vec<Table> = Vec::new();
        let mut endpoints: FxHashMap<&ResourceId, Vec<(&ResourceId, &VpcEndpoint)>> =
            FxHashMap::default();
        for (id, endpoint) in self.architecture.all::<VpcEndpoint>() {
            for table in &endpoint.route_tables {
                endpoints.entry(table).or_default().push((id, endpoint));
            }
        }
        let mut users: FxHashMap<usize, usize> = FxHashMap::default();
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
    pub(super) fn look_up_buckets(&mut self) {
        for (id, bucket) in self.architecture.all::<Bucket>() {
            let region = region_code(&self.architecture, &bucket.region);
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
fn region_code<'a>(architecture: &Indexed<'a>, named: &Option<ResourceId>) -> &'a str {
    let region = architecture.follow::<Region>(named).or_else(|| {
        architecture
            .all::<Region>()
            .map(|(_, region)| region)
            .next()
    });
    region.map_or("", |region| region.code.as_str())
}

pub(super) fn vpcs<'a>(architecture: &Indexed<'a>) -> Vec<VpcFacts<'a>> {
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
    architecture: &Indexed<'_>,
    named: &'a Option<ResourceId>,
    kind: Kind,
) -> Option<&'a ResourceId> {
    let id = named.as_ref()?;
    (architecture.kind_of(id) == Some(kind)).then_some(id)
}

impl Network<'_> {
    /// The addresses of a service of Amazon in the VPC's Region.
    pub(in crate::network) fn service_block(
        &self,
        vpc: usize,
        service: EndpointService,
    ) -> Ipv4Net {
        let pool = match service {
            EndpointService::S3 => addresses::S3_POOL,
            EndpointService::Dynamodb => addresses::DYNAMODB_POOL,
        };
        addresses::service_block(pool, self.vpcs[vpc].region)
    }
}
