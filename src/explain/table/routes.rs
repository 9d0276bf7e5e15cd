//! The rows of a route table, the local ones included.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::{DecidingTable, Row};
use crate::architecture::{Architecture, ResourceId, RouteTable, Vpc, VpcEndpoint};
use crate::explain::hop::route_target;
use crate::explain::words;
use crate::network::{Evidence, RouteTarget};

/// The route table that `evidence` is about.
pub fn table(evidence: &Evidence, architecture: &Architecture) -> Option<DecidingTable> {
    let Evidence::Route {
        table,
        vpc,
        address,
        destination,
        target,
    } = evidence
    else {
        return None;
    };
    let mut rows = rows(table.as_ref(), vpc, architecture);
    // The first row that leads where the packet went is the one that decided;
    // a second one with the same destination would be refused by AWS.
    let winner = rows
        .iter()
        .position(|row| {
            row.block == *destination && destination.is_some() && row.leads_to(target.as_ref())
        })
        .or_else(|| {
            rows.iter()
                .position(|row| destination.is_some() && row.block == *destination)
        });
    if winner.is_none()
        && let (Some(destination), Some(target)) = (destination, target)
    {
        // What AWS adds by itself, such as the route of a gateway endpoint to
        // its service, has no row of its own in the document.
        rows.push(Line {
            block: Some(*destination),
            cells: [destination.to_string(), route_target(target, architecture)],
            leads: Leads::To(None),
        });
    }
    let decided = winner.or_else(|| destination.is_some().then(|| rows.len().saturating_sub(1)));
    let because = because(*address, *destination, target.as_ref(), &rows);
    Some(DecidingTable {
        title: match table {
            Some(table) => format!("Route table {}", architecture.name_of(table)),
            None => format!("Main route table of {}", architecture.name_of(vpc)),
        },
        columns: vec!["Destination", "Target"],
        rows: rows
            .into_iter()
            .enumerate()
            .map(|(index, line)| Row::new(line.cells, Some(index) == decided))
            .collect(),
        because,
    })
}

struct Line {
    block: Option<Ipv4Net>,
    cells: [String; 2],
    leads: Leads,
}

/// Where a row leads.
#[derive(PartialEq)]
enum Leads {
    Local,
    To(Option<ResourceId>),
}

impl Line {
    fn leads_to(&self, target: Option<&RouteTarget>) -> bool {
        match (target, &self.leads) {
            (Some(RouteTarget::Local), leads) => *leads == Leads::Local,
            (Some(RouteTarget::Resource(id)), Leads::To(to)) => to.as_ref() == Some(id),
            (Some(RouteTarget::Blackhole(id)), Leads::To(to)) => to == id,
            (Some(_), Leads::Local) | (None, _) => false,
        }
    }
}

/// The rows as the console lists them: local routes first, then the static
/// ones, then those of gateway endpoints.
fn rows(table: Option<&ResourceId>, vpc: &ResourceId, architecture: &Architecture) -> Vec<Line> {
    let local = architecture
        .find::<Vpc>(vpc)
        .into_iter()
        .flat_map(|vpc| std::iter::once(&vpc.cidr).chain(&vpc.secondary_cidrs))
        .filter_map(|block| block.lenient())
        .map(|block| Line {
            block: Some(block),
            cells: [block.to_string(), "local".to_owned()],
            leads: Leads::Local,
        });
    let fixed = table
        .and_then(|table| architecture.find::<RouteTable>(table))
        .into_iter()
        .flat_map(|table| &table.routes)
        .map(|route| Line {
            block: route.destination.lenient(),
            cells: [
                route.destination.to_string(),
                words::name_or(route.target.as_ref(), architecture, "no target"),
            ],
            leads: Leads::To(route.target.clone()),
        });
    let endpoints = architecture
        .all::<VpcEndpoint>()
        .filter(|(_, endpoint)| table.is_some_and(|table| endpoint.route_tables.contains(table)))
        .map(|(id, endpoint)| Line {
            block: None,
            cells: [
                format!("prefix list of {}", endpoint.service.label()),
                architecture.name_of(id),
            ],
            leads: Leads::To(Some(id.clone())),
        });
    local.chain(fixed).chain(endpoints).collect()
}

fn because(
    address: Ipv4Addr,
    destination: Option<Ipv4Net>,
    target: Option<&RouteTarget>,
    rows: &[Line],
) -> String {
    if destination.is_none() {
        return match target {
            Some(_) => format!("holds the addresses of the service, {address} among them"),
            None => format!("no route matches {address}"),
        };
    }
    let matching = rows
        .iter()
        .filter(|line| line.block.is_some_and(|block| block.contains(&address)))
        .count();
    let why = if matching > 1 {
        format!("longest match for {address}")
    } else {
        format!("the only match for {address}")
    };
    match target {
        Some(RouteTarget::Blackhole(_)) => format!("{why}; it leads nowhere"),
        _ => why,
    }
}
