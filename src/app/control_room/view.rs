//! The canvas in the room: everything is in sight, things that are spoken of
//! are lit, and in Build the old view is found again.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::room::{Room, thing};
use crate::app::canvas::use_canvas;
use crate::app::state::Mode;

/// Keeps the drawing fitted into its place, and lights what is spoken of.
pub fn keep_fitted(room: Room) {
    let canvas = use_canvas();
    let store = room.store;
    let before = StoredValue::new(None);
    Effect::new(move |was: Option<bool>| {
        let is_here = store.mode.get() == Mode::ControlRoom;
        match (was.unwrap_or(false), is_here) {
            (false, true) => {
                untrack(|| room.enter());
                before.set_value(canvas.seen_now());
                // The canvas has its new size with the next frame.
                request_animation_frame(move || canvas.jump(None));
            }
            (true, false) => {
                let seen = before.get_value();
                store.pointed.set(BTreeSet::new());
                request_animation_frame(move || canvas.jump(seen));
            }
            _ => {}
        }
        is_here
    });
    Effect::new(move |was: Option<crate::editor::Point>| {
        let size = canvas.size();
        let is_here = store.mode.get_untracked() == Mode::ControlRoom;
        if is_here && was.is_some_and(|was| was != size) && size.x > 0.0 {
            canvas.jump(None);
        }
        size
    });
    Effect::new(move |_| {
        if store.mode.get() != Mode::ControlRoom {
            return;
        }
        let lit = lit(room);
        if store.pointed.with_untracked(|it| *it != lit) {
            store.pointed.set(lit);
        }
    });
}

/// What is spoken of: a chain of the timeline. What fits a fault is lit by the
/// life of the run.
fn lit(room: Room) -> BTreeSet<crate::architecture::ResourceId> {
    let chain = room.chain();
    let lit = room.peek(|it| {
        let story = it.record().story.iter();
        let lines = story.filter(|it| chain.contains(&it.number));
        lines.filter_map(|it| thing(&it.place)).collect()
    });
    lit.unwrap_or_default()
}
