//! The keeper: knows what is open, writes it when it has changed, and tells
//! how that went.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::database::{self, Failure};
use super::documents::{self, Line};
use super::older::Left;
use super::opening::{self, Told};
use super::tabs;
use crate::app::canvas::CanvasTools;
use crate::app::store::{Screen, Store};
use crate::editor::Session;
use crate::editor::kept::{Address, Texts, View};

/// How long a view rests before it is noted.
const REST: Duration = Duration::from_millis(250);

/// Numbers below belong to documents of the older storage.
const FIRST_SLOT: f64 = 1_048_576.0;

/// How the open document stands with the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing has changed that is not kept.
    Yes,
    /// What has changed is being written.
    Soon,
    /// It could not be written; the text says why.
    No(String),
    /// Another tab has written the document; what was changed here since has
    /// to wait until somebody decides.
    Elsewhere,
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
    /// What of the session was last written, or tried to be.
    pub begun: u64,
    /// How many attempts are under way.
    pub under_way: u32,
    /// Whether another tab has written a newer revision.
    pub behind: bool,
    /// Where the page is.
    pub address: Address,
    /// Whether the next view is wanted.
    pub view_waits: bool,
}

/// The keeper, from the context: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Keeper {
    pub(super) store: Store,
    pub(super) canvas: CanvasTools,
    pub(super) state: StoredValue<State>,
    /// The kept documents, once they have been looked up.
    pub lines: RwSignal<Vec<Line>>,
    /// What is left in the older storage, because it could not come over.
    pub left: RwSignal<Vec<Left>>,
    /// What the start screen has to tell.
    pub told: RwSignal<Option<Told>>,
}

impl Keeper {
    /// The keeper of the page.
    pub fn new(store: Store, canvas: CanvasTools) -> Self {
        Self {
            store,
            canvas,
            state: StoredValue::new(State {
                opened: 0,
                ahead: 0,
                confirmed: 0,
                begun: 0,
                under_way: 0,
                behind: false,
                address: Address::Start,
                view_waits: false,
            }),
            lines: RwSignal::new(Vec::new()),
            left: RwSignal::new(Vec::new()),
            told: RwSignal::new(None),
        }
    }

