//! What is paid for and serves nobody (rulebook X-12).

use std::collections::{BTreeSet, HashMap};

use super::amount::Amount;
use super::bill::{Bill, Idle};
use super::network::used_nats;
use crate::architecture::*;
use crate::order::InOrder;
use crate::relations::Relations;
use crate::relations::servers::{Registered, forwards};

/// After how many days a snapshot is called old.
const OLD: u32 = 90;

/// Everything that is paid for and serves nobody, the dearest first.
pub(super) fn idle(relations: &Relations, bill: &Bill) -> Vec<Idle> {
    let architecture = relations.indexed();
    let mut all: Vec<(&ResourceId, String)> = Vec::new();
    let mut add = |id, why: String| all.push((id, why));
    let name = |id: &ResourceId| architecture.name_of(id);

    let used = used_nats(relations);
    for (id, _) in architecture.all::<NatGateway>() {
        if !used.contains(id) {
            add(
                id,
                format!(
                    "No route of a subnet leads to {}. Lead one there, or delete it.",
                    name(id)
                ),
            );
        }
    }
    let registered = Registered::of(relations);
    for (id, it) in architecture.all::<LoadBalancer>() {
        let serves = forwards(it).any(|group| {
            let addresses = architecture.find::<TargetGroup>(group);
            !registered.with(group).is_empty()
                || addresses.is_some_and(|group| !group.addresses.is_empty())
        });
        let redirects = it.listeners.iter().flat_map(Listener::actions);
        let mut own = redirects.filter(|action| matches!(action, Action::FixedResponse { .. }));
        if !serves && own.next().is_none() {
            add(
                id,
                format!(
                    "Nobody stands behind {}. Register targets, or delete it.",
                    name(id)
                ),
            );
        }
    }
    for (id, it) in architecture.all::<Volume>() {
        let attached = architecture.follow::<Instance>(&it.attached_to).is_some();
        if !attached {
            add(
                id,
                format!(
                    "{} is attached to no instance. Attach it, or keep a snapshot and delete it.",
                    name(id)
                ),
            );
        }
    }
    for (id, it) in architecture.all::<Instance>() {
        if it.state == InstanceState::Stopped {
            let address = if it.elastic_ip {
                " and its Elastic IP"
            } else {
                ""
            };
            add(
                id,
                format!(
                    "{} is stopped. Its disk{address} cost all the same. Terminate it, if nobody \
                     needs it.",
                    name(id)
                ),
            );
        }
    }
    let associated = architecture.all::<LoadBalancer>();
    let associated: BTreeSet<_> = associated
        .filter_map(|(_, it)| it.web_acl.as_ref())
        .collect();
    for (id, _) in architecture.all::<WebAcl>() {
        if !associated.contains(id) {
            add(
                id,
                format!(
                    "{} protects no load balancer. Associate it, or delete it.",
                    name(id)
                ),
            );
        }
    }
    for (id, it) in architecture.all::<Snapshot>() {
        if it.age_days > OLD {
            add(
                id,
                format!(
                    "{} is {} days old. Delete it, if nobody would go back that far.",
                    name(id),
                    it.age_days
                ),
            );
        }
    }
    for (id, it) in architecture.all::<FileSystem>() {
        if it.mount_targets.is_empty() {
            add(
                id,
                format!(
                    "{} has no mount target, so nobody can reach its files. Create one in each \
                     zone, or delete it.",
                    name(id)
                ),
            );
        }
    }

    // Of all lines at once: a bill may have a thousand of both.
    let mut costs: HashMap<&ResourceId, (Amount, bool)> = HashMap::new();
    for line in &bill.lines {
        for part in &line.parts {
            if let Some(id) = &part.resource {
                let cost = costs.entry(id).or_default();
                cost.0 += part.usd;
                cost.1 |= line.price.is_none();
            }
        }
    }
    let mut idle: Vec<Idle> = all
        .into_iter()
        .map(|(id, why)| {
            let (usd, more) = costs.get(id).copied().unwrap_or_default();
            Idle {
                resource: id.clone(),
                why,
                usd,
                more,
            }
        })
        .collect();
    idle.order_by(|one, other| other.usd.cmp(&one.usd));
    idle
}
