//! The canvas, where the architecture is drawn and built.

mod tools;

use leptos::prelude::*;

pub use tools::{CanvasTools, use_canvas};

/// The canvas.
#[component]
pub fn Canvas() -> impl IntoView {
    view! { <div class="canvas" id="canvas" tabindex="0" role="application" aria-label="Architecture"></div> }
}
