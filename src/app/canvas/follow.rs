//! The view follows a request that is played: its whole way is brought into sight once, on a
//! phone as much of it as can be read, and then the packet, should it leave the part of the
//! canvas that nothing covers. Whoever drags meanwhile is left alone.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::tools::CanvasTools;
use crate::app::state::{Pill, Sheet};
use crate::app::theme;
use crate::editor::scene::{Leg, position};
use crate::editor::{Player, Rect, Viewport};

/// So long a panel takes to open, and the canvas to get its new size.
const SETTLED: Duration = Duration::from_millis(60);
/// How far a letter reaches beyond the thing on whose corner it stands.
const LETTER: f64 = 24.0;
/// The least strip that a sheet leaves.
const STRIP: f64 = 80.0;
/// What the zoom takes of a strip at its lower edge.
const CONTROLS: f64 = 64.0;

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
            // A phone hides the zoom there.
            if !theme::is_phone() && area.h > 2.0 * CONTROLS + STRIP {
                area.h -= CONTROLS;
            }
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
            set_timeout(move || show_all(tools, way, stop), SETTLED);
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
    let plays = Memo::new(move |_| {
        let plays = |it: &Option<Player>| it.as_ref().is_some_and(Player::is_playing);
        store.playback.with(plays)
    });
    Effect::new(move || {
        let (stop, plays) = (stop.get(), plays.get());
        // Where it goes, or where it stands, which may be half way to the next stop.
        let ahead = match plays {
            true => 1.0,
            false => store
                .playback
                .with_untracked(|it| it.as_ref().map_or(0.0, Player::progress)),
        };
        // What begins is shown as a whole.
        let begins = plays && stop == 0;
        if shown.get_untracked() && !begins && tools.is_idle() {
            let point = way.with_untracked(|way| position(way, stop as f64 + ahead));
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

fn show_all(tools: CanvasTools, way: Memo<Arc<Vec<Leg>>>, stop: Memo<usize>) {
    // The page may have gone on meanwhile.
    let (Some(way), Some(stop)) = (way.try_get_untracked(), stop.try_get_untracked()) else {
        return;
    };
    let corners = way.iter().flat_map(|leg| leg.points.iter());
    let corners = corners.map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
    let ends = tools.scene.with_untracked(|scene| {
        let ends = way.iter().flat_map(|leg| [&leg.from, &leg.to]);
        let rects = ends.filter_map(|id| Some(scene.rect_of(scene.shown(id)?)));
        rects.collect::<Vec<_>>()
    });
    let around = Rect::around(corners.chain(ends));
    let packet = position(&way, stop as f64).filter(|_| theme::is_phone());
    match (around, packet) {
        (Some(around), Some((_, packet))) => {
            show_in(tools, |view, area| view.reading(around, packet, area));
        }
        _ => show(tools, around),
    }
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
    if let Some(around) = around {
        show_in(tools, |view, area| view.showing(around, area));
    }
}

/// Moves the view in what is free of the canvas, where nobody has it in hand.
fn show_in(tools: CanvasTools, wanted: impl FnOnce(Viewport, Rect) -> Viewport) {
    let has_room = tools.size.with_untracked(|size| size.x > 0.0);
    if has_room && tools.is_idle() {
        let area = untrack(|| free(tools));
        move_to(tools, wanted(tools.view.get_untracked(), area));
    }
}

fn move_to(tools: CanvasTools, view: Viewport) {
    if view != tools.view.get_untracked() {
        tools.glide_to(view);
    }
}