    /// The store of what is open.
    pub fn store(self) -> Store {
        self.store
    }

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
            }
        });
        on_cleanup(move || leaving.remove());
        tabs::listen(self);
        opening::start(self);
    }

    /// Whether the session has finished changes that nobody has tried to write.
    fn is_changed(self) -> bool {
        let settled = self.store.peek(Session::settled);
        self.state.with_value(|state| state.begun != settled)
    }

    /// Whether closing the page now would lose finished work.
    pub(super) fn is_at_risk(self) -> bool {
        match self.store.saved.get_untracked() {
            Saved::Yes => false,
            Saved::Soon => !database::is_open(),
            Saved::No(_) | Saved::Elsewhere => true,
        }
    }

    fn changed(self) {
        // Until somebody has decided between two versions, none is written.
        if self.store.saved.get_untracked() == Saved::Elsewhere {
            return;
        }
        self.store.saved.set(Saved::Soon);
        // At once, but after the picture of the change.
        set_timeout(move || self.save(), Duration::ZERO);
    }

    /// Writes now what has not been written, even if an earlier attempt is
    /// still under way: the page may be gone in a moment.
    pub fn flush(self) {
        let waits = self.store.saved.get_untracked() == Saved::Soon;
        if waits && self.is_changed() {
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

    fn write(self) {
        let slot = self.store.slot.get_untracked().unwrap_or_else(|| {
            let slot = free_slot();
            self.store.slot.set(Some(slot));
            opening::moved_to(self, Address::Kept(slot));
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
            self.written(opened, slot, before, result).await;
        });
    }

    /// An attempt to write has ended.
    async fn written(self, opened: u64, slot: u32, before: u64, result: Result<(), Failure>) {
        if result.is_ok() {
            tabs::tell(slot, before + 1);
        }
        if self.state.with_value(|state| state.opened != opened) {
            // The page has gone on to something else.
            if let Err(why) = result {
                let words = format!("The document that was left was not saved: {why}.");
                self.store
                    .toast(crate::app::parts::toast::Tone::Error, words);
            }
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

    /// The next attempt begins where the disk is known to be.
    fn give_back(self) {
        self.state.update_value(|state| {
            if state.under_way == 0 {
                state.ahead = state.confirmed;
            }
        });
    }

    /// The database holds another revision than was thought: that of another
    /// tab, or, after an attempt that failed, still the old one.
    async fn refused(self, slot: u32, before: u64) {
        self.give_back();
        if self.state.with_value(|state| state.under_way > 0) {
            return;
        }
        let confirmed = self.state.with_value(|state| state.confirmed);
        match documents::revision(slot).await {
            Ok(found) if found.unwrap_or(0) == confirmed && before != confirmed => self.write(),
            Ok(Some(_)) if confirmed == 0 => {
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
    pub(super) async fn take_other(self, slot: u32) {
        let opened = self.state.with_value(|state| state.opened);
        let settled = self.store.peek(Session::settled);
        let stored = documents::load(slot).await;
        // Whoever began something meanwhile is asked when it is to be written.
        let undisturbed = self.state.with_value(|state| state.opened == opened)
            && self.store.peek(Session::settled) == settled
            && !self.store.peek(Session::is_unsettled);
        if !undisturbed {
            return;
        }
        self.state.update_value(|state| state.behind = false);
        let read = match stored {
            Ok(Some(stored)) => stored.texts.open().map(|it| (stored.revision, it.0)),
            // Removed in the other tab: what is here stays until it is changed.
            Ok(None) => return,
            Err(why) => {
                self.store.saved.set(Saved::No(why.to_string()));
                return;
            }
        };
        match read {
            Ok((revision, session)) => {
                self.store.update(|it| it.follow(session));
                let settled = self.store.peek(Session::settled);
                self.state.update_value(|state| {
                    state.ahead = revision;
                    state.confirmed = revision;
                    state.begun = settled;
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
        spawn_local(async move {
            match documents::revision(slot).await {
                Ok(found) => {
                    self.state.update_value(|state| {
                        state.confirmed = found.unwrap_or(0);
                        state.ahead = state.confirmed;
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

    /// Looks the list of kept documents up again.
    pub fn refresh(self) {
        spawn_local(async move {
            match documents::lines().await {
                Ok(lines) => self.lines.set(lines),
                Err(why) => self.told.set(Some(Told::without_storage(&why))),
            }
        });
    }

    /// Removes a document from the list and offers to bring it back.
    pub fn remove(self, slot: u32) {
        spawn_local(async move {
            match documents::remove(slot).await {
                Ok(Some(stored)) => {
                    tabs::tell(slot, 0);
                    let back = std::sync::Arc::new(move || {
                        let stored = stored.clone();
                        spawn_local(async move {
                            let before = stored.revision.saturating_sub(1);
                            if let Err(why) = documents::write(slot, before, &stored.texts).await {
                                let words = format!("It was not brought back: {why}.");
                                self.store
                                    .toast(crate::app::parts::toast::Tone::Error, words);
                            }
                            tabs::tell(slot, 0);
                            self.refresh();
                        });
                    });
                    self.store
                        .toast_with("The document was removed.", "Undo", back);
                }
                Ok(None) => {}
                Err(why) => {
                    let words = format!("The document was not removed: {why}.");
                    self.store
                        .toast(crate::app::parts::toast::Tone::Error, words);
                }
            }
            self.refresh();
        });
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
            None => opening::note_view(self, view),
        }
    }
}

/// A number that no document has. Numbers are drawn by lot, so that no number
/// of a removed document comes back while a tab still shows that document; in
/// the unlikely case that it is taken, the database refuses it.
pub(super) fn free_slot() -> u32 {
    let room = f64::from(u32::MAX) - FIRST_SLOT;
    (FIRST_SLOT + (js_sys::Math::random() * room).floor()) as u32
}

/// The keeper of the page.
pub fn use_keeper() -> Keeper {
    // `App` provides it beside the store, above every component.
    expect_context::<Keeper>()
}
