//! The keeper: a handle that knows what is open and how much of it is on the
//! disk. What it does stands in the files of the deeds: `opening.rs`,
//! `writing.rs`, `versions.rs`, `list.rs`.

use leptos::prelude::*;

use super::database;
use super::documents::Line;
use super::told::{Left, Told};
use crate::app::canvas::CanvasTools;
use crate::app::state::{Saved, Store};
use crate::editor::Session;
use crate::editor::kept::Address;

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

    /// The next attempt begins where the disk is known to be.
    pub(super) fn give_back(self) {
        self.state.update_value(|state| {
            if state.under_way == 0 {
                state.ahead = state.confirmed;
            }
        });
    }
}

/// The keeper of the page.
pub fn use_keeper() -> Keeper {
    // `App` provides it beside the store, above every component.
    expect_context::<Keeper>()
}
