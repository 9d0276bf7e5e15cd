//! Points 1 to 5: the walls, the wings and the ways out.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::relations::Exit;
use crate::review::facts::{Facts, said};
use crate::review::verdict::Verdict;

/// A VPC of one's own. The default VPC of every Region has the block
/// 172.31.0.0/16 and public subnets only. [VPC UG: Default VPCs]
pub fn custom_vpc(facts: &Facts) -> Verdict {
    let vpcs = facts.relations.vpcs();
    if vpcs.is_empty() {
        return Verdict::missing(Kind::Vpc);
    }
    let default: Option<Ipv4Net> = "172.31.0.0/16".parse().ok();
    let borrowed = vpcs
        .iter()
        .filter(|it| it.blocks.first().copied() == default);
    let borrowed: Vec<&ResourceId> = borrowed.map(|it| it.id).collect();
    if !borrowed.is_empty() {
        return Verdict::not_met(format!(
            "{} has the block of a default VPC, 172.31.0.0/16. Choose a block of your own.",
            facts.names(borrowed.iter().copied()),
        ))
        .by_all(facts, borrowed, "cidr");
    }
    let unread: Vec<&ResourceId> = vpcs
        .iter()
        .filter(|it| it.blocks.is_empty())
        .map(|it| it.id)
        .collect();
    if !unread.is_empty() {
        return Verdict::not_met(format!(
            "{} has no block that AWS would take.",
            facts.names(unread.iter().copied()),
        ))
        .by_all(facts, unread, "cidr");
    }
    let each = vpcs
        .iter()
        .map(|it| format!("{}, {}", facts.name(it.id), it.vpc.cidr));
    Verdict::met(format!("{}.", each.take(3).collect::<Vec<_>>().join("; "))).by_all(
        facts,
        vpcs.iter().map(|it| it.id),
        "cidr",
    )
}

/// The servers stand in two zones or more (rulebook X-8).
pub fn two_zones(facts: &Facts) -> Verdict {
    let workers = facts.workers();
    if workers.is_empty() {
        return match facts.servers().first() {
            // One server is all there is.
            Some(only) => Verdict::not_met(format!(
                "{} serves alone, in one zone. Servers that share the work stand in two zones.",
                facts.name(only.id),
            ))
            .with(facts, [only.id]),
            None => Verdict::missing(Kind::AutoScalingGroup),
        };
    }
    // Servers that share a target group stand in for each other.
    let mut teams: BTreeMap<Vec<&ResourceId>, Vec<_>> = BTreeMap::new();
    for it in &workers {
        let behind = facts.tiers().targets.iter();
        let behind = behind.filter(|(_, all)| all.iter().any(|one| one.id == it.id));
        let team: Vec<&ResourceId> = behind.map(|(group, _)| *group).collect();
        let team = if team.is_empty() { vec![it.id] } else { team };
        teams.entry(team).or_default().push(*it);
    }
    let mut all = BTreeSet::new();
    for team in teams.values() {
        let zones: BTreeSet<&str> = team.iter().flat_map(|it| facts.zones(it.subnets)).collect();
        if zones.len() < 2 {
            let named = facts.names(team.iter().map(|it| it.id));
            let verdict = match zones.first() {
                Some(zone) => Verdict::not_met(format!(
                    "{named} stands in {zone} only. When that zone fails, nobody answers."
                )),
                None => Verdict::not_met(format!("{named} is in no Availability Zone yet.")),
            };
            let property = match facts.design.kind_of(team[0].id) {
                Some(Kind::AutoScalingGroup) => "subnets",
                _ => "subnet",
            };
            return verdict
                .by_all(facts, team.iter().map(|it| it.id), property)
                .fix("Launch into a second zone", second_zone(facts, team[0].id));
        }
        all.extend(zones);
    }
    let verdict = Verdict::met(format!("Servers in {}.", said(&all)));
    verdict.with(facts, workers.iter().map(|it| it.id))
}

