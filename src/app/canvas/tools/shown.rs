//! What the control room asks of a canvas that it only looks at.

use std::sync::Arc;

use leptos::prelude::*;

use super::{CanvasTools, keys};
use crate::app::state::Mode;
use crate::editor::Point;
use crate::editor::kept::View;
use crate::editor::life::Alive;

impl CanvasTools {
    /// Whether the drawing is only looked at: nothing in it moves or is connected.
    pub fn only_shows(self) -> bool {
        self.store.mode.get_untracked() == Mode::ControlRoom
    }

    /// How large the canvas is; tracked.
    pub fn size(self) -> Point {
        self.size.get()
    }

    /// Shows everything at once, or what was seen before.
    pub fn jump(self, view: Option<View>) {
        if let Some(element) = self.element.get_untracked() {
            self.measure(&element);
        }
        let size = self.size.get_untracked();
        self.view.set(match view {
            Some(view) => view.viewport(size),
            None => self.with_context(keys::fit),
        });
    }

    /// The element that moves with the view, to put more into it; tracked.
    pub fn world(self) -> Option<web_sys::Element> {
        self.world.get().map(Into::into)
    }

    /// What a run that is shown says of things; tracked.
    pub fn alive(self) -> Arc<Alive> {
        self.alive.get()
    }
}
