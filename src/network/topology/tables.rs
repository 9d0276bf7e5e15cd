//! Route tables as they were looked up. Which row a packet then follows is in
//! `routes.rs`.

use ipnet::Ipv4Net;

use super::Network;
use crate::architecture::*;
use crate::network::answer::RouteTarget;
use crate::relations::{Course, Lead, TableFacts};

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

/// Where a route leads, by place in the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::network) enum Next<'a> {
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
pub(in crate::network) struct Entry<'a> {
    pub destination: Ipv4Net,
    pub next: Next<'a>,
    pub service: Option<EndpointService>,
    pub origin: RouteOrigin,
}

/// A route table, looked up. The local routes follow from the VPC.
#[derive(Clone, Debug)]
pub(in crate::network) struct Table<'a> {
    pub id: &'a ResourceId,
    pub vpc: Option<usize>,
    pub entries: Vec<Entry<'a>>,
}

impl<'a> Table<'a> {
    pub fn new(network: &Network<'a>, facts: &TableFacts<'a>) -> Self {
        let ways = facts.ways.iter().map(|way| Entry {
            destination: way.destination,
            next: next_of(network, facts, way.lead),
            service: None,
            origin: RouteOrigin::Static(way.place),
        });
        let endpoints = facts.endpoints.iter().filter_map(|(id, endpoint)| {
            // The row of one that has failed stays and leads nowhere; it
            // goes when the endpoint is deleted (rulebook RT-12).
            let failed = network.failures.hits(id);
            Some(Entry {
                destination: network.service_block(facts.vpc_index?, endpoint.service),
                next: if failed {
                    Next::Blackhole(Some(id))
                } else {
                    Next::Endpoint(id)
                },
                service: Some(endpoint.service),
                origin: RouteOrigin::Endpoint,
            })
        });
        Self {
            id: facts.id,
            vpc: facts.vpc_index,
            entries: ways.chain(endpoints).collect(),
        }
    }
}

/// Where a route leads while some things have failed, by place. An instance
/// or a NAT gateway that has failed is still led to, and nobody is there.
fn next_of<'a>(network: &Network<'a>, table: &TableFacts<'a>, lead: Lead<'a>) -> Next<'a> {
    let dead = |id| Next::Blackhole(Some(id));
    let interface = |id: &ResourceId| network.interface_index.get(id).copied();
    match lead {
        Lead::InternetGateway(id) | Lead::Peering(id) if network.failures.hits(id) => dead(id),
        Lead::InternetGateway(id) => Next::InternetGateway(id),
        Lead::NatGateway(id) => interface(id).map_or_else(|| dead(id), Next::NatGateway),
        Lead::Instance(id) => interface(id).map_or_else(|| dead(id), Next::Instance),
        Lead::Peering(id) => {
            let mut own = table
                .vpc_index
                .into_iter()
                .flat_map(|vpc| network.peerings_of(vpc));
            let place = own.find(|index| network.relations.peerings[*index].id == id);
            place.map_or_else(|| dead(id), Next::Peering)
        }
        Lead::Nowhere(id) => Next::Blackhole(id),
    }
}

impl Next<'_> {
    /// What it means for what a subnet is.
    pub fn course(self) -> Course {
        match self {
            Self::InternetGateway(_) => Course::Internet,
            Self::NatGateway(_) | Self::Peering(_) | Self::Instance(_) => Course::Out,
            Self::Blackhole(_) => Course::Dead,
            Self::Local | Self::Endpoint(_) => Course::Inside,
        }
    }

    pub fn target(self, network: &Network) -> RouteTarget {
        let interface = |index: usize| network.interfaces[index].id.clone();
        match self {
            Self::Local => RouteTarget::Local,
            Self::InternetGateway(id) | Self::Endpoint(id) => RouteTarget::Resource(id.clone()),
            Self::NatGateway(index) | Self::Instance(index) => {
                RouteTarget::Resource(interface(index))
            }
            Self::Peering(index) => {
                RouteTarget::Resource(network.relations.peerings[index].id.clone())
            }
            Self::Blackhole(id) => RouteTarget::Blackhole(id.cloned()),
        }
    }
}
