//! The canvas, where the architecture is drawn and built.

use leptos::prelude::*;

/// The canvas.
#[component]
pub fn Canvas() -> impl IntoView {
    view! { <div class="canvas" id="canvas" tabindex="0" role="application" aria-label="Architecture"></div> }
}
