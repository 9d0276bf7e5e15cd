//! NAT gateways, public addresses, transfer.

use std::collections::BTreeSet;

use super::amount::Amount;
use super::bill::Group;
use super::counting::{Counting, share};
use super::sheet::{Charge, Factor};
use crate::architecture::*;
use crate::relations::servers::Tiers;
use crate::relations::{Exit, Relations};

/// The NAT gateways that the default route of some subnet leads to.
pub(super) fn used_nats<'a>(relations: &Relations<'a>) -> BTreeSet<&'a ResourceId> {
    let exits = relations.subnets().iter().map(|subnet| subnet.exit);
    let nats = exits.filter_map(|exit| match exit {
        Exit::NatGateway(id) => Some(id),
        _ => None,
    });
    nats.collect()
}

/// The NAT gateways through which servers speak with S3, because no gateway
/// endpoint offers them a nearer way (rulebook NAT-17).
pub(super) fn nats_to_s3<'a>(
    relations: &Relations<'a>,
    tiers: &Tiers<'a>,
) -> BTreeSet<&'a ResourceId> {
    if relations.indexed().all::<Bucket>().next().is_none() {
        return BTreeSet::new();
    }
    let subnets = tiers.servers.iter().flat_map(|it| it.subnets);
    let subnets: BTreeSet<_> = subnets.collect();
    let subnets = subnets.into_iter().filter_map(|id| relations.subnet(id));
    let through = subnets.filter_map(|subnet| {
        let Exit::NatGateway(nat) = subnet.exit else {
            return None;
        };
        let table = relations.table(subnet.table?)?;
        table
            .endpoint_of(EndpointService::S3)
            .is_none()
            .then_some(nat)
    });
    through.collect()
}

pub(super) fn count(counting: &mut Counting) {
    let relations = counting.relations;
    let tiers = Tiers::of(relations);
    let hours = Counting::hours();
    for (id, _) in relations.indexed().all::<NatGateway>() {
        let region = counting.region_of(id);
        let one = Factor::of(1, "gateway", "gateways");
        counting.add(Charge::new(
            Group::Network,
            "NAT gateways, hours",
            "nat.hour",
            &region,
            Some(id),
            vec![one, hours],
        ));
    }
    let used = used_nats(relations);
    let gigabytes = counting.load.nat_gb;
    for (place, id) in used.iter().enumerate() {
        let region = counting.region_of(id);
        let amount = share(gigabytes, place, used.len());
        counting.add(Charge::new(
            Group::Network,
            "NAT gateways, data processed",
            "nat.gb",
            &region,
            Some(id),
            vec![Factor::unit(amount, "GB")],
        ));
    }
    let to_s3 = nats_to_s3(relations, &tiers);
    let gigabytes = counting.load.s3_gb;
    for (place, id) in to_s3.iter().enumerate() {
        let region = counting.region_of(id);
        let amount = share(gigabytes, place, to_s3.len());
        counting.add(Charge::new(
            Group::Network,
            "NAT gateways, traffic with S3",
            "nat.gb",
            &region,
            Some(id),
            vec![Factor::unit(amount, "GB")],
        ));
    }
    addresses(counting);
    transfer(counting, &tiers);
}

/// Public IPv4 addresses: each costs the same, whoever has it and whether it is
/// used or not (rulebook PRICE-8).
fn addresses(counting: &mut Counting) {
    let relations = counting.relations;
    let architecture = relations.indexed();
    let mut all: Vec<(&ResourceId, u32, u32)> = Vec::new();
    for (id, it) in architecture.all::<LoadBalancer>() {
        if it.scheme == Scheme::InternetFacing {
            all.push((id, nodes(relations, it), 0));
        }
    }
    for (id, it) in architecture.all::<NatGateway>() {
        if it.connectivity == Connectivity::Public && it.elastic_ip {
            all.push((id, 1, 0));
        }
    }
    for (id, it) in architecture.all::<Instance>() {
        all.push((id, addresses_of(relations, it), 0));
    }
    for (id, it) in architecture.all::<AutoScalingGroup>() {
        let Some((made_by, _)) = relations.template_of(it) else {
            continue;
        };
        let usual = Counting::usual_size(it);
        let extra = counting.extra_size(it);
        // Instances are spread evenly over the subnets [ASG UG: Instance distribution].
        let subnets: Vec<_> = relations.subnets_among(&it.subnets).collect();
        let public = subnets.iter().filter(|subnet| {
            relations
                .public_address_by(made_by, subnet.subnet)
                .is_some()
        });
        let public = u32::try_from(public.count()).unwrap_or(0);
        let count = u32::try_from(subnets.len()).unwrap_or(u32::MAX).max(1);
        let part = |size: u32| {
            let share = (u64::from(size) * u64::from(public)).div_ceil(u64::from(count));
            u32::try_from(share).unwrap_or(u32::MAX)
        };
        all.push((id, part(usual), part(extra)));
    }
    for (id, it) in architecture.all::<Database>() {
        all.push((id, u32::from(it.public), 0));
    }
    let hours = Counting::hours();
    let busy = Factor::of(counting.load.festival_hours, "busy hour", "busy hours");
    for (id, count, extra) in all {
        let region = counting.region_of(id);
        for (number, hours) in [(count, hours), (extra, busy)] {
            if number > 0 {
                let factors = vec![Factor::of(number, "address", "addresses"), hours];
                counting.add(Charge::new(
                    Group::Network,
                    "Public IPv4 addresses",
                    "ipv4.in-use",
                    &region,
                    Some(id),
                    factors,
                ));
            }
        }
    }
}

