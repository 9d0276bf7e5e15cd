//! Who takes which addresses of a subnet.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::architecture::*;
use crate::rules::context::{Context, SubnetFacts};

/// A private address that a learner has fixed.
pub struct Fixed<'a> {
    /// The resource.
    pub id: &'a ResourceId,
    /// The property.
    pub property: &'static str,
    /// The address as typed.
    pub text: &'a AddressText,
    /// The subnets that it may be in.
    pub subnets: Vec<&'a ResourceId>,
}

/// Every private address that is fixed.
pub fn fixed<'a>(context: &Context<'_, 'a>) -> Vec<Fixed<'a>> {
    let mut all = Vec::new();
    let mut add = |id, property, text: &'a AddressText, subnets: Vec<&'a ResourceId>| {
        if !text.is_automatic() && !subnets.is_empty() {
            all.push(Fixed {
                id,
                property,
                text,
                subnets,
            });
        }
    };
    for (id, it) in context.all::<Instance>() {
        add(
            id,
            "private_address",
            &it.private_address,
            it.subnet.iter().collect(),
        );
        for interface in &it.interfaces {
            let subnets = interface.subnet.iter().collect();
            add(id, "interfaces", &interface.private_address, subnets);
        }
    }
    for (id, it) in context.all::<NatGateway>() {
        add(
            id,
            "private_address",
            &it.private_address,
            it.subnet.iter().collect(),
        );
    }
    for (id, it) in context.all::<LoadBalancer>() {
        for node in &it.node_addresses {
            add(
                id,
                "node_addresses",
                &node.private_address,
                node.subnet.iter().collect(),
            );
        }
    }
    for (id, it) in context.all::<FileSystem>() {
        for target in &it.mount_targets {
            add(
                id,
                "mount_targets",
                &target.private_address,
                target.subnet.iter().collect(),
            );
        }
    }
    for (id, it) in context.all::<Database>() {
        add(
            id,
            "private_address",
            &it.private_address,
            it.subnets.iter().collect(),
        );
        add(
            id,
            "standby_address",
            &it.standby_address,
            it.subnets.iter().collect(),
        );
    }
    all
}

/// Whether an instance, or what a launch template makes, has a public address
/// at its first interface in a subnet.
pub fn has_public_address(
    context: &Context<'_, '_>,
    made_by: &ResourceId,
    subnet: &SubnetFacts<'_>,
) -> bool {
    let choice = match context.architecture.get(made_by).map(|it| &it.properties) {
        Some(Properties::Instance(it)) if it.elastic_ip || !it.public_address.is_automatic() => {
            return true;
        }
        Some(Properties::Instance(it)) => it.public_ip,
        Some(Properties::LaunchTemplate(it)) => it.public_ip,
        _ => return true,
    };
    match choice {
        PublicIp::Yes => true,
        PublicIp::No => false,
        PublicIp::Subnet => subnet.subnet.map_public_ip,
    }
}

/// What a subnet's addresses are needed for.
#[derive(Default)]
pub struct Demand<'a> {
    /// How many are needed.
    pub addresses: u64,
    /// By whom.
    pub takers: Vec<&'a ResourceId>,
}

/// How many addresses are needed in each subnet (rulebook SUB-13): one per
/// interface, eight per load balancer, two per database (one to recover
/// with), the largest size of an Auto Scaling group spread over its zones.
/// Counted by the first who asks.
pub fn demands<'c, 'a>(context: &'c Context<'_, 'a>) -> &'c FxHashMap<&'a ResourceId, Demand<'a>> {
    context.demands.get_or_init(|| count_demands(context))
}

/// How many instances of a group that has grown to its largest size come to
/// each of its subnets, while one zone may have failed. AWS spreads them over
/// the zones first (rulebook ASG-9), then over the subnets of a zone.
pub fn shares<'s>(
    context: &Context<'_, '_>,
    group: &'s AutoScalingGroup,
    failed: Option<&str>,
) -> Vec<(&'s ResourceId, u64)> {
    let zone = |id: &ResourceId| context.subnet(id).and_then(|it| it.zone());
    let mut zones: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for id in &group.subnets {
        let subnets = zones.entry(zone(id)).or_default();
        if !subnets.contains(&id) {
            subnets.push(id);
        }
    }
    zones.retain(|zone, _| failed.is_none() || *zone != failed);
    let in_zone = u64::from(group.max_size).div_ceil(zones.len().max(1) as u64);
    zones
        .into_values()
        .flat_map(|subnets| {
            let share = in_zone.div_ceil(subnets.len() as u64);
            subnets.into_iter().map(move |id| (id, share))
        })
        .collect()
}

fn count_demands<'a>(context: &Context<'_, 'a>) -> FxHashMap<&'a ResourceId, Demand<'a>> {
    let mut demands: FxHashMap<&'a ResourceId, Demand<'a>> = FxHashMap::default();
    let mut need = |subnet: &'a ResourceId, taker: &'a ResourceId, addresses: u64| {
        let demand = demands.entry(subnet).or_default();
        demand.addresses += addresses;
        if demand.takers.last() != Some(&taker) {
            demand.takers.push(taker);
        }
    };
    for (id, it) in context.all::<Instance>() {
        let further = it.interfaces.iter().filter_map(|it| it.subnet.as_ref());
        for subnet in it.subnet.iter().chain(further) {
            need(subnet, id, 1);
        }
    }
    for (id, it) in context.all::<NatGateway>() {
        it.subnet.iter().for_each(|subnet| need(subnet, id, 1));
    }
    for (id, it) in context.all::<LoadBalancer>() {
        it.subnets.iter().for_each(|subnet| need(subnet, id, 8));
    }
    for (id, it) in context.all::<FileSystem>() {
        for subnet in it.mount_targets.iter().filter_map(|it| it.subnet.as_ref()) {
            need(subnet, id, 1);
        }
    }
    for (id, it) in context.all::<Database>() {
        it.subnets.iter().for_each(|subnet| need(subnet, id, 2));
    }
    for (id, it) in context.all::<AutoScalingGroup>() {
        for (subnet, share) in shares(context, it, None) {
            need(subnet, id, share);
        }
    }
    demands
}
