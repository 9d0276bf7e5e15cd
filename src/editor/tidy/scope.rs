//! What is to be tidied: everything, or what somebody chose and all that is in
//! it.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{Document, Kind, ResourceId};
use crate::editor::scene::Scene;

/// What is to be tidied.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// The whole drawing.
    Everything,
    /// These, and what stands in them.
    Only(&'a BTreeSet<ResourceId>),
}

/// What may get another place.
pub struct Inside {
    ids: BTreeSet<ResourceId>,
    everything: bool,
}

impl Inside {
    pub fn of(document: &Document, scene: &Scene, scope: &Scope<'_>) -> Self {
        let chosen = match scope {
            Scope::Everything => {
                let ids = document.architecture.resources().map(|(id, _)| id.clone());
                return Self {
                    ids: ids.collect(),
                    everything: true,
                };
            }
            Scope::Only(chosen) => *chosen,
        };
        let owners: BTreeSet<ResourceId> = chosen.iter().map(ResourceId::owner).collect();
        // One box that was chosen stays where it is: what is in it is tidied.
        // Of several boxes in one box it is how they stand to each other, too.
        let mut beside: BTreeMap<(Option<&ResourceId>, Kind), usize> = BTreeMap::new();
        let things = || owners.iter().filter_map(|id| scene.get(id));
        for thing in things() {
            *beside
                .entry((thing.parent.as_ref(), thing.kind))
                .or_default() += 1;
        }
        let moves = |id: &ResourceId| {
            let thing = scene.get(id);
            thing.is_some_and(|thing| {
                let many = beside.get(&(thing.parent.as_ref(), thing.kind));
                !thing.kind.is_container() || many.is_some_and(|many| *many > 1)
            })
        };
        let mut ids: BTreeSet<ResourceId> = owners.iter().filter(|id| moves(id)).cloned().collect();
        for thing in scene.things().filter(|thing| !thing.is_member()) {
            if scene
                .around(&thing.id)
                .any(|outer| owners.contains(&outer.id))
            {
                ids.insert(thing.id.clone());
            }
        }
        Self {
            ids,
            everything: false,
        }
    }

    pub fn has(&self, id: &ResourceId) -> bool {
        self.everything || self.ids.contains(id)
    }

    pub fn ids(&self) -> impl Iterator<Item = &ResourceId> {
        self.ids.iter()
    }
}
