//! The words on the drawing: names, second lines, counts, and for those who
//! hear the page instead of seeing it everything in one sentence.

mod services;

use std::collections::BTreeSet;

use super::users::Users;
use super::{Shape, Thing};
use crate::architecture::{
    Architecture, InstanceState, Kind, LaunchTemplate, Look, Properties, Region, ResourceId,
    Scheme, Subnet, Vpc,
};
use crate::aws::regions;
use crate::editor::facts::{Mark, SceneFacts};
use crate::editor::geometry::Rect;
use crate::editor::outline::whereabouts;
use crate::relations::SubnetKind;

pub use services::NAMING;

/// Everything about a thing but its place.
pub fn describe(
    architecture: &Architecture,
    facts: &SceneFacts,
    users: &Users,
    id: &ResourceId,
    parent: Option<ResourceId>,
) -> Option<Thing> {
    let owner = id.owner();
    let resource = architecture.get(&owner)?;
    let is_member = owner != *id;
    let kind = match (is_member, resource.kind()) {
        (true, Kind::AutoScalingGroup) => Kind::Instance,
        (_, kind) => kind,
    };
    let shape = match kind.info().look {
        Look::Container { .. } => Shape::Box,
        Look::Frame => Shape::Frame,
        Look::Chip => Shape::Chip,
        Look::Card => Shape::Node,
        Look::Unseen => return None,
    };
    let reach = (kind == Kind::Subnet)
        .then(|| facts.reach.get(id).copied().unwrap_or(SubnetKind::Isolated));
    let spoken = match &resource.properties {
        Properties::Region(region) => region_name(region),
        _ => architecture.name_of(id),
    };
    // What is said of a whole is not said of each of its members.
    let service = || match is_member {
        true => None,
        false => services::line(architecture, &spoken, &resource.properties),
    };
    let sub = match shape {
        Shape::Box => service().unwrap_or_else(|| block(&resource.properties)),
        Shape::Frame | Shape::Chip => {
            service().unwrap_or_else(|| count(&resource.properties, facts, users, id))
        }
        Shape::Node => service().unwrap_or_else(|| {
            second_line(architecture, facts, id, &resource.properties, is_member)
        }),
    };
    let failed = facts.failed.contains(id);
    let mark = if failed { Mark::Error } else { facts.mark(id) };
    let standby = is_member && matches!(kind, Kind::Database | Kind::Cache);
    // A copy is drawn under the name that both have and with its part beneath it: after a
    // failover the two change parts, and neither changes its name.
    let name = match standby {
        true => architecture.name_of(&id.owner()),
        false => spoken.clone(),
    };
    let label = label(
        kind,
        &spoken,
        &whereabouts(architecture, id, parent.as_ref()),
        &sub,
        reach,
        failed,
        &facts.findings_in_words(id),
    );
    Some(Thing {
        id: id.clone(),
        kind,
        shape,
        place: Rect::default(),
        parent,
        icon: match reach {
            Some(SubnetKind::Public) => "subnet-public",
            _ => kind.info().icon,
        },
        name,
        sub,
        reach,
        mark,
        failed,
        standby,
        inside: None,
        label,
    })
}

fn region_name(region: &Region) -> String {
    match regions::facts(&region.code) {
        Some(facts) => format!("{} · {}", facts.code, facts.place),
        None => region.code.clone(),
    }
}

fn block(properties: &Properties) -> String {
    match properties {
        Properties::Vpc(Vpc { cidr, .. }) | Properties::Subnet(Subnet { cidr, .. }) => {
            cidr.to_string()
        }
        _ => String::new(),
    }
}

/// How many things use or make up what a chip or a frame stands for.
fn count(properties: &Properties, facts: &SceneFacts, users: &Users, id: &ResourceId) -> String {
    if let Some(counted) = properties.kind().info().counted {
        return users.by(id, counted.property).count().to_string();
    }
    let number = match properties {
        Properties::AutoScalingGroup(group) => {
            let members = running(facts, id);
            return format!("{members} of {}–{}", group.min_size, group.max_size);
        }
        Properties::TargetGroup(group) => {
            let members = users
                .by(id, "target_groups")
                .map(|user| running(facts, user))
                .sum::<usize>();
            group.targets.len() + group.addresses.len() + members
        }
        _ => return String::new(),
    };
    number.to_string()
}

