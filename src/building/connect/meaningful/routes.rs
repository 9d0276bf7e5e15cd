//! Connections that are a route: of a route table, or of the one that a subnet
//! has or gets.

use super::{Answer, already, done, missing};
use crate::architecture::{
    Architecture, Edit, Kind, NatGateway, Resource, ResourceId, Route, RouteTable, Subnet, Vpc,
    VpcPeering,
};

/// A route to a gateway: the default route, or to a peering connection the
/// block of the VPC on the other side.
pub fn route(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let table: &RouteTable = architecture.find(from)?;
    let name = |id| architecture.name_of(id);
    let destination = match architecture.find::<VpcPeering>(to) {
        Some(peering) => {
            let other = if peering.requester == table.vpc {
                &peering.accepter
            } else {
                &peering.requester
            };
            match architecture.follow::<Vpc>(other) {
                Some(vpc) => vpc.cidr.clone(),
                None => {
                    return missing(format!(
                        "{} has no VPC on its other side yet: connect it with one first.",
                        name(to)
                    ));
                }
            }
        }
        None => "0.0.0.0/0".into(),
    };
    let route = Route {
        destination: destination.clone(),
        target: Some(to.clone()),
    };
    let held = table
        .routes
        .iter()
        .position(|route| route.destination == destination);
    match held {
        Some(index) if table.routes[index] == route => Some(Err(already(architecture, from, to))),
        Some(index) => done(
            format!(
                "Route {destination} in {} to {}{}",
                name(from),
                name(to),
                match &table.routes[index].target {
                    Some(before) => format!(", instead of {}", name(before)),
                    None => String::new(),
                }
            ),
            vec![
                Edit::remove(from, "routes", index),
                Edit::insert(from, "routes", index, route),
            ],
        ),
        None => done(
            format!("Route {destination} in {} to {}", name(from), name(to)),
            vec![Edit::insert(from, "routes", table.routes.len(), route)],
        ),
    }
}

/// What joins a subnet and a gateway on AWS is the default route of the
/// subnet's own route table; one that has none gets one.
/// [VPC UG: Route tables, NAT gateways]
pub fn lead_out(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let subnet: &Subnet = architecture.find(from)?;
    let name = |id| architecture.name_of(id);
    if let Some(nat) = architecture.find::<NatGateway>(to)
        && nat.subnet.as_ref() == Some(from)
    {
        return missing(format!(
            "{} stands in {}: the subnet of a NAT gateway needs a route to an internet gateway.",
            name(to),
            name(from)
        ));
    }
    let own = (subnet.route_table.as_ref())
        .filter(|table| architecture.find::<RouteTable>(table).is_some());
    if let Some(table) = own {
        let others: Vec<String> = architecture
            .all::<Subnet>()
            .filter(|(id, it)| *id != from && it.route_table.as_ref() == Some(table))
            .map(|(id, _)| name(id))
            .collect();
        let answer = route(architecture, table, to)?;
        return Some(match answer {
            Ok(mut connection) if !others.is_empty() => {
                connection.label = format!(
                    "{} ({} {} that table too)",
                    connection.label,
                    crate::text::list(others.iter().cloned()),
                    if others.len() == 1 { "uses" } else { "use" }
                );
                Ok(connection)
            }
            Ok(connection) => Ok(connection),
            Err(_) => Err(already(architecture, from, to)),
        });
    }
    let table = architecture.free_id(Kind::RouteTable);
    let called = architecture.free_name(&format!("{}-rt", name(from)));
    let routes = RouteTable {
        vpc: subnet.vpc.clone(),
        routes: vec![Route {
            destination: "0.0.0.0/0".into(),
            target: Some(to.clone()),
        }],
    };
    done(
        format!(
            "Give {} a route table of its own, {called}, with the route 0.0.0.0/0 to {}",
            name(from),
            name(to)
        ),
        vec![
            Edit::Create {
                id: table.clone(),
                resource: Resource::new(called, routes),
            },
            Edit::set(from, "route_table", &table),
        ],
    )
}
