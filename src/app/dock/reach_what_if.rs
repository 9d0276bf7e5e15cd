//! "What if": what is marked as failed, for traces, the heat map, the journeys
//! and the drawing. It is a question, not a part of the document, so it is
//! neither kept nor undone.

use leptos::prelude::*;

use crate::analysis::Analysis;
use crate::analysis::failing;
use crate::app::parts::Ui;
use crate::app::store::{Store, use_store};
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
            living: Memo::new(move |_| {
                marked.with(|it| failing::living(it, analysis.get().architecture()))
            }),
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

/// What the mark is called in a menu.
pub fn action(store: Store, component: &Component) -> &'static str {
    if untrack(|| store.what_if.has_failed(component)) {
        "Mark as working"
    } else {
        "Mark as failed"
    }
}

/// The pill of the top bar: how much has failed, and the way back.
#[component]
pub fn FailedPill() -> impl IntoView {
    let store = use_store();
    let said = Memo::new(move |_| failing::said(&store.what_if.failures()));
    let names = move || {
        let analysis = store.analysis();
        let all = failing::components(&store.what_if.failures());
        let names = all
            .iter()
            .map(|it| failing::name(it, analysis.architecture()));
        names.collect::<Vec<_>>().join(", ")
    };
    view! {
        <span class="what-if" role="status">
            <Show when=move || said.with(Option::is_some)>
                <span class="pill error" title=names>
                    <Ui name="error" />
                    <span>{said}</span>
                    <span aria-hidden="true" class="wide">"·"</span>
                    <button class="link" on:click=move |_| store.what_if.restore_all()>"Restore all"</button>
                </span>
            </Show>
        </span>
    }
}
