//! What is shown beside a word of the text: a definition, or the name of a source.

use leptos::prelude::*;

use super::study::use_study;

/// How wide it is, as the sheet has it, and how far it keeps from the edges.
const WIDTH: f64 = 280.0;
const EDGE: f64 = 12.0;
/// About how high the highest one is.
const HEIGHT: f64 = 150.0;

/// The definition or source; what it speaks of names it by its id.
#[component]
pub fn AsideView() -> impl IntoView {
    let study = use_study();
    let place = move || {
        let (left, top, bottom) = study.aside.get()?.at;
        let size = |it: Result<wasm_bindgen::JsValue, _>| it.ok().and_then(|it| it.as_f64());
        let wide = size(window().inner_width()).unwrap_or(1024.0);
        let high = size(window().inner_height()).unwrap_or(768.0);
        let left = left.min(wide - WIDTH - EDGE).max(EDGE);
        let below = bottom + HEIGHT < high;
        Some(match below {
            true => (left, format!("{}px", bottom + 6.0), "auto".to_owned()),
            false => (left, "auto".to_owned(), format!("{}px", high - top + 6.0)),
        })
    };
    let left = move || place().map(|it| format!("{}px", it.0));
    let top = move || place().map(|it| it.1);
    let bottom = move || place().map(|it| it.2);
    view! {
        <div
            class="aside"
            id="aside"
            role="tooltip"
            hidden=move || study.aside.with(Option::is_none)
            style:left=left
            style:top=top
            style:bottom=bottom
        >
            {move || study.aside.get().map(|it| view! { <b>{it.title}</b><p>{it.text}</p> })}
        </div>
    }
}
