//! How somebody likes the page, in the browser's storage.

use leptos::prelude::*;

use super::store::Store;
use crate::editor::kept::Habits;

const KEY: &str = "cloud-campus.habits";

/// As it was left.
pub fn kept() -> Habits {
    let text = storage().and_then(|it| it.get_item(KEY).ok().flatten());
    text.map_or_else(Habits::default, |text| Habits::from_json(&text))
}

/// Keeps from now on what changes. Without storage it lasts as long as the page.
pub fn keep(store: Store) {
    Effect::new(move |before: Option<Habits>| {
        let habits = Habits {
            dock_open: store.dock_open.get(),
            dock_height: store.dock_height.get(),
            inspector_width: store.inspector_width.get(),
            single_keys: store.single_keys.get(),
            says_changes: store.says_changes.get(),
        };
        if before.is_some_and(|before| before != habits)
            && let Some(storage) = storage()
        {
            let _ = storage.set_item(KEY, &habits.to_json());
        }
        habits
    });
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
