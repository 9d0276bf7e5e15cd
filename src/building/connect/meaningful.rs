//! Connections that mean more than naming each other.

mod balancing;
mod copies;
mod dns;
mod identity;
mod routes;
mod secrets;
mod watching;

use super::{ConnectRefusal, Connection, already};
use crate::architecture::{
    Architecture, AutoScalingGroup, Database, DnsRecord, Edit, FileSystem, HostedZone, Instance,
    Kind, LaunchTemplate, MountTarget, Peer, Protocol, RecordType, Resource, ResourceId,
    SecurityGroup, SecurityGroupRule, TargetGroup, VpcPeering, WATCHED,
};

type Answer = Option<Result<Connection, ConnectRefusal>>;

/// What dragging from `from` to `to` means beyond naming; `None` where it
/// means nothing special in this direction.
pub(super) fn connection(
    architecture: &Architecture,
    from: &ResourceId,
    to: &ResourceId,
) -> Answer {
    let kinds = (architecture.kind_of(from)?, architecture.kind_of(to)?);
    match kinds {
        (
            Kind::RouteTable,
            Kind::InternetGateway | Kind::NatGateway | Kind::VpcPeering | Kind::Instance,
        ) => routes::route(architecture, from, to),
        (Kind::Subnet, Kind::NatGateway | Kind::InternetGateway) => {
            routes::lead_out(architecture, from, to)
        }
        (Kind::HostedZone, Kind::LoadBalancer | Kind::Instance | Kind::Database) => {
            record(architecture, from, to)
        }
        (Kind::LoadBalancer, Kind::TargetGroup) => balancing::forward(architecture, from, to),
        (Kind::LoadBalancer, Kind::AutoScalingGroup | Kind::Instance) => {
            balancing::balance(architecture, from, to)
        }
        (Kind::SecurityGroup, Kind::SecurityGroup) => admit(architecture, from, to),
        (Kind::SecurityGroup, Kind::AutoScalingGroup) => guard(architecture, from, to),
        (
            Kind::AutoScalingGroup,
            Kind::Database | Kind::Bucket | Kind::FileSystem | Kind::Cache,
        ) => call(architecture, from, to),
        (Kind::FileSystem, Kind::Subnet) => mount(architecture, from, to),
        (Kind::Vpc, Kind::Vpc) => peer(architecture, from, to),
        (Kind::VpcPeering, Kind::Vpc) => accept(architecture, from, to),
        (Kind::Instance | Kind::LaunchTemplate | Kind::AutoScalingGroup, Kind::InstanceProfile) => {
            identity::give_profile(architecture, from, to)
        }
        (Kind::Instance | Kind::LaunchTemplate | Kind::AutoScalingGroup, Kind::IamRole) => {
            identity::give_role(architecture, from, to)
        }
        (Kind::InstanceProfile, Kind::IamRole) => identity::hand_out(architecture, from, to),
        (Kind::IamUser | Kind::IamGroup | Kind::IamRole, Kind::IamPolicy) => {
            identity::attach_policy(architecture, from, to)
        }
        (Kind::IamUser, Kind::IamGroup) => identity::join(architecture, from, to),
        (Kind::Function | Kind::Trail | Kind::FlowLog, Kind::IamRole) => {
            identity::work_as(architecture, from, to)
        }
        (Kind::Alarm, Kind::Topic | Kind::Function) => watching::act(architecture, from, to),
        // From the function to the alarm it is watched; the other way round it
        // is called.
        (Kind::Function, Kind::Alarm) => watching::watch(architecture, to, from),
        (Kind::Alarm, _) if WATCHED.contains(&kinds.1) => watching::watch(architecture, from, to),
        (Kind::Dashboard, _) if WATCHED.contains(&kinds.1) => {
            watching::show(architecture, from, to)
        }
        (Kind::Topic, Kind::Function) => watching::subscribe(architecture, from, to),
        (Kind::Budget, Kind::Topic) => watching::notify(architecture, from, to),
        (Kind::Trail, Kind::Bucket | Kind::LogGroup) => watching::record(architecture, from, to),
        (Kind::FlowLog, Kind::LogGroup) => watching::keep_flows(architecture, from, to),
        (
            Kind::Instance | Kind::LaunchTemplate | Kind::AutoScalingGroup | Kind::Function,
            Kind::LogGroup,
        ) => watching::write_logs(architecture, from, to),
        (
            Kind::Instance | Kind::LaunchTemplate | Kind::AutoScalingGroup | Kind::Function,
            Kind::Secret,
        ) => secrets::read(architecture, from, to),
        (Kind::Volume, Kind::Instance) => copies::attach(architecture, from, to),
        (Kind::Snapshot, Kind::Volume | Kind::Instance) => copies::snapshot(architecture, from, to),
        (Kind::Image, Kind::Instance) => copies::image(architecture, from, to),
        (Kind::LaunchTemplate, Kind::Image | Kind::KeyPair) => {
            copies::recipe(architecture, from, to)
        }
        (Kind::LoadBalancer, Kind::Certificate) => balancing::certify(architecture, from, to),
        (Kind::LoadBalancer | Kind::Bucket, Kind::Bucket) => {
            balancing::log_access(architecture, from, to)
        }
        (Kind::HealthCheck, Kind::LoadBalancer | Kind::Instance) => {
            dns::ask(architecture, from, to)
        }
        (Kind::HostedZone, Kind::HealthCheck) => dns::depend(architecture, from, to),
        (Kind::Certificate, Kind::HostedZone) => dns::validate(architecture, from, to),
        _ => None,
    }
}

