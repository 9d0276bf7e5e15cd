//! What a gesture, the selection, a played request and a run make of things: a
//! class on the few elements that they concern.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::architecture::ResourceId;
use crate::editor::life::Alive;
use crate::editor::tools::Overlay;

/// More than so many marked things do not stand out any more.
const FEW: usize = 100;

/// The marks on all things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    selected: BTreeSet<ResourceId>,
    lit: BTreeSet<ResourceId>,
    pointed: BTreeSet<ResourceId>,
    takers: Arc<BTreeSet<ResourceId>>,
    connectable: BTreeSet<ResourceId>,
    dragged: BTreeSet<ResourceId>,
    over: Option<ResourceId>,
    refused: bool,
    hovered: Option<ResourceId>,
    alive: Arc<Alive>,
}

impl Marks {
    /// The marks of this state of the page.
    pub fn of(
        overlay: &Overlay,
        selected: &BTreeSet<ResourceId>,
        lit: &BTreeSet<ResourceId>,
        pointed: &BTreeSet<ResourceId>,
        alive: &Arc<Alive>,
    ) -> Self {
        Self {
            selected: selected.clone(),
            lit: lit.clone(),
            pointed: pointed.clone(),
            takers: Arc::clone(&overlay.takers),
            connectable: overlay.connectable.clone(),
            dragged: overlay.dragged.clone(),
            over: overlay.over.clone(),
            refused: overlay.reason.is_some(),
            hovered: overlay.hovered.clone(),
            alive: Arc::clone(alive),
        }
    }

    /// Whether a thing is selected.
    pub fn is_selected(&self, id: &ResourceId) -> bool {
        self.selected.contains(id)
    }

    /// What a run says of a thing in words, if one is shown that knows it.
    pub fn said(&self, id: &ResourceId) -> Option<&str> {
        let told = self.alive.get(id)?;
        (!told.label.is_empty()).then_some(&told.label)
    }

    /// What is drawn although it is out of sight, because it is being moved.
    pub fn moving(&self) -> &BTreeSet<ResourceId> {
        &self.dragged
    }

    /// Whether a thing has a mark of its own, so that it cannot be drawn as one
    /// of many.
    pub fn stands_out(&self, id: &ResourceId) -> bool {
        let few = |ids: &BTreeSet<ResourceId>| ids.len() <= FEW && ids.contains(id);
        self.hovered.as_ref() == Some(id)
            || self.over.as_ref() == Some(id)
            || few(&self.dragged)
            || few(&self.selected)
            || few(&self.lit)
            || few(&self.pointed)
    }

    /// What the connection handles are shown for: what is under the pointer or,
    /// with nothing there, the one thing that is selected.
    pub fn handled(&self) -> Option<&ResourceId> {
        match (&self.hovered, self.selected.len()) {
            (Some(hovered), _) => Some(hovered),
            (None, 1) => self.selected.first(),
            _ => None,
        }
    }

    /// The classes of a thing, each with a space before it.
    pub fn classes(&self, id: &ResourceId) -> String {
        let over = self.over.as_ref() == Some(id);
        let classes = [
            (self.selected.contains(id), " selected"),
            (self.takers.contains(id), " drop-ok"),
            (over && self.refused, " drop-no"),
            (over && !self.refused, " over"),
            (self.connectable.contains(id), " can-connect"),
            (self.dragged.contains(id), " dragging"),
            (self.lit.contains(id), " lit"),
            (self.pointed.contains(id), " pointed"),
            (self.hovered.as_ref() == Some(id), " hovered"),
            (
                self.alive.get(id).is_some_and(|told| told.replaced),
                " replaced",
            ),
        ];
        let classes = classes.into_iter().filter(|(on, _)| *on);
        classes.map(|(_, class)| class).collect()
    }

    /// The things that other marks make look otherwise.
    pub fn differing<'a>(&'a self, other: &'a Self) -> BTreeSet<&'a ResourceId> {
        let sets = [
            (&self.selected, &other.selected),
            (&self.lit, &other.lit),
            (&self.pointed, &other.pointed),
            (&self.connectable, &other.connectable),
            (&self.dragged, &other.dragged),
        ];
        let mut things: BTreeSet<&ResourceId> = sets
            .into_iter()
            .flat_map(|(one, other)| one.symmetric_difference(other))
            .collect();
        // They are the very same as long as a gesture lasts.
        if !Arc::ptr_eq(&self.takers, &other.takers) {
            things.extend(self.takers.symmetric_difference(&other.takers));
        }
        if self.over != other.over || self.refused != other.refused {
            things.extend(self.over.iter().chain(&other.over));
        }
        if self.hovered != other.hovered {
            things.extend(self.hovered.iter().chain(&other.hovered));
        }
        if !Arc::ptr_eq(&self.alive, &other.alive) {
            let (one, other) = (&self.alive, &other.alive);
            let differs = |id: &&ResourceId| one.get(*id) != other.get(*id);
            things.extend(one.keys().chain(other.keys()).filter(differs));
        }
        things
    }
}
