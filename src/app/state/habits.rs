//! How somebody likes the page, kept from one visit to the next.

use leptos::prelude::*;

use super::liked;
use super::store::Store;
use crate::editor::kept::Habits;

/// Keeps from now on what changes.
pub fn keep(store: Store) {
    Effect::new(move |before: Option<Habits>| {
        let habits = Habits {
            dock_open: store.dock_open.get(),
            dock_height: store.dock_height.get(),
            inspector_width: store.inspector_width.get(),
            single_keys: store.single_keys.get(),
            says_changes: store.says_changes.get(),
        };
        if before.is_some_and(|before| before != habits) {
            liked::note(&habits);
        }
        habits
    });
}
