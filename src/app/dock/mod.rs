//! The dock beneath the canvas: its tabs, its height, and what is in them.

mod audit;
mod findings;
pub mod journeys;
pub mod reach;
pub mod reach_what_if;
pub mod request;
pub mod template;

use std::collections::BTreeMap;

use leptos::html::Div;
use leptos::prelude::*;

use crate::app::late::{Part, now};
use crate::app::parts::edge::{Bound, Edge};
use crate::app::parts::{Ui, focus_within};
use crate::app::state::{DockTab, Sheet, Store, use_store};
use crate::app::theme;
use crate::editor::kept::habits::DOCK_HEIGHTS;

/// The tabs in order.
const TABS: [(DockTab, &str); 6] = [
    (DockTab::Findings, "Findings"),
    (DockTab::Request, "Request"),
    (DockTab::Reach, "Who reaches whom"),
    (DockTab::Journeys, "Journeys"),
    (DockTab::Template, "Template"),
    (DockTab::Audit, "Audit log"),
];

/// Each tab begins at its top, and is found again where one has read; a request that was just
/// sent is seen from its beginning. Returns what is to be told that the panel was scrolled.
fn keep_places(store: Store, body: NodeRef<Div>) -> Callback<()> {
    let places = StoredValue::new(BTreeMap::<usize, i32>::new());
    // While the content changes, the browser scrolls by itself.
    let settles = StoredValue::new(false);
    let place_of = |tab: DockTab| TABS.iter().position(|(it, _)| *it == tab).unwrap_or(0);
    let go = move |top: i32| {
        settles.set_value(true);
        request_animation_frame(move || {
            if let Some(body) = body.try_get_untracked().flatten() {
                body.set_scroll_top(top);
            }
            request_animation_frame(move || {
                settles.try_set_value(false);
            });
        });
    };
    Effect::new(move |before: Option<DockTab>| {
        let tab = store.dock.get();
        if before.is_some_and(|before| before != tab) {
            go(places.with_value(|it| it.get(&place_of(tab)).copied().unwrap_or(0)));
        }
        tab
    });
    Effect::new(move |before: Option<()>| {
        store.request.sent.track();
        if before.is_some() {
            places.update_value(|it| {
                it.remove(&place_of(DockTab::Request));
            });
            if store.dock.get_untracked() == DockTab::Request {
                go(0);
            }
        }
    });
    Callback::new(move |()| {
        let body = body.get_untracked().filter(|_| !settles.get_value());
        if let Some(body) = body {
            let place = place_of(store.dock.get_untracked());
            places.update_value(|it| {
                it.insert(place, body.scroll_top());
            });
        }
    })
}

/// The dock.
#[component]
pub fn Dock() -> impl IntoView {
    let store = use_store();
    let count = move || store.told_so_far().findings.len();
    let journeys = journeys::checked(store);
    let broken = move || journeys.with(|all| all.iter().filter(|it| it.fails()).count());
    let choose = move |step: usize| {
        let here = store.dock.get_untracked();
        let place = TABS.iter().position(|(tab, _)| *tab == here).unwrap_or(0);
        store.dock.set(TABS[(place + step) % TABS.len()].0);
    };
    // As a sheet it is unfolded whenever it is there.
    let unfolded = move || {
        store.dock_open.get() || store.sheet.get() == Some(Sheet::Dock) && theme::has_sheets()
    };
    let body = NodeRef::<Div>::new();
    let scrolled = keep_places(store, body);
    view! {
        <Edge
            bound=Bound::Top
            class="dock-resize"
            label="Height of the panel"
            limits=DOCK_HEIGHTS
            size=store.dock_height
            on_choose=Callback::new(move |()| store.dock_open.set(true))
        />
        <h2 class="visually-hidden">"Panels"</h2>
        <div class="dock-head">
            <div class="tabs" role="tablist" aria-label="Panels" on:keydown=move |event| {
                match event.key().as_str() {
                    "ArrowRight" => choose(1),
                    "ArrowLeft" => choose(TABS.len() - 1),
                    _ => return,
                }
                event.prevent_default();
                focus_within(&event, "[aria-selected=true]");
            }>
                {TABS.map(|(tab, title)| view! {
                    <button
                        class="tab"
                        role="tab"
                        id=format!("tab-{tab:?}")
                        aria-controls="dock-panel"
                        aria-selected=move || (store.dock.get() == tab).to_string()
                        tabindex=move || if store.dock.get() == tab { "0" } else { "-1" }
                        on:click=move |_| store.show(tab)
                    >
                        {title}
                        {(tab == DockTab::Findings).then(|| view! {
                            <Show when=move || { count() > 0 }><span class="badge">{count}</span></Show>
                        })}
                        {(tab == DockTab::Journeys).then(|| view! {
                            <Show when=move || { broken() > 0 }><span class="badge error">{broken}" failing"</span></Show>
                        })}
                    </button>
                }).collect_view()}
            </div>
            <button
                class="btn quiet square small dock-fold"
                aria-label=move || if unfolded() { "Fold the panel" } else { "Unfold the panel" }
                aria-expanded=move || unfolded().to_string()
                on:click=move |_| {
                    // On a phone the dock is a sheet, which folds by closing.
                    if store.sheet.get_untracked().is_none() || !theme::has_sheets() {
                        store.dock_open.update(|open| *open = !*open);
                    }
                    store.sheet.set(None);
                }
            ><Ui name="chevron-down" /></button>
        </div>
        <div class="dock-body" id="dock-panel" node_ref=body on:scroll=move |_| scrolled.run(()) role="tabpanel" aria-labelledby=move || format!("tab-{:?}", store.dock.get())>
            {move || match store.dock.get() {
                DockTab::Findings => view! { <findings::FindingsPanel /> }.into_any(),
                DockTab::Request => view! { <request::RequestPanel /> }.into_any(),
                DockTab::Reach => view! {
                    <Part name="This panel" load=|| Box::pin(reach::load()) draw=|| now(reach::panel()) />
                }.into_any(),
                DockTab::Journeys => view! {
                    <Part name="This panel" load=|| Box::pin(journeys::load()) draw=move || now(journeys::panel(journeys)) />
                }.into_any(),
                DockTab::Audit => view! { <audit::AuditPanel /> }.into_any(),
                DockTab::Template => view! {
                    <Part name="The template" load=|| Box::pin(template::load()) draw=|| now(template::panel()) />
                }.into_any(),
            }}
        </div>
    }
}