fn done(label: String, edits: Vec<Edit>) -> Answer {
    Some(Ok(Connection { label, edits }))
}

fn missing(what: String) -> Answer {
    Some(Err(ConnectRefusal::Missing(what)))
}

/// A record that leads to a resource: an alias to a load balancer, an address
/// of an instance, a CNAME to a database's endpoint (rulebook R53-11). The
/// first record of a zone is for the bare domain, where AWS allows it.
fn record(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let zone: &HostedZone = architecture.find(from)?;
    let domain = zone.domain.trim_end_matches('.');
    let value = to.as_str().to_owned();
    let held = zone
        .records
        .iter()
        .any(|record| record.alias.as_ref() == Some(to) || record.values.contains(&value));
    if held {
        return Some(Err(already(architecture, from, to)));
    }
    let kind = architecture.kind_of(to)?;
    let label = match kind {
        Kind::Database => "db",
        _ => "",
    };
    let free = |name: &str| !zone.records.iter().any(|record| record.name == name);
    let name = std::iter::once(label.to_owned())
        .chain(std::iter::once("www".to_owned()))
        .chain((2..).map(|number| format!("www{number}")))
        .map(|label| {
            if label.is_empty() {
                domain.to_owned()
            } else {
                format!("{label}.{domain}")
            }
        })
        .find(|name| free(name))?;
    let mut record = DnsRecord {
        name: name.clone(),
        ..DnsRecord::default()
    };
    match kind {
        Kind::LoadBalancer => record.alias = Some(to.clone()),
        Kind::Database => {
            record.record_type = RecordType::Cname;
            record.values = vec![value];
        }
        _ => record.values = vec![value],
    }
    done(
        format!("Let {name} lead to {}", architecture.name_of(to)),
        vec![Edit::insert(from, "records", zone.records.len(), record)],
    )
}

/// Members of one group may call members of the other: on the database's port
/// where it guards one, else on the port of its target group, else on 80.
fn admit(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let guard: &SecurityGroup = architecture.find(to)?;
    let port = port_behind(architecture, to);
    let rule = SecurityGroupRule::allow(Protocol::Tcp, port..=port, Peer::Group(from.clone()));
    let held = guard
        .ingress
        .iter()
        .any(|it| it.peer == rule.peer && it.from_port == rule.from_port);
    if held {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let {} admit members of {} on port {port}",
            architecture.name_of(to),
            architecture.name_of(from)
        ),
        vec![Edit::insert(to, "ingress", guard.ingress.len(), rule)],
    )
}

/// The port that the things guarded by a group most likely listen on.
fn port_behind(architecture: &Architecture, group: &ResourceId) -> u16 {
    let database = architecture
        .all::<Database>()
        .find(|(_, database)| database.security_groups.contains(group))
        .map(|(_, database)| database.listening_port());
    let target = || {
        let templates: Vec<&ResourceId> = architecture
            .all::<LaunchTemplate>()
            .filter(|(_, template)| template.security_groups.contains(group))
            .map(|(id, _)| id)
            .collect();
        let scaling = architecture.all::<AutoScalingGroup>().find(|(_, it)| {
            it.launch_template
                .as_ref()
                .is_some_and(|template| templates.contains(&template))
        });
        let by_group = scaling.and_then(|(_, it)| it.target_groups.first().cloned());
        let instances: Vec<&ResourceId> = architecture
            .all::<Instance>()
            .filter(|(_, instance)| instance.security_groups.contains(group))
            .map(|(id, _)| id)
            .collect();
        let by_instance = || {
            architecture
                .all::<TargetGroup>()
                .find(|(_, it)| it.targets.iter().any(|target| instances.contains(&target)))
                .map(|(_, it)| it.port)
        };
        architecture
            .follow::<TargetGroup>(&by_group)
            .map(|it| it.port)
            .or_else(by_instance)
    };
    database.or_else(target).unwrap_or(80)
}

