//! What is assumed to have failed. It is a question, not a part of the
//! document, so it is neither kept nor undone.

use leptos::prelude::*;

use crate::analysis::{Analysis, failing};
use crate::architecture::ResourceId;
use crate::network::{Component, Failures};

/// The handle to what is marked as failed.
#[derive(Clone, Copy)]
pub struct WhatIf {
    marked: RwSignal<Failures>,
    living: Memo<Failures>,
}

impl WhatIf {
    /// Nothing is marked.
    pub fn new(analysis: Memo<Analysis>) -> Self {
        let marked = RwSignal::new(Failures::default());
        Self {
            marked,
            // What was deleted is forgotten here, and remembered should the
            // deletion be taken back.
            living: Memo::new(move |_| marked.with(|it| failing::living(it, &analysis.get()))),
        }
    }

    /// What has failed; tracked.
    pub fn failures(self) -> Failures {
        self.living.get()
    }

    /// The same, untracked.
    pub fn peek(self) -> Failures {
        self.living.get_untracked()
    }

    /// Whether this has failed; tracked.
    pub fn has_failed(self, component: &Component) -> bool {
        self.living.with(|it| match component {
            Component::Zone(zone) => it.zones.contains(zone),
            Component::Resource(id) => it.resources.contains(id),
        })
    }

    /// Whether this resource or member has failed; tracked.
    pub fn hits(self, id: &ResourceId) -> bool {
        self.living.with(|it| it.hits(id))
    }

    /// Marks something as failed, or takes the mark away.
    pub fn toggle(self, component: &Component) {
        self.marked.update(|it| {
            failing::toggle(it, component);
        });
    }

    /// Takes all marks away.
    pub fn restore_all(self) {
        self.marked.set(Failures::default());
    }
}
