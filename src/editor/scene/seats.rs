//! Who stands where: the box that each thing is drawn in.
//!
//! That is not always what AWS says contains it. A database or a cache belongs
//! to a subnet group but its primary stands in one subnet and its standby or
//! its replicas in others; the instances of an Auto Scaling group stand in its
//! subnets.

use rustc_hash::FxHashSet;

use super::Shape;
use super::tree::No;
use super::update::Updating;
use crate::architecture::{Architecture, Cache, Database, Kind, Look, Properties, ResourceId};
use crate::building::placement::container_of;
use crate::editor::facts::{Member, SceneFacts};
use crate::order::InOrder;

/// The box that a resource is drawn in; `None` for what stands outside every
/// box, and for what names something as its box that is none for its kind.
pub fn seat(
    architecture: &Architecture,
    facts: &SceneFacts,
    id: &ResourceId,
) -> Option<ResourceId> {
    let resource = architecture.get(id)?;
    let is_subnet = |it: &&ResourceId| architecture.kind_of(it) == Some(Kind::Subnet);
    match &resource.properties {
        Properties::Database(Database { subnets, .. })
        | Properties::Cache(Cache { subnets, .. }) => facts
            .primaries
            .get(id)
            .filter(is_subnet)
            .or_else(|| subnets.iter().find(is_subnet))
            .cloned(),
        // A frame hangs on its first subnet, so that it moves along with it.
        // One that is collapsed has no room for it.
        Properties::AutoScalingGroup(group) => {
            let mut subnets = group.subnets.iter().filter(is_subnet);
            let first = subnets.clone().next();
            let open = subnets.find(|it| !facts.collapsed.contains(*it));
            open.or(first).cloned()
        }
        _ => container_of(architecture, id).filter(|container| {
            architecture
                .kind_of(container)
                .is_some_and(|outer| holds(outer, resource.kind()))
        }),
    }
}

/// Whether a box is drawn around what is of this kind. A file may say that a
/// Region lies in a subnet; no drawing can.
fn holds(outer: Kind, kind: Kind) -> bool {
    match (outer, kind.info().look) {
        (Kind::Region | Kind::Vpc, Look::Card | Look::Chip) | (Kind::Account, Look::Chip) => true,
        (Kind::Subnet, Look::Card | Look::Frame) => true,
        (_, Look::Container { .. }) => {
            let mut places = kind.info().places.iter();
            places.any(|place| place.container == outer)
        }
        _ => false,
    }
}

/// The members of a resource that are drawn: those of a group in the subnets
/// that it names, the standby of a database, the replicas of a cache.
fn members<'a>(
    architecture: &'a Architecture,
    facts: &'a SceneFacts,
    owner: &ResourceId,
) -> impl Iterator<Item = &'a Member> + use<'a> {
    let properties = architecture.get(owner).map(|it| &it.properties);
    facts
        .members
        .get(owner)
        .into_iter()
        .flatten()
        .filter(move |member| match properties {
            Some(Properties::AutoScalingGroup(group)) => group.subnets.contains(&member.subnet),
            Some(Properties::Database(_) | Properties::Cache(_)) => true,
            _ => false,
        })
        .filter(|member| architecture.kind_of(&member.subnet) == Some(Kind::Subnet))
}

