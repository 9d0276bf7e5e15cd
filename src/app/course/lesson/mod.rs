//! A lesson beside the canvas: the text, the task card, the way back.
//!
//! - `fetch`: the chapter's files; `study`: what is known of an open lesson, and all that
//!   happens in it, with `documents` and `progress`; `judging`: the task under way, judged after every edit.
//! - `frame`: the places of everything; `head`, `reading`, `prose`, `figure`, `figure_place`, `aside`: the panel;
//!   `card`, `lines`, `runs`, `hints`, `show`: the task card; `pills`: the marks on the canvas.
//!
//! It is a part of its own, fetched when a chapter is opened.

mod aside;
mod card;
mod closed;
mod compared;
mod documents;
pub(in crate::app) mod fetch;
pub(in crate::app) mod figure;
mod figure_place;
mod frame;
mod head;
mod hints;
mod judging;
mod keys;
mod library;
mod lines;
mod pills;
mod progress;
mod prose;
mod reading;
mod rounds;
mod runs;
mod shop;
mod show;
mod study;

use leptos::prelude::*;

use crate::app::late::{Part, late, now};

pub use fetch::Which;
pub use study::{Study, use_study};

/// The element id of the task card.
const CARD: &str = "task-card";

late!(
    lesson,
    load,
    fn opened(which: Which) -> AnyView {
        view! { <frame::Opened which /> }.into_any()
    }
);

/// A chapter of the course or a lab, opened by `#/chapter/NUMBER`, `#/lab/NUMBER` or by a
/// wish of the start screen.
#[component]
pub fn Lesson(
    /// Which one.
    which: Which,
) -> impl IntoView {
    view! { <Part name="The lesson" load=|| Box::pin(load()) draw=move || now(opened(which)) /> }
}
