//! Route tables: the rows of a table, and which row a packet follows.
//!
//! The most specific row that matches wins, whatever its target
//! (rulebook RT-4); a winning row whose target is gone drops the packet
//! (rulebook RT-12). Rows that AWS would refuse to create are followed all the
//! same; the rules say that they are refused.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::addresses;
use super::answer::{Evidence, RouteTarget};
use super::interfaces::Role;
use super::topology::Network;
use crate::architecture::*;

/// Where a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteOrigin {
    /// AWS added it for a block of the VPC.
    Local,
    /// The learner added it; its place in the table's list, 0 being first.
    Static(usize),
    /// A gateway endpoint added it.
    Endpoint,
}

/// One row of a route table as it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRow {
    /// Which packets it is for.
    pub destination: Ipv4Net,
    /// The service whose prefix list it is for. The destination is then an
    /// example of what the list holds.
    pub prefix_list: Option<EndpointService>,
    /// Where it leads.
    pub target: RouteTarget,
    /// Where it comes from.
    pub origin: RouteOrigin,
}

/// Where a route leads, by place in the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next<'a> {
    Local,
    InternetGateway(&'a ResourceId),
    NatGateway(usize),
    Peering(usize),
    Instance(usize),
    Endpoint(&'a ResourceId),
    Blackhole(Option<&'a ResourceId>),
}

/// A static or endpoint route, looked up.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub destination: Ipv4Net,
    pub next: Next<'a>,
    pub service: Option<EndpointService>,
    pub origin: RouteOrigin,
}

/// A route table, looked up. The local routes follow from the VPC.
#[derive(Clone, Debug)]
pub(super) struct Table<'a> {
    pub id: &'a ResourceId,
    pub vpc: Option<usize>,
    pub entries: Vec<Entry<'a>>,
}

impl<'a> Table<'a> {
    pub fn new(
        network: &Network<'a>,
        id: &'a ResourceId,
        table: &'a RouteTable,
        vpc: Option<usize>,
        endpoints: &[(&'a ResourceId, &'a VpcEndpoint)],
    ) -> Self {
        let mut entries: Vec<Entry> = table
            .routes
            .iter()
            .enumerate()
            .filter_map(|(index, route)| {
                Some(Entry {
                    destination: route.destination.lenient()?,
                    next: next_of(network, vpc, route.target.as_ref()),
                    service: None,
                    origin: RouteOrigin::Static(index),
                })
            })
            .collect();
        for (endpoint_id, endpoint) in endpoints {
            let Some(vpc) = vpc else { continue };
            let own = endpoint.vpc.as_ref() == Some(network.vpcs[vpc].id);
            if own {
                // The row of one that has failed stays and leads nowhere; it
                // goes when the endpoint is deleted (rulebook RT-12).
                let failed = network.failures.hits(endpoint_id);
                entries.push(Entry {
                    destination: network.service_block(vpc, endpoint.service),
                    next: if failed {
                        Next::Blackhole(Some(endpoint_id))
                    } else {
                        Next::Endpoint(endpoint_id)
                    },
                    service: Some(endpoint.service),
                    origin: RouteOrigin::Endpoint,
                });
            }
        }
        Self { id, vpc, entries }
    }
}

/// What a route's target comes to, for a table of this VPC.
fn next_of<'a>(
    network: &Network<'a>,
    vpc: Option<usize>,
    target: Option<&'a ResourceId>,
) -> Next<'a> {
    let Some(id) = target else {
        return Next::Blackhole(None);
    };
    let found = vpc.and_then(|vpc| match network.architecture.kind_of(id)? {
        Kind::InternetGateway => (network.vpcs[vpc].internet_gateway == Some(id)
            && !network.failures.hits(id))
        .then_some(Next::InternetGateway(id)),
        Kind::NatGateway | Kind::Instance => {
            let index = *network.interface_index.get(id)?;
            let interface = &network.interfaces[index];
            (interface.vpc_index == Some(vpc)).then_some(match interface.role {
                Role::NatGateway => Next::NatGateway(index),
                _ => Next::Instance(index),
            })
        }
        Kind::VpcPeering => {
            let of_vpc = &network.vpcs[vpc].peerings;
            let found = of_vpc
                .iter()
                .find(|index| network.peerings[**index].id == id);
            found.copied().map(Next::Peering)
        }
        _ => None,
    });
    found.unwrap_or(Next::Blackhole(Some(id)))
}

impl Next<'_> {
    pub fn target(self, network: &Network) -> RouteTarget {
        let interface = |index: usize| network.interfaces[index].id.clone();
        match self {
            Self::Local => RouteTarget::Local,
            Self::InternetGateway(id) | Self::Endpoint(id) => RouteTarget::Resource(id.clone()),
            Self::NatGateway(index) | Self::Instance(index) => {
                RouteTarget::Resource(interface(index))
            }
            Self::Peering(index) => RouteTarget::Resource(network.peerings[index].id.clone()),
            Self::Blackhole(id) => RouteTarget::Blackhole(id.cloned()),
        }
    }
}

