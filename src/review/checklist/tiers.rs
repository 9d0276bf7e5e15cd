//! Points 8 to 10 and 14: what answers when a zone fails, and under which
//! name.

use crate::architecture::*;
use crate::review::facts::{Facts, said};
use crate::review::verdict::Verdict;

/// Every load balancer has nodes in two zones or more (rulebook ALB-1).
pub fn balancer_across_zones(facts: &Facts) -> Verdict {
    let all: Vec<(&ResourceId, &LoadBalancer)> = facts.all().collect();
    if all.is_empty() {
        return Verdict::missing(Kind::LoadBalancer);
    }
    for (id, it) in &all {
        let zones = facts.zones(&it.subnets);
        if zones.len() < 2 {
            let verdict = Verdict::not_met(match zones.first() {
                Some(zone) => format!("{} is in {zone} only.", facts.name(id)),
                None => format!("{} is in no Availability Zone yet.", facts.name(id)),
            });
            return verdict.by(facts, id, "subnets");
        }
    }
    let each = all
        .iter()
        .map(|(id, it)| format!("{} in {}", facts.name(id), said(&facts.zones(&it.subnets))));
    let sentence = format!("{}.", each.take(3).collect::<Vec<_>>().join("; "));
    Verdict::met(sentence).by_all(facts, all.iter().map(|it| it.0), "subnets")
}

/// Every Auto Scaling group that serves keeps two servers or more, and one for
/// each of its zones: it spreads them evenly (rulebook ASG-8).
pub fn least_one_per_zone(facts: &Facts) -> Verdict {
    let all: Vec<(&ResourceId, &AutoScalingGroup)> = facts.all().collect();
    if all.is_empty() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    if let Some(verdict) = starts_nothing(facts) {
        return verdict;
    }
    let wanted = |it: &AutoScalingGroup| {
        let zones = facts.zones(&it.subnets).len();
        u32::try_from(zones).unwrap_or(u32::MAX).max(2)
    };
    let few: Vec<_> = all
        .iter()
        .filter(|(_, it)| it.min_size < wanted(it))
        .collect();
    if let Some((id, it)) = few.first() {
        let zones = facts.zones(&it.subnets);
        let sentence = format!(
            "{} may shrink to {}, but it takes {} to have one in each of {} at all times.",
            facts.name(id),
            crate::text::count(it.min_size as usize, "server", "servers"),
            wanted(it),
            if zones.len() < 2 {
                "two zones".to_owned()
            } else {
                said(&zones)
            },
        );
        let edits = few.iter().flat_map(|(id, it)| {
            let least = wanted(it);
            let mut edits = Vec::new();
            // Minimum, wish and maximum must stay in order (rulebook ASG-3).
            if it.max_size < least {
                edits.push(Edit::set(id, "max_size", least));
            }
            if it.desired < least {
                edits.push(Edit::set(id, "desired", least));
            }
            edits.push(Edit::set(id, "min_size", least));
            edits
        });
        return Verdict::not_met(sentence)
            .by_all(facts, few.iter().map(|it| it.0), "min_size")
            .fix("Keep one server in each zone", edits.collect());
    }
    let each = all.iter().map(|(id, it)| {
        let zones = facts.zones(&it.subnets).len();
        format!(
            "{}: at least {} in {}",
            facts.name(id),
            it.min_size,
            crate::text::count(zones, "zone", "zones")
        )
    });
    let sentence = format!("{}.", each.take(3).collect::<Vec<_>>().join("; "));
    Verdict::met(sentence).by_all(facts, all.iter().map(|it| it.0), "min_size")
}

/// What is said of the first Auto Scaling group that starts nothing: it neither
/// grows nor shrinks.
pub fn starts_nothing(facts: &Facts) -> Option<Verdict> {
    let mut groups = facts.all::<AutoScalingGroup>();
    let finding = groups.find_map(|(id, _)| facts.starts_nothing(id))?;
    Some(Verdict::found(facts, finding))
}

