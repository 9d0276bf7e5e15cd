//! The frame around an open document: top bar, palette, canvas, inspector,
//! dock, and the tab bar where the panels are sheets; or the review in their place,
//! or the control room around the canvas.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::canvas::Canvas;
use super::dialogs::Dialogs;
use super::dock::Dock;
use super::inspector::Inspector;
use super::late::{Part, now};
use super::outline::OutlinePanel;
use super::palette::{Palette, Rail};
use super::parts::toast::Toasts;
use super::parts::{Ui, focus_within, px};
use super::state::{DockTab, Mode, Sheet, Side, use_store};
use super::topbar::TopBar;
use super::{class, control_room, review};
use crate::architecture::Kind;

/// What the rail offers, where there is no room for the palette: what the first
/// lessons build with. Everything else is one press away.
const RAIL: [Kind; 9] = [
    Kind::Vpc,
    Kind::Subnet,
    Kind::InternetGateway,
    Kind::NatGateway,
    Kind::RouteTable,
    Kind::SecurityGroup,
    Kind::Instance,
    Kind::LoadBalancer,
    Kind::Database,
];

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    let store = use_store();
    let sheet = move || store.sheet.get().map(Sheet::key);
    let dock = move || (!store.dock_open.get()).then_some("closed");
    let selected = Memo::new(move |_| store.selection().with(|it| !it.is_empty()));
    view! {
        <div
            class="app"
            data-mode=move || store.mode.get().key()
            data-sheet=sheet
            data-dock=dock
            data-inspect=move || selected.get().then_some("")
            style:--dock=px(store.dock_height)
            style:--inspector=px(store.inspector_width)
        >
            <Show when=move || store.mode.get() != Mode::Review>
                <a class="skip-link" href="#canvas">"To the canvas"</a>
            </Show>
            <TopBar />
            <Left />
            <main class="main">
                <Canvas />
                <Rail kinds=RAIL.to_vec() outline=true />
            </main>
            <aside class="right" aria-label="Inspector"><Inspector /></aside>
            <Toasts />
            <section class="dock" aria-label="Panels"><Dock /></section>
            <TabBar />
            <Modes />
            <Dialogs />
        </div>
    }
}

/// The control room and the review. The canvas stays behind them, so that view and
/// selection are found again.
#[component]
pub fn Modes() -> impl IntoView {
    let store = use_store();
    // A run goes on where it was paused, so the room stays once it is there.
    let has_run = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || store.mode.get() == Mode::ControlRoom
    });
    view! {
        <Show when=move || has_run.get()>
            <Part name="The control room" load=|| Box::pin(control_room::load()) draw=|| now(control_room::page()) />
        </Show>
        <Show when=move || store.mode.get() == Mode::Class>
            <Part name="The class" load=|| Box::pin(class::load()) draw=|| now(class::page()) />
        </Show>
        <Show when=move || store.mode.get() == Mode::Review>
            <main class="review-place" aria-label="Review">
                <Part name="The review" load=|| Box::pin(review::load()) draw=|| now(review::page()) />
            </main>
        </Show>
    }
}

/// The tabs of the left panel, in order.
const SIDES: [(Side, &str); 2] = [(Side::Build, "Build"), (Side::Outline, "Outline")];

/// The left panel: what can be built, or what was.
#[component]
pub fn Left() -> impl IntoView {
    let store = use_store();
    let title = move || {
        let side = store.side.get();
        SIDES
            .iter()
            .find(|(it, _)| *it == side)
            .map(|(_, title)| *title)
    };
    let turn = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowRight" | "ArrowLeft") {
            // There are two, so either way leads to the other.
            store.side.update(|side| {
                *side = match side {
                    Side::Build => Side::Outline,
                    Side::Outline => Side::Build,
                };
            });
            event.prevent_default();
            focus_within(&event, "[aria-selected=true]");
        }
    };
    view! {
        <aside class="left" aria-label=title>
            <div class="side-head">
                <div class="tabs" role="tablist" aria-label="Left panel" on:keydown=turn>
                    {SIDES.map(|(side, title)| view! {
                        <button
                            class="tab"
                            role="tab"
                            id=format!("side-{side:?}")
                            aria-controls="side-panel"
                            aria-selected=move || (store.side.get() == side).to_string()
                            tabindex=move || if store.side.get() == side { "0" } else { "-1" }
                            on:click=move |_| store.side.set(side)
                        >{title}</button>
                    }).collect_view()}
                </div>
                <button class="btn quiet square sheet-close" aria-label="Close" on:click=move |_| store.sheet.set(None)>
                    <Ui name="close" />
                </button>
            </div>
            <div class="side-panel" id="side-panel" role="tabpanel" aria-labelledby=move || format!("side-{:?}", store.side.get())>
                {move || match store.side.get() {
                    Side::Build => view! { <Palette /> }.into_any(),
                    Side::Outline => view! { <OutlinePanel /> }.into_any(),
                }}
            </div>
        </aside>
    }
}

/// The tab bar, where the panels are sheets: it opens them.
#[component]
pub fn TabBar() -> impl IntoView {
    let store = use_store();
    let count = move || store.told_so_far().findings.len();
    let is_open = move |entry: Entry| {
        let sheet = store.sheet.get();
        match entry {
            Entry::Side(side) => sheet == Some(Sheet::Left) && store.side.get() == side,
            Entry::Inspector => sheet == Some(Sheet::Right),
            Entry::Dock(tab) => sheet == Some(Sheet::Dock) && store.dock.get() == tab,
        }
    };
    let toggle = move |entry: Entry| {
        let was_open = untrack(|| is_open(entry));
        let sheet = match entry {
            Entry::Side(side) => {
                store.side.set(side);
                Sheet::Left
            }
            Entry::Inspector => Sheet::Right,
            Entry::Dock(tab) => {
                store.dock.set(tab);
                Sheet::Dock
            }
        };
        store.sheet.set((!was_open).then_some(sheet));
    };
    view! {
        <nav class="tabbar" aria-label="Panels">
            {ENTRIES.map(|(entry, icon, title)| view! {
                <button aria-expanded=move || is_open(entry).to_string() on:click=move |_| toggle(entry)>
                    <Ui name=icon />{title}
                    {(entry == Entry::Dock(DockTab::Findings)).then(|| view! {
                        <Show when=move || { count() > 0 }><span class="badge warn">{count}</span></Show>
                    })}
                </button>
            }).collect_view()}
        </nav>
    }
}

/// What a button of the tab bar opens.
#[derive(Clone, Copy, PartialEq)]
enum Entry {
    Side(Side),
    Inspector,
    Dock(DockTab),
}

/// The buttons of the tab bar, in order.
const ENTRIES: [(Entry, &str, &str); 5] = [
    (Entry::Side(Side::Build), "build", "Build"),
    (Entry::Side(Side::Outline), "tree", "Outline"),
    (Entry::Inspector, "inspect", "Inspect"),
    (Entry::Dock(DockTab::Findings), "warning", "Findings"),
    (Entry::Dock(DockTab::Request), "send", "Request"),
];
