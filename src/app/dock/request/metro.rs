//! The line of stops.

use leptos::ev::KeyboardEvent;
use leptos::html::Ol;
use leptos::prelude::*;

use super::player::{change, toggle};
use crate::app::parts::in_next_frame;
use crate::app::state::use_store;
use crate::editor::{Player, Way};
use crate::explain::{hop_subtitle, hop_title};

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
    // What is at the edge of the line is brought into it. The panel itself stays: what is
    // said of the stop stands at its top.
    let line = NodeRef::<Ol>::new();
    Effect::new(move || {
        stop.get();
        in_next_frame(line, |line| {
            let current = line.query_selector("[aria-current=step]").ok().flatten();
            let current = current.and_then(|it| it.parent_element());
            if let Some(current) = current {
                let (line_box, current) = (
                    line.get_bounding_client_rect(),
                    current.get_bounding_client_rect(),
                );
                let edge = line_box.width() * 0.3;
                let (left, right) = (
                    current.left() - line_box.left(),
                    line_box.right() - current.right(),
                );
                let by = match (left < edge, right < edge) {
                    (true, _) => left - edge,
                    (false, true) => edge - right,
                    _ => 0.0,
                };
                line.set_scroll_left(line.scroll_left() + by as i32);
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
        <ol class="metro" node_ref=line tabindex="0" aria-label=label on:keydown=key>
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
