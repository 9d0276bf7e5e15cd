//! Route tables and their routes.
//!
//! Routes come late: they lead to gateways, peering connections and
//! instances, which have to be written first.

use std::collections::BTreeSet;

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{InternetGateway, Kind, ResourceId, Route, RouteTable, VpcPeering};

pub(super) fn write(w: &mut Writer, id: &ResourceId, table: &RouteTable) {
    let vpc = match w.follow(&table.vpc, Kind::Vpc, "a VPC") {
        Ok(vpc) => vpc,
        Err(why) => return w.omit(id, why),
    };
    let properties = Fields::new()
        .with("VpcId", Value::Ref(w.id(&vpc)))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::EC2::RouteTable", properties);
}

pub(super) fn write_routes(w: &mut Writer, id: &ResourceId, table: &RouteTable) {
    let Some(vpc) = table.vpc.as_ref().filter(|_| w.has(id, Kind::RouteTable)) else {
        return;
    };
    let mut taken = BTreeSet::new();
    for route in &table.routes {
        if let Err(why) = write_route(w, id, vpc, route, &mut taken) {
            w.omit_part(id, format!("route to {}", route.destination), why);
        }
    }
}

fn write_route(
    w: &mut Writer,
    id: &ResourceId,
    vpc: &ResourceId,
    route: &Route,
    taken: &mut BTreeSet<ipnet::Ipv4Net>,
) -> Result<(), Why> {
    let destination = route
        .destination
        .lenient()
        .ok_or_else(|| Why::Malformed(route.destination.to_string()))?;
    let target = route
        .target
        .as_ref()
        .ok_or(Why::NothingChosen("a target"))?;
    let (key, value, wait) = target_of(w, vpc, target)?;
    if reserved().contains(&destination) {
        return Err(Why::Refused(
            "AWS keeps 169.254.168.0/22 for its own services",
        ));
    }
    let blocks = w.blocks.get(vpc).into_iter().flatten();
    if blocks
        .into_iter()
        .any(|(block, _)| block.contains(&destination))
    {
        // Rulebook RT-3 and RT-6.
        let subnets = w.subnet_blocks.get(vpc).into_iter().flatten();
        let whole_subnet = subnets.into_iter().any(|(_, block)| *block == destination);
        if !whole_subnet || !matches!(key, "NatGatewayId" | "NetworkInterfaceId" | "InstanceId") {
            return Err(Why::Refused(
                "the VPC's own blocks have local routes; only a whole subnet can be led to an instance or a NAT gateway",
            ));
        }
    }
    if !taken.insert(destination) {
        return Err(Why::Refused(
            "the table has a route to the same block already",
        ));
    }
    let properties = Fields::new()
        .with("RouteTableId", Value::Ref(w.id(id)))
        .with("DestinationCidrBlock", destination.to_string())
        .with(key, value);
    let part = match destination.prefix_len() {
        0 => "DefaultRoute".to_owned(),
        length => {
            let octets = destination.addr().octets().map(|octet| octet.to_string());
            format!("RouteTo{}x{length}", octets.join("x"))
        }
    };
    let logical = w.part_id(id, &part);
    w.add_part(logical.clone(), "AWS::EC2::Route", properties)
        .depends_on
        .extend(wait);
    w.routes.entry(id.clone()).or_default().push(logical);
    Ok(())
}

/// What no route may lead away (rulebook RT-7).
fn reserved() -> ipnet::Ipv4Net {
    ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(169, 254, 168, 0), 22)
}

/// The property that names a route's target, its value, and what the route
/// has to wait for.
fn target_of(
    w: &Writer,
    vpc: &ResourceId,
    target: &ResourceId,
) -> Result<(&'static str, Value, Option<String>), Why> {
    let other_vpc = || Err(Why::Refused("a route leads to a target in its own VPC"));
    let reference = Value::Ref(w.id(target));
    let kind = w
        .architecture
        .kind_of(target)
        .filter(|kind| w.has(target, *kind));
    match kind {
        Some(Kind::InternetGateway) => {
            // A route through a gateway waits for its attachment. [CFN TR:
            // DependsOn attribute]
            let attached = w
                .architecture
                .find::<InternetGateway>(target)
                .and_then(|it| it.vpc.as_ref());
            match w.attachments.get(vpc).filter(|_| attached == Some(vpc)) {
                Some(attachment) => Ok(("GatewayId", reference, Some(attachment.clone()))),
                None => Err(Why::Refused("the gateway is not attached to this VPC")),
            }
        }
        Some(Kind::NatGateway) if w.vpc_of(target).as_ref() != Some(vpc) => other_vpc(),
        Some(Kind::NatGateway) => Ok(("NatGatewayId", reference, None)),
        Some(Kind::VpcPeering) => {
            let joins = w.architecture.find::<VpcPeering>(target).is_some_and(|it| {
                it.requester.as_ref() == Some(vpc) || it.accepter.as_ref() == Some(vpc)
            });
            if !joins {
                return other_vpc();
            }
            Ok(("VpcPeeringConnectionId", reference, None))
        }
        Some(Kind::Instance) if w.vpc_of(target).as_ref() != Some(vpc) => other_vpc(),
        Some(Kind::Instance) => Ok(match w.first_interfaces.get(target) {
            // A route may name an instance only if it has one interface.
            Some(interface) => ("NetworkInterfaceId", Value::reference(interface), None),
            None => ("InstanceId", reference, None),
        }),
        Some(_) => Err(Why::Refused("a route cannot lead there")),
        None => Err(w.unmade(target)),
    }
}
