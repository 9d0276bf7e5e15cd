//! One room of the campus: a chapter with its number, AWS's icon and its state.

use std::sync::Arc;

use leptos::prelude::*;

use super::about;
use crate::app::course::learner::use_learner;
use crate::app::front::{Wish, use_front};
use crate::app::parts::{Ui, icon_path};
use crate::course::catalogue::{Catalogue, Room as Entry, State};
use crate::course::memory::Unit;

/// The last chapter, in which all comes together.
pub const CAPSTONE: u32 = 24;

/// A room.
#[component]
pub fn Room(
    /// The map that it is on.
    map: Arc<Catalogue>,
    /// What the map says of it.
    room: Entry,
    /// The room that Tab goes to.
    active: RwSignal<u32>,
) -> impl IntoView {
    let learner = use_learner();
    let front = use_front();
    let number = room.number;
    let open = room.open;
    let state = {
        let (map, room) = (map.clone(), room.clone());
        Memo::new(move |_| learner.progress.with(|progress| map.state(&room, progress)))
    };
    let units = Memo::new(move |_| {
        learner.progress.with(|progress| {
            let chapter = progress.chapter(number);
            chapter.map(|it| it.progress()).unwrap_or_default()
        })
    });
    let class = move || match state.get() {
        State::Done => "room done",
        State::Here => "room here",
        State::Open => "room",
        State::InPreparation => "room prep",
    };
    let (icon, service) = (icon_path(&room.icon), room.service.clone());
    let tip = {
        let room = room.clone();
        move || about(&map, &room, learner)
    };
    let label = {
        let tip = tip.clone();
        let service = service.clone();
        move || {
            let word = match state.get() {
                State::Done => " Done.",
                State::Here => " You are here.",
                State::Open | State::InPreparation => "",
            };
            format!("{number} {service}. {}{word}", tip())
        }
    };
    view! {
        <button
            class=class
            class:capstone=number == CAPSTONE
            data-room=number.to_string()
            aria-label=label
            aria-current=move || (state.get() == State::Here).then_some("step")
            aria-disabled=(!open).then_some("true")
            tabindex=move || if active.get() == number { "0" } else { "-1" }
            on:focus=move |_| active.set(number)
            on:click=move |_| if open { front.wish(Wish::Chapter(number)) }
        >
            <span class="room-number">{number}</span>
            <img class="icon" src=icon alt="" draggable="false" />
            <span class="room-name">
                {service}
                {(number == CAPSTONE).then(|| view! { <small>"Build it all, then break it"</small> })}
                {move || (state.get() == State::Here && units.with(|it| !it.is_empty())).then(|| view! {
                    <span class="bars">
                        {units.get().into_iter().map(|unit| view! { <i class=bar(unit)></i> }).collect_view()}
                    </span>
                })}
            </span>
            <Show when=move || state.get() == State::InPreparation><span class="room-prep">"in preparation"</span></Show>
            <Show when=move || state.get() == State::Done><Ui name="check" /></Show>
            <span class="tooltip" aria-hidden="true">{tip}</span>
        </button>
    }
}

/// How a unit is drawn.
pub fn bar(unit: Unit) -> &'static str {
    match unit {
        Unit::Done => "done",
        Unit::Here => "here",
        Unit::Open => "open",
    }
}
