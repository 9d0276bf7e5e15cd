//! A class: a chapter, or any design, on a projector, in large type and step by step.
//!
//! - `state`: where the class is; `keys`: how the teacher goes on; `screen`: a chapter that is
//!   shown, and the design that is open.
//! - `frame`: the places of everything, with `dots`, `beside`, `asked`, `packet`, `spotlight`,
//!   `pointer`.
//! - `replay`: what was done in a sitting, played again.
//! - `notes`: the teacher's own window, which `channel` keeps in step.
//!
//! What the steps are says the core (`course::class`). It is a part of its own, fetched when
//! somebody teaches.

mod asked;
mod beside;
mod channel;
mod dots;
mod frame;
mod keys;
mod notes;
mod packet;
mod pointer;
mod replay;
mod screen;
mod spotlight;
mod state;

use leptos::prelude::*;

use crate::app::late::{Part, late, now};
use crate::app::state::use_store;

late!(
    class,
    load,
    fn page() -> AnyView {
        without_offers();
        view! { <screen::OfDesign /> }.into_any()
    }
);

late!(
    class,
    load_chapter,
    fn chapter(number: u32) -> AnyView {
        view! { <screen::OfChapter number /> }.into_any()
    }
);

late!(
    class,
    load_notes,
    fn notes(number: u32) -> AnyView {
        view! { <notes::Notes number /> }.into_any()
    }
);

late!(
    class,
    load_replay,
    fn recording() -> AnyView {
        without_offers();
        view! { <replay::Recording /> }.into_any()
    }
);

/// A chapter before a class, opened by `#/class/NUMBER`.
#[component]
pub fn ClassScreen(
    /// The number of the chapter.
    number: u32,
) -> impl IntoView {
    view! { <Part name="The class" load=|| Box::pin(load_chapter()) draw=move || now(chapter(number)) /> }
}

/// What was offered before, as to take a step back, is offered no more: nothing of what is
/// shown is changed.
fn without_offers() {
    use_store().toasts.set(Vec::new());
}