/// A group guards what an Auto Scaling group launches, through its template.
fn guard(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    on_template(architecture, to, |template, id| {
        if template.security_groups.contains(from) {
            return Err(already(architecture, from, to));
        }
        Ok(Connection {
            label: format!(
                "Let {} guard the instances of {}",
                architecture.name_of(from),
                architecture.name_of(to)
            ),
            edits: vec![Edit::insert(
                id,
                "security_groups",
                template.security_groups.len(),
                from,
            )],
        })
    })
}

/// The application on a group's instances calls something.
fn call(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    on_template(architecture, from, |template, id| {
        if template.backends.contains(to) {
            return Err(already(architecture, from, to));
        }
        Ok(Connection {
            label: format!(
                "Let the application on {} call {}",
                architecture.name_of(from),
                architecture.name_of(to)
            ),
            edits: vec![Edit::insert(id, "backends", template.backends.len(), to)],
        })
    })
}

fn on_template(
    architecture: &Architecture,
    group: &ResourceId,
    change: impl FnOnce(&LaunchTemplate, &ResourceId) -> Result<Connection, ConnectRefusal>,
) -> Answer {
    let scaling: &AutoScalingGroup = architecture.find(group)?;
    match (
        &scaling.launch_template,
        architecture.follow::<LaunchTemplate>(&scaling.launch_template),
    ) {
        (Some(id), Some(template)) => Some(change(template, id)),
        _ => missing(format!(
            "{} has no launch template yet: connect it with one first.",
            architecture.name_of(group)
        )),
    }
}

/// A mount target in a subnet: one per zone (rulebook EFS-1).
fn mount(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let system: &FileSystem = architecture.find(from)?;
    let held = |target: &MountTarget| target.subnet.as_ref() == Some(to);
    if system.mount_targets.iter().any(held) {
        return Some(Err(already(architecture, from, to)));
    }
    let target = MountTarget {
        subnet: Some(to.clone()),
        ..MountTarget::default()
    };
    done(
        format!(
            "Give {} a mount target in {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::insert(
            from,
            "mount_targets",
            system.mount_targets.len(),
            target,
        )],
    )
}

/// A new peering connection between two VPCs.
fn peer(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let joins = |peering: &VpcPeering| {
        let sides = [peering.requester.as_ref(), peering.accepter.as_ref()];
        sides.contains(&Some(from)) && sides.contains(&Some(to))
    };
    if architecture
        .all::<VpcPeering>()
        .any(|(_, peering)| joins(peering))
    {
        return Some(Err(already(architecture, from, to)));
    }
    let peering = VpcPeering {
        requester: Some(from.clone()),
        accepter: Some(to.clone()),
    };
    let (one, other) = (architecture.name_of(from), architecture.name_of(to));
    done(
        format!("Peer {one} with {other}"),
        vec![Edit::Create {
            id: architecture.free_id(Kind::VpcPeering),
            resource: Resource::new(architecture.free_name(&format!("{one}-{other}")), peering),
        }],
    )
}

/// The other side of a peering connection that has only one yet.
fn accept(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let peering: &VpcPeering = architecture.find(from)?;
    let property = match (&peering.requester, &peering.accepter) {
        (Some(vpc), _) | (_, Some(vpc)) if vpc == to => {
            return Some(Err(already(architecture, from, to)));
        }
        (None, _) => "requester",
        (_, None) => "accepter",
        _ => {
            return missing(format!(
                "{} joins two VPCs already; a third needs a connection of its own.",
                architecture.name_of(from)
            ));
        }
    };
    done(
        format!(
            "Join {} by {}",
            architecture.name_of(to),
            architecture.name_of(from)
        ),
        vec![Edit::set(from, property, to)],
    )
}
