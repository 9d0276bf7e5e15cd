//! Carrying something from the palette: the one gesture that starts outside
//! the canvas, so the window listens for it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use web_sys::PointerEvent;

use super::tools::CanvasTools;
use crate::architecture::Kind;
use crate::editor::Point;
use crate::editor::tools::{Event, Tool};

/// How far a press must move to become a drag.
const TREMOR: f64 = 5.0;

impl CanvasTools {
    /// A palette item was picked up with the pointer: from here on it follows
    /// the pointer, wherever on the page that is, until it is dropped. To be
    /// called on `pointerdown`. A press without a move is no drag and leaves
    /// the click to the palette.
    pub fn start_placing(self, kind: Kind, event: &PointerEvent) {
        if event.button() == 0 && event.is_primary() {
            carry(self, kind, event);
        }
    }
}

/// Follows the pointer until it is up.
fn carry(tools: CanvasTools, kind: Kind, event: &PointerEvent) {
    let pointer = event.pointer_id();
    let start = client(event);
    let listeners: Rc<RefCell<Vec<WindowListenerHandle>>> = Rc::default();
    let stop = {
        let listeners = Rc::clone(&listeners);
        move || {
            tools.carrying.set_value(false);
            let listeners = std::mem::take(&mut *listeners.borrow_mut());
            // A listener may not take itself away while it runs.
            set_timeout(
                move || {
                    for listener in listeners {
                        listener.remove();
                    }
                },
                std::time::Duration::ZERO,
            );
        }
    };
    let moving = StoredValue::new(false);
    tools.carrying.set_value(true);
    let moved = window_event_listener(ev::pointermove, move |event| {
        if event.pointer_id() != pointer {
            return;
        }
        if !moving.get_value() && client(&event).distance(start) > TREMOR {
            moving.set_value(true);
            // On a phone the palette lies over the canvas and would be in the
            // way of what is carried out of it.
            tools.store.sheet.set(None);
            let tool = tools.with_context(|context| Tool::placing(kind, context));
            tools.activate(tool);
        }
        if moving.get_value() {
            event.prevent_default();
            tools.send(Event::Move(tools.at(&event), tools.held(&event)));
        }
    });
    let up = window_event_listener(ev::pointerup, {
        let stop = stop.clone();
        move |event| {
            if event.pointer_id() == pointer {
                if moving.get_value() {
                    tools.send(Event::Up(tools.at(&event), tools.held(&event)));
                }
                stop();
            }
        }
    });
    let lost = window_event_listener(ev::pointercancel, {
        let stop = stop.clone();
        move |event| {
            if event.pointer_id() == pointer {
                if moving.get_value() {
                    tools.send(Event::Cancel);
                }
                stop();
            }
        }
    });
    listeners.borrow_mut().extend([moved, up, lost]);
}

fn client(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}
