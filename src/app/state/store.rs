//! The page's one store: the open session, what is derived from it, and what
//! the screen shows of it. A handle to it stands in the context and is copied
//! freely; the session changes through its methods alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::{Analysis, Scenario};
use crate::architecture::{Edit, ResourceId};
use crate::editor::{Player, Session, actions};
use crate::rules::moment::Fresh;

use super::judged::{self, Following};
use super::liked;
use super::request::{Request, is_of};
use super::saved::Saved;
use super::screen::*;
use super::toasts::{Action, Toast, Tone, UNDO, refused};
use super::wanted::{FirstKeys, Pill, RunJudge, WantedRun};
use super::what_if::WhatIf;
use crate::app::front::Front;

/// The store.
#[derive(Clone, Copy)]
pub struct Store {
    pub(super) session: RwSignal<Session>,
    /// Tells of what a held gesture shows; the session's own signal does not.
    held: Trigger,
    opened: RwSignal<u64>,
    analysis: Memo<Analysis>,
    /// Whether what is open took the place of something else on the canvas.
    in_place: StoredValue<bool>,
    pub(super) following: Following,
    scenario: Memo<Scenario>,
    selection: Memo<BTreeSet<ResourceId>>,
    collapsed: Memo<BTreeSet<ResourceId>>,
    /// The screen.
    pub screen: RwSignal<Screen>,
    /// What the open document is shown for.
    pub mode: RwSignal<Mode>,
    /// The layer of the canvas.
    pub layer: RwSignal<Layer>,
    /// The tab of the dock.
    pub dock: RwSignal<DockTab>,
    /// Whether the dock is open.
    pub dock_open: RwSignal<bool>,
    /// The dock's height in pixels, once somebody has chosen one.
    pub dock_height: RwSignal<Option<f64>>,
    /// The inspector's width in pixels, once somebody has chosen one.
    pub inspector_width: RwSignal<Option<f64>>,
    /// Whether a letter, digit or sign alone is a key.
    pub single_keys: RwSignal<bool>,
    /// Whether what changed in the design is said.
    pub says_changes: RwSignal<bool>,
    /// What the panel on the left shows.
    pub side: RwSignal<Side>,
    /// The sheet of a phone.
    pub sheet: RwSignal<Option<Sheet>>,
    /// The open dialog.
    pub dialog: RwSignal<Option<Dialog>>,
    /// The rule reference, while it is open.
    pub reference: RwSignal<Option<Reference>>,
    /// The messages at the foot of the page.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The request being played, for the panel and for the packet on the
    /// canvas.
    pub playback: RwSignal<Option<Player>>,
    /// How the document stands with the browser's storage.
    pub saved: RwSignal<Saved>,
    /// Whether what is shown has just come from another tab.
    pub followed: RwSignal<bool>,
    /// How the template is written.
    pub format: RwSignal<Format>,
    /// The question of the request panel.
    pub request: Request,
    /// What is assumed to have failed.
    pub what_if: WhatIf,
    /// Whether the request that was asked is of the design as it is now.
    is_current: Memo<bool>,
    /// Where in the browser's storage the document is kept, once it is.
    pub slot: RwSignal<Option<u32>>,
    /// Whether the inspector says of every setting what it means.
    pub explained: RwSignal<bool>,
    /// What a text beside the canvas speaks of just now: it is lit there.
    pub pointed: RwSignal<BTreeSet<ResourceId>>,
    /// The marks that a text beside the canvas puts on things.
    pub pills: RwSignal<Vec<Pill>>,
    /// The letters of the options of a prediction, on the things that they speak of.
    pub letters: RwSignal<Vec<Pill>>,
    /// What takes a key before the commands do, while a lesson is open.
    pub first_keys: StoredValue<Option<FirstKeys>>,
    /// Whether what is open can be run and reviewed: every document, and chapters that have runs.
    pub can_run: RwSignal<bool>,
    /// The run that the control room is to begin next.
    pub wanted_run: RwSignal<Option<WantedRun>>,
    /// Who judges a run, while a lesson is open.
    pub run_judge: StoredValue<Option<RunJudge>, LocalStorage>,
}

