//! How somebody likes the page, as the browser's storage holds it.

use leptos::prelude::*;

use crate::editor::kept::Habits;

const KEY: &str = "cloud-campus.habits";

/// As it was left.
pub fn kept() -> Habits {
    let text = storage().and_then(|it| it.get_item(KEY).ok().flatten());
    text.map_or_else(Habits::default, |text| Habits::from_json(&text))
}

/// Keeps it. Without storage it lasts as long as the page.
pub fn note(habits: &Habits) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &habits.to_json());
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