impl Updating<'_> {
    /// Seats these, and everybody whose seat hangs on theirs.
    pub(super) fn seat_all(&mut self, ids: impl Iterator<Item = ResourceId>) {
        let architecture = &self.document.architecture;
        let mut open: Vec<ResourceId> = ids.collect();
        let mut seen: FxHashSet<ResourceId> = FxHashSet::default();
        let mut gone: Vec<No> = Vec::new();
        let mut seats: Vec<(Kind, ResourceId, Option<ResourceId>)> = Vec::new();
        let mut owners: Vec<ResourceId> = Vec::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let kind = architecture.kind_of(&id);
            let covered_before = self.uncover(&id);
            let wanted = kind
                .filter(|kind| kind.info().look != Look::Unseen)
                .map(|kind| (kind, seat(architecture, &self.scene.facts, &id)))
                .filter(|(_, parent)| !self.is_covered(&id, parent.as_ref()));
            let no = self.scene.tree.no(&id);
            let thing = no.map(|no| &self.scene.tree.slot(no).thing);
            let now = thing.map(|thing| (thing.kind, thing.parent.clone()));
            if [kind, now.as_ref().map(|(kind, _)| *kind)]
                .iter()
                .any(|it| {
                    matches!(
                        it,
                        Some(Kind::AutoScalingGroup | Kind::Database | Kind::Cache)
                    )
                })
                // One that is not drawn itself may have members that are.
                || self.scene.members.contains_key(&id)
            {
                owners.push(id.clone());
            }
            let uncovered = covered_before.as_ref() != self.scene.hidden.get(&id);
            if wanted == now && !uncovered {
                continue;
            }
            if uncovered && !self.found.fresh {
                // It may have been a box; what stands in it is drawn or not as it is.
                self.follow(&id, [Some(Kind::Subnet), None], &mut open);
            }
            if wanted == now {
                continue;
            }
            if !self.found.fresh {
                self.follow(&id, [kind, now.as_ref().map(|(kind, _)| *kind)], &mut open);
            }
            let kind_before = now.map(|(kind, _)| kind);
            gone.extend(no.filter(|_| kind_before != wanted.as_ref().map(|(kind, _)| *kind)));
            seats.extend(wanted.map(|(kind, parent)| (kind, id, parent)));
        }
        for no in gone {
            self.remove(no);
        }
        // A box must be there before what stands in it.
        let depth = |kind: Kind| match kind {
            Kind::Region | Kind::Account => 0,
            Kind::Vpc => 1,
            Kind::Subnet => 2,
            _ => 3,
        };
        seats.order_by(|one, other| (depth(one.0), &one.1).cmp(&(depth(other.0), &other.1)));
        for (_, id, parent) in seats {
            self.seat_one(&id, parent);
        }
        for owner in owners {
            self.seat_members(&owner);
        }
    }

    /// Whose seat may hang on that of a box which has come, gone or moved.
    fn follow(&self, id: &ResourceId, kinds: [Option<Kind>; 2], open: &mut Vec<ResourceId>) {
        if !kinds.into_iter().flatten().any(Kind::is_container) {
            return;
        }
        let users = self.scene.users.of_resource(id).iter();
        open.extend(users.map(|(user, _)| user.clone()));
        open.extend(self.inner_owners(id));
        if kinds.contains(&Some(Kind::Subnet)) && kinds[0] != kinds[1] {
            // The facts may know of members and primaries in it.
            open.extend(self.scene.facts.members.keys().cloned());
            open.extend(self.scene.facts.primaries.keys().cloned());
        }
    }

    /// What stands in a box: resources, and those whose members do.
    pub(super) fn inner_owners(&self, id: &ResourceId) -> Vec<ResourceId> {
        let tree = &self.scene.tree;
        let children = tree.no(id).map(|no| &tree.slot(no).inside.children);
        children
            .into_iter()
            .flatten()
            .map(|no| tree.slot(*no).thing.id.owner())
            .collect()
    }

    fn seat_members(&mut self, owner: &ResourceId) {
        let (architecture, facts) = (&self.document.architecture, &self.scene.facts);
        let all: Vec<(ResourceId, ResourceId)> = members(architecture, facts, owner)
            .map(|member| (member.id.clone(), member.subnet.clone()))
            .collect();
        let wanted: Vec<(ResourceId, ResourceId)> = (all.into_iter())
            .filter(|(id, subnet)| !self.is_covered(id, Some(subnet)))
            .collect();
        let before = self.scene.members.remove(owner).unwrap_or_default();
        let ids: Vec<ResourceId> = wanted.iter().map(|(id, _)| id.clone()).collect();
        self.dirty.bands |= before != ids;
        for id in before.iter().filter(|id| !ids.contains(id)) {
            if let Some(no) = self.scene.tree.no(id) {
                self.remove(no);
            }
        }
        for (id, subnet) in wanted {
            self.seat_one(&id, Some(subnet));
        }
        if !ids.is_empty() {
            self.scene.members.insert(owner.clone(), ids);
        }
    }

    /// Draws a thing in a box, wherever it was before.
    fn seat_one(&mut self, id: &ResourceId, parent: Option<ResourceId>) {
        let container = parent.as_ref().and_then(|id| self.scene.tree.no(id));
        if let Some(no) = self.scene.tree.no(id) {
            let before = self.scene.tree.slot(no).parent;
            self.scene.tree.reseat(no, container);
            let thing = &mut self.scene.tree.slot_mut(no).thing;
            let shape = thing.shape;
            if thing.parent != parent {
                thing.parent = parent;
                self.found.reseated.push(id.clone());
            }
            if shape == Shape::Frame {
                self.dirty.frames.insert(id.clone());
            }
            if before != container {
                self.unsettle(before);
                self.unsettle(container);
            }
            return;
        }
        let Some(thing) = self.described(id, parent) else {
            return;
        };
        if thing.shape == Shape::Frame {
            self.scene.groups.insert(id.clone());
            self.dirty.bands = true;
            self.dirty.frames.insert(id.clone());
        }
        let no = self.scene.tree.insert(thing, container);
        if !self.found.fresh {
            self.found.entered.insert(id.clone());
        }
        self.unsettle(container);
        self.stir(Some(no));
    }

    fn remove(&mut self, no: No) {
        let slot = self.scene.tree.slot(no);
        let (id, parent) = (slot.thing.id.clone(), slot.parent);
        self.scene.tree.remove(no);
        self.unsettle(parent);
        self.unsettle(None);
        self.scene.groups.remove(&id);
        if self.scene.bands.remove(&id).is_some() {
            self.dirty.bands = true;
        }
        let (zones, shelves) = (&mut self.scene.zones, &mut self.scene.shelves);
        self.found
            .zones
            .extend(zones.remove(&id).map(|_| id.clone()));
        self.found
            .shelves
            .extend(shelves.remove(&id).map(|_| id.clone()));
        let pieces = self.scene.pieces.remove(&id);
        self.found.pieces.extend(pieces.map(|_| id.clone()));
        if !self.found.entered.remove(&id) {
            self.found.left.push(id);
        }
    }
}
