//! Writing: what is open is written when it has changed, and the page is told
//! how that went.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address;
use super::database::Failure;
use super::documents::{self, free_slot};
use super::keeper::Keeper;
use super::opening;
use super::tabs;
use super::told::Told;
use crate::app::files;
use crate::app::state::{Saved, Screen};
use crate::editor::kept::{Address, Row, Texts, View};

/// When a change is written of which no picture has been made.
const UNSEEN: Duration = Duration::from_millis(100);

/// How long a view rests before it is noted.
const REST: Duration = Duration::from_millis(250);

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
        Effect::new(move |before: Option<Option<View>>| {
            let now = view.get();
            if before.is_some_and(|before| before.is_some() && now.is_some() && before != now) {
                self.view_changed();
            }
            now
        });
        for event in ["pagehide", "visibilitychange"] {
            let handle = window_event_listener_untyped(event, move |_| {
                if event == "visibilitychange" && !document().hidden() {
                    tabs::look(self);
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
        tabs::listen(self);
        opening::start(self);
    }

    fn changed(self) {
        // Until somebody has decided between two versions, none is written.
        if self.store.saved.get_untracked() == Saved::Elsewhere {
            return;
        }
        self.store.saved.set(Saved::Soon);
        // At once, but after the picture of the change. A page that nobody
        // sees gets no frames, and is written all the same.
        request_animation_frame(move || set_timeout(move || self.save(), Duration::ZERO));
        set_timeout(move || self.save(), UNSEEN);
    }

    /// Writes now what has not been written, even if an earlier attempt is
    /// still under way: the page may be gone in a moment.
    pub fn flush(self) {
        let decided = self.store.saved.get_untracked() != Saved::Elsewhere;
        let editing = self.store.screen.get_untracked() == Screen::Editor;
        if decided && editing && self.is_changed() {
            self.write();
        }
        self.note_view();
    }

    /// Writes what has changed, unless that is being done: the attempt under
    /// way goes on with it at its end.
    fn save(self) {
        let idle = self.state.with_value(|state| state.under_way == 0);
        if idle && self.is_changed() {
            self.write();
        }
    }

    /// Tries again after a failure.
    pub fn try_again(self) {
        self.store.saved.set(Saved::Soon);
        self.write();
    }

    pub(super) fn write(self) {
        let slot = self.store.slot.get_untracked().unwrap_or_else(|| {
            let slot = free_slot();
            self.store.slot.set(Some(slot));
            address::moved_to(self, Address::Kept(slot));
            slot
        });
        let view = self.canvas.seen_now().map(View::to_json);
        let (mut texts, settled, before, opened) = self.store.peek(|session| {
            let (before, opened) = self.state.with_value(|state| (state.ahead, state.opened));
            let texts = Texts::of(session, before + 1, js_sys::Date::now());
            (texts, session.settled(), before, opened)
        });
        texts.view = view;
        self.state.update_value(|state| {
            state.ahead = before + 1;
            state.begun = settled;
            state.under_way += 1;
        });
        spawn_local(async move {
            let result = documents::write(slot, before, &texts).await;
            if let Err(why) = &result {
                self.left_behind(opened, why, &texts);
            }
            self.written(opened, slot, before, result).await;
        });
    }

    /// An attempt to write has ended.
    async fn written(self, opened: u64, slot: u32, before: u64, result: Result<(), Failure>) {
        if result.is_ok() {
            tabs::tell(slot, before + 1);
        }
        if !self.is_open(opened) {
            // The page has gone on to something else.
            self.refresh();
            return;
        }
        self.state.update_value(|state| {
            state.under_way = state.under_way.saturating_sub(1);
            if result.is_ok() {
                state.confirmed = before + 1;
            }
        });
        match result {
            Ok(()) if self.is_changed() => self.save(),
            Ok(()) => {
                if self.state.with_value(|state| state.under_way == 0) {
                    self.store.saved.set(Saved::Yes);
                }
            }
            Err(Failure::Taken) => self.refused(slot, before).await,
            Err(why) => {
                self.give_back();
                self.store.saved.set(Saved::No(why.to_string()));
            }
        }
        if self.store.screen.get_untracked() == Screen::Start {
            self.refresh();
        }
    }

    /// A document that could not be written while it was being left: what was
    /// to be written is handed out as a file.
    fn left_behind(self, opened: u64, why: &Failure, texts: &Texts) {
        let screen = self.store.screen.get_untracked();
        if self.is_open(opened) && screen == Screen::Editor {
            return;
        }
        let title = Row::from_json(&texts.row).map_or_else(|_| String::new(), |row| row.title);
        let words = format!("“{title}” was not saved: {why}.");
        let file = (
            files::file_name(&title, "campus.json"),
            texts.document.clone(),
        );
        if screen == Screen::Start {
            self.told.set(Some(Told {
                text: words,
                remedy: "Save it as a file, so that nothing is lost.".to_owned(),
                file: Some(file),
            }));
        } else {
            let save = Arc::new(move || files::download(&file.0, "application/json", &file.1));
            self.store.toast_with(words, "Save a file", save);
        }
    }

    fn view_changed(self) {
        let waits = self
            .state
            .try_update_value(|state| std::mem::replace(&mut state.view_waits, true));
        if waits == Some(false) {
            set_timeout(move || self.note_view(), REST);
        }
    }

    /// Notes what is seen of the document.
    fn note_view(self) {
        let waits = self
            .state
            .try_update_value(|state| std::mem::take(&mut state.view_waits));
        let editing = self.store.screen.get_untracked() == Screen::Editor;
        let Some(view) = self
            .canvas
            .seen_now()
            .filter(|_| waits == Some(true) && editing)
        else {
            return;
        };
        match self.store.slot.get_untracked() {
            Some(slot) => spawn_local(async move {
                // Nobody misses a view: the whole drawing is shown instead.
                let _ = documents::write_view(slot, &view.to_json()).await;
            }),
            None => address::note_view(self, view),
        }
    }
}
