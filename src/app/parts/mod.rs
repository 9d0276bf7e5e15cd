//! The small parts that several places of the page share.

pub mod deciding;
pub mod edge;
pub mod field;
pub mod icons;
pub mod menu;
pub mod modal;
pub mod moment;
pub mod resized;
pub mod segments;
pub mod toast;
pub mod undo;

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

pub use icons::{KindIcon, icon_path};

/// One of our own small icons, by its id in `assets/icons/ui.svg`, which stands in the page.
#[component]
pub fn Ui(
    /// The id.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let href = move || format!("#ui-{}", name.get());
    view! { <svg class="ui" aria-hidden="true"><use href=href></use></svg> }
}

/// A size as a style takes it; none for the sheet's own.
pub fn px(size: RwSignal<Option<f64>>) -> impl Fn() -> Option<String> + Copy {
    move || size.get().map(|size| format!("{size}px"))
}

/// A text in which names such as `web-1` stay on one line.
pub fn unbroken(text: &str) -> AnyView {
    let pieces = crate::course::lesson::prose::pieces(text);
    if pieces.iter().all(|(_, name)| !name) {
        return text.to_owned().into_any();
    }
    pieces
        .into_iter()
        .map(|(piece, name)| match name {
            true => view! { <span class="unbroken">{piece}</span> }.into_any(),
            false => piece.into_any(),
        })
        .collect_view()
        .into_any()
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

/// Does something with an element in the next frame, unless it is gone by then.
pub fn in_next_frame<E>(node: NodeRef<E>, act: impl FnOnce(E::Output) + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    request_animation_frame(move || {
        // What it stood in may have been closed meanwhile.
        if let Some(element) = node.try_get_untracked().flatten() {
            act(element);
        }
    });
}

/// Puts a text on the clipboard and says so.
pub fn copy(store: crate::app::state::Store, text: String) {
    let written = window().navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        match wasm_bindgen_futures::JsFuture::from(written).await {
            Ok(_) => store.toast(crate::app::state::Tone::Done, "Copied."),
            Err(_) => store.toast(
                crate::app::state::Tone::Error,
                "The browser does not let the page use the clipboard: download the file instead.",
            ),
        }
    });
}
