//! Where the painter meets the page: it is set up with the canvas, asked to
//! paint whenever something that is seen has changed, and finds the element of
//! a thing that is to have the focus.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::drawing::Drawing;
use super::framed::Framed;
use super::painter::{Painter, Picture, dom};
use super::tools::CanvasTools;
use crate::app::theme;
use crate::architecture::{Document, ResourceId};
use crate::editor::kept::View;
use crate::editor::scene::Scene;
use crate::editor::tools::keys;
use crate::editor::{Point, SceneFacts};

/// Sets the painter up for a canvas and keeps the picture up to date.
pub fn keep_painted(tools: CanvasTools) {
    Effect::new(move || {
        let (canvas, world, dots) = (tools.element.get(), tools.world.get(), tools.dots.get());
        if let (Some(canvas), Some(world), Some(dots)) = (canvas, world, dots) {
            let painter = Painter::new(canvas.into(), world.into(), dots.into());
            tools.painter.set_value(Some(painter));
            tools.paint();
        }
    });
    Effect::new(move || {
        // Reading, not `track`, which would leave the memos uncomputed. The
        // selection first: the lines read it too, and whoever asks them whether
        // they are others computes it on the way, without a word to this effect.
        tools.store.selection().with(|_| ());
        tools.scene.with(|_| ());
        tools.words.with(|_| ());
        tools.lines.with(|_| ());
        tools.lit.with(|_| ());
        tools.pointed.with(|_| ());
        tools.overlay.track();
        tools.alive.track();
        tools.view.track();
        tools.size.track();
        tools.gliding.track();
        tools.paint();
    });
    on_cleanup(move || tools.painter.set_value(None));
}

impl CanvasTools {
    /// Paints what is to be seen now.
    pub(super) fn paint(self) {
        let (drawing, words, lines) = (
            self.scene.read_untracked(),
            self.words.get_untracked(),
            self.lines.read_untracked(),
        );
        let alive = self.alive.get_untracked();
        let (overlay, selection, lit, pointed) = (
            self.overlay.read_untracked(),
            self.store.selection().read_untracked(),
            self.lit.read_untracked(),
            self.pointed.read_untracked(),
        );
        let picture = Picture {
            drawing: &drawing,
            words: &words,
            lines: &lines,
            view: self.view.get_untracked(),
            size: self.size.get_untracked(),
            beside: self.beside.get_value(),
            gliding: self.gliding.get_untracked(),
            overlay: &overlay,
            selection: &selection,
            lit: &lit,
            pointed: &pointed,
            alive: &alive,
        };
        self.painter.update_value(|painter| {
            if let Some(painter) = painter {
                painter.paint(&picture);
            }
        });
    }

    /// Moves the view so that a thing is seen, and focuses it.
    pub fn reveal(self, id: &ResourceId) {
        let shown = self
            .scene
            .with_untracked(|scene| scene.shown(id).map(|thing| thing.id.clone()));
        if let Some(id) = shown {
            self.show(&id);
            self.focus(&id);
        }
    }

    /// Asks the core something about the document and what its drawing shows.
    pub fn with_facts<T>(self, ask: impl FnOnce(&Document, &SceneFacts) -> T) -> T {
        self.with_context(|context| ask(context.document, &context.facts))
    }

    /// The drawing as it is now, untracked.
    pub fn drawing_now(self) -> Arc<Scene> {
        self.scene.with_untracked(Drawing::scene)
    }

    /// Puts the focus on the picture of a thing: at once, so that keys that
    /// follow quickly find it, or else with the next frame.
    pub(super) fn focus(self, id: &ResourceId) {
        if !self.try_focus(id) {
            let id = id.clone();
            request_animation_frame(move || {
                self.try_focus(&id);
            });
        }
    }

    fn try_focus(self, id: &ResourceId) -> bool {
        // What is out of sight has no element yet.
        self.painter.update_value(|painter| {
            if let Some(painter) = painter {
                painter.await_focus(id);
            }
        });
        self.paint();
        // Behind a dialog that is about to close nothing takes the focus yet.
        self.body(id).is_some_and(|body| dom::focus(&body))
    }

    fn body(self, id: &ResourceId) -> Option<HtmlElement> {
        self.painter
            .with_value(|painter| painter.as_ref().and_then(|painter| painter.body(id)))
    }

    /// Measures where the canvas is in the window and how large it is.
    pub(super) fn measure(self, element: &HtmlElement) {
        let rect = element.get_bounding_client_rect();
        // Where a rail lies over the canvas, the drawing begins beside it.
        let world = self.world.get_untracked();
        let beside = f64::from(world.map_or(0, |it| it.offset_left()));
        self.beside.set_value(beside);
        self.corner
            .set_value(Point::new(rect.left() + beside, rect.top()));
        let size = Point::new((rect.width() - beside).max(0.0), rect.height());
        let before = self.size.get_untracked();
        if before != size {
            self.size.set(size);
        }
        // Whoever measures first, the pointer or the observer: a canvas that
        // has just got its size shows what is open.
        if before.x == 0.0 && size.x > 0.0 {
            self.show_first();
        }
    }

    /// Shows a document that was just opened.
    pub(super) fn show_first(self) {
        let wanted = self.first_view.try_update_value(Option::take).flatten();
        self.show_at(wanted);
    }

    /// Shows this, or everything; on a phone what can be read of it.
    fn show_at(self, wanted: Option<View>) {
        let size = self.size.get_untracked();
        let view = match wanted {
            Some(view) => view.viewport(size),
            None if theme::is_phone() && self.store.screen.get_untracked().has_document() => {
                let above = self.covered_above();
                self.with_context(|context| keys::first(context, above))
            }
            None => self.with_context(keys::fit),
        };
        self.framed.set_value(Some(Framed { wanted, view, size }));
        self.view.set(view);
    }

    /// Shows again what was shown at first, if nobody has gone elsewhere since; says whether
    /// that was so.
    pub(super) fn show_again(self) -> bool {
        let untouched = self.untouched();
        if let Some(framed) = untouched {
            self.show_at(framed.wanted);
        }
        untouched.is_some()
    }

    /// What was shown at first, while it still is.
    pub(super) fn untouched(self) -> Option<Framed> {
        let view = self.view.get_untracked();
        self.framed.get_value().filter(|it| it.view == view)
    }
}
