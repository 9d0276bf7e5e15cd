//! A request that is played: the way that it takes and the packet on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::tools::{CanvasTools, use_canvas};
use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::{Leg, along, legs, svg_path};
use crate::editor::{Player, Point, Way};
use crate::explain;
use crate::network::Stage;

/// The stretches of the way of the request that is played.
fn way(tools: CanvasTools) -> Memo<Arc<Vec<Leg>>> {
    // The player changes with every frame, the stops only with the question.
    let stops = Memo::new(move |_| {
        let user = tools
            .store
            .analysis()
            .architecture
            .ids_of(Kind::User)
            .next()
            .cloned();
        tools.store.playback.with(|player| {
            player
                .as_ref()
                .map_or(Vec::new(), |player| stops(player, user))
        })
    });
    Memo::new(move |_| {
        let stops = stops.get();
        Arc::new(tools.scene.with(|scene| legs(scene, &stops)))
    })
}

/// Where the packet is at each stop; somebody on the internet is the user.
fn stops(player: &Player, user: Option<ResourceId>) -> Vec<Option<ResourceId>> {
    (0..player.len())
        .filter_map(|stop| player.hop(stop))
        .map(|hop| match (&hop.resource, hop.stage) {
            (None, Stage::Source | Stage::Destination) => user.clone(),
            (resource, _) => resource.clone(),
        })
        .collect()
}

/// Whom the request that is played visits.
pub fn visited(player: &Option<Player>) -> BTreeSet<ResourceId> {
    player.as_ref().map_or(BTreeSet::new(), |player| {
        (0..player.len())
            .filter_map(|stop| player.hop(stop)?.resource.clone())
            .collect()
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
pub fn Trail() -> impl IntoView {
    let tools = use_canvas();
    let way = way(tools);
    let progress = progress(tools);
    let paths = move || {
        let now = progress.get();
        let way = way.get();
        // The stretch that is being gone, or was gone last.
        let current = way
            .iter()
            .position(|leg| leg.stop > now.stop)
            .filter(|_| now.dropped != Some(now.stop));
        way.iter()
            .enumerate()
            .filter_map(|(number, leg)| {
                let back = leg.stop >= now.turn;
                let class = match current {
                    Some(current) if number == current && back => "line active back-way",
                    Some(current) if number == current => "line active",
                    Some(current) if number > current => return None,
                    _ => "line walked",
                };
                Some(view! { <path class=class d=svg_path(&leg.points) /> })
            })
            .collect_view()
    };
    view! { <svg class="lines" aria-hidden="true">{paths}</svg> }
}

/// The packet, and the word beside it where it dies.
#[component]
pub fn Packet() -> impl IntoView {
    let tools = use_canvas();
    let way = way(tools);
    let still = wants_stillness();
    let at = Memo::new(move |_| {
        tools
            .store
            .playback
            .with(|player| way.with(|way| position(player.as_ref()?, way, still)))
    });
    let progress = progress(tools);
    let place = move |point: Point| format!("--x:{}px;--y:{}px", point.x, point.y);
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
        Some(view! { <div class=class style=place(point)></div> })
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
            Some(explain::hop_sentence(hop, &analysis.architecture))
        })?;
        Some(
            view! { <div class="bubble error" style=place(point)><b>"Dropped here"</b>{reason}</div> },
        )
    };
    view! {
        {packet}
        {word}
    }
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

/// Where the packet is: on its way to the next stop, or standing.
fn position(player: &Player, way: &[Leg], still: bool) -> Option<Point> {
    let next = way.iter().find(|leg| leg.stop == player.stop() + 1);
    if let Some(leg) = next
        && player.progress() > 0.0
        && !still
    {
        return along(&leg.points, player.progress());
    }
    match way.iter().rev().find(|leg| leg.stop <= player.stop()) {
        Some(leg) => leg.points.last().copied(),
        None => way.first().and_then(|leg| leg.points.first().copied()),
    }
}