/// The edit that lets a group launch into another zone too, if there is just
/// one private subnet to choose for it.
fn second_zone(facts: &Facts, group: &ResourceId) -> Vec<Edit> {
    let Some(it) = facts.design.find::<AutoScalingGroup>(group) else {
        return Vec::new();
    };
    let here = facts.zones(&it.subnets);
    let Some(vpc) = facts.relations.vpc_of_subnets(&it.subnets) else {
        return Vec::new();
    };
    let mut others = facts.relations.subnets_of(vpc).filter(|subnet| {
        !subnet.is_public() && subnet.zone.is_some_and(|zone| !here.contains(zone))
    });
    match (others.next(), others.next()) {
        (Some(only), None) => vec![Edit::insert(group, "subnets", it.subnets.len(), only.id)],
        _ => Vec::new(),
    }
}

/// What the internet has to reach, and what has to reach it for others, stands
/// in public subnets (rulebook ALB-6, NAT-1).
pub fn public_subnets(facts: &Facts) -> Verdict {
    let mut placed: Vec<(&ResourceId, &'static str, &[ResourceId])> = Vec::new();
    for (id, it) in facts.all::<LoadBalancer>() {
        if it.scheme == Scheme::InternetFacing {
            placed.push((id, "subnets", &it.subnets));
        }
    }
    for (id, it) in facts.all::<NatGateway>() {
        if it.connectivity == Connectivity::Public {
            placed.push((id, "subnet", it.subnet.as_slice()));
        }
    }
    if placed.is_empty() {
        return Verdict::missing(Kind::LoadBalancer);
    }
    let nowhere = placed.iter().find(|it| it.2.is_empty());
    if let Some((id, property, _)) = nowhere {
        let sentence = format!("{} is in no subnet yet.", facts.name(id));
        return Verdict::not_met(sentence).by(facts, id, property);
    }
    let is_private =
        |it: &&(&ResourceId, &str, &[ResourceId])| facts.public_among(it.2).len() < it.2.len();
    let wrong: Vec<_> = placed.iter().filter(is_private).collect();
    if !wrong.is_empty() {
        let sentence = format!(
            "{} {} in a subnet without a route to an internet gateway.",
            facts.names(wrong.iter().map(|it| it.0)),
            if wrong.len() == 1 { "is" } else { "are" },
        );
        let verdict = Verdict::not_met(sentence);
        return wrong
            .iter()
            .fold(verdict, |verdict, it| verdict.by(facts, it.0, it.1));
    }
    let subnets: BTreeSet<&ResourceId> = placed.iter().flat_map(|it| it.2).collect();
    let sentence = format!("{}.", facts.names(subnets.iter().copied()));
    Verdict::met(sentence).with(facts, subnets)
}

/// Servers and data stand where the internet has no route to (rulebook
/// SUB-14).
pub fn private_subnets(facts: &Facts) -> Verdict {
    let mut placed: Vec<(&ResourceId, &'static str, &[ResourceId])> = Vec::new();
    for it in facts.workers() {
        let property = match facts.design.kind_of(it.id) {
            Some(Kind::AutoScalingGroup) => "subnets",
            _ => "subnet",
        };
        placed.push((it.id, property, it.subnets));
    }
    for (id, it) in facts.all::<Database>() {
        placed.push((id, "subnets", &it.subnets));
    }
    for (id, it) in facts.all::<Cache>() {
        placed.push((id, "subnets", &it.subnets));
    }
    if placed.is_empty() {
        return Verdict::missing(Kind::AutoScalingGroup);
    }
    if let Some((id, property, _)) = placed.iter().find(|it| it.2.is_empty()) {
        let sentence = format!("{} is in no subnet yet.", facts.name(id));
        return Verdict::not_met(sentence).by(facts, id, property);
    }
    let wrong: Vec<_> = placed
        .iter()
        .filter(|it| !facts.public_among(it.2).is_empty())
        .collect();
    if !wrong.is_empty() {
        let sentence = format!(
            "{} {} in a public subnet. Only load balancers and NAT gateways belong there.",
            facts.names(wrong.iter().map(|it| it.0)),
            if wrong.len() == 1 { "is" } else { "are" },
        );
        let verdict = Verdict::not_met(sentence);
        let verdict = wrong
            .iter()
            .fold(verdict, |verdict, it| verdict.by(facts, it.0, it.1));
        let mut fixes = facts
            .findings("private-tier-in-public-subnet")
            .filter(|it| {
                wrong
                    .iter()
                    .any(|(id, ..)| it.resources.first() == Some(id))
            })
            .map(|it| it.fix.clone());
        // Only where every one of them has a place to move to.
        let all: Option<Vec<Remedy>> = fixes.by_ref().collect();
        let edits = all
            .filter(|it| it.len() == wrong.len())
            .into_iter()
            .flatten();
        let edits = edits.flat_map(|it| it.edits).collect();
        return verdict.fix("Move to private subnets", edits);
    }
    // A public address is none of a private place (rulebook RDS-11).
    if let Some(finding) = facts.findings("database-public").next() {
        let verdict = Verdict::not_met(finding.sentence.clone());
        let verdict = verdict.by_all(facts, finding.resources.first(), "public");
        return match &finding.fix {
            Some(fix) => verdict.fix(fix.label.clone(), fix.edits.clone()),
            None => verdict,
        };
    }
    let subnets: BTreeSet<&ResourceId> = placed.iter().flat_map(|it| it.2).collect();
    let sentence = format!("{}.", facts.names(subnets.iter().copied()));
    Verdict::met(sentence).with(facts, subnets)
}

/// Every private subnet with servers goes out through its own zone (rulebook
/// NAT-8): the way out of the others does not fail with it.
pub fn nat_in_each_zone(facts: &Facts) -> Verdict {
    if facts.all::<NatGateway>().next().is_none() {
        return Verdict::missing(Kind::NatGateway);
    }
    let workers = facts.workers();
    let homes: BTreeSet<&ResourceId> = workers.iter().flat_map(|it| it.subnets).collect();
    let homes: Vec<_> = homes
        .into_iter()
        .filter_map(|id| facts.subnet(id))
        .filter(|it| !it.is_public())
        .collect();
    if homes.is_empty() {
        return Verdict::not_met("There is no server in a private subnet yet that would need one.");
    }
    let mut used = BTreeSet::new();
    for home in &homes {
        let Exit::NatGateway(nat) = home.exit else {
            let verdict = Verdict::not_met(format!(
                "{} has no way out through a NAT gateway.",
                facts.name(home.id),
            ));
            return verdict.by(facts, home.id, "route_table");
        };
        let place: Option<&NatGateway> = facts.design.find(nat);
        // Only a public one with an address of its own leads to the internet
        // (rulebook NAT-1, NAT-5).
        let shut = place.filter(|it| it.connectivity == Connectivity::Private || !it.elastic_ip);
        if let Some(it) = shut {
            let (property, lacks) = match it.connectivity {
                Connectivity::Private => ("connectivity", "is private"),
                Connectivity::Public => ("elastic_ip", "has no Elastic IP"),
            };
            let verdict = Verdict::not_met(format!(
                "{} goes out through {}, which {lacks} and leads to no internet.",
                facts.name(home.id),
                facts.name(nat),
            ));
            return verdict.by(facts, nat, property);
        }
        let place = place.and_then(|it| facts.subnet(it.subnet.as_ref()?));
        // What goes out through it goes on through its own subnet (rulebook
        // NAT-2, X-4).
        if let Some(it) = place.filter(|it| !it.is_public()) {
            let verdict = Verdict::not_met(format!(
                "{} goes out through {}, but from {}, where that stands, no route leads to an internet gateway.",
                facts.name(home.id),
                facts.name(nat),
                facts.name(it.id),
            ));
            return match it.table {
                Some(table) => verdict.by(facts, table, "routes"),
                None => verdict.by(facts, it.id, "route_table"),
            };
        }
        let zone = place.and_then(|it| it.zone);
        if zone.is_none() || zone != home.zone {
            let verdict = Verdict::not_met(format!(
                "{} goes out through {}, which is in {}. When that zone fails, {} loses its way out.",
                facts.name(home.id),
                facts.name(nat),
                zone.unwrap_or("no known zone"),
                facts.name(home.id),
            ));
            let verdict = match home.table {
                Some(table) => verdict.by(facts, table, "routes"),
                None => verdict.by(facts, home.id, "route_table"),
            };
            let mut fixes = facts.findings("nat-in-another-zone");
            let fix = fixes.find(|it| {
                it.resources.contains(home.id)
                    || home.table.is_some_and(|table| it.resources.contains(table))
            });
            let fix = fix.and_then(|it| it.fix.clone());
            return match fix {
                Some(fix) => verdict.fix(fix.label, fix.edits),
                None => verdict,
            };
        }
        used.insert(nat);
    }
    let sentence = format!("{}.", facts.names(used.iter().copied()));
    Verdict::met(sentence).with(facts, used)
}
