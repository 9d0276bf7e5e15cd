//! Why a subnet is what it is.

use super::hop::route_target;
use crate::architecture::ResourceId;
use crate::network::{Evidence, Network, RouteTarget};
use crate::relations::SubnetKind;

/// Why a subnet is public, private or isolated, by the route that decides;
/// `None` if the id names no subnet.
pub fn why_subnet_kind(subnet: &ResourceId, network: &Network) -> Option<String> {
    let (kind, evidence) = network.subnet_kind(subnet)?;
    let architecture = network.architecture();
    let Evidence::Route {
        table,
        destination,
        target,
        ..
    } = &evidence
    else {
        return Some("It is in no VPC yet, so it has no route table and leads nowhere.".to_owned());
    };
    let table = match table {
        Some(table) => format!("Its route table {}", architecture.name_of(table)),
        None => "The main route table of its VPC".to_owned(),
    };
    let (Some(destination), Some(target)) = (destination, target) else {
        return Some(format!(
            "{table} has no route out of the VPC. What is here can talk to the rest of the VPC and to nobody else."
        ));
    };
    let way = format!(
        "{table} sends {destination} to {}.",
        route_target(target, architecture)
    );
    let everywhere = destination.prefix_len() == 0;
    let meaning = match (kind, target) {
        (SubnetKind::Public, _) => {
            "What has a public address here can reach the internet, and can be reached from it where its guards allow."
        }
        (SubnetKind::Private, RouteTarget::Resource(id)) if everywhere && is_nat(id, network) => {
            "Servers here can reach the internet; nobody on the internet can start a connection to them."
        }
        (SubnetKind::Private, _) => {
            "It leads out of the VPC, but not to an internet gateway, so nobody on the internet can start a connection to what is here."
        }
        (SubnetKind::Isolated, _) => "That way is dead, so nothing leaves the VPC from here.",
    };
    Some(format!("{way} {meaning}"))
}

fn is_nat(id: &ResourceId, network: &Network) -> bool {
    network
        .architecture()
        .find::<crate::architecture::NatGateway>(id)
        .is_some_and(|gateway| gateway.connectivity == crate::architecture::Connectivity::Public)
}
