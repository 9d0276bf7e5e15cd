//! The line that says that work is not saved, and what can be done.

use leptos::prelude::*;

use super::keeper::use_keeper;
use crate::app::files;
use crate::app::parts::Ui;
use crate::app::state::{Saved, use_store};

/// Over the whole width of the page, as long as an open document is not saved
/// and will not be by itself.
#[component]
pub fn Trouble() -> impl IntoView {
    let store = use_store();
    let keeper = use_keeper();
    let trouble = Memo::new(move |_| {
        match store.saved.get() {
            Saved::No(why) => Some((format!("Your work is not saved: {why}."), false)),
            Saved::Elsewhere => Some((
                "Another tab has saved this document meanwhile. What you changed here since then is not saved."
                    .to_owned(),
                true,
            )),
            _ => None,
        }
    });
    let open = Memo::new(move |_| store.screen.get().has_document());
    // The page below makes room, which the stylesheet does for the whole body.
    let shown = Memo::new(move |_| open.get() && trouble.with(Option::is_some));
    Effect::new(move || {
        if let Some(body) = document().body() {
            // Only a malformed name is refused.
            let _ = body.toggle_attribute_with_force("data-trouble", shown.get());
        }
    });
    view! {
        <Show when=move || open.get()>
            <div class="trouble-place" role="alert">
                {move || trouble.get().map(|(words, elsewhere)| view! {
                    <div class="trouble">
                        <Ui name="error" />
                        <p>{words}</p>
                        <div class="row">
                            {if elsewhere {
                                view! {
                                    <button class="btn small" on:click=move |_| keeper.keep_mine()>"Keep mine"</button>
                                    <button class="btn small" on:click=move |_| keeper.take_theirs()>"Take the other"</button>
                                }.into_any()
                            } else {
                                view! {
                                    <button class="btn small" on:click=move |_| keeper.try_again()>"Try again"</button>
                                }.into_any()
                            }}
                            <button class="btn small" on:click=move |_| files::download_document(store)>
                                <Ui name="download" />"Save a file"
                            </button>
                        </div>
                    </div>
                })}
            </div>
        </Show>
    }
}
