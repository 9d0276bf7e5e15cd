//! What is selected stays in sight: panels take their room from the canvas, and what is
//! chosen in a panel may stand anywhere.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::framed::is_low;
use super::tools::CanvasTools;
use crate::app::regions::is_within;
use crate::editor::Point;
use crate::editor::tools::keys;

/// How long the view waits before it follows: a second click must find what the first hit.
const REST: Duration = Duration::from_millis(320);

/// Listens as long as the canvas is there.
pub fn keep(tools: CanvasTools) {
    // Whether the last press or key was somewhere else than on the canvas.
    let elsewhere = StoredValue::new(false);
    let note = move |event: &web_sys::Event| elsewhere.set_value(!is_within(event, "#canvas"));
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
    Effect::new(move |before: Option<(Point, Point)>| {
        let (size, window) = (tools.size.get(), window_size());
        // What nobody can see is fitted to nothing: it waits for its size.
        if is_low(size) && size.x > 0.0 {
            return before.unwrap_or((size, window));
        }
        let Some((size_before, window_before)) = before.filter(|(size, _)| size.x > 0.0) else {
            return (size, window);
        };
        let was_low = tools.untouched().is_some_and(|it| is_low(it.size));
        if (window != window_before || was_low) && tools.show_again() {
            set_timeout(move || tools.keep_in_sight(), REST);
        } else if window != window_before && size.x > 0.0 {
            // The window itself became another, as when a tablet is turned.
            tools.keep_middle(size_before, size);
        } else if size.x < size_before.x - 1.0 || size.y < size_before.y - 1.0 {
            set_timeout(move || tools.keep_in_sight(), REST);
        }
        (size, window)
    });
}

fn window_size() -> Point {
    let side = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|it| it.as_f64());
    let window = window();
    Point::new(
        side(window.inner_width()).unwrap_or_default(),
        side(window.inner_height()).unwrap_or_default(),
    )
}

impl CanvasTools {
    /// How far down the canvas a bar of a chapter covers it that lies across its upper edge.
    pub(super) fn covered_above(self) -> f64 {
        let rail = document().query_selector(".lesson > .main > .rail");
        let rect = rail.ok().flatten().map(|it| it.get_bounding_client_rect());
        let across = rect.filter(|it| it.width() > it.height());
        across.map_or(0.0, |it| it.bottom() - self.corner.get_value().y)
    }

    /// After the canvas got another size: whoever saw everything sees everything, and so does
    /// who saw nothing; else what was in the middle stays there, with what is selected in sight.
    fn keep_middle(self, before: Point, now: Point) {
        let view = self.view.get_untracked();
        let seen = view.visible(before);
        let all = self.scene.with_untracked(|scene| scene.bounds);
        let sees_all = all.is_some_and(|all| seen.encloses(&all));
        let sees_none = all.is_some_and(|all| !seen.overlaps(&all));
        if sees_all || sees_none {
            self.view.set(self.with_context(keys::fit));
        } else {
            let by = now - before;
            self.view
                .set(view.panned(Point::new(by.x / 2.0, by.y / 2.0)));
            set_timeout(move || self.keep_in_sight(), REST);
        }
    }

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
