//! Pointers, wheels and fingers, turned into events for the active tool.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{PointerEvent, WheelEvent};

use super::tools::CanvasTools;
use crate::editor::tools::{Event, Pointer, Tool};
use crate::editor::{Point, Viewport};

/// How far a press may move, in pixels, and still be one.
const STILL: f64 = 5.0;
/// How long a finger stays where it is to take hold of what lies there.
const HOLD: Duration = Duration::from_millis(420);
/// How far it may slip meanwhile, in pixels.
const SLIP: f64 = 8.0;

/// The fingers on the canvas, and the view when the second one came down.
#[derive(Clone, Debug, Default)]
pub struct Fingers {
    down: Vec<(i32, Point)>,
    pinch: Option<(Point, Point, Viewport)>,
}

/// A pointer went down.
pub fn down(tools: CanvasTools, fingers: StoredValue<Fingers>, event: &PointerEvent) {
    if is_control(event) || !matches!(event.button(), 0 | 1) {
        return;
    }
    entered(tools);
    if let Some(element) = tools.element.get_untracked() {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
    let at = tools.at(event);
    let finger = event.pointer_type() == "touch";
    if finger {
        let two = fingers.try_update_value(|fingers| {
            fingers.down.retain(|(id, _)| *id != event.pointer_id());
            fingers.down.push((event.pointer_id(), at));
            if let [(_, one), (_, other)] = fingers.down[..] {
                fingers.pinch = Some((one, other, tools.view.get_untracked()));
            }
            fingers.down.len() > 1
        });
        if two == Some(true) {
            tools.send(Event::Cancel);
            return;
        }
    }
    if event.button() == 1 {
        // The middle button would scroll by itself.
        event.prevent_default();
    }
    let pointer = match (finger, event.button()) {
        // Where nothing is built, a drag moves the view.
        _ if tools.only_shows() => {
            tools.pressed.set_value(Some(at));
            Pointer::Middle
        }
        (true, _) => Pointer::Finger,
        (false, 1) => Pointer::Middle,
        _ => Pointer::Main,
    };
    tools.send(Event::Down(at, pointer, tools.held(event)));
    if pointer == Pointer::Finger {
        await_hold(tools, fingers, event.pointer_id(), at);
    }
}

/// A finger that stays where it came down takes hold of what lies there: from then on it
/// moves it.
fn await_hold(tools: CanvasTools, fingers: StoredValue<Fingers>, id: i32, start: Point) {
    set_timeout(
        move || {
            let here = fingers.try_with_value(|fingers| match fingers.down[..] {
                [(one, at)] if one == id && fingers.pinch.is_none() => Some(at),
                _ => None,
            });
            let Some(at) = here.flatten().filter(|at| at.distance(start) < SLIP) else {
                return;
            };
            let world = tools.view.get_untracked().to_world(at);
            let held = tools
                .scene
                .with_untracked(|scene| scene.thing_at(world).map(|thing| thing.id.clone()));
            let Some(thing) = held else {
                return;
            };
            tools.send(Event::Cancel);
            tools.store.select_one(&thing);
            tools.activate(Tool::holding(thing, at));
            lift_up(tools, true);
            // Not every browser has it, and nothing hangs on it.
            let _ = window().navigator().vibrate_with_duration(12);
        },
        HOLD,
    );
}

/// Shows, or no longer, that a finger has hold of what is selected.
fn lift_up(tools: CanvasTools, is_held: bool) {
    if let Some(element) = tools.element.get_untracked() {
        let _ = element.toggle_attribute_with_force("data-held", is_held);
    }
}

/// A pointer came onto the canvas, which may have been moved meanwhile.
pub fn entered(tools: CanvasTools) {
    if let Some(element) = tools.element.get_untracked() {
        tools.measure(&element);
    }
}

/// A pointer left the canvas: nothing lies under it any more.
pub fn left(tools: CanvasTools) {
    tools.pointer.set_value(None);
    if tools.is_idle() {
        tools.send(Event::Cancel);
    }
}

/// A pointer moved.
pub fn moved(tools: CanvasTools, fingers: StoredValue<Fingers>, event: &PointerEvent) {
    let at = tools.at(event);
    tools.pointer.set_value(Some(at));
    let pinch = fingers.try_update_value(|fingers| {
        let moved = fingers
            .down
            .iter_mut()
            .find(|(id, _)| *id == event.pointer_id());
        if let Some((_, point)) = moved {
            *point = at;
        }
        match (fingers.pinch, &fingers.down[..]) {
            (Some(start), [(_, one), (_, other), ..]) => Some((start, (*one, *other))),
            _ => None,
        }
    });
    if let Some(Some(((one, other, view), now))) = pinch {
        tools.view.set(view.pinched((one, other), now));
    } else if !(tools.carrying.get_value() || tools.only_shows() && tools.is_idle()) {
        tools.send(Event::Move(at, tools.held(event)));
    }
}

/// A pointer went up.
pub fn up(tools: CanvasTools, fingers: StoredValue<Fingers>, event: &PointerEvent) {
    let pinching = lift(tools, fingers, event);
    if !pinching && !tools.carrying.get_value() {
        tools.send(Event::Up(tools.at(event), tools.held(event)));
        choose_shown(tools, event);
    }
    if event.pointer_type() == "touch" {
        // Nothing hovers behind a finger, so nothing but the selection may have changed.
        tools.paint();
    }
}

/// Where nothing is built, a press that did not drag chooses what lies under it.
fn choose_shown(tools: CanvasTools, event: &PointerEvent) {
    let at = tools.at(event);
    let pressed = tools.pressed.try_update_value(Option::take).flatten();
    let stayed = |from: Point| (from - at).x.abs() < STILL && (from - at).y.abs() < STILL;
    if tools.only_shows() && pressed.is_some_and(stayed) {
        let world = tools.view.get_untracked().to_world(at);
        let hit = tools
            .scene
            .with_untracked(|scene| scene.thing_at(world).map(|thing| thing.id.clone()));
        tools.store.select(hit);
    }
}

/// A pointer was lost.
pub fn lost(tools: CanvasTools, fingers: StoredValue<Fingers>, event: &PointerEvent) {
    lift(tools, fingers, event);
    tools.send(Event::Cancel);
}

/// Takes a finger off; says whether it was one of two.
fn lift(tools: CanvasTools, fingers: StoredValue<Fingers>, event: &PointerEvent) -> bool {
    if event.pointer_type() == "touch" {
        lift_up(tools, false);
    }
    fingers
        .try_update_value(|fingers| {
            let pinching = fingers.pinch.is_some();
            fingers.down.retain(|(id, _)| *id != event.pointer_id());
            if fingers.down.is_empty() {
                fingers.pinch = None;
            }
            pinching
        })
        .unwrap_or(false)
}

/// The wheel pans, and with Control, as a pinch on a trackpad, zooms.
pub fn wheel(tools: CanvasTools, event: &WheelEvent) {
    event.prevent_default();
    // Lines and pages are what some mice count in.
    let unit = match event.delta_mode() {
        1 => 20.0,
        2 => 400.0,
        _ => 1.0,
    };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    tools.view.update(|view| {
        *view = if event.ctrl_key() || event.meta_key() {
            view.turned(y, tools.at(event))
        } else if event.shift_key() && x == 0.0 {
            view.panned(Point::new(-y, 0.0))
        } else {
            view.panned(Point::new(-x, -y))
        };
    });
}

/// Whether an event is for a button that lies on the canvas.
fn is_control(event: &PointerEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("button, a, input").ok().flatten())
        .is_some()
}
