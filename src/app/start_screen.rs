//! The start screen: continue, begin anew, open the example or a file.

use leptos::prelude::*;

use super::store::use_store;
use crate::editor::actions;

/// The start screen.
#[component]
pub fn StartScreen() -> impl IntoView {
    let store = use_store();
    view! {
        <div class="start">
            <button on:click=move |_| store.open(actions::blank())>"New architecture"</button>
        </div>
    }
}
