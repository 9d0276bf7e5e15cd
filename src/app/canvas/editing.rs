//! Copying, pasting and bringing into view, as keys, menus and commands ask for
//! them. What is copied lies in the system's clipboard as text, and stays here
//! as well, for browsers that do not let a page read that.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::tools::CanvasTools;
use crate::app::state::{Tone, refused};
use crate::architecture::ResourceId;
use crate::editor::clipboard::Clip;
use crate::editor::tools::{At, Effect, Event, clip, duplicate, keys, paste};
use crate::editor::{Rect, actions, menu};

thread_local! {
    /// What was copied last, as text.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

impl CanvasTools {
    /// What is selected as the text that a clipboard takes; nothing, where
    /// nothing is that can be copied.
    pub fn copied(self) -> Option<String> {
        let clip = self.with_context(clip)?;
        let text = clip.to_text();
        LAST.with(|last| last.borrow_mut().clone_from(&text));
        Some(text)
    }

    /// Copies what is selected.
    pub fn copy(self) {
        match self.copied() {
            Some(text) => write(text),
            None => self.nothing_selected("copy"),
        }
    }

    /// Copies what is selected and takes it away.
    pub fn cut(self) {
        match self.copied() {
            Some(text) => {
                write(text);
                self.take_away();
            }
            None => self.nothing_selected("cut"),
        }
    }

    /// Takes away what was cut; the text of it is in the clipboard.
    pub fn take_away(self) {
        self.let_go();
        match self.store.update(actions::cut_selection) {
            Ok(Some(cut)) => self.store.toast_with_undo(cut.label),
            Ok(None) => {}
            Err(error) => self.store.toast(Tone::Error, refused(&error)),
        }
    }

    /// Whatever is held goes back to where it was.
    pub fn let_go(self) {
        if !self.is_idle() {
            self.send(Event::Cancel);
        }
    }

    fn nothing_selected(self, verb: &str) {
        self.store
            .toast(Tone::Error, format!("Select something to {verb} first."));
    }

    /// Makes another of what is selected.
    pub fn duplicate(self) {
        let effects = self.with_context(duplicate);
        self.run(effects);
        self.focus_selected();
    }

    /// Pastes a text: where the pointer is on the canvas, or into what is
    /// selected.
    pub fn paste_text(self, text: &str) {
        let at = self.pointer.get_value();
        let at = at.map(|at| At::Point(self.view.get_untracked().to_world(at)));
        self.paste_at(text, at.unwrap_or(At::Chosen));
    }

    fn paste_at(self, text: &str, at: At) {
        match Clip::from_text(text) {
            Ok(clip) => {
                let effects = self.with_context(|context| paste(&clip, at, context));
                self.run(effects);
                self.focus_selected();
            }
            Err(why) => self.store.toast(Tone::Error, why.to_string()),
        }
    }

    /// Pastes what the system's clipboard holds, or what was copied here where
    /// the browser does not let it be read.
    pub fn paste(self, at: At) {
        let reading = window().navigator().clipboard().read_text();
        leptos::task::spawn_local(async move {
            let read = JsFuture::from(reading).await.ok();
            let text = read.and_then(|text| text.as_string());
            let text = text.unwrap_or_else(|| LAST.with(|last| last.borrow().clone()));
            self.paste_at(&text, at);
        });
    }

    /// Begins to write the name of what is selected anew.
    pub fn rename(self) {
        match self
            .store
            .peek(|session| session.selected().map(ResourceId::owner))
        {
            Some(id) => self.renaming.set(Some(id)),
            None => self.nothing_selected("rename"),
        }
    }

    /// Selects everything on the canvas.
    pub fn select_all(self) {
        let ids = self.with_context(|context| keys::everything(&context.scene));
        self.store.select(ids);
    }

    /// Selects what stands in the box that is selected.
    pub(super) fn select_inside(self) {
        let ids = self.with_context(|context| {
            let chosen = context.selection.first();
            chosen
                .map(|id| menu::inside(&context.scene, id))
                .unwrap_or_default()
        });
        self.run(vec![Effect::Select(ids)]);
    }

    fn rect_around(self, ids: &[ResourceId]) -> Option<Rect> {
        self.scene.with_untracked(|scene| {
            let shown = ids.iter().filter_map(|id| scene.shown(id));
            Rect::around(shown.map(|thing| scene.rect_of(thing)))
        })
    }

    /// Moves the view so that things are seen as a whole.
    pub(super) fn frame(self, ids: &[ResourceId]) {
        let size = self.size.get_untracked();
        if let Some(rect) = self.rect_around(ids).filter(|_| size.x > 0.0) {
            let view = self.view.get_untracked();
            let framed = view.framing(rect, size);
            if framed != view {
                self.glide_to(framed);
            }
        }
    }

    /// Shows what is selected as large as it fits.
    pub(super) fn show_selected(self) {
        let ids: Vec<ResourceId> = self
            .store
            .peek(|session| session.selection().iter().cloned().collect());
        if let Some(rect) = self.rect_around(&ids) {
            let view = crate::editor::Viewport::fitting(rect, self.size.get_untracked(), 0.0);
            self.glide_to(view);
        }
    }
}

/// Writes a text into the system's clipboard. Where the browser does not let
/// the page do so it can still be pasted here.
fn write(text: String) {
    let written = window().navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        let _ = JsFuture::from(written).await;
    });
}
