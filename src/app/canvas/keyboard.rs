//! Keys on the canvas.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::tools::CanvasTools;
use crate::architecture::ResourceId;
use crate::editor::tools::{Event, Held, keys};

/// A key went down while something on the canvas had the focus.
pub fn down(tools: CanvasTools, event: &KeyboardEvent) {
    let key = event.key();
    if !tools.is_idle() {
        if key == "Escape" {
            event.prevent_default();
            tools.send(Event::Cancel);
        }
        return;
    }
    if event.default_prevented() || is_control(event) {
        return;
    }
    if tools.only_shows() && !matches!(key.as_str(), "Tab" | "Enter") {
        // The keys are those of the room around it.
        return;
    }
    match key.as_str() {
        "Tab" => {
            step(tools, event);
            return;
        }
        " " => {
            event.prevent_default();
            if !event.repeat() {
                choose(tools, event);
            }
            tools.space.set_value(true);
            return;
        }
        "ContextMenu" => {
            event.prevent_default();
            super::context_menu::open_at_selection(tools);
            return;
        }
        "F10" if event.shift_key() => {
            event.prevent_default();
            super::context_menu::open_at_selection(tools);
            return;
        }
        "Enter" => choose(tools, event),
        // With Shift the digits are the view's: 100 % and everything.
        _ if event.code() == "Digit1" && event.shift_key() => {
            event.prevent_default();
            tools.fit();
            return;
        }
        _ => {}
    }
    if tools.only_shows() {
        return;
    }
    let held = Held {
        shift: event.shift_key(),
        control: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        space: false,
    };
    if let Some(effects) = tools.with_context(|context| keys::key(&key, held, context)) {
        event.prevent_default();
        tools.run_gliding(effects);
    }
}

/// Selects what has the focus.
fn choose(tools: CanvasTools, event: &KeyboardEvent) {
    if let Some(id) = focused(event) {
        if event.shift_key() {
            tools.store.toggle(&id);
        } else {
            tools.store.select_one(&id);
        }
    }
}

/// Tab goes through the drawing as one reads it; before the first and behind
/// the last thing it leaves the canvas as it would anywhere.
fn step(tools: CanvasTools, event: &KeyboardEvent) {
    step_from(tools, focused(event).as_ref(), event);
}

/// The same from a thing whose element need not have the focus.
pub(super) fn step_from(tools: CanvasTools, here: Option<&ResourceId>, event: &KeyboardEvent) {
    let step = tools.with_context(|context| keys::tab(here, event.shift_key(), context));
    if let Some(effects) = step {
        event.prevent_default();
        tools.run_gliding(effects);
        tools.focus_selected();
    }
}

/// The thing whose element an event came from.
fn focused(event: &KeyboardEvent) -> Option<ResourceId> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let element = element.closest("[data-id]").ok()??;
    element.get_attribute("data-id").map(ResourceId::new)
}

fn is_control(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("button, a, input").ok().flatten())
        .is_some()
}
