//! One document in two tabs: who follows whom, and who is asked.
//!
//! Whatever somebody decides, neither version is lost: mine becomes a document of
//! its own beside theirs, or is one step back in the history of theirs.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::documents;
use super::keeper::Keeper;
use super::opening::{new_place, take_up};
use super::slots::free_slot;
use crate::app::state::{Saved, Tone};
use crate::architecture::{Document, Edit};
use crate::editor::kept::{Address, copy_title, lesson};
use crate::editor::{Session, Written};

/// How long it is said that another tab has changed what is shown.
const TOLD: std::time::Duration = std::time::Duration::from_secs(4);

impl Keeper {
    /// The database holds another revision than was thought: that of another
    /// tab, or, after an attempt that failed, still the old one.
    pub(super) async fn refused(self, slot: u32, before: u64) {
        self.give_back();
        if self.state.with_value(|state| state.under_way > 0) {
            return;
        }
        let (confirmed, opened) = self.state.with_value(|it| (it.confirmed, it.opened));
        let found = documents::revision(slot).await;
        if !self.is_open(opened) {
            return;
        }
        match found {
            Ok(found) if found.unwrap_or(0) == confirmed && before != confirmed => self.write(),
            Ok(Some(_)) if confirmed == 0 && !lesson::holds(slot) => {
                // A new document has met another under the number that it chose.
                self.store.slot.set(None);
                self.write();
            }
            Ok(_) => self.store.saved.set(Saved::Elsewhere),
            Err(why) => self.store.saved.set(Saved::No(why.to_string())),
        }
    }

    /// The open document is kept no longer. Until somebody decides, it is not
    /// written either: whoever removed it may have meant it.
    pub(super) fn is_gone(self) {
        let idle = self
            .state
            .with_value(|it| it.under_way == 0 && it.confirmed > 0);
        if idle && self.store.screen.get_untracked().has_document() {
            self.store.saved.set(Saved::Gone);
        }
    }

    /// Keeps the open document again, with all of its history.
    pub fn keep_again(self) {
        self.state.update_value(|state| {
            state.ahead = 0;
            state.confirmed = 0;
            state.steps = Written::default();
        });
        self.try_again();
    }

    /// Another tab has written the open document: this one goes on with that,
    /// unless it has something of its own.
    pub(super) fn catch_up(self) {
        let Some(slot) = self.store.slot.get_untracked() else {
            return;
        };
        let own = self.state.with_value(|state| state.under_way > 0)
            || self.store.saved.get_untracked() != Saved::Yes
            || self.is_changed()
            || self.store.peek(Session::is_unsettled);
        self.state.update_value(|state| state.behind = true);
        if !own {
            spawn_local(async move { self.take_other(slot, None).await });
        }
    }

    /// Shows what the other tab has written in place of what is here, which is
    /// `mine` where somebody gives it up.
    async fn take_other(self, slot: u32, mine: Option<Document>) {
        let opened = self.opening();
        let settled = self.store.peek(Session::settled);
        let stored = documents::load(slot).await;
        // Whoever began something meanwhile is asked when it is to be written.
        let undisturbed = self.is_open(opened)
            && self.store.peek(Session::settled) == settled
            && !self.store.peek(Session::is_unsettled);
        if !undisturbed {
            return;
        }
        self.state.update_value(|state| state.behind = false);
        let read = match stored {
            Ok(Some(stored)) => stored.texts.open().map(|it| (stored.revision, it)),
            Ok(None) => return self.is_gone(),
            Err(why) => {
                self.store.saved.set(Saved::No(why.to_string()));
                return;
            }
        };
        match read {
            Ok((revision, opened)) => {
                let is_beside = opened.written != Written::default();
                self.store.update(|it| it.follow(opened.session));
                let (settled, steps) = self.store.peek(|it| (it.settled(), it.written()));
                self.state.update_value(|state| {
                    state.ahead = revision;
                    state.confirmed = revision;
                    state.begun = Some(settled);
                    state.steps = if is_beside { steps } else { Default::default() };
                });
                self.store.saved.set(Saved::Yes);
                match mine {
                    Some(mine) => {
                        let label = "Take the other tab’s version";
                        self.store.update(|it| it.keep_way_back(label, &mine));
                        let words = "This is the other tab’s version. Undo leads back to yours.";
                        self.store.toast(Tone::Done, words);
                    }
                    None => self.tell_followed(),
                }
            }
            Err(why) => self.store.saved.set(Saved::No(why.to_string())),
        }
    }

    /// Says for a moment that what is shown has come from another tab; a tab that
    /// nobody sees says so until it is seen.
    fn tell_followed(self) {
        self.store.followed.set(true);
        if !document().hidden() {
            self.followed_is_seen();
        }
    }

    /// The tab is in sight: what it has to tell goes soon.
    pub(super) fn followed_is_seen(self) {
        let followed = self.store.followed;
        set_timeout(
            move || {
                followed.try_set(false);
            },
            TOLD,
        );
    }

    /// Keeps what is here as a document of its own, beside what another tab has
    /// written, as somebody has decided. In a lesson, whose documents have their
    /// places, it is the other that becomes one of one's own.
    pub fn keep_mine(self) {
        let Some(slot) = self.store.slot.get_untracked() else {
            return;
        };
        if lesson::holds(slot) {
            let opened = self.opening();
            spawn_local(async move { self.write_over(slot, opened).await });
            return;
        }
        let mut mine = self.store.peek(Clone::clone);
        let title = copy_title(&mine.document().title);
        // A title always applies; without one it would be the same document twice.
        let _ = mine.perform("Keep as a copy", vec![Edit::Retitle { title }]);
        let (view, slot) = (self.canvas.seen_now(), free_slot());
        let selection = mine.selection().clone();
        self.arrive(Address::Kept(slot));
        take_up(self, mine, Some(new_place(slot)), view);
        self.store.select(selection);
        self.try_again();
        self.store.toast(
            Tone::Done,
            "This is your copy. The other version is in My architectures.",
        );
    }

    /// Writes what is here over what another tab has written, of which a copy is
    /// put among one's own documents.
    async fn write_over(self, slot: u32, opened: u64) {
        let found = documents::load(slot).await;
        if !self.is_open(opened) {
            return;
        }
        match found {
            Ok(found) => {
                let revision = found.as_ref().map_or(0, |it| it.revision);
                let theirs = found.and_then(|it| Document::from_json(&it.texts.document).ok());
                if let Some(theirs) = theirs {
                    let title = copy_title(&theirs.title);
                    self.keep_document(Document { title, ..theirs });
                }
                self.state.update_value(|state| {
                    state.confirmed = revision;
                    state.ahead = revision;
                    state.steps = Written::default();
                    state.behind = false;
                });
                self.try_again();
            }
            Err(why) => self.store.saved.set(Saved::No(why.to_string())),
        }
    }

    /// Goes on with what another tab has written, as somebody has decided; what is
    /// here is one step back.
    pub fn take_theirs(self) {
        if let Some(slot) = self.store.slot.get_untracked() {
            let mine = self.store.peek(|it| it.settled_document().into_owned());
            spawn_local(async move { self.take_other(slot, Some(mine)).await });
        }
    }
}
