//! Documents in the browser's storage. Each has a slot of its own, so opening
//! or beginning another never writes over what was kept; what cannot be read
//! stays where it is.

use std::time::Duration;

use leptos::prelude::*;

use super::store::{Saved, Store};
use crate::architecture::Document;
use crate::editor::Session;

const DOCUMENT: &str = "cloud-campus.document.";
const TIME: &str = "cloud-campus.saved.";

/// How long after a change it is kept.
const REST: Duration = Duration::from_millis(400);

/// A kept document.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its slot.
    pub slot: u32,
    /// When it was kept, in milliseconds since 1970; 0 where that is lost.
    pub saved: f64,
    /// The document, or its text and why it cannot be read.
    pub content: Result<Document, (String, String)>,
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// All kept documents, the latest first.
pub fn kept() -> Vec<Kept> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let mut all: Vec<Kept> = (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter_map(|key| {
            let slot: u32 = key.strip_prefix(DOCUMENT)?.parse().ok()?;
            let text = storage.get_item(&key).ok().flatten()?;
            let time = storage.get_item(&format!("{TIME}{slot}")).ok().flatten();
            let content = Document::from_json(&text).map_err(|why| (text, why.to_string()));
            Some(Kept {
                slot,
                saved: time.and_then(|it| it.parse().ok()).unwrap_or(0.0),
                content,
            })
        })
        .collect();
    all.sort_by(|a, b| b.saved.total_cmp(&a.saved).then(b.slot.cmp(&a.slot)));
    all
}

/// Forgets a kept document; yields its text, so that it can be brought back.
pub fn forget(slot: u32) -> Option<(String, f64)> {
    let storage = storage()?;
    let text = storage
        .get_item(&format!("{DOCUMENT}{slot}"))
        .ok()
        .flatten()?;
    let time = storage.get_item(&format!("{TIME}{slot}")).ok().flatten();
    storage.remove_item(&format!("{DOCUMENT}{slot}")).ok()?;
    let _ = storage.remove_item(&format!("{TIME}{slot}"));
    Some((text, time.and_then(|it| it.parse().ok()).unwrap_or(0.0)))
}

/// Brings a forgotten document back.
pub fn bring_back(slot: u32, text: &str, saved: f64) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{DOCUMENT}{slot}"), text);
        let _ = storage.set_item(&format!("{TIME}{slot}"), &saved.to_string());
    }
}

/// A slot that nothing is kept in.
fn free_slot(storage: &web_sys::Storage) -> u32 {
    let highest = (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter_map(|key| key.strip_prefix(DOCUMENT)?.parse::<u32>().ok())
        .max();
    highest.map_or(1, |highest| highest.saturating_add(1))
}

/// Keeps the open document now.
fn keep(store: Store) {
    if store.saved.get_untracked() != Saved::Soon {
        return;
    }
    let result = (|| {
        let storage = storage().ok_or("this browser gives the page no storage")?;
        let slot = store
            .slot
            .get_untracked()
            .unwrap_or_else(|| free_slot(&storage));
        let text = store.peek(|it| it.document().to_json());
        storage
            .set_item(&format!("{DOCUMENT}{slot}"), &text)
            .map_err(|_| "the browser's storage is full: save a file and remove old documents on the start screen")?;
        // Only the order of the list is lost without the time.
        let _ = storage.set_item(&format!("{TIME}{slot}"), &js_time().to_string());
        store.slot.set(Some(slot));
        Ok::<(), &str>(())
    })();
    store.saved.set(match result {
        Ok(()) => Saved::Yes,
        Err(why) => Saved::No(why.to_owned()),
    });
}

/// Now, in milliseconds since 1970.
pub fn js_time() -> f64 {
    js_sys::Date::now()
}

/// Keeps the open document whenever it has changed and then rested a while,
/// and at the latest when the page is left.
pub fn keep_changes(store: Store) {
    let state = Memo::new(move |_| (store.opened(), store.with(Session::changed)));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<(u64, u64)>| {
        let now = state.get();
        let changed = match before {
            Some((opened, changed)) => opened == now.0 && changed != now.1,
            None => false,
        };
        if changed {
            store.saved.set(Saved::Soon);
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            let handle = set_timeout_with_handle(move || keep(store), REST).ok();
            waiting.set_value(handle);
        }
        now
    });
    for event in ["pagehide", "visibilitychange"] {
        let handle = window_event_listener_untyped(event, move |_| keep(store));
        on_cleanup(move || handle.remove());
    }
}