impl Store {
    /// A store with nothing open, which shares the screen and the messages with the first part.
    pub fn new(front: Front) -> Self {
        let session = RwSignal::new(Session::default());
        let opened = RwSignal::new(judged::NONE);
        let version = Memo::new(move |_| (opened.get(), session.with(Session::built)));
        let analysis = Memo::new(move |_| {
            // Reading, not `track`: a memo that is only tracked never runs.
            version.get();
            session.with_untracked(|session| Analysis::of(&session.document().architecture))
        });
        let fresh: Memo<Fresh> = Memo::new(move |_| session.with(|it| it.fresh().clone()));
        let in_place = StoredValue::new(false);
        let following = judged::follow(opened, analysis, in_place, fresh);
        let judged = following.judged;
        let what_if = WhatIf::new(analysis);
        let habits = liked::kept();
        let scenario = Memo::new(move |_| judged.get().analysis.under(&what_if.failures()));
        let request = Request::restored();
        let is_current = Memo::new(move |_| {
            request.of.with(|of| {
                of.as_ref().is_some_and(|of| {
                    is_of(of, &analysis.get()) && *of.failures() == what_if.failures()
                })
            })
        });
        Self {
            session,
            held: Trigger::new(),
            opened,
            analysis,
            in_place,
            following,
            scenario,
            selection: Memo::new(move |_| session.with(|session| session.selection().clone())),
            collapsed: Memo::new(move |_| session.with(|session| session.collapsed().clone())),
            screen: front.screen,
            mode: RwSignal::new(Mode::Build),
            layer: RwSignal::new(Layer::Structure),
            dock: RwSignal::new(DockTab::Findings),
            dock_open: RwSignal::new(habits.dock_open),
            dock_height: RwSignal::new(habits.dock_height),
            inspector_width: RwSignal::new(habits.inspector_width),
            single_keys: RwSignal::new(habits.single_keys),
            says_changes: RwSignal::new(habits.says_changes),
            side: RwSignal::new(Side::Build),
            sheet: RwSignal::new(None),
            dialog: RwSignal::new(None),
            reference: RwSignal::new(None),
            toasts: front.toasts,
            playback: RwSignal::new(None),
            saved: RwSignal::new(Saved::Yes),
            followed: RwSignal::new(false),
            format: RwSignal::new(Format::Yaml),
            request,
            what_if,
            is_current,
            slot: RwSignal::new(None),
            explained: RwSignal::new(false),
            pointed: RwSignal::new(BTreeSet::new()),
            pills: RwSignal::new(Vec::new()),
            letters: RwSignal::new(Vec::new()),
            first_keys: StoredValue::new(None),
            can_run: RwSignal::new(true),
            wanted_run: RwSignal::new(None),
            run_judge: StoredValue::new_local(None),
        }
    }

