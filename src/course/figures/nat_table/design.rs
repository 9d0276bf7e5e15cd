//! The small design in which a NAT gateway's packets are traced.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::NatTable;
use crate::architecture::*;
use crate::course::figures::made::{self, design, to};

pub(super) const ZONES: [&str; 2] = ["ap-south-1a", "ap-south-1b"];

/// A public wing with its gateway in each zone, and each server in the wing around its
/// address, so that it may have any.
pub(super) fn of(table: &NatTable) -> Architecture {
    let mut things: Vec<(String, Properties)> = Vec::new();
    let blocks = std::iter::once(CidrText::from("100.64.0.0/16"));
    let own = table
        .servers
        .iter()
        .map(|it| CidrText(format!("{}/16", it.address)));
    let own = own.filter_map(|it| it.lenient()).map(CidrText::from);
    let mut vpc = Vpc::default();
    for block in blocks.chain(own) {
        if block != vpc.cidr && !vpc.secondary_cidrs.contains(&block) {
            vpc.secondary_cidrs.push(block);
        }
    }
    things.push(("vpc".into(), vpc.into()));
    let region = Region {
        code: "ap-south-1".to_owned(),
    };
    things.push(("region".into(), region.into()));
    let gateway = InternetGateway {
        vpc: to("vpc"),
        ..InternetGateway::default()
    };
    things.push(("gate".into(), gateway.into()));
    let board = |target: &str| RouteTable {
        vpc: to("vpc"),
        routes: vec![Route {
            destination: "0.0.0.0/0".into(),
            target: to(target),
        }],
    };
    things.push(("public-rt".into(), board("gate").into()));
    for (zone, name) in ZONES.iter().enumerate().take(table.zones) {
        let wing = Subnet {
            vpc: to("vpc"),
            cidr: CidrText(format!("100.64.{zone}.0/24")),
            zone: (*name).to_owned(),
            route_table: to("public-rt"),
            ..Subnet::default()
        };
        let nat = NatGateway {
            subnet: to(&format!("public-{zone}")),
            private_address: AddressText(format!("100.64.{zone}.10")),
            public_address: made::address(table.public(zone)),
            ..NatGateway::default()
        };
        things.push((format!("public-{zone}"), wing.into()));
        things.push((format!("nat-{zone}"), nat.into()));
        things.push((
            format!("private-rt-{zone}"),
            board(&format!("nat-{zone}")).into(),
        ));
    }
    let guards = SecurityGroup {
        vpc: to("vpc"),
        ..SecurityGroup::default()
    };
    things.push(("guards".into(), guards.into()));
    for (place, server) in table.servers.iter().enumerate() {
        let block = wing_of(server.address);
        let wing = Subnet {
            vpc: to("vpc"),
            cidr: block.into(),
            zone: ZONES[server.zone].to_owned(),
            route_table: to(&format!("private-rt-{}", table.gateway_of(server))),
            ..Subnet::default()
        };
        // Neighbours share a wing, which is made once.
        let home = format!("wing-{}", block.network());
        let instance = Instance {
            subnet: to(&home),
            security_groups: vec![ResourceId::new("guards")],
            public_ip: PublicIp::No,
            private_address: made::address(server.address),
            ..Instance::default()
        };
        things.push((home, wing.into()));
        things.push((format!("server-{place}"), instance.into()));
    }
    design(things.iter().map(|(id, it)| (id.as_str(), it.clone())))
}

/// The wing around an address.
pub(super) fn wing_of(address: Ipv4Addr) -> Ipv4Net {
    Ipv4Net::new(address, 24)
        .map(|it| it.trunc())
        .unwrap_or_default()
}
