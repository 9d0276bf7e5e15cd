//! A lesson beside the canvas: the text, the task card, the way back.

use leptos::prelude::*;

use crate::app::storage::use_keeper;

/// A chapter of the course, opened by `#/chapter/NUMBER` or by a wish of the start screen.
#[component]
pub fn Lesson(
    /// The number of the chapter.
    number: u32,
) -> impl IntoView {
    let keeper = use_keeper();
    view! {
        <main class="opening">
            <h1>{format!("Chapter {number}")}</h1>
            <button class="btn" on:click=move |_| keeper.leave()>"Back to the campus"</button>
        </main>
    }
}
