//! The keeper: knows what is open, writes it when it has changed, and tells how that went.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::database::{self, Failure};
use super::documents::{self, Was};
use super::told::Told;
use super::{slots, tabs};
use crate::app::canvas::CanvasTools;
use crate::app::files;
use crate::app::front::Front;
use crate::app::state::{Saved, Screen, Store, after_picture};
use crate::editor::kept::{Address, Glance, Line, Row, Texts, lesson};
use crate::editor::{Session, Written};
use crate::rules::Severity;

/// How long a view rests before it is noted.
const REST: Duration = Duration::from_millis(250);

/// How it stands with noting what is seen. The browser takes milliseconds for it, so it
/// is not done in the middle of a gesture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Seen {
    /// Noted as it is.
    #[default]
    Noted,
    /// Another, and to be noted when it has rested.
    Rests,
    /// Another once more since it was last looked whether it rests.
    Stirs,
}

/// What the keeper remembers of the open document.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Which opening of a document this is about.
    pub opened: u64,
    /// The revision that the last attempt to write wanted to make.
    pub ahead: u64,
    /// The revision that is known to be on the disk.
    pub confirmed: u64,
    /// What of the session was last written, or tried to be; nothing, where nothing of it was.
    pub begun: Option<u64>,
    /// The steps of the history that were last written, or tried to be.
    pub steps: Written,
    /// How many attempts are under way.
    pub under_way: u32,
    /// Whether another tab has written a newer revision.
    pub behind: bool,
    /// Where the page is.
    pub address: Address,
    /// Whether what is seen is to be noted.
    pub view: Seen,
    /// Where the document came from, where that is worth telling.
    pub origin: Option<String>,
}

/// The keeper, from the context: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// What the first part of the page knows.
    pub front: Front,
    pub(super) store: Store,
    pub(super) canvas: CanvasTools,
    pub(super) state: StoredValue<State>,
    /// The number of the lab whose draft another tab has written last.
    pub lab_elsewhere: RwSignal<Option<u32>>,
}

impl Keeper {
    /// The keeper of the page.
    pub fn new(front: Front, store: Store, canvas: CanvasTools) -> Self {
        Self {
            front,
            store,
            canvas,
            state: StoredValue::new(State {
                opened: 0,
                ahead: 0,
                confirmed: 0,
                begun: Some(0),
                steps: Written::default(),
                under_way: 0,
                behind: false,
                address: Address::Start,
                view: Seen::Noted,
                origin: None,
            }),
            lab_elsewhere: RwSignal::new(None),
        }
    }

    /// The store of what is open.
    pub fn store(self) -> Store {
        self.store
    }

    /// Which opening of a document is on the screen.
    pub(super) fn opening(self) -> u64 {
        self.state.with_value(|state| state.opened)
    }

    /// Whether that opening still is.
    pub(super) fn is_open(self, opened: u64) -> bool {
        self.opening() == opened
    }

    /// Whether the session has finished changes that nobody has tried to write.
    pub(super) fn is_changed(self) -> bool {
        let settled = self.store.peek(Session::settled);
        self.state.with_value(|state| state.begun != Some(settled))
    }

    /// Whether closing the page now would lose finished work.
    pub(super) fn is_at_risk(self) -> bool {
        match self.store.saved.get_untracked() {
            Saved::Yes => false,
            Saved::Soon => !database::is_open(),
            Saved::No(_) | Saved::Elsewhere | Saved::Gone => true,
        }
    }

    /// Whether nothing is written until somebody says what is to be kept.
    fn waits_for_decision(self) -> bool {
        let saved = self.store.saved.get_untracked();
        matches!(saved, Saved::Elsewhere | Saved::Gone)
    }

    pub(super) fn changed(self) {
        // What is only shown to a class is nobody's work.
        if !self.store.screen.get_untracked().has_document() {
            return;
        }
        if self.waits_for_decision() {
            return;
        }
        self.store.saved.set(Saved::Soon);
        // At once, but after the picture of the change.
        let opened = self.opening();
        after_picture(move || self.save_of(opened));
    }

    /// Writes now what has not been written, even if an earlier attempt is
    /// still under way: the page may be gone in a moment.
    pub fn flush(self) {
        let decided = !self.waits_for_decision();
        let editing = self.store.screen.get_untracked().has_document();
        if decided && editing && self.is_changed() {
            self.write();
        }
        self.note_view();
    }