/// The row that wins, and how long its prefix is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'a> {
    pub destination: Ipv4Net,
    pub next: Next<'a>,
}

impl<'a> Network<'a> {
    /// The row that a packet for `address` follows when it leaves a subnet of
    /// this VPC by this table. Among equals a static route wins over a
    /// propagated or prefix-list one (rulebook RT-5) and the first one listed
    /// over later ones; one that equals a local route has replaced its target
    /// where AWS allows that, with a NAT gateway or an instance
    /// (rulebook RT-3, RT-6).
    pub(super) fn choose_route(
        &self,
        vpc: usize,
        table: Option<usize>,
        address: Ipv4Addr,
        endpoints: bool,
    ) -> Option<Choice<'a>> {
        let local = self.vpcs[vpc]
            .blocks
            .iter()
            .filter(|block| block.contains(&address))
            .max_by_key(|block| block.prefix_len());
        let mut best = local.map(|block| Choice {
            destination: *block,
            next: Next::Local,
        });
        let entries = table.map_or(&[][..], |table| &self.tables[table].entries);
        for entry in entries {
            if !entry.destination.contains(&address) || (!endpoints && entry.service.is_some()) {
                continue;
            }
            let wins = best.is_none_or(|best| {
                let (old, new) = (
                    best.destination.prefix_len(),
                    entry.destination.prefix_len(),
                );
                let replaces_local = best.next == Next::Local
                    && matches!(entry.next, Next::NatGateway(_) | Next::Instance(_));
                new > old || (new == old && replaces_local)
            });
            if wins {
                best = Some(Choice {
                    destination: entry.destination,
                    next: entry.next,
                });
            }
        }
        best
    }

    /// The route that a table of this VPC lacks, where one is plainly meant: to
    /// the peered VPC that has the address or, to the internet, through the
    /// gateway that the sender can use.
    pub(super) fn lacking_route(
        &self,
        vpc: usize,
        sender: Option<usize>,
        address: Ipv4Addr,
    ) -> Option<(Ipv4Net, Next<'a>)> {
        let facts = &self.vpcs[vpc];
        for index in &facts.peerings {
            let blocks = &self.vpcs[self.peerings[*index].beyond(vpc)].blocks;
            if let Some(block) = blocks.iter().find(|block| block.contains(&address)) {
                return Some((*block, Next::Peering(*index)));
            }
        }
        if addresses::is_unroutable(address) {
            return None;
        }
        let sender = sender.map(|index| &self.interfaces[index]);
        let next = if sender.is_some_and(|it| it.public.is_some()) {
            Next::InternetGateway(facts.internet_gateway?)
        } else {
            // Of several NAT gateways the one in the sender's zone is meant
            // (rulebook NAT-8).
            let zone = sender.map(|sender| sender.zone);
            let all = self.interfaces.iter().enumerate();
            let nats = all.filter(|(_, it)| {
                it.role == Role::NatGateway && it.vpc_index == Some(vpc) && it.public.is_some()
            });
            let (nearest, _) = nats.min_by_key(|(_, nat)| zone != Some(nat.zone))?;
            Next::NatGateway(nearest)
        };
        Some((Ipv4Net::default(), next))
    }

    /// The evidence that a route was chosen, or that none matched.
    pub(super) fn route_evidence(
        &self,
        vpc: usize,
        table: Option<usize>,
        address: Ipv4Addr,
        choice: Option<Choice>,
    ) -> Evidence {
        Evidence::Route {
            table: table.map(|table| self.tables[table].id.clone()),
            vpc: self.vpcs[vpc].id.clone(),
            address,
            destination: choice.map(|choice| choice.destination),
            target: choice.map(|choice| choice.next.target(self)),
        }
    }

    /// The rows of a route table, or of the main table that AWS made for a
    /// VPC: local ones first, then static ones as listed, then those of
    /// gateway endpoints. Rows without a valid destination are left out.
    pub fn route_rows(&self, table_or_vpc: &ResourceId) -> Vec<RouteRow> {
        let table = self
            .table_index
            .get(table_or_vpc)
            .map(|index| &self.tables[*index]);
        let vpc = match table {
            Some(table) => table.vpc,
            None => self.vpc_index.get(table_or_vpc).copied(),
        };
        let mut rows: Vec<RouteRow> = vpc
            .map_or(&[][..], |vpc| &self.vpcs[vpc].blocks)
            .iter()
            .map(|block| RouteRow {
                destination: *block,
                prefix_list: None,
                target: RouteTarget::Local,
                origin: RouteOrigin::Local,
            })
            .collect();
        rows.extend(
            table
                .iter()
                .flat_map(|table| &table.entries)
                .map(|entry| RouteRow {
                    destination: entry.destination,
                    prefix_list: entry.service,
                    target: entry.next.target(self),
                    origin: entry.origin,
                }),
        );
        rows
    }
}
