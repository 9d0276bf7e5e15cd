//! The line that says that work is not saved, and what can be done.

use leptos::prelude::*;

use super::keeper::use_keeper;
use crate::app::files;
use crate::app::parts::Ui;
use crate::app::state::{Saved, Screen, use_store};

/// What can be done about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Remedy {
    /// Write again.
    Again,
    /// Choose between two versions.
    Decide,
    /// Keep it once more.
    Keep,
}

/// Over the whole width of the page, as long as an open document is not saved
/// and will not be by itself.
#[component]
pub fn Trouble() -> impl IntoView {
    let store = use_store();
    let keeper = use_keeper();
    let trouble = Memo::new(move |_| {
        match store.saved.get() {
            Saved::No(why) => Some((format!("Your work is not saved: {why}."), Remedy::Again)),
            Saved::Elsewhere => Some((
                "Another tab has saved this document meanwhile. What you changed here since then is not saved."
                    .to_owned(),
                Remedy::Decide,
            )),
            Saved::Gone => Some((
                "This document is no longer kept in this browser: another tab has deleted it, or the browser’s data were cleared. It is only here now."
                    .to_owned(),
                Remedy::Keep,
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
    // The documents of a lesson have their places, so there the other becomes the copy.
    let mine = move || match store.screen.get() {
        Screen::Lesson(_) => "Keep mine",
        _ => "Keep mine as a copy",
    };
    view! {
        <Show when=move || open.get()>
            <div class="trouble-place" role="alert">
                {move || trouble.get().map(|(words, remedy)| view! {
                    <div class="trouble">
                        <Ui name="error" />
                        <p>{words}</p>
                        <div class="row">
                            {match remedy {
                                Remedy::Decide => view! {
                                    <button class="btn small" on:click=move |_| keeper.keep_mine()>{mine}</button>
                                    <button class="btn small" on:click=move |_| keeper.take_theirs()>"Take theirs"</button>
                                }.into_any(),
                                Remedy::Again => view! {
                                    <button class="btn small" on:click=move |_| keeper.try_again()>"Try again"</button>
                                }.into_any(),
                                Remedy::Keep => view! {
                                    <button class="btn small" on:click=move |_| keeper.keep_again()>"Keep it again"</button>
                                }.into_any(),
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
