//! A request that is played: the way that it takes and the packet on it.

use std::sync::Arc;

use leptos::prelude::*;

use super::tools::{CanvasTools, use_canvas};
use crate::editor::scene::{Leg, first_part, legs, position, svg_path};
use crate::editor::{Point, Way};
use crate::explain;

/// The way and the packet.
#[component]
pub fn Playback() -> impl IntoView {
    let way = way(use_canvas());
    view! {
        <Trail way />
        <Packet way />
    }
}

/// The stretches of the way of the request that is played.
fn way(tools: CanvasTools) -> Memo<Arc<Vec<Leg>>> {
    // The player changes with every frame, the stops only with the question.
    let stops = Memo::new(move |_| {
        // The places are those of the very network that was asked.
        let scenario = tools.store.request.of.get();
        tools.store.playback.with(|player| {
            player
                .as_ref()
                .zip(scenario)
                .map_or(Vec::new(), |(player, scenario)| {
                    crate::editor::stops(player, scenario.network())
                })
        })
    });
    Memo::new(move |_| {
        let stops = stops.get();
        if stops.is_empty() {
            return Arc::default();
        }
        Arc::new(tools.scene.with(|scene| legs(scene, &stops)))
    })
}

/// How far the packet is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Progress {
    stop: usize,
    dropped: Option<usize>,
    turn: usize,
}

fn progress(tools: CanvasTools) -> Memo<Progress> {
    Memo::new(move |_| {
        tools.store.playback.with(|player| {
            player
                .as_ref()
                .map_or(Progress::default(), |player| Progress {
                    stop: player.stop(),
                    dropped: player.dropped_at(),
                    turn: player.stops_of(Way::Response).start,
                })
        })
    })
}

/// The way, as far as it was gone and where it is gone now.
#[component]
fn Trail(
    /// The stretches of the way.
    way: Memo<Arc<Vec<Leg>>>,
) -> impl IntoView {
    let tools = use_canvas();
    let progress = progress(tools);
    let paths = move || {
        let now = progress.get();
        let stops = now.stop as f64;
        way.get()
            .iter()
            .filter(|leg| leg.start <= now.stop)
            .map(|leg| {
                let (class, points) = if now.dropped == Some(now.stop) && leg.stop > now.stop {
                    ("line dropped", first_part(&leg.points, leg.done(stops)))
                } else if leg.stop <= now.stop {
                    ("line walked", leg.points.clone())
                } else {
                    ("line active", leg.points.clone())
                };
                view! { <path class=class d=svg_path(&points) /> }
            })
            .collect_view()
    };
    view! { <svg class="lines trail" aria-hidden="true">{paths}</svg> }
}

/// The packet, and the word beside it where it dies.
#[component]
fn Packet(
    /// The stretches of the way.
    way: Memo<Arc<Vec<Leg>>>,
) -> impl IntoView {
    let tools = use_canvas();
    let still = wants_stillness();
    let at = Memo::new(move |_| {
        tools.store.playback.with(|player| {
            let player = player.as_ref()?;
            let part = if still { 0.0 } else { player.progress() };
            let stops = player.stop() as f64 + part;
            way.with(|way| position(way, stops)).map(|(_, at)| at)
        })
    });
    let progress = progress(tools);
    let packet = move || {
        let point = at.get()?;
        let now = progress.get();
        let class = if now.dropped == Some(now.stop) {
            "packet dropped"
        } else if now.stop >= now.turn {
            "packet back"
        } else {
            "packet"
        };
        Some(view! { <div class=class style:transform=at_point(point)></div> })
    };
    let word = move || {
        let now = progress.get();
        if now.dropped != Some(now.stop) {
            return None;
        }
        let point = at.get()?;
        let reason = tools.store.playback.with(|player| {
            let hop = player.as_ref()?.hop(now.stop)?;
            let analysis = tools.store.analysis();
            Some(explain::hop_sentence(hop, analysis.architecture()))
        })?;
        Some(
            view! { <div class="bubble error" style:transform=at_point(point)><b>"Dropped here"</b>{reason}</div> },
        )
    };
    view! {
        {packet}
        {word}
    }
}

fn at_point(point: Point) -> String {
    format!("translate({}px, {}px)", point.x, point.y)
}

/// Whether somebody asked their system for less motion: the packet then jumps
/// from stop to stop.
fn wants_stillness() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