/// The nodes of a load balancer, one in each zone.
fn nodes(relations: &Relations, balancer: &LoadBalancer) -> u32 {
    let subnets = relations.subnets_among(&balancer.subnets);
    let zones: BTreeSet<&str> = subnets.map(|subnet| subnet.zone_text).collect();
    u32::try_from(zones.len()).unwrap_or(u32::MAX)
}

/// The public addresses of an instance. A stopped one keeps its Elastic IPs and
/// gives back the others (rulebook EIP-5).
fn addresses_of(relations: &Relations, it: &Instance) -> u32 {
    let subnet = it.subnet.as_ref().and_then(|id| relations.subnet(id));
    let given =
        subnet.and_then(|subnet| crate::relations::addresses::public_address_of(it, subnet.subnet));
    let first = match it.state {
        InstanceState::Running => given.is_some() || it.elastic_ip,
        InstanceState::Stopped => it.elastic_ip,
    };
    // A further interface has no other way to a public address than an Elastic IP.
    let further = it.interfaces.iter();
    let further = further
        .filter(|it| it.public_address.parse().is_some())
        .count();
    u32::from(first).saturating_add(u32::try_from(further).unwrap_or(u32::MAX))
}

/// What goes out to the internet, and what crosses zones.
fn transfer(counting: &mut Counting, tiers: &Tiers) {
    let relations = counting.relations;
    let architecture = relations.indexed();
    let region = counting.region.clone();
    let load_id = counting.load_id;
    let faces_internet = architecture.all::<Bucket>().next().is_some()
        || architecture
            .all::<LoadBalancer>()
            .any(|(_, it)| it.scheme == Scheme::InternetFacing)
        || architecture
            .all::<Instance>()
            .any(|(_, it)| it.state == InstanceState::Running && addresses_of(relations, it) > 0)
        || architecture.all::<NatGateway>().next().is_some();
    if faces_internet {
        let out = Factor::unit(counting.load.gb_out, "GB");
        // The free part is used up first, then the tiers begin.
        let free = match counting.options.free {
            true => super::table::table().free("dto"),
            false => Amount::ZERO,
        };
        let upto = |gigabytes: i64| Some(Amount::whole(gigabytes) + free);
        let tiers = [
            ("dto.t1", upto(10_240)),
            ("dto.t2", upto(51_200)),
            ("dto.t3", upto(153_600)),
            ("dto.t4", None),
        ];
        let charge = Charge::new(
            Group::Network,
            "Data transfer out to the internet",
            "dto.t1",
            &region,
            load_id,
            vec![out],
        );
        counting.sheet.add_tiered(charge.free("dto"), &tiers, "GB");
    }
    if crosses_zones(relations, tiers) {
        let across = Factor::unit(counting.load.cross_zone_gb, "GB");
        counting.add(Charge::new(
            Group::Network,
            "Between Availability Zones",
            "dt.inter-az",
            &region,
            load_id,
            vec![across],
        ));
    }
}

/// Whether servers and what they speak with stand in more than one zone.
fn crosses_zones(relations: &Relations, tiers: &Tiers) -> bool {
    let architecture = relations.indexed();
    let servers = tiers.servers.iter().flat_map(|it| it.subnets);
    let mut subnets: Vec<&ResourceId> = servers.collect();
    if subnets.is_empty() {
        return false;
    }
    subnets.extend(
        architecture
            .all::<Database>()
            .flat_map(|(_, it)| &it.subnets),
    );
    subnets.extend(architecture.all::<Cache>().flat_map(|(_, it)| &it.subnets));
    subnets.extend(
        architecture
            .all::<LoadBalancer>()
            .flat_map(|(_, it)| &it.subnets),
    );
    let subnets = subnets.into_iter().filter_map(|id| relations.subnet(id));
    let zones: BTreeSet<&str> = subnets.map(|subnet| subnet.zone_text).collect();
    zones.len() > 1
}
