//! Boxes collapsed and expanded: by their icons, by keys, and by themselves where
//! something in one is wanted.

use leptos::prelude::*;

use super::tools::CanvasTools;
use crate::app::state::{Tone, say};
use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::can_collapse;

/// Listens as long as the canvas is there: what is selected is drawn.
pub fn keep(tools: CanvasTools) {
    let selected = tools.store.selection();
    Effect::new(move |_| {
        let closed: Vec<ResourceId> = selected.with(|ids| {
            tools.scene.with_untracked(|scene| {
                let closed = scene.closed_around(ids.iter());
                closed.into_iter().cloned().collect()
            })
        });
        if !closed.is_empty() {
            tools.set_collapsed(closed, false);
        }
    });
}

impl CanvasTools {
    /// Collapses a box, or expands it if it is collapsed.
    pub(super) fn switch(self, id: &ResourceId) {
        let is_open = (self.store).peek(|session| !session.collapsed().contains(id));
        self.set_collapsed(vec![id.clone()], is_open);
    }

    /// Expands a box.
    pub fn expand(self, id: &ResourceId) {
        self.set_collapsed(vec![id.clone()], false);
    }

    /// Collapses or expands the boxes that are selected.
    pub fn collapse_selection(self, is_collapsed: bool) {
        let ids: Vec<ResourceId> = self.store.peek(|session| {
            let architecture = &session.document().architecture;
            let kind = |id: &ResourceId| architecture.kind_of(id);
            (session.selection().iter())
                .filter(|id| kind(id).is_some_and(can_collapse))
                .cloned()
                .collect()
        });
        if ids.is_empty() {
            let what = if is_collapsed { "collapse" } else { "expand" };
            let words = format!("Select a Region, a VPC or a subnet to {what} it.");
            self.store.toast(Tone::Done, words);
        } else {
            self.set_collapsed(ids, is_collapsed);
        }
    }

    /// Collapses every box of a kind.
    pub fn collapse_all(self, kind: Kind) {
        let ids = self.store.peek(|session| {
            let all = session.document().architecture.resources();
            let boxes = all.filter(|(_, resource)| resource.kind() == kind);
            boxes.map(|(id, _)| id.clone()).collect()
        });
        self.set_collapsed(ids, true);
    }

    /// Expands every box.
    pub fn expand_all(self) {
        let all = self.store.peek(|session| session.collapsed().clone());
        self.set_collapsed(all.into_iter().collect(), false);
    }

    fn set_collapsed(self, ids: Vec<ResourceId>, is_collapsed: bool) {
        if is_collapsed {
            let chosen = self
                .with_context(|context| context.scene.selected_without(context.selection, &ids));
            self.store.select(chosen);
        }
        let before = self.names(&ids);
        self.store
            .update(|session| session.collapse(ids.iter().cloned(), is_collapsed));
        let words = match (&before[..], is_collapsed) {
            ([], _) => return,
            ([name], true) => format!("Collapsed {name}."),
            ([name], false) => format!("Expanded {name}."),
            (many, true) => format!("Collapsed {} boxes.", many.len()),
            (many, false) => format!("Expanded {} boxes.", many.len()),
        };
        say(words);
    }

    fn names(self, ids: &[ResourceId]) -> Vec<String> {
        self.store.peek(|session| {
            let architecture = &session.document().architecture;
            ids.iter().map(|id| architecture.name_of(id)).collect()
        })
    }
}