/// Every database has a standby in another zone (rulebook RDS-21). A read
/// replica needs none of its own.
pub fn standby(facts: &Facts) -> Verdict {
    let all: Vec<(&ResourceId, &Database)> = facts
        .all::<Database>()
        .filter(|(_, it)| it.replica_of.is_none())
        .collect();
    if all.is_empty() {
        return Verdict::missing(Kind::Database);
    }
    let alone: Vec<_> = all
        .iter()
        .filter(|(_, it)| !it.multi_az)
        .map(|it| it.0)
        .collect();
    if !alone.is_empty() {
        let sentence = format!(
            "{} {} no standby: with its zone the data is out of reach.",
            facts.names(alone.iter().copied()),
            if alone.len() == 1 { "has" } else { "have" },
        );
        let edits = alone
            .iter()
            .map(|id| Edit::set(id, "multi_az", true))
            .collect();
        return Verdict::not_met(sentence)
            .by_all(facts, alone, "multi_az")
            .fix("Turn on Multi-AZ", edits);
    }
    for (id, it) in &all {
        if facts.zones(&it.subnets).len() < 2 {
            let sentence = format!(
                "{} is to have a standby, but its subnets are not in two zones.",
                facts.name(id),
            );
            return Verdict::not_met(sentence).by(facts, id, "subnets");
        }
    }
    let sentence = format!(
        "{}, with a standby in another zone.",
        facts.names(all.iter().map(|it| it.0))
    );
    Verdict::met(sentence).by_all(facts, all.iter().map(|it| it.0), "multi_az")
}

/// The public name is an alias of a load balancer that the internet reaches,
/// and no name leads past it to one server.
pub fn name_to_balancer(facts: &Facts) -> Verdict {
    let zones: Vec<(&ResourceId, &HostedZone)> = facts
        .all::<HostedZone>()
        .filter(|(_, it)| !it.private)
        .collect();
    if zones.is_empty() {
        return Verdict::missing(Kind::HostedZone);
    }
    let mut leads = Vec::new();
    for (id, zone) in &zones {
        for record in &zone.records {
            let past = record.values.iter().find_map(|value| {
                let value = value.trim();
                let address: Option<std::net::Ipv4Addr> = value.parse().ok();
                let mut servers = facts.network.interfaces().iter();
                let named = servers.find(|it| {
                    facts.design.kind_of(it.owner) == Some(Kind::Instance)
                        && (it.public.is_some() && it.public == address
                            || it.owner.as_str() == value)
                });
                named.map(|it| it.owner)
            });
            if let Some(server) = past {
                let sentence = format!(
                    "{} leads to the server {} itself. When it fails, so does the name.",
                    record.name,
                    facts.name(server),
                );
                return Verdict::not_met(sentence)
                    .by(facts, id, "records")
                    .with(facts, [server]);
            }
            // Nobody is led by a name that is not of the zone, or by a record
            // that is no address (rulebook R53-5, R53-9).
            if !is_address_in(record, &zone.domain) {
                continue;
            }
            let balancer = record.alias.as_ref();
            let balancer = balancer.filter(|it| {
                let found: Option<&LoadBalancer> = facts.design.find(it);
                found.is_some_and(|it| it.scheme == Scheme::InternetFacing)
            });
            if let Some(balancer) = balancer {
                leads.push((*id, record.name.as_str(), balancer));
            }
        }
    }
    let Some((id, name, balancer)) = leads.first() else {
        let sentence = format!(
            "No record of {} is an alias of a load balancer that the internet reaches.",
            facts.names(zones.iter().map(|it| it.0)),
        );
        let mut balancers = facts
            .all::<LoadBalancer>()
            .filter(|(_, it)| it.scheme == Scheme::InternetFacing);
        let only = balancers.next().filter(|_| balancers.next().is_none());
        let edits = match (&zones[..], only) {
            ([(id, zone)], Some((balancer, _)))
                if zone.records.iter().all(|it| it.name != zone.domain) =>
            {
                let record = DnsRecord {
                    name: zone.domain.clone(),
                    alias: Some(balancer.clone()),
                    ..DnsRecord::default()
                };
                vec![Edit::insert(id, "records", zone.records.len(), record)]
            }
            _ => Vec::new(),
        };
        return Verdict::not_met(sentence)
            .by_all(facts, zones.iter().map(|it| it.0), "records")
            .fix("Add the alias", edits);
    };
    let sentence = format!("{name} is an alias of {}.", facts.name(balancer));
    Verdict::met(sentence)
        .by(facts, id, "records")
        .with(facts, [*balancer])
}

/// Whether a record is an address of a name of this domain.
fn is_address_in(record: &DnsRecord, domain: &str) -> bool {
    let plain = |it: &str| it.trim().trim_end_matches('.').to_lowercase();
    let (name, domain) = (plain(&record.name), plain(domain));
    let inside = name == domain
        || name
            .strip_suffix(&domain)
            .is_some_and(|it| it.ends_with('.'));
    inside && !domain.is_empty() && record.record_type == RecordType::A
}
