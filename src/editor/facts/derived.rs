//! The facts of a drawing, read off the architecture and its findings.

use super::{Member, Reach, SceneFacts};
use crate::architecture::{
    Architecture, AutoScalingGroup, Database, Instance, Kind, NatGateway, ResourceId, RouteTable,
    Subnet, Vpc,
};
use crate::rules::{Finding, Severity};

/// How many members of a group are drawn in each of its subnets; the frame's
/// label counts them all.
const DRAWN: usize = 6;

impl SceneFacts {
    /// The facts on an architecture with these findings.
    pub fn of(architecture: &Architecture, findings: &[Finding]) -> Self {
        let mut facts = Self::default();
        for (id, subnet) in architecture.all::<Subnet>() {
            facts.reach.insert(id.clone(), reach(architecture, subnet));
        }
        for (id, group) in architecture.all::<AutoScalingGroup>() {
            let members = instances(architecture, id, group);
            facts.members.insert(id.clone(), members);
        }
        for (id, database) in architecture.all::<Database>() {
            pair(architecture, id, database, &mut facts);
        }
        for (id, nat) in architecture.all::<NatGateway>() {
            let address = nat.public_address.to_string();
            if !address.is_empty() {
                facts.public_addresses.insert(id.clone(), address);
            }
        }
        for (id, instance) in architecture.all::<Instance>() {
            let address = instance.public_address.to_string();
            if !address.is_empty() {
                facts.public_addresses.insert(id.clone(), address);
            }
        }
        for finding in findings {
            // A finding is shown on what is to be mended, not on all it names.
            if let Some(id) = finding.resources.first() {
                let (errors, warnings) = facts.findings.entry(id.clone()).or_default();
                match finding.severity {
                    Severity::Error => *errors += 1,
                    Severity::Warning => *warnings += 1,
                    Severity::Info => {}
                }
            }
        }
        facts
    }
}

/// What a subnet's default route makes of it [VPC UG: Subnet types].
fn reach(architecture: &Architecture, subnet: &Subnet) -> Reach {
    let main = architecture
        .follow::<Vpc>(&subnet.vpc)
        .and_then(|vpc| vpc.main_route_table.clone());
    let table = subnet.route_table.clone().or(main);
    let targets: Vec<Kind> = architecture
        .follow::<RouteTable>(&table)
        .map_or(&[][..], |table| &table.routes)
        .iter()
        .filter_map(|route| architecture.kind_of(route.target.as_ref()?))
        .collect();
    if targets.contains(&Kind::InternetGateway) {
        Reach::Public
    } else if targets.contains(&Kind::NatGateway) || targets.contains(&Kind::Instance) {
        Reach::Private
    } else {
        Reach::Isolated
    }
}

/// The instances that a group wants, spread over its subnets as evenly as it
/// goes.
fn instances(
    architecture: &Architecture,
    id: &ResourceId,
    group: &AutoScalingGroup,
) -> Vec<Member> {
    let subnets: Vec<&ResourceId> = group
        .subnets
        .iter()
        .filter(|subnet| architecture.kind_of(subnet) == Some(Kind::Subnet))
        .collect();
    let wanted = usize::try_from(group.desired).unwrap_or(usize::MAX);
    subnets
        .iter()
        .cycle()
        .take(wanted.min(subnets.len() * DRAWN))
        .enumerate()
        .map(|(number, subnet)| Member {
            id: id.member(number + 1),
            subnet: (*subnet).clone(),
        })
        .collect()
}

/// Where a database's primary and its standby stand.
fn pair(architecture: &Architecture, id: &ResourceId, database: &Database, facts: &mut SceneFacts) {
    let zone = |subnet: &ResourceId| {
        architecture
            .find::<Subnet>(subnet)
            .map(|subnet| subnet.zone.as_str())
    };
    let named = database
        .subnets
        .iter()
        .find(|subnet| zone(subnet) == Some(database.primary_zone.as_str()));
    let first = database
        .subnets
        .iter()
        .find(|subnet| zone(subnet).is_some());
    let Some(primary) = named.or(first) else {
        return;
    };
    facts.primaries.insert(id.clone(), primary.clone());
    let other = database
        .subnets
        .iter()
        .find(|subnet| zone(subnet).is_some() && zone(subnet) != zone(primary));
    if let Some(other) = other.filter(|_| database.multi_az) {
        let member = Member {
            id: id.member("standby"),
            subnet: other.clone(),
        };
        facts.members.insert(id.clone(), vec![member]);
    }
}
