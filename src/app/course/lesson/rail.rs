//! The rail on the canvas: what this chapter builds with, and the way to everything else.

use leptos::prelude::*;

use crate::app::canvas::use_canvas;
use crate::app::palette;
use crate::app::parts::{KindIcon, Ui, focus_element};
use crate::app::state::{Sheet, Side, use_store};
use crate::architecture::Kind;

/// The rail.
#[component]
pub fn Rail(
    /// What stands in it; without any, only the way to everything.
    kinds: Vec<Kind>,
) -> impl IntoView {
    let store = use_store();
    let open = move |find: bool| {
        store.side.set(Side::Build);
        let was_open = store.sheet.get_untracked() == Some(Sheet::Left);
        store.sheet.set((find || !was_open).then_some(Sheet::Left));
        if find {
            focus_element(palette::SEARCH);
        }
    };
    let is_open = move || (store.sheet.get() == Some(Sheet::Left)).to_string();
    view! {
        <div class="rail" role="toolbar" aria-label="Build" aria-orientation="vertical">
            <button class="rail-item" on:click=move |_| open(true)><Ui name="search" />"Find"</button>
            {(!kinds.is_empty()).then(|| view! { <i class="rail-line" aria-hidden="true"></i> })}
            {kinds.into_iter().map(|kind| view! { <Item kind /> }).collect_view()}
            <i class="rail-line" aria-hidden="true"></i>
            <button class="rail-item" aria-expanded=is_open on:click=move |_| open(false)><Ui name="more" />"More"</button>
        </div>
    }
}

#[component]
fn Item(kind: Kind) -> impl IntoView {
    let tools = use_canvas();
    view! {
        <button
            class="rail-item"
            class:armed=move || tools.placing().get() == Some(kind)
            data-kind=kind.info().key
            on:pointerdown=move |event| tools.start_placing(kind, &event)
            on:click=move |_| tools.place_by_keyboard(kind)
        >
            <KindIcon kind />
            {kind.info().title}
        </button>
    }
}
