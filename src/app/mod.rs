//! The page: turns signals into elements and events into edits.
//!
//! Nothing here decides anything about AWS or about a document; whatever would
//! be true without a screen stands in the core.

pub mod canvas;
pub mod commands;
pub mod dialogs;
pub mod dock;
pub mod files;
pub mod findings;
pub mod inspector;
pub mod keys;
pub mod outline;
pub mod palette;
pub mod parts;
pub mod rule_reference;
pub mod shell;
pub mod start_screen;
mod state;
pub mod storage;
pub mod texts;
pub mod theme;
pub mod timing;
pub mod topbar;

use leptos::prelude::*;

use state::{Screen, Store};

/// Starts the page in the body of the document.
pub fn start() {
    console_error_panic_hook::set_once();
    theme::restore();
    mount_to_body(App);
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let store = Store::new();
    provide_context(store);
    provide_context(texts::Texts::default());
    let canvas = canvas::CanvasTools::new(store);
    provide_context(canvas);
    let keeper = storage::Keeper::new(store, canvas);
    provide_context(keeper);
    keeper.start();
    let page = commands::use_page();
    keys::listen(page);
    view! {
        <storage::Trouble />
        {move || match store.screen.get() {
            Screen::Opening => view! { <main class="opening"><p role="status">"Opening…"</p></main> }.into_any(),
            Screen::Start => view! { <start_screen::StartScreen /> }.into_any(),
            Screen::Editor => view! { <shell::Shell /> }.into_any(),
        }}
        <rule_reference::RuleReference />
    }
}
