//! What is told at its cause already, so that the rules on what comes of it stay
//! silent: a subnet that obeys the wrong table, a VPC that lacks its internet
//! gateway.

use super::astray::{Claim, fitting_table};
use super::stopped::{faces_internet, is_public_nat};
use crate::architecture::*;
use crate::relations::{Exit, SubnetFacts, SubnetKind};
use crate::rules::context::Context;

/// Whether the lack of a way is told with the table of a subnet: with a dead
/// route, a route that is missing, a table that nobody uses, or another table
/// that the subnet is plainly to use.
pub fn is_told_with_table(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> bool {
    is_told_with_routes(context, subnet) || belongs_on(context, subnet).is_some()
}

fn is_told_with_routes(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> bool {
    let astray = context.astray();
    subnet.chosen_exit() == Exit::Nowhere
        || astray.is_closed(subnet.id)
        || astray.is_told_with_unused(subnet.id)
}

/// The table that a subnet is told to use instead of the one that it obeys,
/// because that makes it what it is not meant to be.
pub fn belongs_on<'a>(
    context: &Context<'_, 'a>,
    subnet: &SubnetFacts<'_>,
) -> Option<&'a ResourceId> {
    let named = subnet.subnet.route_table.is_some();
    let public = |it: &&ResourceId| {
        let table = context.relations.table(it);
        table.is_some_and(|it| it.kind == SubnetKind::Public) != subnet.is_public()
    };
    let meant = context.astray().meant_for(subnet.id).filter(public);
    let found = match meant.filter(|_| !named) {
        Some(table) => Some(table),
        None => {
            let claim = Claim::of(&context.name(subnet.id))?;
            let fits = (claim == Claim::Public) == subnet.is_public();
            if fits {
                return None;
            }
            fitting_table(context, subnet, claim)
        }
    };
    found.filter(|_| !is_told_with_routes(context, subnet))
}

/// Whether it is told of a VPC that it lacks an internet gateway.
pub fn gateway_is_told(context: &Context<'_, '_>, vpc: &ResourceId) -> bool {
    context.gateways_of(vpc).is_empty()
        && (is_told_with_gateway(context, vpc)
            || is_told_with_nat(context, vpc)
            || balancers_in(context, vpc))
}

/// Whether that is told with a gateway that is attached to nothing: one that a
/// route of the VPC leads to, or one that is left over.
pub fn is_told_with_gateway(context: &Context<'_, '_>, vpc: &ResourceId) -> bool {
    let detached = |id: &ResourceId| {
        let gateway: Option<&InternetGateway> = context.find(id);
        gateway.is_some_and(|it| it.vpc.is_none())
    };
    let routed = context
        .all::<RouteTable>()
        .filter(|(_, it)| it.vpc.as_ref() == Some(vpc))
        .flat_map(|(_, it)| it.routes.iter().filter_map(|route| route.target.as_ref()))
        .any(detached);
    routed || (!loose_gateways(context).is_empty() && vpc_for_loose(context) == Some(vpc))
}

/// Whether that is told with the public NAT gateways of the VPC, which AWS
/// cannot create then.
pub fn is_told_with_nat(context: &Context<'_, '_>, vpc: &ResourceId) -> bool {
    // Of a gateway whose VPC is gone nobody can tell which it was for.
    let lost = |it: &InternetGateway| {
        let vpc = it.vpc.as_ref();
        vpc.is_some_and(|it| context.find::<Vpc>(it).is_none())
    };
    nats_in(context, vpc) && !context.all::<InternetGateway>().any(|(_, it)| lost(it))
}

/// The internet gateways that are attached to nothing and that no route leads
/// to.
pub fn loose_gateways<'a>(context: &Context<'_, 'a>) -> Vec<&'a ResourceId> {
    let routed: rustc_hash::FxHashSet<_> = context
        .all::<RouteTable>()
        .flat_map(|(_, table)| {
            table
                .routes
                .iter()
                .filter_map(|route| route.target.as_ref())
        })
        .collect();
    let all = context.all::<InternetGateway>();
    all.filter(|(id, it)| it.vpc.is_none() && !routed.contains(id))
        .map(|(id, _)| id)
        .collect()
}

/// The VPC that a loose gateway is plainly for: the only one that has none, or
/// the only one of those in which something waits for it.
pub fn vpc_for_loose<'a>(context: &Context<'_, 'a>) -> Option<&'a ResourceId> {
    let open: Vec<_> = context
        .all::<Vpc>()
        .map(|(id, _)| id)
        .filter(|vpc| context.gateways_of(vpc).is_empty())
        .collect();
    if let [only] = open[..] {
        return Some(only);
    }
    let waits = |vpc: &&ResourceId| nats_in(context, vpc) || balancers_in(context, vpc);
    let mut waiting = open.into_iter().filter(waits);
    waiting.next().filter(|_| waiting.next().is_none())
}

fn nats_in(context: &Context<'_, '_>, vpc: &ResourceId) -> bool {
    let mut nats = context.all::<NatGateway>();
    nats.any(|(id, it)| {
        let home = it.subnet.as_ref().and_then(|it| context.subnet(it)?.vpc);
        home == Some(vpc) && is_public_nat(context, id)
    })
}

fn balancers_in(context: &Context<'_, '_>, vpc: &ResourceId) -> bool {
    let mut balancers = context.all::<LoadBalancer>();
    balancers.any(|(id, it)| {
        let mut subnets = context.subnets_among(&it.subnets);
        faces_internet(context, id) && subnets.any(|it| it.vpc == Some(vpc))
    })
}
