//! Connections that put something behind a load balancer.

use super::{Answer, already, done, missing};
use crate::architecture::{
    Action, Architecture, AutoScalingGroup, Bucket, Edit, Kind, Listener, ListenerProtocol,
    LoadBalancer, Resource, ResourceId, Subnet, TargetGroup,
};

/// A listener that forwards to a target group.
pub fn forward(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let balancer: &LoadBalancer = architecture.find(from)?;
    let forwards = |listener: &Listener| {
        listener
            .actions()
            .any(|action| action.target_group() == Some(to))
    };
    if balancer.listeners.iter().any(forwards) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let {} forward requests to {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        forwarding(balancer, from, to),
    )
}

/// The edits that make the balancer forward to the group: on a listener that
/// forwards nowhere yet, or else on a new one for HTTP.
fn forwarding(balancer: &LoadBalancer, id: &ResourceId, group: &ResourceId) -> Vec<Edit> {
    let idle = balancer
        .listeners
        .iter()
        .position(|listener| listener.default_action == Action::forward(None));
    match idle {
        Some(index) => {
            let mut listener = balancer.listeners[index].clone();
            listener.default_action = Action::forward(group.clone());
            vec![
                Edit::remove(id, "listeners", index),
                Edit::insert(id, "listeners", index, listener),
            ]
        }
        None => {
            let taken = |port| balancer.listeners.iter().any(|it| it.port == port);
            let port = [80, 8080]
                .into_iter()
                .chain(8081..=u16::MAX)
                .find(|port| !taken(*port))
                .unwrap_or(80);
            let listener = Listener {
                port,
                default_action: Action::forward(group.clone()),
                ..Listener::default()
            };
            vec![Edit::insert(
                id,
                "listeners",
                balancer.listeners.len(),
                listener,
            )]
        }
    }
}

/// Registers a group's instances, or one instance, behind a load balancer, by
/// way of the target group that it forwards to or a new one.
pub fn balance(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let balancer: &LoadBalancer = architecture.find(from)?;
    let existing = balancer
        .listeners
        .iter()
        .flat_map(Listener::actions)
        .filter_map(Action::target_group)
        .find(|group| architecture.find::<TargetGroup>(group).is_some())
        .cloned();
    let mut edits = Vec::new();
    let group = match existing {
        Some(group) => group,
        None => {
            let group = architecture.free_id(Kind::TargetGroup);
            let vpc = balancer
                .subnets
                .iter()
                .find_map(|subnet| architecture.find::<Subnet>(subnet)?.vpc.clone());
            let properties = TargetGroup {
                vpc,
                ..TargetGroup::default()
            };
            let name = format!("{}-targets", architecture.name_of(from));
            edits.push(Edit::Create {
                id: group.clone(),
                resource: Resource::new(architecture.free_name(&name), properties),
            });
            edits.extend(forwarding(balancer, from, &group));
            group
        }
    };
    let (property, registered) = match architecture.find::<AutoScalingGroup>(to) {
        Some(scaling) => {
            if scaling.target_groups.contains(&group) {
                return Some(Err(already(architecture, from, to)));
            }
            edits.push(Edit::insert(
                to,
                "target_groups",
                scaling.target_groups.len(),
                &group,
            ));
            ("the instances of ", to)
        }
        None => {
            let targets = architecture
                .find::<TargetGroup>(&group)
                .map_or(&[][..], |group| &group.targets);
            if targets.contains(to) {
                return Some(Err(already(architecture, from, to)));
            }
            edits.push(Edit::insert(&group, "targets", targets.len(), to));
            ("", to)
        }
    };
    done(
        format!(
            "Let {} send requests to {property}{}",
            architecture.name_of(from),
            architecture.name_of(registered)
        ),
        edits,
    )
}

/// A certificate for HTTPS: on the listener for HTTPS that has none yet, else
/// instead of the first one's, else on a new listener on port 443 that does
/// what the one for HTTP does. A listener that only sends to HTTPS is no model
/// for that, because 443 would send to itself.
pub fn certify(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let balancer: &LoadBalancer = architecture.find(from)?;
    let (balancer_name, name) = (architecture.name_of(from), architecture.name_of(to));
    let listeners = &balancer.listeners;
    let https = |it: &&Listener| it.protocol == ListenerProtocol::Https;
    if (listeners.iter().filter(https)).any(|it| it.certificate.as_ref() == Some(to)) {
        return Some(Err(already(architecture, from, to)));
    }
    let bare = |it: &Listener| it.certificate.is_none();
    let place = (listeners.iter().position(|it| https(&it) && bare(it)))
        .or_else(|| listeners.iter().position(|it| https(&it)));
    if let Some(index) = place {
        let listener = Listener {
            certificate: Some(to.clone()),
            ..listeners[index].clone()
        };
        return done(
            format!("Let {balancer_name} show {name} on port {}", listener.port),
            vec![
                Edit::remove(from, "listeners", index),
                Edit::insert(from, "listeners", index, listener),
            ],
        );
    }
    if listeners.iter().any(|it| it.port == 443) {
        return missing(format!(
            "{balancer_name} speaks HTTP on port 443: choose HTTPS for that listener first."
        ));
    }
    let model = listeners
        .iter()
        .find(|it| it.default_action.target_group().is_some());
    let listener = Listener {
        port: 443,
        protocol: ListenerProtocol::Https,
        certificate: Some(to.clone()),
        default_action: model.map_or_else(Action::default, |it| it.default_action.clone()),
        rules: model.map_or_else(Vec::new, |it| it.rules.clone()),
    };
    let onward = model
        .and_then(|it| it.default_action.target_group())
        .map_or(String::new(), |group| {
            format!(" and forward to {}", architecture.name_of(group))
        });
    done(
        format!("Let {balancer_name} answer HTTPS on port 443 with {name}{onward}"),
        vec![Edit::insert(from, "listeners", listeners.len(), listener)],
    )
}

/// A bucket gets a line about each request to a balancer or to another bucket.
pub fn log_access(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let now = (architecture
        .find::<LoadBalancer>(from)
        .map(|it| &it.access_logs))
    .or_else(|| architecture.find::<Bucket>(from).map(|it| &it.access_logs))?;
    if now.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let {} write its access logs into {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::set(from, "access_logs", to)],
    )
}
