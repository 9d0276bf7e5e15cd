//! The small parts that several places of the page share.

pub mod field;
pub mod menu;
pub mod modal;
pub mod segments;
pub mod toast;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::architecture::Kind;

/// One of our own small icons, by its id in `assets/icons/ui.svg`.
#[component]
pub fn Ui(
    /// The id.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let href = move || format!("assets/icons/ui.svg#{}", name.get());
    view! { <svg class="ui" aria-hidden="true"><use href=href></use></svg> }
}

/// The path of an official AWS icon.
pub fn icon_path(name: &str) -> String {
    format!("assets/icons/{name}.svg")
}

/// The official icon of a kind.
#[component]
pub fn KindIcon(
    /// The kind.
    kind: Kind,
) -> impl IntoView {
    view! { <img class="icon" src=icon_path(kind.info().icon) alt="" draggable="false" /> }
}

/// Puts the focus on the first element inside the listener's element that
/// matches, once the change under way is on the screen.
pub fn focus_within(event: &web_sys::KeyboardEvent, selector: &'static str) {
    let Some(holder) = event
        .current_target()
        .and_then(|it| it.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    request_animation_frame(move || {
        if let Ok(Some(element)) = holder.query_selector(selector)
            && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = element.focus();
        }
    });
}

/// Puts the focus on an element of this id, once the change under way is on the
/// screen.
pub fn focus_element(id: &'static str) {
    request_animation_frame(move || {
        let found = document().get_element_by_id(id);
        if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Puts a text on the clipboard and says so.
pub fn copy(store: crate::app::store::Store, text: String) {
    let written = window().navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        match wasm_bindgen_futures::JsFuture::from(written).await {
            Ok(_) => store.toast(toast::Tone::Done, "Copied."),
            Err(_) => store.toast(
                toast::Tone::Error,
                "The browser does not let the page use the clipboard: download the file instead.",
            ),
        }
    });
}
