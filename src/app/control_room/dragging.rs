//! A fault that is dragged from the list onto the drawing, with a mouse or a
//! finger: what can have it is lit, and beside the pointer stands what would
//! have it, or why what lies there cannot.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};

use super::marks::{Dragged, icon};
use super::room::{Room, use_room};
use crate::app::canvas::CanvasTools;
use crate::app::canvas::life::{Over, over};
use crate::app::parts::Ui;
use crate::app::state::Tone;
use crate::editor::Point;
use crate::simulation::hands::Fault;

/// How far a press must move to become a drag.
const TREMOR: f64 = 5.0;

/// A fault was picked up: from here on it follows the pointer until it is let go
/// of. A press without a move is no drag and leaves the click to the list; as long
/// as it is one, `is_dragged` says so.
pub fn start(
    room: Room,
    canvas: CanvasTools,
    fault: Fault,
    is_dragged: StoredValue<bool>,
    event: &PointerEvent,
) {
    if event.button() != 0 || !event.is_primary() {
        return;
    }
    let (pointer, start) = (event.pointer_id(), client(event));
    let row = event
        .current_target()
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let listeners: Rc<RefCell<Vec<WindowListenerHandle>>> = Rc::default();
    let stop = {
        let listeners = Rc::clone(&listeners);
        move || {
            let listeners = std::mem::take(&mut *listeners.borrow_mut());
            // A listener may not take itself away while it runs, and the click
            // that a release makes is no press.
            set_timeout(
                move || {
                    is_dragged.try_set_value(false);
                    for listener in listeners {
                        listener.remove();
                    }
                },
                Duration::ZERO,
            );
        }
    };
    let end = {
        let stop = stop.clone();
        move || {
            room.dragged.set(None);
            room.choosing.set(None);
            if let Some(row) = &row {
                let _ = row.focus();
            }
            stop();
        }
    };
    let moved = window_event_listener(ev::pointermove, move |event| {
        if event.pointer_id() != pointer {
            return;
        }
        if !is_dragged.get_value() && client(&event).distance(start) > TREMOR {
            is_dragged.set_value(true);
            // On a phone the list lies over the drawing.
            room.sheet.set(false);
            room.dragged.set(Some(under(room, canvas, fault, &event)));
            room.choosing
                .set(fault.question().is_some().then_some(fault));
        }
        if is_dragged.get_value() && room.dragged.with_untracked(Option::is_some) {
            event.prevent_default();
            let now = under(room, canvas, fault, &event);
            room.dragged.maybe_update(|before| {
                let changed = before.as_ref() != Some(&now);
                *before = Some(now);
                changed
            });
        }
    });
    let up = window_event_listener(ev::pointerup, {
        let (stop, end) = (stop.clone(), end.clone());
        move |event| {
            if event.pointer_id() != pointer {
                return;
            }
            // Escape may have ended it before.
            if room.dragged.with_untracked(Option::is_none) {
                stop();
                return;
            }
            match under(room, canvas, fault, &event).over {
                Over::Hit { whom, name } => {
                    end();
                    canvas.focus_canvas();
                    let is_now = untrack(|| room.is_now());
                    room.act(fault.deed(whom));
                    // What has passed is not changed, and that is said already.
                    if is_now {
                        room.say(match fault.question() {
                            Some(_) => format!("Done: {}, {name}.", fault.title()),
                            None => format!("Done: {}.", fault.title()),
                        });
                    }
                }
                Over::Miss(why) => {
                    end();
                    room.store.toast(Tone::Error, why);
                }
                Over::Beside => end(),
            }
        }
    });
    let lost = window_event_listener(ev::pointercancel, {
        let (stop, end) = (stop.clone(), end.clone());
        move |event| {
            if event.pointer_id() != pointer {
                return;
            }
            match room.dragged.with_untracked(Option::is_some) {
                true => end(),
                false => stop(),
            }
        }
    });
    let escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && room.dragged.with_untracked(Option::is_some) {
            event.prevent_default();
            end();
        }
    });
    listeners.borrow_mut().extend([moved, up, lost, escape]);
}

fn under(room: Room, canvas: CanvasTools, fault: Fault, event: &PointerEvent) -> Dragged {
    let deed = fault.question().map(|_| fault.sought());
    let story = untrack(|| room.story());
    Dragged {
        fault,
        at: client(event),
        over: room
            .view
            .with_untracked(|view| over(canvas, view, &story, deed.as_ref(), event)),
    }
}

fn client(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// What is dragged, under the pointer, and the word beside it.
#[component]
pub fn Ghost() -> impl IntoView {
    let room = use_room();
    let fault = Memo::new(move |_| room.dragged.with(|it| it.as_ref().map(|it| it.fault)));
    let there = move || {
        room.dragged.with(|it| {
            let at = it.as_ref()?.at;
            Some(format!("translate({}px, {}px)", at.x, at.y))
        })
    };
    let word = Memo::new(move |_| {
        room.dragged.with(|it| match &it.as_ref()?.over {
            Over::Beside => None,
            Over::Hit { name, .. } => Some((name.clone(), "bubble pinned ok")),
            Over::Miss(why) => Some((why.clone(), "bubble pinned error")),
        })
    });
    view! {
        <div class="afloat">
            {move || fault.get().map(|fault| view! {
                <div class="ghost fault-ghost" style:transform=there><Ui name=icon(fault) />{fault.title()}</div>
            })}
            {move || word.get().map(|(text, class)| view! {
                <div class=class role="status" style:transform=there>{text}</div>
            })}
        </div>
    }
}
