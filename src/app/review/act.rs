//! What can be done about a line: mend it, state it, look at the thing, read on.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::canvas::use_canvas;
use crate::app::course::lessons::use_lessons;
use crate::app::parts::Ui;
use crate::app::state::{Mode, Sheet, use_store};
use crate::app::storage::use_keeper;
use crate::architecture::{Remedy, ResourceId};
use crate::review::Chapter;

/// A button that applies a remedy as one step, and says so.
#[component]
pub fn Apply(
    /// The id of the button.
    id: String,
    /// What stands on it.
    word: &'static str,
    /// What it does.
    remedy: Remedy,
    /// Whether the icon alone is not enough, because it is what to do next.
    #[prop(optional)]
    strong: bool,
) -> impl IntoView {
    let store = use_store();
    let name = format!("{word}: {}", remedy.label);
    let run = move |_| {
        if store.perform(remedy.label.clone(), remedy.edits.clone()) {
            store.toast_with_undo(format!("Done: {}.", remedy.label));
        }
    };
    let class = if strong {
        "btn small strong"
    } else {
        "btn small"
    };
    view! { <button class=class id=id aria-label=name.clone() title=name on:click=run>{word}</button> }
}

/// Words that lead to a thing in the drawing; words alone where there is none.
#[component]
pub fn See(
    /// The id of the button.
    id: String,
    /// The words.
    words: String,
    /// The things, the one to look at first.
    things: Vec<ResourceId>,
) -> impl IntoView {
    let store = use_store();
    let canvas = use_canvas();
    let living = {
        let analysis = store.peek_analysis();
        let known = things
            .into_iter()
            .filter(|it| analysis.architecture().get(it).is_some());
        known.collect::<Vec<_>>()
    };
    let Some(first) = living.first().cloned() else {
        return view! { <span class="see">{words}</span> }.into_any();
    };
    let show = move |_| {
        store.mode.set(Mode::Build);
        store.select(living.clone());
        store.sheet.set(Some(Sheet::Right));
        let first = first.clone();
        // The canvas is in sight again with the next frame.
        request_animation_frame(move || canvas.reveal(&first));
    };
    view! { <button class="see" id=id title="Show it in the drawing" on:click=show>{words}</button> }
        .into_any()
}

/// Leads to a chapter, once it can be read.
#[component]
pub fn Read(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let keeper = use_keeper();
    let lessons = use_lessons();
    lessons.fetch();
    let number = u32::from(chapter.number);
    let room = Memo::new(move |_| {
        lessons.map.with(|map| {
            let map = map.as_ref()?.as_ref().ok()?;
            let room = map.room(number)?;
            Some((room.service.clone(), room.open))
        })
    });
    move || {
        match room.get() {
        Some((service, true)) => view! {
            <button class="link read" on:click=move |_| keeper.open_chapter(number)>
                <Ui name="book" />{format!("Chapter {number}: {service}")}
            </button>
        }
        .into_any(),
        Some((service, false)) => {
            view! { <span class="muted">{format!("Chapter {number}: {service}, in preparation")}</span> }
                .into_any()
        }
        None => view! { <span class="muted">{format!("Chapter {number}")}</span> }.into_any(),
    }
    }
}

/// What is unfolded, by name: a line that is written anew stays as it was.
#[derive(Clone, Copy, Default)]
pub struct Unfolded(StoredValue<BTreeSet<String>>);

/// Something that can be unfolded.
#[component]
pub fn Unfold(
    /// Its name.
    key: String,
    /// Its class.
    class: &'static str,
    /// What is always seen.
    summary: AnyView,
    /// What is seen when it is open.
    children: Children,
) -> impl IntoView {
    let unfolded = expect_context::<Unfolded>();
    let open = unfolded.0.with_value(|it| it.contains(&key));
    let id = format!("unfold-{key}");
    let turned = move |event: web_sys::Event| {
        let is_open = event_target::<web_sys::Element>(&event).has_attribute("open");
        unfolded.0.update_value(|it| {
            if is_open {
                it.insert(key.clone());
            } else {
                it.remove(&key);
            }
        });
    };
    view! {
        <details class=class open=open on:toggle=turned>
            <summary id=id>{summary}</summary>
            {children()}
        </details>
    }
}
