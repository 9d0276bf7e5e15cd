//! Who stands where: the box that each thing is drawn in.
//!
//! That is not always what AWS says contains it. A database belongs to a
//! subnet group but its primary stands in one subnet and its standby in
//! another; the instances of an Auto Scaling group stand in its subnets.

use std::collections::BTreeMap;

use crate::architecture::placement::container_of;
use crate::architecture::{Architecture, Kind, Look, Properties, ResourceId};
use crate::editor::facts::SceneFacts;

/// The seating plan.
#[derive(Debug, Default)]
pub struct Seats {
    /// The box of each thing; `None` for what stands outside every box.
    pub parent: BTreeMap<ResourceId, Option<ResourceId>>,
    /// What stands in each box, in order of ids.
    pub children: BTreeMap<Option<ResourceId>, Vec<ResourceId>>,
    /// The group that an instance belongs to, for the members of groups.
    pub frame: BTreeMap<ResourceId, ResourceId>,
}

impl Seats {
    /// Seats everything that is drawn.
    pub fn of(architecture: &Architecture, facts: &SceneFacts) -> Self {
        let mut seats = Self::default();
        for (id, resource) in architecture.resources() {
            if resource.kind().info().look == Look::Unseen {
                continue;
            }
            seats.seat(id.clone(), seat(architecture, facts, id));
        }
        for (owner, members) in &facts.members {
            for member in members {
                let subnet = architecture.kind_of(&member.subnet) == Some(Kind::Subnet);
                if architecture.get(owner).is_some() && subnet {
                    seats.seat(member.id.clone(), Some(member.subnet.clone()));
                    if architecture.kind_of(owner) == Some(Kind::AutoScalingGroup) {
                        seats.frame.insert(member.id.clone(), owner.clone());
                    }
                }
            }
        }
        seats
    }

    fn seat(&mut self, id: ResourceId, parent: Option<ResourceId>) {
        self.children
            .entry(parent.clone())
            .or_default()
            .push(id.clone());
        self.parent.insert(id, parent);
    }

    /// What stands in a box.
    pub fn in_box(&self, parent: Option<&ResourceId>) -> &[ResourceId] {
        self.children
            .get(&parent.cloned())
            .map_or(&[], Vec::as_slice)
    }
}

/// The box that a resource is drawn in.
pub fn seat(
    architecture: &Architecture,
    facts: &SceneFacts,
    id: &ResourceId,
) -> Option<ResourceId> {
    let is_subnet = |it: &&ResourceId| architecture.kind_of(it) == Some(Kind::Subnet);
    match architecture.get(id).map(|resource| &resource.properties) {
        Some(Properties::Database(database)) => facts
            .primaries
            .get(id)
            .filter(is_subnet)
            .or_else(|| database.subnets.iter().find(is_subnet))
            .cloned(),
        // A frame hangs on its first subnet, so that it moves along with it.
        Some(Properties::AutoScalingGroup(group)) => group.subnets.iter().find(is_subnet).cloned(),
        _ => container_of(architecture, id),
    }
}
