//! The player: its clock and its buttons.

use std::time::Duration;

use leptos::prelude::*;

use super::wants_stillness;
use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::app::state::{Guessing, Store, use_store};
use crate::editor::{Player, Way};

/// Changes the player, if there is one.
pub(super) fn change(store: Store, change: impl FnOnce(&mut Player)) {
    store.playback.update(|playback| {
        if let Some(player) = playback {
            change(player);
        }
    });
}

fn is_playing(store: Store) -> bool {
    let player = |it: &Option<Player>| it.as_ref().is_some_and(Player::is_playing);
    store.playback.try_with_untracked(player).unwrap_or(false)
}

/// Plays on, or from the beginning.
pub fn play(store: Store) {
    let was_playing = is_playing(store);
    change(store, Player::play);
    if !was_playing && is_playing(store) {
        if wants_stillness() {
            leap(store);
        } else {
            run(store, None);
        }
    }
}

pub(super) fn toggle(store: Store) {
    if is_playing(store) {
        change(store, Player::pause);
    } else {
        play(store);
    }
}

/// One frame of the clock: lets the time since the last pass, and asks for
/// the next as long as something plays.
fn run(store: Store, last: Option<f64>) {
    request_animation_frame(move || {
        if !is_playing(store) {
            return;
        }
        let now = window().performance().map_or(0.0, |it| it.now());
        if let Some(last) = last {
            // A page that was out of sight does not make up for lost time.
            change(store, |it| it.advance(((now - last) / 1000.0).min(0.1)));
        }
        run(store, Some(now));
    });
}

/// For people who want no motion the packet rests at each stop and is then at
/// the next.
fn leap(store: Store) {
    let pause = store
        .playback
        .with_untracked(|it| it.as_ref().map(Player::seconds_per_stop));
    let Some(pause) = pause else { return };
    set_timeout(
        move || {
            if is_playing(store) {
                change(store, Player::leap);
                leap(store);
            }
        },
        Duration::from_secs_f64(pause),
    );
}

/// The buttons, the speed, and the ways to look at.
#[component]
pub fn Buttons() -> impl IntoView {
    let store = use_store();
    let with =
        move |read: fn(&Player) -> usize| store.playback.with(|it| it.as_ref().map_or(0, read));
    let playing = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().is_some_and(Player::is_playing))
    });
    let speed = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().map_or(1.0, Player::speed))
    });
    let stop = Memo::new(move |_| with(Player::stop));
    let count = Memo::new(move |_| with(Player::len));
    let way = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().map_or(Way::Request, |it| it.way(stop.get())))
    });
    let turn = Memo::new(move |_| with(|it| it.stops_of(Way::Response).start));
    let told = Memo::new(move |_| store.request.told.get());
    view! {
        <div class="player-buttons" role="toolbar" aria-label="Player">
            <button class="btn square" aria-label="Step back" title="Step back" disabled=move || stop.get() == 0 on:click=move |_| change(store, Player::step_back)>
                <Ui name="step-back" />
            </button>
            <button
                class="btn square"
                aria-label=move || if playing.get() { "Pause" } else { "Play" }
                title=move || if playing.get() { "Pause" } else { "Play" }
                on:click=move |_| toggle(store)
            >
                <Ui name=Signal::derive(move || if playing.get() { "pause" } else { "play" }) />
            </button>
            <button class="btn square" aria-label="Step forward" title="Step forward" disabled=move || { stop.get() + 1 >= count.get() } on:click=move |_| change(store, Player::step_forward)>
                <Ui name="step-forward" />
            </button>
        </div>
        <Show when=move || !told.get()>
            <button class="btn small" on:click=move |_| {
                change(store, |it| it.seek(usize::MAX));
                // The button goes; what it led to takes the focus.
                crate::app::parts::focus_element(super::HEAD);
            }>"Skip to the end"</button>
        </Show>
        <button
            class="btn small quiet"
            aria-label=move || format!("Speed, {} times", speed.get())
            title="Speed"
            on:click=move |_| change(store, Player::change_speed)
        >{move || format!("{}×", speed.get())}</button>
        // That there is an answer says how it ends.
        <Show when=move || { told.get() && turn.get() < count.get() && store.request.guessing.get() == Guessing::No }>
            <Segments
                label="Way"
                choices=vec![(Way::Request, "Request"), (Way::Response, "Response")]
                value=way
                on_change=Callback::new(move |way| change(store, |it| {
                    let first = it.stops_of(way).start;
                    it.seek(first);
                }))
            />
        </Show>
    }
}
