//! What is shown to a class: a chapter, on documents that nobody keeps, or the design that
//! is open, as it is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::Frame;
use super::state::Class;
use crate::app::canvas::{Canvas, use_canvas};
use crate::app::course::lesson::fetch;
use crate::app::parts::toast::Toasts;
use crate::app::state::{Mode, use_store};
use crate::app::storage::use_keeper;
use crate::course::class::{deck, of_design, of_request};

/// A chapter.
#[component]
pub fn OfChapter(
    /// Its number.
    number: u32,
) -> impl IntoView {
    let (store, keeper) = (use_store(), use_keeper());
    let class = RwSignal::new(None::<Result<Class, String>>);
    let owner = Owner::current();
    spawn_local(async move {
        let fetched = fetch::chapter(number).await;
        // By then somebody may have gone elsewhere.
        if class.try_get_untracked().is_none() {
            return;
        }
        let made = fetched.map(|it| {
            let deck = deck(&it.lesson);
            keeper.show_only(deck.documents.first().cloned().unwrap_or_default());
            let new = || Class::new(deck, Some(it.lesson));
            match &owner {
                Some(owner) => owner.with(new),
                None => new(),
            }
        });
        class.set(Some(made));
    });
    document().set_title(&format!("Chapter {number}, before a class · Cloud Campus"));
    on_cleanup(move || {
        store.playback.try_set(None);
    });
    move || {
        match class.get() {
        None => {
            view! { <main class="opening"><p role="status">"Opening the chapter…"</p></main> }
                .into_any()
        }
        Some(Ok(class)) => {
            let leave = Callback::new(move |()| keeper.open_chapter(number));
            view! {
                <div class="app" data-mode="class">
                    <main class="main"><Canvas /></main>
                    <Frame class leave />
                    <Toasts />
                </div>
            }
            .into_any()
        }
        Some(Err(why)) => view! {
            <main class="opening">
                <h1>{format!("Chapter {number}")}</h1>
                <div class="why error" role="alert">
                    <p>{format!("The chapter could not be opened: {why}.")}</p>
                    <button class="btn small" on:click=move |_| keeper.leave()>"Back to the campus"</button>
                </div>
            </main>
        }
        .into_any(),
    }
    }
}

/// The design that is open: along the request that was sent last, else thing by thing.
#[component]
pub fn OfDesign() -> impl IntoView {
    let (store, canvas) = (use_store(), use_canvas());
    let seen = canvas.seen_now();
    let played = store.playback.get_untracked();
    let order: Vec<_> = untrack(|| canvas.drawing().things().map(|it| it.id.clone()).collect());
    let deck = store.peek(|session| {
        let document = session.settled_document().into_owned();
        match &played {
            Some(player) => {
                let trace = player.trace().as_ref().clone();
                of_request(&document, trace)
            }
            None => of_design(&document, &order),
        }
    });
    let class = Class::new(deck, None);
    let selected = store.peek(|session| session.selection().clone());
    store.select([]);
    on_cleanup(move || {
        store.playback.try_set(played);
        store.select(selected);
        request_animation_frame(move || canvas.jump(seen));
    });
    let leave = Callback::new(move |()| store.mode.set(Mode::Build));
    view! { <Frame class leave /> }
}
