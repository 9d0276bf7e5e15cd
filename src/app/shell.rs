//! The frame around an open document: top bar, palette, canvas, inspector,
//! dock, and the tab bar of a phone.

use leptos::prelude::*;

use super::canvas::Canvas;
use super::dialogs::Dialogs;
use super::dock::Dock;
use super::inspector::Inspector;
use super::palette::Palette;
use super::parts::Ui;
use super::parts::toast::Toasts;
use super::store::{DockTab, Sheet, use_store};
use super::topbar::TopBar;

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    let store = use_store();
    let sheet = move || {
        store.sheet.get().map(|sheet| match sheet {
            Sheet::Left => "left",
            Sheet::Right => "right",
            Sheet::Dock => "dock",
        })
    };
    let dock = move || (!store.dock_open.get()).then_some("closed");
    let height = move || store.dock_height.get().map(|height| format!("{height}px"));
    view! {
        <div class="app" data-sheet=sheet data-dock=dock style:--dock=height>
            <a class="skip-link" href="#canvas">"To the canvas"</a>
            <TopBar />
            <aside class="left" aria-label="Build"><Palette /></aside>
            <main class="main"><Canvas /></main>
            <aside class="right" aria-label="Inspector"><Inspector /></aside>
            <Toasts />
            <section class="dock" aria-label="Panels"><Dock /></section>
            <TabBar />
            <Dialogs />
        </div>
    }
}

/// The tab bar of a phone, which opens the sheets.
#[component]
fn TabBar() -> impl IntoView {
    let store = use_store();
    let count = move || store.analysis().findings().len();
    let sheet = move |sheet: Sheet, tab: Option<DockTab>| {
        let open = move || {
            store.sheet.get() == Some(sheet) && tab.is_none_or(|tab| store.dock.get() == tab)
        };
        let toggle = move |_| {
            let was_open = store.sheet.get_untracked() == Some(sheet)
                && tab.is_none_or(|tab| store.dock.get_untracked() == tab);
            if let Some(tab) = tab {
                store.dock.set(tab);
            }
            store.sheet.set((!was_open).then_some(sheet));
        };
        (move || open().to_string(), toggle)
    };
    let (left_open, left) = sheet(Sheet::Left, None);
    let (right_open, right) = sheet(Sheet::Right, None);
    let (findings_open, findings) = sheet(Sheet::Dock, Some(DockTab::Findings));
    let (request_open, request) = sheet(Sheet::Dock, Some(DockTab::Request));
    view! {
        <nav class="tabbar" aria-label="Panels">
            <button aria-expanded=left_open on:click=left><Ui name="build" />"Build"</button>
            <button aria-expanded=right_open on:click=right><Ui name="inspect" />"Inspect"</button>
            <button aria-expanded=findings_open on:click=findings>
                <Ui name="warning" />"Findings"
                <Show when=move || { count() > 0 }><span class="badge warn">{count}</span></Show>
            </button>
            <button aria-expanded=request_open on:click=request><Ui name="send" />"Request"</button>
        </nav>
    }
}
