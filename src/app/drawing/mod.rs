//! What is done with the drawing as a whole, and seldom: tidying it up, lining
//! things up, making a VPC and more, taking it away as a picture, printing it.
//! A part of its own, which comes when one of them is asked for.

mod actions;
mod arranging;
mod letters;
mod paper;
mod png;
mod saving;
mod wizard;

use std::sync::Arc;

use leptos::prelude::*;

use super::canvas::CanvasTools;
use super::command::Page;
use super::late::{Missing, late};
use super::state::{Store, Toast, Tone};
use crate::editor::align::How;

pub use actions::{ALIGNMENTS, DRAWING};
pub use arranging::Whole;

late!(
    drawing,
    load_wizard,
    fn vpc_and_more() -> AnyView {
        view! { <wizard::Wizard /> }.into_any()
    }
);

late!(
    drawing,
    load_saving,
    fn picture() -> AnyView {
        view! { <saving::Saving /> }.into_any()
    }
);

late!(
    drawing,
    load_picture,
    fn address_of(store: Store) -> String {
        paper::address_of(store)
    }
);

late!(
    drawing,
    load_chart,
    fn chart_of(store: Store) -> String {
        crate::picture::mermaid(&saving::subject(store))
    }
);

late!(
    drawing,
    load_paper,
    fn printed(store: Store) -> () {
        paper::print(store);
    }
);

late!(
    drawing,
    load_tidying,
    fn tidied(store: Store, canvas: CanvasTools, whole: Whole) -> () {
        arranging::tidy_up(store, canvas, whole);
    }
);

late!(
    drawing,
    load_lining_up,
    fn lined_up(store: Store, canvas: CanvasTools, how: How) -> () {
        arranging::line_up(store, canvas, how);
    }
);

/// Fetches the part for all that it does.
pub async fn load_all() -> Result<(), Missing> {
    load_wizard().await?;
    load_saving().await?;
    load_picture().await?;
    load_chart().await?;
    load_paper().await?;
    load_tidying().await?;
    load_lining_up().await
}

/// Says that the part did not arrive, and offers to try again.
pub fn lost(store: Store, again: impl Fn() + Send + Sync + 'static) {
    let words = "That part of the page could not be loaded. Look whether you are online.";
    Toast::show(
        store.toasts,
        Tone::Error,
        words.to_owned(),
        Some(("Try again", Arc::new(again))),
    );
}

/// Tidies the drawing up, or what is selected of it.
pub fn tidy_up(page: Page, whole: Whole) {
    leptos::task::spawn_local(async move {
        if tidied(page.store, page.canvas, whole).await.is_err() {
            lost(page.store, move || tidy_up(page, whole));
        }
    });
}

/// Lines up what is selected.
pub fn line_up(page: Page, how: How) {
    leptos::task::spawn_local(async move {
        if lined_up(page.store, page.canvas, how).await.is_err() {
            lost(page.store, move || line_up(page, how));
        }
    });
}

/// Prints the drawing on a page.
pub fn print(page: Page) {
    leptos::task::spawn_local(async move {
        if printed(page.store).await.is_err() {
            lost(page.store, move || print(page));
        }
    });
}
