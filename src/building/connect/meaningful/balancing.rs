//! Connections that put something behind a load balancer.

use super::{Answer, already, done};
use crate::architecture::{
    Action, Architecture, AutoScalingGroup, Edit, Kind, Listener, LoadBalancer, Resource,
    ResourceId, Subnet, TargetGroup,
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
