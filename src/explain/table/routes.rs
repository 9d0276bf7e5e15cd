//! The rows of a route table as they count, the local ones included.

use super::{DecidingTable, Row};
use crate::explain::hop::route_target;
use crate::network::{Evidence, Network, RouteRow, RouteTarget};

/// The route table that `evidence` is about.
pub fn table(evidence: &Evidence, network: &Network) -> Option<DecidingTable> {
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
    let architecture = network.architecture();
    let rows = network.route_rows(table.as_ref().unwrap_or(vpc));
    // Of two rows with one destination, which AWS would refuse, the one that
    // leads where the packet went is the one that decided.
    let decided = rows.iter().position(|row| {
        Some(row.destination) == *destination && Some(&row.target) == target.as_ref()
    });
    let matching = rows
        .iter()
        .filter(|row| row.destination.contains(address))
        .count();
    let because = match (destination, target) {
        (None, _) => format!("no route matches {address}"),
        (Some(_), target) => {
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
    };
    Some(DecidingTable {
        title: match table {
            Some(table) => format!("Route table {}", architecture.name_of(table)),
            None => format!("Main route table of {}", architecture.name_of(vpc)),
        },
        columns: vec!["Destination", "Target"],
        rows: rows
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let cells = [destination_of(row), route_target(&row.target, architecture)];
                Row::new(cells, decided == Some(index))
            })
            .collect(),
        because,
    })
}

/// What a row is for: a block, or what a service's prefix list holds.
fn destination_of(row: &RouteRow) -> String {
    match row.prefix_list {
        Some(service) => format!("prefix list of {}", service.label()),
        None => row.destination.to_string(),
    }
}
