//! A modal dialog. However it is closed, the focus goes back to where it was.

use leptos::html;
use leptos::prelude::*;

/// A modal dialog; Escape and a click beside it close it.
#[component]
pub fn Modal(
    /// Its class.
    class: &'static str,
    /// Its name.
    label: &'static str,
    /// The element, to [`close`] it by.
    node: NodeRef<html::Dialog>,
    /// Told when it has been closed.
    on_close: Callback<()>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Refused only when it is open already.
            let _ = dialog.show_modal();
        }
    });
    let is_itself = move |event: &web_sys::Event| {
        node.get_untracked()
            .is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()))
    };
    let close_beside = move |event: web_sys::MouseEvent| {
        if is_itself(&event) {
            close(node);
        }
    };
    // Escape; a browser that lets nobody prevent it closes the dialog itself, and tells later.
    // Whoever cancels choosing a file within stays here.
    let cancelled = move |event: web_sys::Event| {
        if is_itself(&event) {
            event.prevent_default();
            close(node);
        }
    };
    // The event comes late: by then the dialog may be gone, or the next one may have been opened
    // in its element.
    let closed = move |_| {
        let here = node.try_get_untracked().flatten();
        if here.is_some_and(|it| it.is_connected() && !it.open()) {
            on_close.run(());
        }
    };
    view! {
        <dialog class=class aria-label=label node_ref=node on:close=closed on:cancel=cancelled on:click=close_beside>
            {children()}
        </dialog>
    }
}

/// Whether a dialog is open that matches, as it stands in the page: that it is closed the browser
/// tells a while after, and by then the next key may have been pressed.
pub fn is_open(selector: &str) -> bool {
    let open = document().query_selector(&format!("{selector}[open]"));
    open.ok().flatten().is_some()
}

/// Closes a dialog. The browser puts the focus back, which it does not do for
/// a dialog that is only taken out of the page. It tells of it only later, when the next key may
/// have asked for the dialog again: so it is told here.
pub fn close(node: NodeRef<html::Dialog>) {
    if let Some(dialog) = node.get_untracked() {
        dialog.close();
        if let Ok(event) = web_sys::Event::new("close") {
            let _ = dialog.dispatch_event(&event);
        }
    }
}
