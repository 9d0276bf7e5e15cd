//! The campus on the start screen: where one goes on, what comes back this morning, and the
//! rooms of all chapters.
//!
//! It belongs to the first part of the page, so it knows progress and the map of the course
//! and nothing of documents or the engine.

mod bell;
mod card;
mod keys;
mod labs;
mod ring;
mod room;
mod rooms;
mod search;
mod shop;
mod stations;

use std::sync::Arc;

use leptos::prelude::*;

pub use bell::BellCard;
pub use card::{Card, spoken};
pub use labs::Labs;
pub use rooms::Rooms;
pub use search::Search;
pub use shop::ShopCard;

use super::learner::{Learner, use_learner};
use super::lessons::use_lessons;
use crate::course::catalogue::{Catalogue, Room};

/// Whether the page is as narrow as a phone; it follows the window.
pub fn is_narrow() -> Signal<bool> {
    let narrow = || crate::app::theme::prefers("(max-width: 760px)");
    let now = RwSignal::new(narrow());
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        now.maybe_update(|it| std::mem::replace(it, narrow()) != narrow());
    });
    on_cleanup(move || resized.remove());
    now.into()
}

/// The map of the course, once it is here.
fn use_map() -> Memo<Option<Arc<Catalogue>>> {
    let lessons = use_lessons();
    // The same map is the same: it is fetched once.
    Memo::new(move |_| lessons.map.get().and_then(Result::ok))
}

/// The chapter in which the learner goes on.
fn here(map: Memo<Option<Arc<Catalogue>>>, learner: Learner) -> Memo<Option<u32>> {
    Memo::new(move |_| {
        let map = map.get()?;
        learner.progress.with(|progress| map.here(progress))
    })
}

/// What a room is about, beside its name: its title in the story, how long it takes, and
/// what it builds on that is still open.
fn about(map: &Catalogue, room: &Room, learner: Learner) -> String {
    if !room.open {
        return format!("{}. In preparation.", room.title);
    }
    let missing = learner.progress.with(|progress| {
        let rooms = map.missing(room, progress);
        let names: Vec<&str> = rooms.iter().map(|it| it.service.as_str()).collect();
        names.join(" and ")
    });
    let builds = if missing.is_empty() {
        String::new()
    } else {
        format!(" Builds on {missing}.")
    };
    format!("{}. About {} minutes.{builds}", room.title, room.minutes)
}

/// The campus, or that it is on its way, or why it did not come.
#[component]
pub fn Campus() -> impl IntoView {
    let lessons = use_lessons();
    let learner = use_learner();
    let map = use_map();
    let count = move || map.get().map_or(24, |map| map.rooms.len());
    let new = Memo::new(move |_| learner.progress.with(|it| it.chapters.is_empty()));
    let failed = move || match lessons.map.get() {
        Some(Err(why)) => Some(why),
        _ => None,
    };
    view! {
        <section class="campus" aria-labelledby="campus-title">
            <div class="campus-head">
                <h2 id="campus-title">"The campus"</h2>
                <p>{move || if new.get() {
                    "Start anywhere; each chapter says what it builds on.".to_owned()
                } else {
                    format!("{} chapters, one shop, from empty ground to Diwali.", count())
                }}</p>
                <p class="campus-key" aria-hidden="true">
                    <span class="key-done"><crate::app::parts::Ui name="check" />"done"</span>
                    <span class="key-here">"here"</span>
                    <span class="key-open">"open"</span>
                    <span class="key-prep">"in preparation"</span>
                </p>
            </div>
            {move || match (map.get(), failed()) {
                (Some(map), _) => view! { <Rooms map /><stations::Stations /> }.into_any(),
                (None, Some(why)) => view! {
                    <div class="why error" role="alert">
                        <p>{format!("The map of the course did not come: {why}.")}</p>
                        <p>"Look whether you are online, then try again. What you have built and done is safe."</p>
                        <button class="btn small" on:click=move |_| lessons.fetch()>"Try again"</button>
                    </div>
                }.into_any(),
                (None, None) => view! {
                    <div class="rooms-coming"><p class="muted" role="status">"The map of the course is on its way…"</p></div>
                }.into_any(),
            }}
        </section>
    }
}
