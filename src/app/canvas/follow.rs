//! The view follows a request that is played: its whole way is brought into sight once, and
//! then the packet, should it leave the part of the canvas that nothing covers. Whoever
//! drags meanwhile is left alone.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::tools::CanvasTools;
use crate::app::state::{Pill, Sheet};
use crate::app::theme;
use crate::editor::scene::{Leg, position};
use crate::editor::{Player, Rect};

/// So long a panel takes to open, and the canvas to get its new size.
const SETTLED: Duration = Duration::from_millis(60);
/// How far a letter reaches beyond the thing on whose corner it stands.
const LETTER: f64 = 24.0;
/// The least strip that a sheet leaves.
const STRIP: f64 = 80.0;

/// The part of the canvas that no sheet covers.
pub fn free(tools: CanvasTools) -> Rect {
    let size = tools.size.get();
    let mut area = Rect::new(0.0, 0.0, size.x, size.y);
    if tools.store.sheet.get() == Some(Sheet::Dock) && theme::has_sheets() {
        let dock = document().query_selector("section.dock").ok().flatten();
        if let Some(dock) = dock.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // Where it will be, not where it is while it slides in.
            let top = f64::from(dock.offset_top()) - tools.corner.get_value().y;
            area.h = top.max(STRIP).min(area.h);
        }
    }
    area
}

/// Keeps the way and the packet in view, as long as the request is shown.
pub fn keep_in_view(tools: CanvasTools, way: Memo<Arc<Vec<Leg>>>) {
    let store = tools.store;
    let asked = Memo::new(move |_| store.request.asked.get());
    let shown = Memo::new(move |_| store.request_is_shown());
    let stop = Memo::new(move |_| {
        store
            .playback
            .with(|it| it.as_ref().map_or(0, Player::stop))
    });
    Effect::new(move || {
        asked.get();
        if shown.get() {
            set_timeout(move || show_all(tools, way), SETTLED);
        }
    });
    // So are the things that a prediction speaks of.
    let asks = Memo::new(move |_| {
        let asks = |it: &Pill| matches!(it.state, "option" | "chosen");
        store.letters.with(|all| all.iter().any(asks))
    });
    Effect::new(move || {
        if asks.get() {
            set_timeout(move || show_letters(tools), SETTLED);
        }
    });
    Effect::new(move || {
        let next = stop.get() as f64 + 1.0;
        if shown.get_untracked() && next > 1.0 && tools.is_idle() {
            let point = way.with_untracked(|way| position(way, next));
            if let Some((_, point)) = point {
                let area = untrack(|| free(tools));
                move_to(tools, tools.view.get_untracked().following(point, area));
            }
        }
    });
    // What is no longer seen does not go on.
    Effect::new(move || {
        if !shown.get() {
            store.playback.maybe_update(|player| match player {
                Some(player) if player.is_playing() => {
                    player.pause();
                    true
                }
                _ => false,
            });
        }
    });
}

fn show_all(tools: CanvasTools, way: Memo<Arc<Vec<Leg>>>) {
    // The page may have gone on meanwhile.
    let Some(way) = way.try_get_untracked() else {
        return;
    };
    let corners = way.iter().flat_map(|leg| leg.points.iter());
    let corners = corners.map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
    let ends = tools.scene.with_untracked(|scene| {
        let ends = way.iter().flat_map(|leg| [&leg.from, &leg.to]);
        let rects = ends.filter_map(|id| Some(scene.rect_of(scene.shown(id)?)));
        rects.collect::<Vec<_>>()
    });
    show(tools, Rect::around(corners.chain(ends)));
}

fn show_letters(tools: CanvasTools) {
    let letters = tools.store.letters.get_untracked();
    let around = tools.scene.with_untracked(|scene| {
        let things = letters.iter().filter_map(|it| scene.shown(&it.thing));
        Rect::around(things.map(|it| scene.rect_of(it).grown(LETTER)))
    });
    show(tools, around);
}

fn show(tools: CanvasTools, around: Option<Rect>) {
    let has_room = tools.size.with_untracked(|size| size.x > 0.0);
    if let Some(around) = around.filter(|_| has_room && tools.is_idle()) {
        let area = untrack(|| free(tools));
        move_to(tools, tools.view.get_untracked().showing(around, area));
    }
}

fn move_to(tools: CanvasTools, view: crate::editor::Viewport) {
    if view != tools.view.get_untracked() {
        tools.glide_to(view);
    }
}
