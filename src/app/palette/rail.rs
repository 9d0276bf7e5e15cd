//! The rail on the canvas, where there is no room for the palette: the kinds that are
//! built most, and the way to everything else.

use leptos::prelude::*;

use super::SEARCH;
use crate::app::canvas::use_canvas;
use crate::app::outline;
use crate::app::parts::{KindIcon, Ui, focus_element};
use crate::app::state::{Sheet, Side, use_store};
use crate::architecture::Kind;

/// The rail.
#[component]
pub fn Rail(
    /// What it offers at once.
    kinds: Vec<Kind>,
    /// Whether the outline is within reach of it.
    #[prop(optional)]
    outline: bool,
) -> impl IntoView {
    let store = use_store();
    let is_open =
        move |side: Side| store.sheet.get() == Some(Sheet::Left) && store.side.get() == side;
    let open = move |side: Side, find: bool| {
        let was_open = untrack(|| is_open(side));
        store.side.set(side);
        store.sheet.set((find || !was_open).then_some(Sheet::Left));
        match side {
            Side::Build if find => focus_element(SEARCH),
            Side::Outline if !was_open => focus_element(outline::TREE),
            _ => {}
        }
    };
    view! {
        <div class="rail" role="toolbar" aria-label="Build" aria-orientation="vertical">
            <button class="rail-item" on:click=move |_| open(Side::Build, true)><Ui name="search" />"Find"</button>
            {outline.then(|| view! {
                <button class="rail-item" aria-expanded=move || is_open(Side::Outline).to_string() on:click=move |_| open(Side::Outline, false)>
                    <Ui name="tree" />"Outline"
                </button>
            })}
            {(!kinds.is_empty()).then(|| view! { <i class="rail-line" aria-hidden="true"></i> })}
            {kinds.into_iter().map(|kind| view! { <Item kind /> }).collect_view()}
            <i class="rail-line" aria-hidden="true"></i>
            <button class="rail-item" aria-expanded=move || is_open(Side::Build).to_string() on:click=move |_| open(Side::Build, false)>
                <Ui name="more" />"More"
            </button>
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
