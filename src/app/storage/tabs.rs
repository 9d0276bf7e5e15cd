//! Other tabs of the page: each tells the others what it has written.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::documents;
use super::keeper::Keeper;
use crate::app::state::Screen;

const CHANNEL: &str = "cloud-campus";

thread_local! {
    /// The channel between the tabs; none in a browser that has no such thing,
    /// where a tab looks for itself when it is shown and before it writes.
    static TABS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// Tells the other tabs that a document has been written as this revision.
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
    if keeper.store.screen.get_untracked() == Screen::Start {
        keeper.front.refresh();
    }
    let known = keeper.state.with_value(|state| state.ahead);
    if keeper.store.slot.get_untracked() == Some(slot) && revision > known {
        keeper.catch_up();
    }
}

/// Looks what other tabs have written while this one was not shown.
pub fn look(keeper: Keeper) {
    let Some(slot) = keeper.store.slot.get_untracked() else {
        return;
    };
    spawn_local(async move {
        if let Ok(Some(revision)) = documents::revision(slot).await {
            written(keeper, slot, revision);
        }
    });
}
