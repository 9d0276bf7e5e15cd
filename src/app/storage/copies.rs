//! What is done with a kept document as a whole: another title, a second one, none.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeper::Keeper;
use super::slots::free_slot;
use super::{documents, tabs};
use crate::app::state::{Screen, Tone};
use crate::architecture::{Document, Edit};
use crate::editor::kept::{Line, Row, Texts, copy_title};
use crate::editor::{Session, Written};
use crate::text::isolated;

impl Keeper {
    /// Gives a kept document another title: a step of its history like any other.
    pub fn rename_kept(self, slot: u32, title: String) {
        spawn_local(async move {
            if let Err(why) = rename(slot, title).await {
                let words = format!("The document was not renamed: {why}.");
                self.store.toast(Tone::Error, words);
            }
            self.front.refresh();
        });
    }

    /// Keeps a document a second time, under a title of its own.
    pub fn duplicate_kept(self, slot: u32) {
        spawn_local(async move {
            match duplicate(slot).await {
                Ok(title) => {
                    let words = format!("{} was made.", isolated(&title));
                    self.store.toast(Tone::Done, words);
                }
                Err(why) => {
                    let words = format!("The document was not duplicated: {why}.");
                    self.store.toast(Tone::Error, words);
                }
            }
            self.front.refresh();
        });
    }

    /// Goes on with a copy of what is open.
    pub fn duplicate_open(self) {
        if !self.store.screen.get_untracked().has_document() {
            return;
        }
        let mut document = self.store.peek(|it| it.settled_document().into_owned());
        document.title = copy_title(&document.title);
        let words = format!("This is {}.", isolated(&document.title));
        if self.open_document(document) {
            self.store.toast(Tone::Done, words);
        }
    }

    /// Deletes what is open from the browser; it can be brought back from the start
    /// screen, where this leads.
    pub fn delete_open(self) {
        if self.store.screen.get_untracked() != Screen::Editor {
            let words = "What a chapter works on belongs to the chapter.";
            self.store.toast(Tone::Error, words);
            return;
        }
        let slot = self.store.slot.get_untracked();
        self.leave();
        if let Some(slot) = slot
            && self.store.screen.get_untracked() == Screen::Start
        {
            self.front.remove(slot);
        }
    }
}

/// What was kept, or why there is nothing to work with.
async fn load(slot: u32) -> Result<documents::Stored, String> {
    match documents::load(slot).await {
        Ok(Some(stored)) => Ok(stored),
        Ok(None) => Err("it is no longer kept".to_owned()),
        Err(why) => Err(why.to_string()),
    }
}

async fn rename(slot: u32, title: String) -> Result<(), String> {
    let stored = load(slot).await?;
    let mut opened = stored.texts.open().map_err(|why| why.to_string())?;
    opened
        .session
        .perform("Rename the architecture", vec![Edit::Retitle { title }])
        .map_err(|why| why.to_string())?;
    let row = Row::from_json(&stored.texts.row).ok();
    let line = Line {
        revision: stored.revision + 1,
        saved: js_sys::Date::now(),
        glance: row.as_ref().and_then(|it| it.glance.clone()),
        origin: row.and_then(|it| it.origin),
    };
    let texts = Texts::of(&opened.session, &opened.written, line);
    documents::write(slot, stored.revision, &texts)
        .await
        .map_err(|why| why.to_string())?;
    tabs::tell(slot, stored.revision + 1);
    Ok(())
}

async fn duplicate(slot: u32) -> Result<String, String> {
    let stored = load(slot).await?;
    let mut document =
        Document::from_json(&stored.texts.document).map_err(|why| why.to_string())?;
    document.title = copy_title(&document.title);
    let title = document.title.clone();
    let row = Row::from_json(&stored.texts.row).ok();
    let line = Line {
        glance: row.and_then(|it| it.glance),
        ..Line::first(js_sys::Date::now())
    };
    let mut texts = Texts::of(&Session::open(document), &Written::default(), line);
    texts.view = stored.texts.view;
    let slot = free_slot();
    documents::write(slot, 0, &texts)
        .await
        .map_err(|why| why.to_string())?;
    tabs::tell(slot, 1);
    Ok(title)
}