/// How many instances a group runs.
fn running(facts: &SceneFacts, group: &ResourceId) -> usize {
    let drawn = facts.members.get(group).map_or(0, Vec::len);
    facts.running.get(group).copied().unwrap_or(drawn)
}

/// What a copy is to what it copies. [RDS UG: Multi-AZ DB instance deployments;
/// ElastiCache UG: Finding connection endpoints]
pub fn part_of_copy(kind: Kind) -> &'static str {
    match kind {
        Kind::Cache => "replica",
        _ => "standby",
    }
}

fn second_line(
    architecture: &Architecture,
    facts: &SceneFacts,
    id: &ResourceId,
    properties: &Properties,
    is_member: bool,
) -> String {
    let zone = || {
        (facts.members.get(&id.owner()).into_iter().flatten())
            .find(|member| member.id == *id)
            .and_then(|member| architecture.find::<Subnet>(&member.subnet))
            .map(|subnet| subnet.zone.clone())
    };
    match properties {
        Properties::InternetGateway(gateway) => match gateway.vpc {
            Some(_) => "attached",
            None => "not attached",
        }
        .to_owned(),
        Properties::NatGateway(_) => facts
            .public_addresses
            .get(id)
            .cloned()
            .unwrap_or_else(|| "NAT gateway".to_owned()),
        Properties::LoadBalancer(balancer) => {
            let zones: BTreeSet<&str> = balancer
                .subnets
                .iter()
                .filter_map(|subnet| architecture.find::<Subnet>(subnet))
                .map(|subnet| subnet.zone.as_str())
                .collect();
            let zones = match zones.len() {
                1 => "1 AZ".to_owned(),
                many => format!("{many} AZs"),
            };
            let listener = balancer.listeners.first().map_or_else(
                || "no listener".to_owned(),
                |listener| format!("{}:{}", listener.protocol.label(), listener.port),
            );
            match balancer.scheme {
                Scheme::InternetFacing => format!("{zones} · {listener}"),
                Scheme::Internal => format!("{zones} · internal"),
            }
        }
        Properties::Instance(instance) => match instance.state {
            InstanceState::Running => instance.instance_type.clone(),
            state => format!(
                "{} · {}",
                instance.instance_type,
                state.label().to_lowercase()
            ),
        },
        Properties::AutoScalingGroup(group) => architecture
            .follow::<LaunchTemplate>(&group.launch_template)
            .map_or("EC2 instance".to_owned(), |it| it.instance_type.clone()),
        Properties::Database(_) | Properties::Cache(_) if is_member => {
            let part = part_of_copy(properties.kind());
            match zone() {
                Some(zone) if !zone.is_empty() => format!("{part} in {zone}"),
                _ => part.to_owned(),
            }
        }
        Properties::Database(database) if database.multi_az => "primary".to_owned(),
        Properties::Database(database) => database.class.clone(),
        Properties::HostedZone(_) => "Route 53".to_owned(),
        Properties::VpcEndpoint(endpoint) => format!("to {}", endpoint.service.label()),
        Properties::User(user) => user.address.to_string(),
        other => other.kind().info().title.to_owned(),
    }
}

fn label(
    kind: Kind,
    name: &str,
    place: &str,
    sub: &str,
    reach: Option<SubnetKind>,
    failed: bool,
    findings: &str,
) -> String {
    let title = kind.info().title;
    let mut label = if kind == Kind::Region {
        format!("{title} {name}")
    } else {
        format!("{name}, {title}")
    };
    let mut add = |text: &str| {
        if !text.is_empty() {
            label.push_str(", ");
            label.push_str(text);
        }
    };
    // A picture says by its place where it stands.
    add(place);
    match (kind.info().counted, kind) {
        (Some(it), _) => add(&counted(sub, it.noun)),
        (None, Kind::TargetGroup) => add(&counted(sub, "target")),
        _ if sub == title => {}
        _ => add(sub),
    }
    add(reach.map_or("", SubnetKind::word));
    if failed {
        add("out of order");
    }
    add(findings);
    label
}

fn counted(number: &str, word: &str) -> String {
    match number {
        "" => String::new(),
        "1" => format!("1 {word}"),
        many => format!("{many} {word}s"),
    }
}
