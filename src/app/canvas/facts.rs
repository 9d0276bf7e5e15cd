//! What the drawing is made with.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::Store;
use crate::app::timing::measured;
use crate::editor::SceneFacts;
use crate::editor::life::Alive;

/// What the drawing is made with, with what is collapsed. A run plays on
/// everything.
pub fn facts(store: Store, alive: RwSignal<Arc<Alive>>) -> Memo<Arc<SceneFacts>> {
    let found = Memo::new(move |_| {
        let told = store.told_so_far();
        let scenario = store.scenario();
        measured("campus:facts", || {
            Arc::new(SceneFacts::of(scenario.network(), &told.findings))
        })
    });
    let runs = Memo::new(move |_| alive.with(|alive| !alive.is_empty()));
    Memo::new(move |_| {
        let (found, collapsed) = (found.get(), store.collapsed().get());
        if collapsed.is_empty() || runs.get() {
            return found;
        }
        let found = SceneFacts::clone(&found);
        Arc::new(SceneFacts { collapsed, ..found })
    })
}
