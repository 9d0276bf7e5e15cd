//! Who takes which addresses of a subnet, and who has a public one.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Relations;
use crate::architecture::*;

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
pub fn fixed<'a>(relations: &Relations<'a>) -> Vec<Fixed<'a>> {
    let architecture = relations.indexed();
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
    for (id, it) in architecture.all::<Instance>() {
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
    for (id, it) in architecture.all::<NatGateway>() {
        add(
            id,
            "private_address",
            &it.private_address,
            it.subnet.iter().collect(),
        );
    }
    for (id, it) in architecture.all::<LoadBalancer>() {
        for node in &it.node_addresses {
            add(
                id,
                "node_addresses",
                &node.private_address,
                node.subnet.iter().collect(),
            );
        }
    }
    for (id, it) in architecture.all::<FileSystem>() {
        for target in &it.mount_targets {
            add(
                id,
                "mount_targets",
                &target.private_address,
                target.subnet.iter().collect(),
            );
        }
    }
    for (id, it) in architecture.all::<Database>() {
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

/// What gives an instance a public address at its first interface in a subnet
/// while it runs, if anything does: a property of its own, or `map_public_ip`
/// of the subnet. An address that cannot be read gives none, and one that
/// starts with several interfaces gets none by itself [EC2 UG: Assign a public
/// IPv4 address].
pub fn public_address_of(it: &Instance, subnet: &Subnet) -> Option<&'static str> {
    if it.elastic_ip {
        Some("elastic_ip")
    } else if it.public_address.parse().is_some() {
        Some("public_address")
    } else if it.interfaces.is_empty() {
        chosen_or_given(it.public_ip, subnet)
    } else {
        None
    }
}

/// What gives a public address to an instance that chooses so, if anything
/// does: its own word, or the subnet where it has none.
pub fn chosen_or_given(choice: PublicIp, subnet: &Subnet) -> Option<&'static str> {
    match choice {
        PublicIp::Yes => Some("public_ip"),
        PublicIp::No => None,
        PublicIp::Subnet => subnet.map_public_ip.then_some("map_public_ip"),
    }
}

impl Relations<'_> {
    /// What gives servers a public address in a subnet, if anything does; they
    /// are made by an instance or a launch template.
    pub fn public_address_by(&self, made_by: &ResourceId, subnet: &Subnet) -> Option<&'static str> {
        match &self.indexed().get(made_by)?.properties {
            Properties::Instance(it) => public_address_of(it, subnet),
            Properties::LaunchTemplate(it) => chosen_or_given(it.public_ip, subnet),
            _ => None,
        }
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
pub fn demands<'a>(relations: &Relations<'a>) -> FxHashMap<&'a ResourceId, Demand<'a>> {
    let architecture = relations.indexed();
    let mut demands: FxHashMap<&'a ResourceId, Demand<'a>> = FxHashMap::default();
    let mut need = |subnet: &'a ResourceId, taker: &'a ResourceId, addresses: u64| {
        let demand = demands.entry(subnet).or_default();
        demand.addresses += addresses;
        if demand.takers.last() != Some(&taker) {
            demand.takers.push(taker);
        }
    };
    for (id, it) in architecture.all::<Instance>() {
        let further = it.interfaces.iter().filter_map(|it| it.subnet.as_ref());
        for subnet in it.subnet.iter().chain(further) {
            need(subnet, id, 1);
        }
    }
    for (id, it) in architecture.all::<NatGateway>() {
        it.subnet.iter().for_each(|subnet| need(subnet, id, 1));
    }
    for (id, it) in architecture.all::<LoadBalancer>() {
        it.subnets.iter().for_each(|subnet| need(subnet, id, 8));
    }
    for (id, it) in architecture.all::<FileSystem>() {
        for subnet in it.mount_targets.iter().filter_map(|it| it.subnet.as_ref()) {
            need(subnet, id, 1);
        }
    }
    for (id, it) in relations.stores() {
        for subnet in it.subnets {
            need(subnet, id, it.addresses);
        }
    }
    for (id, it) in architecture.all::<AutoScalingGroup>() {
        for (subnet, share) in shares(relations, it, None) {
            need(subnet, id, share);
        }
    }
    demands
}

/// How many instances of a group that has grown to its largest size come to
/// each of its subnets, while one zone may have failed. AWS spreads them over
/// the zones first (rulebook ASG-9), then over the subnets of a zone.
pub fn shares<'s>(
    relations: &Relations<'_>,
    group: &'s AutoScalingGroup,
    failed: Option<&str>,
) -> Vec<(&'s ResourceId, u64)> {
    let zone = |id: &ResourceId| relations.subnet(id).and_then(|it| it.zone);
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