    /// Saves what was open when that was put off, if it still is.
    pub(super) fn save_of(self, opened: u64) {
        if self.is_open(opened) && self.store.screen.get_untracked().has_document() {
            self.save();
        }
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
            let slot = slots::free_slot();
            self.store.slot.set(Some(slot));
            self.moved_to(Address::Kept(slot));
            slot
        });
        let (view, glance) = (self.seen(), self.glance(slot));
        let (mut texts, settled, written, before, opened) = self.store.peek(|session| {
            self.state.with_value(|state| {
                let line = Line {
                    revision: state.ahead + 1,
                    saved: js_sys::Date::now(),
                    glance,
                    origin: state.origin.clone(),
                };
                let texts = Texts::of(session, &state.steps, line);
                let (settled, written) = (session.settled(), session.written());
                (texts, settled, written, state.ahead, state.opened)
            })
        });
        texts.view = view;
        self.state.update_value(|state| {
            state.ahead = before + 1;
            state.begun = Some(settled);
            state.steps = written;
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
    async fn written(self, opened: u64, slot: u32, before: u64, result: Result<Was, Failure>) {
        if result.is_ok() {
            tabs::tell(slot, before + 1);
        }
        if !self.is_open(opened) {
            // The page has gone on to something else.
            self.front.refresh();
            return;
        }
        self.state.update_value(|state| {
            state.under_way = state.under_way.saturating_sub(1);
            if result.is_ok() {
                state.confirmed = before + 1;
            }
        });
        match result {
            Ok(Was::Gone) => {
                // The storage was cleared meanwhile, and with it the steps that were
                // not written again.
                self.state
                    .update_value(|state| state.steps = Written::default());
                self.write();
            }
            Ok(Was::There) if self.is_changed() => self.save(),
            Ok(Was::There) => {
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
            self.front.refresh();
        }
    }

    /// What the list shows of what is open; documents of lessons stand in none.
    fn glance(self, slot: u32) -> Option<Glance> {
        if lesson::holds(slot) {
            return None;
        }
        let analysis = self.store.peek_analysis();
        let count = |severity| {
            let all = analysis.findings().iter();
            all.filter(|it| it.severity == severity).count() as u64
        };
        Some(Glance {
            picture: self.canvas.picture(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        })
    }

    /// A document that could not be written while it was being left: what was
    /// to be written is handed out as a file.
    fn left_behind(self, opened: u64, why: &Failure, texts: &Texts) {
        let screen = self.store.screen.get_untracked();
        if self.is_open(opened) && screen.has_document() {
            return;
        }
        let title = Row::from_json(&texts.row).map_or_else(|_| String::new(), |row| row.title);
        let words = format!("“{title}” was not saved: {why}.");
        let file = (
            files::file_name(&title, "campus.json"),
            texts.document.clone(),
        );
        if screen == Screen::Start {
            self.front.told.set(Some(Told {
                text: words,
                remedy: "Save it as a file, so that nothing is lost.".to_owned(),
                file: Some(file),
            }));
        } else {
            let save = Arc::new(move || files::download(&file.0, "application/json", &file.1));
            self.store.toast_with(words, "Save a file", save);
        }
    }

    /// The next attempt begins where the disk is known to be, and leaves no
    /// step out: which ones are there is not known.
    pub(super) fn give_back(self) {
        self.state.update_value(|state| {
            state.steps = Written::default();
            if state.under_way == 0 {
                state.ahead = state.confirmed;
            }
        });
    }

    pub(super) fn view_changed(self) {
        let before = self.state.try_update_value(|state| {
            let next = match state.view {
                Seen::Noted => Seen::Rests,
                Seen::Rests | Seen::Stirs => Seen::Stirs,
            };
            std::mem::replace(&mut state.view, next)
        });
        if before == Some(Seen::Noted) {
            set_timeout(move || self.note_rested_view(), REST);
        }
    }

    /// Notes what is seen if it has rested, or looks again later.
    fn note_rested_view(self) {
        let stirs = self.state.try_update_value(|state| {
            let stirs = state.view == Seen::Stirs;
            if stirs {
                state.view = Seen::Rests;
            }
            stirs
        });
        match stirs {
            Some(true) => set_timeout(move || self.note_rested_view(), REST),
            _ => self.note_view(),
        }
    }

    /// Notes what is seen of the document.
    fn note_view(self) {
        let before = (self.state).try_update_value(|state| std::mem::take(&mut state.view));
        let waits = before.map(|it| it != Seen::Noted);
        let editing = self.store.screen.get_untracked().has_document();
        let Some(view) = self.seen().filter(|_| waits == Some(true) && editing) else {
            return;
        };
        // Each tab comes back to its own view; the database has that for a tab
        // which opens the document anew.
        self.note_place(&view);
        if let Some(slot) = self.store.slot.get_untracked() {
            spawn_local(async move {
                // Nobody misses a view: the whole drawing is shown instead.
                let _ = documents::write_view(slot, &view).await;
            });
        }
    }

    /// The page goes to another address: a step of the browser's history.
    pub(super) fn arrive(self, address: Address) {
        self.state.update_value(|state| state.address = address);
        if let Ok(history) = window().history() {
            // Without an address only a reload leads elsewhere.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address.to_string()));
        }
    }

    /// What is open has another address now.
    pub(super) fn moved_to(self, address: Address) {
        self.state.update_value(|state| state.address = address);
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address.to_string()));
        }
    }

    /// Notes what is seen of a document in the tab's own history, so that a reload
    /// and the browser's back and forward lead to it.
    fn note_place(self, view: &str) {
        let address = self.state.with_value(|state| state.address);
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&view.into(), "", Some(&address.to_string()));
        }
    }

    /// What is seen, and what is selected.
    fn seen(self) -> Option<String> {
        let view = self.canvas.seen_now()?;
        Some(
            self.store
                .peek(|it| view.to_json(it.selection(), it.collapsed())),
        )
    }
}

/// The keeper of the page.
pub fn use_keeper() -> Keeper {
    // `App` provides it beside the store, above every component.
    expect_context::<Keeper>()
}
