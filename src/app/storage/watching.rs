//! What the keeper watches: the open document and what is seen of it, the other tabs, and
//! whether the page is being left.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeper::Keeper;
use super::{database, documents, opening, tabs};
use crate::app::state::Screen;
use crate::editor::kept::{View, lab};

/// When a tab looks what others have written, once the database was closed.
const UNSEEN: Duration = Duration::from_millis(100);

impl Keeper {
    /// Begins to keep: from here on every finished change is written.
    pub fn start(self) {
        let store = self.store;
        let finished = Memo::new(move |_| {
            let opened = store.opened();
            store.with(|session| (opened, session.settled(), session.is_unsettled()))
        });
        Effect::new(move |before: Option<(u64, u64, bool)>| {
            let now = finished.get();
            let same = before.is_some_and(|before| before.0 == now.0);
            if same && self.is_changed() {
                self.changed();
            }
            if !now.2 && self.state.with_value(|state| state.behind) {
                self.catch_up();
            }
            now
        });
        let view = Memo::new(move |_| self.canvas.seen());
        let (selection, collapsed) = (store.selection(), store.collapsed());
        Effect::new(move |before: Option<Option<View>>| {
            let now = view.get();
            selection.track();
            collapsed.track();
            if before.is_some_and(|before| before.is_some()) && now.is_some() {
                self.view_changed();
            }
            now
        });
        database::when_closed(move || {
            set_timeout(move || look(self), UNSEEN);
        });
        for event in ["pagehide", "visibilitychange"] {
            let handle = window_event_listener_untyped(event, move |_| {
                if event == "visibilitychange" && !document().hidden() {
                    look(self);
                    self.followed_is_seen();
                } else {
                    self.flush();
                }
            });
            on_cleanup(move || handle.remove());
        }
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            self.flush();
            if self.is_at_risk() {
                event.prevent_default();
                // Older browsers ask only for this; none shows the words.
                event.set_return_value("not saved");
            }
        });
        on_cleanup(move || leaving.remove());
        tabs::listen(move |slot, revision| written(self, slot, revision));
        opening::start(self);
    }
}

fn written(keeper: Keeper, slot: u32, revision: u64) {
    let (first, end) = lab::texts();
    if (first..end).contains(&slot) {
        keeper.lab_elsewhere.set(Some(lab::lab_of(slot)));
        return;
    }
    if keeper.store.screen.get_untracked() == Screen::Start {
        keeper.front.refresh();
    }
    if keeper.store.slot.get_untracked() != Some(slot) {
        return;
    }
    if revision == tabs::REMOVED {
        look(keeper);
    } else if revision > keeper.state.with_value(|state| state.ahead) {
        keeper.catch_up();
    }
}

/// Looks what other tabs have written while this one was not shown, and whether
/// the document is still kept at all.
fn look(keeper: Keeper) {
    let Some(slot) = keeper.store.slot.get_untracked() else {
        return;
    };
    let opened = keeper.opening();
    spawn_local(async move {
        let found = documents::revision(slot).await;
        if !keeper.is_open(opened) {
            return;
        }
        match found {
            Ok(Some(revision)) => written(keeper, slot, revision),
            Ok(None) => keeper.is_gone(),
            // What cannot be asked now is found out when something is written.
            Err(_) => {}
        }
    });
}
