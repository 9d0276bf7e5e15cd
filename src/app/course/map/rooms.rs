//! The five parts with their rooms: side by side where there is room, folded on a phone.

use std::sync::Arc;

use leptos::prelude::*;

use super::room::{CAPSTONE, Room};
use super::{is_narrow, keys};
use crate::app::course::learner::use_learner;
use crate::app::parts::Ui;
use crate::course::catalogue::{Catalogue, Part, State};

/// More rooms than these stand in two columns.
const COLUMN: usize = 4;

/// The rooms of the campus.
#[component]
pub fn Rooms(
    /// The map.
    map: Arc<Catalogue>,
) -> impl IntoView {
    let learner = use_learner();
    let here = learner.progress.with_untracked(|it| map.here(it));
    let active = RwSignal::new(here.unwrap_or(1));
    let narrow = is_narrow();
    let parts = map.parts.clone();
    let first_part = move |part: &Part| here.is_some_and(|it| part.chapters.contains(&it));
    view! {
        <div
            class="rooms" role="group" aria-labelledby="campus-title"
            on:keydown=move |event| keys::move_focus(&event)
        >
            {parts.into_iter().enumerate().map(|(at, part)| {
                let open = RwSignal::new(first_part(&part));
                view! { <PartOf map=map.clone() part at open narrow active /> }
            }).collect_view()}
        </div>
    }
}

/// A part of the campus.
#[component]
fn PartOf(
    map: Arc<Catalogue>,
    part: Part,
    /// Which one it is, from 0.
    at: usize,
    /// Whether it is unfolded, on a phone.
    open: RwSignal<bool>,
    narrow: Signal<bool>,
    active: RwSignal<u32>,
) -> impl IntoView {
    let learner = use_learner();
    let count = part.chapters.len();
    let states = {
        let (map, chapters) = (map.clone(), part.chapters.clone());
        Memo::new(move |_| {
            learner.progress.with(|progress| {
                let rooms = chapters.iter().filter_map(|it| map.room(*it));
                let states: Vec<State> = rooms.map(|room| map.state(room, progress)).collect();
                let done = states.iter().filter(|it| **it == State::Done).count();
                (done, states.contains(&State::Here))
            })
        })
    };
    let done = move || states.get().0 == count;
    let class = move || match states.get() {
        (all, _) if all == count => "part done",
        (_, true) => "part here",
        _ => "part",
    };
    let id = format!("part-{at}");
    let title = id.clone();
    let rooms_id = format!("rooms-{at}");
    let controls = rooms_id.clone();
    let rows = if count > COLUMN {
        count.div_ceil(2)
    } else {
        // The last chapter takes the room of two.
        count + usize::from(part.chapters.contains(&CAPSTONE))
    };
    let told = move || format!("{} of {count}", states.get().0);
    let name = part.name.clone();
    let label = move || {
        let (icon, name) = (
            move || done().then(|| view! { <Ui name="check" /> }),
            name.clone(),
        );
        if narrow.get() {
            let controls = controls.clone();
            view! {
                <button
                    class="part-fold" aria-controls=controls
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|it| *it = !*it)
                >
                    <i class="part-state">{icon}</i>
                    <span>{name}</span>
                    <b>{told}</b>
                    <Ui name=Signal::derive(move || if open.get() { "chevron-up" } else { "chevron-down" }) />
                </button>
            }
            .into_any()
        } else {
            view! { <span class="part-label">{icon}{name}<b>{told}</b></span> }.into_any()
        }
    };
    let rooms: Vec<_> = part
        .chapters
        .iter()
        .filter_map(|it| map.room(*it).cloned())
        .collect();
    let columns = if count > COLUMN { 2 } else { 1 };
    view! {
        <section class=class aria-labelledby=id data-columns=columns.to_string()>
            <h3 id=title>{label}</h3>
            <div
                class="part-rooms" id=rooms_id
                style:--rows=rows.to_string()
                hidden=move || narrow.get() && !open.get()
            >
                {rooms.into_iter().map(|room| view! { <Room map=map.clone() room active /> }).collect_view()}
            </div>
        </section>
    }
}
