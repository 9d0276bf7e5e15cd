//! The lab builder: an instructor draws, breaks, asks, tries it as a learner, and hands it
//! out as a folder or a link. What it all means stands in [`crate::course::lab`].
//!
//! - `workshop`: what is known of the open draft, and all that happens to it, with `undoing`,
//!   `checking` and `by_hand`.
//! - `frame`: the places of everything; `overview`: title, story, canvas, tasks, the end.
//! - `task`: one task; `condition`, `members`, `field`, `test`: conditions as forms; `question`: what
//!   is asked; `steps`: what was recorded.
//! - `faults`: what would break the drawing.
//!
//! It is a part of its own, fetched when somebody makes a lab.

mod by_hand;
mod checking;
mod condition;
mod faults;
mod field;
mod frame;
mod members;
mod overview;
mod question;
mod steps;
mod task;
mod test;
mod undoing;
mod workshop;

use leptos::prelude::*;

use crate::app::late::{Part, late, now};

/// The element id of the panel's body.
const BODY: &str = "lab-body";

late!(
    lab,
    load,
    fn opened(number: u32) -> AnyView {
        view! { <frame::Opened number /> }.into_any()
    }
);

/// The builder of a lab, opened by `#/lab/NUMBER/build`.
#[component]
pub fn LabBuilder(
    /// The number of the lab.
    number: u32,
) -> impl IntoView {
    view! { <Part name="The lab builder" load=|| Box::pin(load()) draw=move || now(opened(number)) /> }
}
