//! Tidying up: every architecture arranged as AWS's reference diagrams are.
//!
//! Zones are columns and tiers are rows, public above private above data;
//! gateways stand in the wall of their VPC, users and global services outside
//! the Regions, groups and tables on their shelf. What the drawing places by
//! itself better than a hand does (chips, frames, balancers, gates) is left to
//! it; everything else gets a spot of its own, so that it stays where it is
//! when something comes along later.
//!
//! The sizes of boxes come from the drawing itself: each step places what the
//! step before has measured, from the inside out.

mod boxes;
mod columns;
mod gates;
mod residents;
mod scope;
mod tiers;

use std::collections::BTreeSet;

use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, Ground, Kind, Look, ResourceId};

use super::facts::SceneFacts;
use super::scene::{Scene, scene};
use scope::Inside;

pub use scope::Scope;

/// The edits that tidy a drawing up, or the part of it that somebody chose.
/// They place things and say nothing else; none where all is in order.
pub fn tidy(document: &Document, facts: &SceneFacts, scope: &Scope<'_>) -> Vec<Edit> {
    let mut draft = Draft::new(document, facts, scope);
    draft.residents();
    draft.columns();
    draft.boxes(Kind::Vpc);
    draft.boxes(Kind::Region);
    draft.gates();
    draft.settle();
    draft.edits(document)
}

/// The drawing as it is being tidied.
struct Draft {
    document: Document,
    facts: SceneFacts,
    inside: Inside,
    /// The drawing of the document as it was when it was last drawn.
    scene: Scene,
}

impl Draft {
    fn new(document: &Document, facts: &SceneFacts, scope: &Scope<'_>) -> Self {
        // What is collapsed takes its room once it is opened.
        let facts = SceneFacts {
            collapsed: BTreeSet::new(),
            ..facts.clone()
        };
        let before = scene(document, &facts);
        let inside = Inside::of(document, &before, scope);
        let mut draft = Self {
            document: document.clone(),
            facts,
            inside,
            scene: before,
        };
        let placed: Vec<ResourceId> = (document.layout.spots())
            .map(|(id, _)| id.clone())
            .filter(|id| draft.inside.has(id))
            .collect();
        for id in placed {
            draft.put(&id, None);
        }
        draft.draw();
        draft
    }

    /// Draws the document as it is now.
    fn draw(&mut self) {
        self.scene = scene(&self.document, &self.facts);
    }

    fn put(&mut self, id: &ResourceId, spot: Option<Spot>) {
        let applied = self.document.apply(Edit::Arrange {
            id: id.clone(),
            spot,
        });
        debug_assert!(applied.is_ok(), "a spot says nothing of the architecture");
    }

    fn spot(&self, id: &ResourceId) -> Option<Spot> {
        self.document.layout.get(id)
    }

    /// Gives a spot to what still has none and stands better with one.
    fn settle(&mut self) {
        self.draw();
        let unplaced: Vec<(ResourceId, Spot)> = (self.scene.things())
            .filter(|thing| !thing.is_member() && self.inside.has(&thing.id))
            .filter(|thing| stays(thing.kind) && self.spot(&thing.id).is_none())
            .map(|thing| (thing.id.clone(), Spot::at(thing.place.x, thing.place.y)))
            .collect();
        for (id, spot) in unplaced {
            self.put(&id, Some(spot));
        }
    }

    /// What is different from how it was.
    fn edits(&self, before: &Document) -> Vec<Edit> {
        let edit = |id: &ResourceId| {
            let spot = self.spot(id);
            (before.layout.get(id) != spot).then(|| Edit::Arrange {
                id: id.clone(),
                spot,
            })
        };
        self.inside.ids().filter_map(edit).collect()
    }
}

/// Whether a thing keeps the place that it has got. An account is as wide as
/// the Regions beneath it, and a gate stands in the middle of its wall, however
/// wide that becomes.
fn stays(kind: Kind) -> bool {
    let info = kind.info();
    let by_itself = info.is_placed_by_itself() || info.ground == Ground::Gate;
    !by_itself && kind != Kind::Account && info.look != Look::Unseen
}

#[cfg(test)]
mod tests;
