//! Other tabs of the page: each tells the others what it has written.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::documents;
use super::keeper::Keeper;
use crate::app::state::Screen;
use crate::editor::kept::lab;

const CHANNEL: &str = "cloud-campus";

/// The revision of a document that was removed or brought back.
pub const REMOVED: u64 = 0;

thread_local! {
    /// The channel between the tabs; none in a browser that has no such thing,
    /// where a tab looks for itself when it is shown and before it writes.
    static TABS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// Tells the other tabs that a document has been written as this revision; of the text of a lab,
/// when.
pub fn tell(slot: u32, revision: u64) {
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            // A tab that does not hear of it finds out when it writes.
            let _ = tabs.post_message(&format!("{slot} {revision}").into());
        }
    });
}

/// Listens to the other tabs.
pub fn listen(keeper: Keeper) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let words = event.data().as_string().unwrap_or_default();
        let Some((slot, revision)) = words.split_once(' ') else {
            return;
        };
        if let (Ok(slot), Ok(revision)) = (slot.parse(), revision.parse()) {
            written(keeper, slot, revision);
        }
    });
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            tabs.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    // It listens as long as the page lives.
    heard.forget();
}

fn written(keeper: Keeper, slot: u32, revision: u64) {
    let (first, end) = lab::texts();
    if (first..end).contains(&slot) {
        keeper.lab_elsewhere.set(Some(lab::lab_of(slot)));
        return;
    }
    if keeper.store.screen.get_untracked() == Screen::Start {
        keeper.front.refresh();
    }
    if keeper.store.slot.get_untracked() != Some(slot) {
        return;
    }
    if revision == REMOVED {
        look(keeper);
    } else if revision > keeper.state.with_value(|state| state.ahead) {
        keeper.catch_up();
    }
}

/// Looks what other tabs have written while this one was not shown, and whether
/// the document is still kept at all.
pub fn look(keeper: Keeper) {
    let Some(slot) = keeper.store.slot.get_untracked() else {
        return;
    };
    let opened = keeper.opening();
    spawn_local(async move {
        let found = documents::revision(slot).await;
        if !keeper.is_open(opened) {
            return;
        }
        match found {
            Ok(Some(revision)) => written(keeper, slot, revision),
            Ok(None) => keeper.is_gone(),
            // What cannot be asked now is found out when something is written.
            Err(_) => {}
        }
    });
}