    /// Reads the session, tracked: again after every change, but not for what is only held.
    pub fn with<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with(read)
    }

    /// Reads the session, tracked, as it is drawn: with what a held gesture shows.
    pub fn with_held<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.held.track();
        self.session.with(read)
    }

    /// Reads the session once, untracked, as event handlers do.
    pub fn peek<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with_untracked(read)
    }

    /// What follows from what was built; tracked, and new only when that
    /// changes, not when something is moved.
    pub fn analysis(self) -> Analysis {
        self.analysis.get()
    }

    /// The same as [`Store::analysis`], untracked.
    pub fn peek_analysis(self) -> Analysis {
        self.analysis.get_untracked()
    }

    /// What is judged, with what is marked as failed; tracked.
    pub fn scenario(self) -> Scenario {
        self.scenario.get()
    }

    /// The design as it is now with what is marked as failed, untracked.
    pub fn peek_scenario(self) -> Scenario {
        self.peek_analysis().under(&self.what_if.peek())
    }

    /// What is selected; tracked.
    pub fn selection(self) -> Memo<BTreeSet<ResourceId>> {
        self.selection
    }

    /// The boxes that are drawn collapsed; tracked.
    pub fn collapsed(self) -> Memo<BTreeSet<ResourceId>> {
        self.collapsed
    }

    /// Shows a session in place of the one that is open. Where it is kept, and on
    /// which screen it is seen, is the keeper's business, which calls this.
    pub fn open(self, session: Session) {
        self.playback.set(None);
        self.request.clear();
        self.what_if.restore_all();
        self.slot.set(None);
        self.saved.set(Saved::Yes);
        self.followed.set(false);
        let is_first = self.opened.get_untracked() == judged::NONE;
        let is_seen = self.screen.get_untracked().has_document();
        self.in_place.set_value(is_seen && !is_first);
        self.session.set(session);
        self.opened.update(|opened| *opened += 1);
        self.sheet.set(None);
        self.mode.set(Mode::Build);
    }

    /// Shows the open document for something else; a lesson without runs is always built in.
    pub fn turn(self, mode: Mode) {
        if self.screen.get_untracked().has_document() && self.can_run.get_untracked() {
            self.sheet.set(None);
            self.mode.set(mode);
        }
    }

    /// Which document is open: another number after each [`Store::open`].
    pub fn opened(self) -> u64 {
        self.opened.get()
    }

    /// Changes the session, as by a gesture's begin, commit or abort.
    pub fn update<T>(self, change: impl FnOnce(&mut Session) -> T) -> T {
        let mut session = self.session.write();
        session.set_now(js_sys::Date::now() as u64);
        change(&mut session)
    }

    /// Changes what the gesture under way shows: the drawing follows every move of the
    /// pointer, everything else waits until it is dropped.
    pub fn amend<T>(self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let changed = self.session.try_maybe_update(|session| {
            session.set_now(js_sys::Date::now() as u64);
            let known = |it: &Session| (it.is_unsettled(), it.selection().len());
            let before = known(session);
            let value = change(session);
            (known(session) != before, value)
        });
        self.held.notify();
        changed
    }

    /// Applies edits as one step; says in a toast why, if they do not apply.
    pub fn perform(self, label: impl Into<String>, edits: Vec<Edit>) -> bool {
        if edits.is_empty() {
            return false;
        }
        match self.update(|session| session.perform(label, edits)) {
            Ok(()) => true,
            Err(error) => {
                self.toast(Tone::Error, refused(&error));
                false
            }
        }
    }

    /// Takes the last step back.
    pub fn undo(self) {
        self.update(Session::undo);
        Toast::step_is_undone(self.toasts);
    }

    /// Does the last undone step again.
    pub fn redo(self) {
        self.update(Session::redo);
    }

    /// The rows that were just added have been left: what they lack is told.
    pub fn leave_rows(self) {
        if self.peek(|it| !it.fresh().is_empty()) {
            self.update(Session::leave_rows);
        }
    }

    /// Selects this resource alone.
    pub fn select_one(self, id: &ResourceId) {
        self.select([id.clone()]);
    }

    /// Selects these resources alone.
    pub fn select(self, ids: impl IntoIterator<Item = ResourceId>) {
        self.update(|session| session.select(ids));
    }

    /// Adds a resource to the selection, or takes it out.
    pub fn toggle(self, id: &ResourceId) {
        self.update(|session| session.toggle(id));
    }

    /// Deletes what is selected and offers to take it back.
    pub fn delete_selection(self) {
        let before = self.peek_analysis();
        match self.update(actions::delete_selection) {
            Ok(Some(deleted)) => {
                self.toast_with_undo(deleted.told(&before, &self.peek_analysis()));
            }
            Ok(None) => {}
            Err(error) => self.toast(Tone::Error, refused(&error)),
        }
    }

    /// Whether the request that was asked is of the design as it is now; tracked.
    pub fn request_is_current(self) -> bool {
        self.is_current.get()
    }

    /// Shows a tab of the dock, opening the dock, or its sheet on a phone.
    pub fn show(self, tab: DockTab) {
        self.mode.set(Mode::Build);
        self.dock.set(tab);
        self.dock_open.set(true);
        self.sheet.set(Some(Sheet::Dock));
    }

    /// Opens the rule reference at a rule.
    pub fn look_up(self, code: &'static str) {
        self.reference.set(Some(Reference { rule: Some(code) }));
    }

    /// Shows a message for a while.
    pub fn toast(self, tone: Tone, text: impl Into<String>) {
        Toast::show(self.toasts, tone, text.into(), None);
    }

    /// Shows what was done, with a button that takes it back as long as it is
    /// the latest step.
    pub fn toast_with_undo(self, text: impl Into<String>) {
        let done = self.peek(Session::changed);
        let back = move || {
            if self.peek(Session::changed) == done {
                self.undo();
            } else {
                self.toast(
                    Tone::Error,
                    "Something else was done since: take that back first.",
                );
            }
        };
        self.toast_with(text, UNDO, Arc::new(back));
    }

    /// Shows what was done, with a button that does something about it.
    pub fn toast_with(self, text: impl Into<String>, word: &'static str, run: Action) {
        Toast::show(self.toasts, Tone::Done, text.into(), Some((word, run)));
    }
}

/// The store of the page, from the context.
pub fn use_store() -> Store {
    // Every component is mounted under `App`, which provides the store.
    expect_context::<Store>()
}
