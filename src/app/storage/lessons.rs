//! What a lesson works on: documents with numbers of their own (see
//! [`crate::editor::kept::lesson`]), kept by the same keeper in the same way as all others,
//! and the notes that lead back to the place where one was.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeper::Keeper;
use super::opening::{new_place, take_up};
use super::slots::free_slot;
use super::{documents, tabs};
use crate::app::state::{Screen, Tone};
use crate::architecture::Document;
use crate::editor::kept::{Address, Line, Texts};
use crate::editor::{Session, Written};

impl Keeper {
    /// Works on the document that a lesson keeps under this number, and begins it where
    /// nothing is kept yet. Nothing happens when somebody has gone elsewhere meanwhile.
    ///
    /// What was worked on before is written first: the database does one after the other.
    pub async fn open_in_lesson(
        self,
        slot: u32,
        begin: impl FnOnce() -> Result<Document, String>,
    ) -> Result<(), String> {
        if self.store.slot.get_untracked() == Some(slot) {
            return Ok(());
        }
        self.flush();
        let Some(lesson) = self.lesson() else {
            return Ok(());
        };
        let stored = documents::load(slot).await;
        if self.lesson() != Some(lesson) {
            return Ok(());
        }
        match stored {
            Ok(Some(stored)) => match stored.texts.open() {
                Ok(opened) => {
                    let place = (slot, stored.revision, opened.written);
                    take_up(self, opened.session, Some(place), opened.view);
                    if let Some(why) = opened.lost {
                        let words = format!("Your work is as it was, but {why}: it begins anew.");
                        self.store.toast(Tone::Error, words);
                    }
                    Ok(())
                }
                Err(why) => Err(format!("What is kept of this task cannot be read: {why}.")),
            },
            Ok(None) => {
                take_up(self, Session::open(begin()?), Some(new_place(slot)), None);
                self.try_again();
                Ok(())
            }
            // Without storage one can still learn; the page says that nothing is saved.
            Err(why) => {
                take_up(self, Session::open(begin()?), Some(new_place(slot)), None);
                self.store
                    .saved
                    .set(crate::app::state::Saved::No(why.to_string()));
                Ok(())
            }
        }
    }

    /// Begins the document that is worked on anew. As it was it can be had back: a copy of
    /// it stands in the list of one's own documents.
    pub fn begin_again(self, document: Document, copy_called: String) {
        self.keep_copy(copy_called);
        self.store.update(|it| it.follow(Session::open(document)));
    }

    /// Keeps a copy of what is worked on among one's own documents.
    pub fn keep_copy(self, title: String) {
        let mut document = self.store.peek(|it| it.settled_document().into_owned());
        document.title = title;
        self.keep_document(document);
    }

    /// Keeps a document among one's own.
    pub(super) fn keep_document(self, document: Document) {
        let (session, none) = (Session::open(document), Written::default());
        let texts = Texts::of(&session, &none, Line::first(js_sys::Date::now()));
        let slot = free_slot();
        spawn_local(async move {
            match documents::write(slot, 0, &texts).await {
                Ok(_) => tabs::tell(slot, 1),
                Err(why) => {
                    let words = format!("The copy was not kept: {why}.");
                    self.store.toast(Tone::Error, words);
                }
            }
        });
    }

    /// The document that is kept under a number, if one is.
    pub async fn kept_document(self, slot: u32) -> Option<Document> {
        if self.store.slot.get_untracked() == Some(slot) {
            return Some(self.store.peek(|it| it.settled_document().into_owned()));
        }
        let stored = documents::load(slot).await.ok().flatten()?;
        Document::from_json(&stored.texts.document).ok()
    }

    /// The notes that a lesson has written.
    pub async fn notes(self, slot: u32) -> Option<String> {
        documents::text(slot).await.ok().flatten()
    }

    /// Writes the notes of a lesson.
    pub fn write_notes(self, slot: u32, text: String) {
        spawn_local(async move {
            // Where nothing can be kept, the document says so already.
            let _ = documents::write_text(slot, &text).await;
        });
    }

    /// The chapter or the lab that the page shows.
    fn lesson(self) -> Option<Address> {
        let at = self.state.with_value(|state| state.address);
        let is_shown = match (at, self.store.screen.get_untracked()) {
            (Address::Chapter(number), Screen::Lesson(shown)) => number == shown,
            (Address::Lab(lab, page), Screen::Lab(shown, as_what)) => {
                (lab, page) == (shown, as_what)
            }
            _ => false,
        };
        is_shown.then_some(at)
    }
}
