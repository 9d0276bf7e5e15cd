//! One document in two tabs: who follows whom, and who is asked.

use crate::app::state::Saved;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::documents;
use super::keeper::Keeper;
use crate::editor::kept::lesson;
use crate::editor::{Session, Written};

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
            spawn_local(async move { self.take_other(slot).await });
        }
    }

    /// Shows what the other tab has written in place of what is here.
    async fn take_other(self, slot: u32) {
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
            // Removed in the other tab: what is here stays until it is changed.
            Ok(None) => return,
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
                    state.begun = settled;
                    state.steps = is_beside.then_some(steps).unwrap_or_default();
                });
                self.store.saved.set(Saved::Yes);
            }
            Err(why) => self.store.saved.set(Saved::No(why.to_string())),
        }
    }

    /// Writes what is here over what another tab has written, as somebody has
    /// decided.
    pub fn keep_mine(self) {
        let Some(slot) = self.store.slot.get_untracked() else {
            return;
        };
        let opened = self.opening();
        spawn_local(async move {
            let found = documents::revision(slot).await;
            if !self.is_open(opened) {
                return;
            }
            match found {
                Ok(found) => {
                    self.state.update_value(|state| {
                        state.confirmed = found.unwrap_or(0);
                        state.ahead = state.confirmed;
                        state.steps = Written::default();
                        state.behind = false;
                    });
                    self.try_again();
                }
                Err(why) => self.store.saved.set(Saved::No(why.to_string())),
            }
        });
    }

    /// Goes on with what another tab has written, as somebody has decided.
    pub fn take_theirs(self) {
        if let Some(slot) = self.store.slot.get_untracked() {
            spawn_local(async move { self.take_other(slot).await });
        }
    }
}
