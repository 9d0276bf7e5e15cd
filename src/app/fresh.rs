//! A newer build of the page is here (`assets/page/start.js` says so): it is told of, and used
//! when somebody wants it. What is not saved is asked for by the browser before anything goes.

use leptos::ev::Custom;
use leptos::prelude::*;

use super::front::use_front;
use super::parts::Ui;
use super::state::Screen;

/// Says that a newer build waits, until somebody loads it or puts it off.
#[component]
pub fn Fresh() -> impl IntoView {
    let front = use_front();
    let root = document().document_element();
    // It may have come before the application did.
    let waits = RwSignal::new(root.is_some_and(|it| it.has_attribute("data-fresh")));
    let others = RwSignal::new(false);
    let came = window_event_listener(Custom::<web_sys::Event>::new("campus-fresh"), move |_| {
        waits.set(true);
    });
    let refused =
        window_event_listener(Custom::<web_sys::Event>::new("campus-others"), move |_| {
            others.set(true);
        });
    on_cleanup(move || {
        came.remove();
        refused.remove();
    });
    let reload = move |_| {
        if let Ok(event) = web_sys::Event::new("campus-reload") {
            // Whoever keeps the page listens, or nobody does.
            let _ = window().dispatch_event(&event);
        }
    };
    // Nobody wants it on a projector.
    let is_shown =
        Memo::new(move |_| waits.get() && !matches!(front.screen.get(), Screen::Class(_)));
    view! {
        <Show when=move || is_shown.get()>
            <aside class="fresh" role="status" aria-label="A new version">
                <Ui name="restart" />
                <p>{move || match others.get() {
                    true => "Cloud Campus is open in another tab as well. Close it there, then reload.",
                    false => "A new version is ready.",
                }}</p>
                <button class="btn small" on:click=reload>"Reload"</button>
                <button class="btn small quiet square" aria-label="Later" title="Later" on:click=move |_| waits.set(false)><Ui name="close" /></button>
            </aside>
        </Show>
    }
}
