//! The address of what is open, and the tab's own history of addresses.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::keeper::Keeper;
use crate::editor::kept::{Address, View};

/// The page has gone to another address: a step of the browser's history.
pub fn arrive(keeper: Keeper, address: Address) {
    keeper.state.update_value(|state| state.address = address);
    if let Ok(history) = window().history() {
        // Without an address only a reload leads elsewhere.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address.to_string()));
    }
}

/// What is open has another address now.
pub fn moved_to(keeper: Keeper, address: Address) {
    keeper.state.update_value(|state| state.address = address);
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address.to_string()));
    }
}

/// Notes what is seen of a document that is not kept: in the tab's own history.
pub fn note_view(keeper: Keeper, view: View) {
    let address = keeper.state.with_value(|state| state.address);
    if let Ok(history) = window().history() {
        let view = view.to_json().into();
        let _ = history.replace_state_with_url(&view, "", Some(&address.to_string()));
    }
}

/// What was seen of a document that is not kept, when this address was left.
pub fn view_here() -> Option<View> {
    let state = window().history().ok()?.state().ok()?;
    View::from_json(&state.as_string()?)
}
