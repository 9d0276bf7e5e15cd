//! What is selected stays in sight: panels take their room from the canvas, and what is
//! chosen in a panel may stand anywhere.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::tools::CanvasTools;
use crate::editor::Point;

/// How long the view waits before it follows: a second click must find what the first hit.
const REST: Duration = Duration::from_millis(320);

/// Listens as long as the canvas is there.
pub fn keep(tools: CanvasTools) {
    // Whether the last press or key was somewhere else than on the canvas.
    let elsewhere = StoredValue::new(false);
    let note = move |event: &web_sys::Event| {
        let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let on_canvas = target.is_some_and(|it| it.closest("#canvas").ok().flatten().is_some());
        elsewhere.set_value(!on_canvas);
    };
    let pressed = window_event_listener(ev::pointerdown, move |event| note(&event));
    let keyed = window_event_listener(ev::keydown, move |event| note(&event));
    on_cleanup(move || {
        pressed.remove();
        keyed.remove();
    });
    let selected = tools.store.selection();
    Effect::new(move |before: Option<bool>| {
        let some = selected.with(|ids| ids.len() == 1);
        if before.is_some() && some && elsewhere.get_value() {
            set_timeout(move || tools.keep_in_sight(), Duration::from_millis(40));
        }
        some
    });
    Effect::new(move |before: Option<Point>| {
        let size = tools.size.get();
        if before.is_some_and(|before| size.x < before.x - 1.0 || size.y < before.y - 1.0) {
            set_timeout(move || tools.keep_in_sight(), REST);
        }
        size
    });
}

impl CanvasTools {
    /// Moves the view as little as needed for the selected thing to be seen, where it can be
    /// seen whole; a gesture that is under way is not disturbed.
    fn keep_in_sight(self) {
        let size = self.size.try_get_untracked().unwrap_or_default();
        let id = self.store.peek(|session| session.selected().cloned());
        let (Some(id), true) = (id, size.x > 0.0 && self.is_idle()) else {
            return;
        };
        let rect = self
            .scene
            .with_untracked(|scene| scene.shown(&id).map(|thing| scene.rect_of(thing)));
        let view = self.view.get_untracked();
        let seen = view.visible(size);
        if let Some(rect) = rect {
            let is_large = rect.w > seen.w || rect.h > seen.h;
            let touches = rect.x < seen.right()
                && rect.right() > seen.x
                && rect.y < seen.bottom()
                && rect.bottom() > seen.y;
            let wanted = view.revealing(rect, size);
            if !(is_large && touches) && wanted != view {
                self.glide_to(wanted);
            }
        }
    }
}
