//! Whether the drawing is the stage of a request, or free.

use leptos::prelude::*;

use super::request::Guessing;
use super::screen::{DockTab, Mode};
use super::store::Store;

impl Store {
    /// Ends the play, on the panel and on the canvas; the question stays.
    pub fn close_request(self) {
        self.playback.set(None);
        self.request.of.set(None);
        self.request.guessing.set(Guessing::No);
    }

    /// Whether the drawing shows the request: as long as one looks at it, and it is of
    /// the design as it is now. Tracked.
    pub fn request_is_shown(self) -> bool {
        self.dock.get() == DockTab::Request
            && self.mode.get() == Mode::Build
            && self.request.guessing.get() != Guessing::Asked
            && self.playback.with(Option::is_some)
            && self.request_is_current()
    }
}
