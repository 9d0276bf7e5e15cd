//! NAT gateways that no route leads to, and the tables that are to lead there.

use rustc_hash::FxHashSet;

use super::told::belongs_on;
use crate::architecture::*;
use crate::network::Role;
use crate::order::InOrder;
use crate::relations::{Exit, SubnetFacts};
use crate::rules::context::Context;

/// A NAT gateway that carries nothing.
pub struct Idle<'a> {
    /// The gateway.
    pub id: &'a ResourceId,
    /// The table that is to lead to it, with its subnets, where that is plain.
    pub way: Option<(&'a ResourceId, Vec<&'a ResourceId>)>,
}

/// The NAT gateways that no subnet's routes lead to, as far as that is told with
/// them: not where their route stands in a table that nobody uses, nor where a
/// subnet of their zone leads to another.
pub fn idle_gateways<'a>(context: &Context<'_, 'a>) -> Vec<Idle<'a>> {
    if context.all::<NatGateway>().next().is_none() {
        return Vec::new();
    }
    let targets = |table: &ResourceId| {
        let table: Option<&RouteTable> = context.find(table);
        let routes = table.map_or(&[][..], |it| &it.routes);
        routes.iter().filter_map(|route| route.target.as_ref())
    };
    let tables: FxHashSet<_> = context.subnets.iter().filter_map(|it| it.table).collect();
    let used: FxHashSet<_> = tables.into_iter().flat_map(targets).collect();
    let unused = context.astray().unused.iter();
    let told: FxHashSet<_> = unused.flat_map(|it| targets(it.table)).collect();
    // Where the table of a subnet is gone, nobody can tell what it used.
    let refused = context.subnets.iter().filter(|it| it.table_refused);
    let unknown: FxHashSet<_> = refused.filter_map(|it| it.vpc).collect();
    let nearer: FxHashSet<_> = context
        .subnets
        .iter()
        .filter_map(|it| detour(context, it)?.own)
        .collect();
    let mut idle = Vec::new();
    for (id, nat) in context.all::<NatGateway>() {
        if nat.subnet.is_none() || [&used, &told, &nearer].iter().any(|it| it.contains(id)) {
            continue;
        }
        let home = nat.subnet.as_ref().and_then(|id| context.subnet(id));
        let vpc = home.and_then(|it| it.vpc);
        if vpc.is_none_or(|it| !unknown.contains(it)) {
            let way = way_to(context, nat);
            idle.push(Idle { id, way });
        }
    }
    idle
}

/// The only table of private subnets in the zone of a NAT gateway, and of no
/// other zone, that has no way out yet.
fn way_to<'a>(
    context: &Context<'_, 'a>,
    nat: &NatGateway,
) -> Option<(&'a ResourceId, Vec<&'a ResourceId>)> {
    let home = context.subnet(nat.subnet.as_ref()?)?;
    let vpc = home.vpc?;
    // Beyond the 200 subnets that AWS gives to a VPC nobody looks.
    if nat.connectivity == Connectivity::Private || context.subnets_of(vpc).nth(200).is_some() {
        return None;
    }
    let near = |it: &&SubnetFacts<'_>| it.zone == home.zone && it.id != home.id;
    let closed = context
        .subnets_of(vpc)
        .filter(near)
        .filter(|it| !it.is_public() && it.chosen_exit() == Exit::None);
    let mut tables: Vec<_> = closed.filter_map(|it| it.table).collect();
    tables.order();
    tables.dedup();
    let [table] = tables[..] else { return None };
    let users = context.subnets_of(vpc).filter(|it| it.table == Some(table));
    let users: Vec<_> = users.collect();
    let all_near = users.iter().copied().all(|it| near(&it));
    all_near.then(|| (table, users.into_iter().map(|it| it.id).collect()))
}

/// The only public NAT gateway of the zone, for servers that are cut off: a
/// database needs none. The table must be theirs alone.
pub fn gateway_for<'a>(
    context: &Context<'_, 'a>,
    subnet: &SubnetFacts<'_>,
) -> Option<&'a ResourceId> {
    let (vpc, table) = (subnet.vpc?, subnet.table?);
    let mut standing = context.standing_in(subnet.id).iter();
    if !standing.any(|it| it.role == Role::Instance) || context.subnets_of(vpc).nth(200).is_some() {
        return None;
    }
    let near = |it: &SubnetFacts<'_>| it.zone == subnet.zone && it.zone.is_some();
    let mut users = context.subnets_of(vpc).filter(|it| it.table == Some(table));
    let mut gateways = context.all::<NatGateway>().filter(|(_, it)| {
        let home = it.subnet.as_ref().and_then(|id| context.subnet(id));
        let there = home.is_some_and(|it| near(it) && it.vpc == Some(vpc) && it.is_public());
        it.connectivity == Connectivity::Public && there
    });
    let (only, _) = gateways.next().filter(|_| gateways.next().is_none())?;
    users.all(near).then_some(only)
}

/// The edit that a table leads to a NAT gateway by default.
pub fn lead_to(context: &Context<'_, '_>, table: &ResourceId, nat: &ResourceId) -> Option<Remedy> {
    let route = Route {
        destination: "0.0.0.0/0".into(),
        target: Some(nat.clone()),
    };
    let end = context.find::<RouteTable>(table)?.routes.len();
    Some(Remedy::new(
        format!(
            "Route 0.0.0.0/0 to {} in {}",
            context.name(nat),
            context.name(table)
        ),
        Edit::insert(table, "routes", end, route),
    ))
}

/// A subnet that leaves through the NAT gateway of another zone.
pub struct Detour<'a> {
    /// The table that leads there.
    pub table: &'a ResourceId,
    /// The gateway.
    pub nat: &'a ResourceId,
    /// The zone of the gateway.
    pub nat_zone: &'a str,
    /// The gateway of the subnet's own zone, if there is one.
    pub own: Option<&'a ResourceId>,
}

/// The detour that a subnet makes, if it makes one that is told with its table.
pub fn detour<'a>(context: &Context<'_, 'a>, subnet: &SubnetFacts<'a>) -> Option<Detour<'a>> {
    let Exit::NatGateway(nat) = subnet.chosen_exit() else {
        return None;
    };
    let (zone, table) = (subnet.zone?, subnet.table?);
    let nat_zone = zone_of(context, nat)?;
    // A subnet that is to be public needs no NAT gateway, but another table.
    if nat_zone == zone || belongs_on(context, subnet).is_some() {
        return None;
    }
    let own = context.all::<NatGateway>().find(|(id, it)| {
        let home = it.subnet.as_ref().and_then(|id| context.subnet(id));
        zone_of(context, id) == Some(zone) && home.and_then(|it| it.vpc) == subnet.vpc
    });
    Some(Detour {
        table,
        nat,
        nat_zone,
        own: own.map(|(id, _)| id),
    })
}

fn zone_of<'a>(context: &Context<'_, 'a>, nat: &ResourceId) -> Option<&'a str> {
    let nat: &NatGateway = context.find(nat)?;
    context.subnet(nat.subnet.as_ref()?)?.zone
}
