//! The palette: everything that can be built, in AWS's groups, to be searched,
//! dragged out, or added with a click or Enter. The groups that the first
//! lessons need are open, the others show how much is in them; whoever opens or
//! folds one finds it so the next time.

mod rail;

use leptos::prelude::*;

use super::canvas::use_canvas;
use super::parts::{KindIcon, Ui};
use super::state::use_store;
use crate::architecture::{Category, Kind};
use crate::editor::palette;

pub use rail::Rail;

/// The element id of its search.
pub const SEARCH: &str = "palette-search";

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let tools = use_canvas();
    let query = RwSignal::new(String::new());
    let searching = move || query.with(|query| query.trim().to_owned());
    let turned = RwSignal::new(folds::kept());
    let shown = move |kind: Kind| query.with(|query| palette::finds(query, kind));
    let kinds_of = palette::kinds_of;
    let nothing = move || !Category::ALL.iter().any(|it| kinds_of(*it).any(shown));
    view! {
        <div class="panel-head">
            <label class="search">
                <Ui name="search" />
                <input
                    class="input"
                    id=SEARCH
                    type="search"
                    placeholder="“nat”, “gate”…"
                    aria-label="Search for a resource"
                    on:input=move |event| query.set(event_target_value(&event))
                    on:keydown=move |event| if event.key() == "Enter" {
                        let first = Category::ALL.iter().flat_map(|it| kinds_of(*it)).find(|kind| shown(*kind));
                        if let Some(kind) = first {
                            tools.place_by_keyboard(kind);
                        }
                    }
                />
            </label>
        </div>
        <div class="panel-body">
            <div class="palette">
                <h2 class="visually-hidden">"What can be built"</h2>
                {Category::ALL.map(|category| {
                    let folded = move || searching().is_empty() && turned.with(|it| it.is_folded(category));
                    let turn = move |_| {
                        turned.update(|it| it.turn(category));
                        turned.with_untracked(folds::keep);
                    };
                    view! {
                        <Show when=move || kinds_of(category).any(shown)>
                            <section class="palette-group" aria-label=category.title()>
                                <h3>
                                    <button
                                        class="palette-fold"
                                        aria-expanded=move || (!folded()).to_string()
                                        on:click=turn
                                    >
                                        <Ui name="chevron-right" />
                                        <span>{category.title()}</span>
                                        <Show when=folded><span class="badge">{kinds_of(category).count()}</span></Show>
                                    </button>
                                </h3>
                                <Show when=move || !folded()>
                                    <div class="palette-grid">
                                        {kinds_of(category).map(|kind| view! {
                                            <Show when=move || shown(kind)><Item kind /></Show>
                                        }).collect_view()}
                                    </div>
                                </Show>
                            </section>
                        </Show>
                    }
                }).collect_view()}
                <Show when=nothing>
                    <p class="palette-hint">"Nothing is called that. Try “gateway”, “server” or “guard”."</p>
                </Show>
            </div>
        </div>
    }
}

/// Which groups are folded, in the browser's storage.
mod folds {
    use leptos::prelude::window;

    use crate::editor::palette::Folds;

    const KEY: &str = "cloud-campus.palette";

    /// As it was left.
    pub fn kept() -> Folds {
        let storage = window().local_storage().ok().flatten();
        let text = storage.and_then(|it| it.get_item(KEY).ok().flatten());
        text.map_or_else(Folds::default, |text| Folds::read(&text))
    }

    /// Without storage it lasts as long as the page.
    pub fn keep(folds: &Folds) {
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(KEY, &folds.to_string());
        }
    }
}

#[component]
fn Item(kind: Kind) -> impl IntoView {
    let store = use_store();
    let tools = use_canvas();
    view! {
        <button
            class="palette-item"
            class:armed=move || tools.placing().get() == Some(kind)
            data-kind=kind.info().key
            title=first_sentence(kind.info().docs)
            on:pointerdown=move |event| tools.start_placing(kind, &event)
            on:click=move |_| {
                tools.place_by_keyboard(kind);
                store.sheet.set(None);
            }
        >
            <KindIcon kind />
            {kind.info().title}
        </button>
    }
}

/// The first sentence of a documentation.
fn first_sentence(text: &'static str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text,
    }
}
