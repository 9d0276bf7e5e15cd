//! The room's keys, wherever the focus is and nobody needs them.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::room::{Room, Stage};
use crate::app::parts::modal;
use crate::app::state::Mode;
use crate::simulation::MINUTE;

/// What needs arrows, Home, End or Space for itself.
const OWN: &str = "dialog, textarea, select, input, [contenteditable], [role=radiogroup], [role=tablist], [role=menu], [role=listbox], [data-own-keys]";

/// Listens as long as the room is there.
pub fn listen(room: Room) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_here = room.store.mode.get_untracked() == Mode::ControlRoom
            && room.stage.get_untracked() == Stage::Run
            && !modal::is_open("dialog");
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if is_here && is_plain && !event.default_prevented() && on_key(room, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Does what a key is for; says whether it was for something.
fn on_key(room: Room, event: &KeyboardEvent) -> bool {
    if is_on(event, OWN) {
        return false;
    }
    let step = if event.shift_key() { MINUTE } else { 1 };
    match event.key().as_str() {
        // A button that Tab has led to is pressed with it, as everywhere.
        " " if !is_on(event, ":is(button, a, summary):focus-visible") => {
            if !event.repeat() {
                room.toggle();
            }
            // A button that was clicked before is not pressed when the key comes up.
            if let Some(button) = on(event, "button, a, summary") {
                let _ = button.blur();
            }
        }
        "ArrowLeft" => room.step(step, false),
        "ArrowRight" => room.step(step, true),
        "Home" => {
            room.look_at(0);
            room.say("The beginning.");
        }
        "End" => {
            room.look_at(room.now.get_untracked());
            room.say("Now.");
        }
        "Escape" if room.choosing.get_untracked().is_some() => room.choosing.set(None),
        "Escape" if room.sheet.get_untracked() => room.sheet.set(false),
        _ => return false,
    }
    true
}

fn is_on(event: &KeyboardEvent, selector: &str) -> bool {
    on(event, selector).is_some()
}

/// What matches of the thing that has the focus and what holds it.
fn on(event: &KeyboardEvent, selector: &str) -> Option<HtmlElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok()??.dyn_into().ok()
}
