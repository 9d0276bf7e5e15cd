//! Ways to services of Amazon that stay inside: gateway endpoints.

use std::net::Ipv4Addr;

use super::party::Party;
use crate::architecture::*;
use crate::network::topology::Network;
use crate::order::InOrder;
use crate::relations::{Relations, SubnetFacts};
use crate::text::list;

/// The remedy that a table leads to a service over a gateway endpoint
/// (rulebook VPCE-3). One of the VPC that exists only has to serve this table
/// too; where there is none, a new one serves all tables that are not public.
pub fn serve_by_endpoint(
    relations: &Relations<'_>,
    subnet: &SubnetFacts<'_>,
    table: &ResourceId,
    service: EndpointService,
) -> Option<Remedy> {
    let indexed = relations.indexed();
    let mut endpoints = indexed
        .all::<VpcEndpoint>()
        .filter(|(_, it)| it.service == service);
    let own = endpoints.find(|(_, it)| it.vpc.as_ref() == subnet.vpc);
    if let Some((id, endpoint)) = own {
        let end = endpoint.route_tables.len();
        return Some(Remedy::new(
            format!("Add {} to {}", indexed.name_of(table), indexed.name_of(id)),
            Edit::insert(id, "route_tables", end, table),
        ));
    }
    let architecture = indexed.architecture();
    let vpc = subnet.vpc?;
    // Looking for a free id for each of countless subnets would cost more than
    // it helps.
    if relations.subnets_of(vpc).nth(200).is_some() {
        return None;
    }
    let private = relations.subnets_of(vpc).filter(|it| !it.is_public());
    let mut tables: Vec<_> = private
        .filter_map(|it| it.table)
        .chain([table])
        .cloned()
        .collect();
    tables.order();
    tables.dedup();
    let endpoint = VpcEndpoint {
        vpc: Some(vpc.clone()),
        service,
        route_tables: tables.clone(),
    };
    let called = match service {
        EndpointService::S3 => "S3",
        EndpointService::Dynamodb => "DynamoDB",
    };
    Some(Remedy::new(
        format!(
            "Make a gateway endpoint for {called} in {}",
            list(tables.iter().map(|it| indexed.name_of(it)))
        ),
        Edit::Create {
            id: architecture.free_id(Kind::VpcEndpoint),
            resource: Resource::new(
                architecture.free_name(&format!("{called}-endpoint")),
                endpoint,
            ),
        },
    ))
}

impl Network<'_> {
    /// A gateway endpoint for a sender without a public address whose way to a
    /// service of Amazon in its own Region lacks. Who has one, or who has a
    /// NAT gateway to go through, lacks a route and no endpoint.
    pub(super) fn endpoint_to(
        &self,
        vpc: usize,
        sender: usize,
        address: Ipv4Addr,
    ) -> Option<Remedy> {
        let from = &self.interfaces[sender];
        let Party::Service(service) = self.party(vpc, address) else {
            return None;
        };
        let near = self.service_block(vpc, service).contains(&address);
        if from.public.is_some() || !near {
            return None;
        }
        let subnet = &self.relations.subnets[from.subnet_index];
        if let Some(table) = subnet.table {
            return serve_by_endpoint(&self.relations, subnet, table, service);
        }
        // The main table that AWS made is no resource that an endpoint could
        // name, so the subnet gets one of its own.
        let mut endpoints = self.indexed().all::<VpcEndpoint>();
        let (id, endpoint) =
            endpoints.find(|(_, it)| it.service == service && it.vpc.as_ref() == from.vpc)?;
        let (called, table) = (
            self.name(subnet.id),
            self.indexed().free_id(Kind::RouteTable),
        );
        let name = self.indexed().free_name(&format!("{called}-routes"));
        let properties = RouteTable {
            vpc: from.vpc.cloned(),
            routes: Vec::new(),
        };
        Some(Remedy {
            label: format!(
                "Give {called} a route table and add it to {}",
                self.name(id)
            ),
            edits: vec![
                Edit::create(table.clone(), Resource::new(name, properties)),
                Edit::set(subnet.id, "route_table", &table),
                Edit::insert(id, "route_tables", endpoint.route_tables.len(), &table),
            ],
        })
    }
}
