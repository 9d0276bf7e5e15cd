//! The player: its buttons, its clock, and the line of stops.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::app::state::{Store, use_store};
use crate::app::theme;
use crate::editor::{Player, Way};
use crate::explain::{hop_subtitle, hop_title};
use crate::network::{Reach, Verdict};

/// Changes the player, if there is one.
fn change(store: Store, change: impl FnOnce(&mut Player)) {
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
        if theme::prefers("(prefers-reduced-motion: reduce)") {
            leap(store);
        } else {
            run(store, None);
        }
    }
}

fn toggle(store: Store) {
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

/// The buttons, the way, where the packet is, the verdict.
#[component]
pub fn PlayerBar() -> impl IntoView {
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
    let verdict = Memo::new(move |_| {
        store.playback.with(|it| {
            let player = it.as_ref()?;
            Some((
                player.trace().verdict,
                player.trace().extent.reach == Reach::Some,
                player.dropped_at(),
                player.stops_of(Way::Request).end,
            ))
        })
    });
    let where_ = move || {
        store.request.sent.get().map(|question| {
            view! {
                <span class="player-where">
                {move || format!("Stop {} of {} · ", stop.get() + 1, count.get())}
                {question.from.clone()}" → "<span class="mono">{question.target()}</span>
            </span>
            }
        })
    };
    view! {
        <div class="player">
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
            <button
                class="btn"
                aria-label=move || format!("Speed, {} times", speed.get())
                title="Speed"
                on:click=move |_| change(store, Player::change_speed)
            >{move || format!("{}×", speed.get())}</button>
            <Show when=move || { count.get() > turn.get() }>
                <Segments
                    label="Direction"
                    choices=vec![(Way::Request, "Request"), (Way::Response, "Response")]
                    value=way
                    on_change=Callback::new(move |way| change(store, |it| {
                        let first = it.stops_of(way).start;
                        it.seek(first);
                    }))
                />
            </Show>
            {where_}
            <Show when=move || !store.request.editing.get()>
                <button class="btn small" aria-label="Change the question" on:click=move |_| store.request.editing.set(true)>"Change"</button>
            </Show>
            {move || verdict.get().map(|(verdict, for_some, dropped, turn)| match (verdict, dropped) {
                (Verdict::Delivered, _) if for_some => view! {
                    <span class="pill warn verdict" role="status"><Ui name="warning" />"Delivered, but not for everybody"</span>
                }.into_any(),
                (Verdict::Delivered, _) => view! {
                    <span class="pill ok verdict" role="status"><Ui name="check" />"Delivered"</span>
                }.into_any(),
                (Verdict::Dropped, dropped) => {
                    let words = match dropped {
                        Some(stop) if stop >= turn && for_some => format!("For some, the answer is dropped at stop {}", stop + 1),
                        Some(stop) if stop >= turn => format!("The answer is dropped at stop {}", stop + 1),
                        Some(stop) if for_some => format!("Dropped for some, at stop {}", stop + 1),
                        Some(stop) => format!("Dropped at stop {}", stop + 1),
                        None => "Dropped".to_owned(),
                    };
                    view! { <span class="pill error verdict" role="status"><Ui name="error" />{words}</span> }.into_any()
                }
            })}
            <button
                class="btn quiet square small"
                aria-label="Close the request"
                title="Close the request"
                on:click=move |_| store.close_request()
            ><Ui name="close" /></button>
        </div>
    }
}

/// The line of stops of the way that the packet is on.
#[component]
pub fn Metro() -> impl IntoView {
    let store = use_store();
    let stop = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().map_or(0, Player::stop))
    });
    let way = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().map_or(Way::Request, |it| it.way(stop.get())))
    });
    let stops = Memo::new(move |_| {
        let way = way.get();
        let Some(analysis) = store.request.of.get() else {
            return Vec::new();
        };
        store.playback.with(|it| {
            let Some(player) = it else { return Vec::new() };
            player
                .stops_of(way)
                .filter_map(|index| {
                    let hop = player.hop(index)?;
                    let title = hop_title(hop, analysis.architecture());
                    let subtitle = hop_subtitle(hop, analysis.architecture());
                    Some((index, title, subtitle, player.dropped_at() == Some(index)))
                })
                .collect::<Vec<_>>()
        })
    });
    // What is at the edge of the panel is brought into it.
    Effect::new(move |_| {
        stop.get();
        request_animation_frame(|| {
            if let Ok(Some(stop)) = document().query_selector(".metro [aria-current=step]") {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                stop.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => change(store, Player::step_forward),
            "ArrowLeft" | "ArrowUp" => change(store, Player::step_back),
            "Home" => change(store, |it| it.seek(0)),
            "End" => change(store, |it| it.seek(usize::MAX)),
            " " => toggle(store),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let label = move || match way.get() {
        Way::Request => "Stops of the request",
        Way::Response => "Stops of the response",
    };
    view! {
        <ol class="metro" tabindex="0" aria-label=label on:keydown=key>
            <For
                each=move || stops.get()
                key=|stop| stop.clone()
                let((index, title, subtitle, dropped))
            >
                <li
                    class="stop"
                    class:dropped=dropped
                    class:done=move || !dropped && index < stop.get()
                    class:current=move || !dropped && index == stop.get()
                    class:todo=move || !dropped && (index > stop.get())
                >
                    <button
                        tabindex="-1"
                        aria-current=move || (index == stop.get()).then_some("step")
                        on:click=move |_| change(store, |it| it.seek(index))
                    ><b>{title.clone()}</b><span>{subtitle.clone()}</span></button>
                </li>
            </For>
        </ol>
    }
}
