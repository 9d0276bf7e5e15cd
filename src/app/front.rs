//! What the first part of the page knows: it draws the start screen, and has the rest of
//! the page fetched behind it.
//!
//! Nothing here may need the store, a session or the keeper: whatever the first part
//! needs, a first visit has to load before it sees anything. What fetches the editor is given
//! to it, so that it stands below the editor.

use std::time::Duration;

use leptos::prelude::*;

use super::late::Late;
use super::state::{LabPage, Screen, Toast};
use super::storage::{LabLine, Left, Line, Told};
use crate::editor::kept::{Address, Older};

/// Something that only the editor can do.
pub enum Wish {
    /// Begin a new document.
    New,
    /// Open the example.
    Example,
    /// Open a kept document.
    Kept(u32),
    /// Give a kept document another title.
    Rename(u32, String),
    /// Keep a document twice.
    Duplicate(u32),
    /// Open a file.
    File(web_sys::File),
    /// Open what an older version has kept.
    Older(Older),
    /// Show the rules.
    Reference,
    /// Open a chapter of the course.
    Chapter(u32),
    /// Ring the morning bell.
    Bell,
    /// Show who learns on this computer.
    Learners,
    /// Make a new lab.
    NewLab,
    /// Open a lab that is kept here.
    Lab(u32, LabPage),
}

/// The first part's handle, from the context.
#[derive(Clone, Copy)]
pub struct Front {
    /// The screen.
    pub screen: RwSignal<Screen>,
    /// The messages at the foot of the page.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The kept documents, once they have been looked up.
    pub lines: RwSignal<Vec<Line>>,
    /// Whether the browser has been asked for them.
    pub lines_here: RwSignal<bool>,
    /// The labs that are kept, once they have been looked up.
    pub labs: RwSignal<Vec<LabLine>>,
    /// Whether the browser has been asked for them.
    pub labs_here: RwSignal<bool>,
    /// What is left in the older storage, because it could not come over.
    pub left: RwSignal<Vec<Left>>,
    /// What the start screen has to tell.
    pub told: RwSignal<Option<Told>>,
    /// The editor, and with it all that needs a document.
    pub editor: Late,
    wish: RwSignal<Option<Wish>, LocalStorage>,
}

impl Front {
    /// On the start screen, with nothing known yet, and with what fetches the editor.
    pub fn new(editor: Late) -> Self {
        Self {
            screen: RwSignal::new(Screen::Start),
            toasts: RwSignal::new(Vec::new()),
            lines: RwSignal::new(Vec::new()),
            lines_here: RwSignal::new(false),
            labs_here: RwSignal::new(false),
            labs: RwSignal::new(Vec::new()),
            left: RwSignal::new(Vec::new()),
            told: RwSignal::new(None),
            editor,
            wish: RwSignal::new_local(None),
        }
    }

    /// Shows what the address asks for, and fetches the editor: at once where it leads to
    /// a document, and otherwise as soon as the start screen is to be seen.
    pub fn start(self) {
        self.arrive();
        if self.screen.get_untracked() == Screen::Start {
            request_animation_frame(move || {
                set_timeout(move || self.editor.fetch(), Duration::ZERO);
            });
        } else {
            self.editor.fetch();
        }
        let moved = window_event_listener(leptos::ev::popstate, move |_| {
            // From then on the keeper follows the address.
            if !untrack(|| self.editor.is_here()) {
                self.arrive();
                if self.screen.get_untracked() == Screen::Opening {
                    self.editor.fetch();
                }
            }
        });
        on_cleanup(move || moved.remove());
    }

    fn arrive(self) {
        let fragment = window().location().hash().unwrap_or_default();
        self.screen
            .set(match Address::parse(&fragment).unwrap_or(Address::Start) {
                Address::Start => Screen::Start,
                Address::Unknown => {
                    let told = Told::nowhere("There is nothing at this address.");
                    self.told.set(Some(told));
                    Screen::Start
                }
                Address::New
                | Address::Example
                | Address::Kept(_)
                | Address::Chapter(_)
                | Address::Lab(..)
                | Address::NewLab
                | Address::LabLink
                | Address::Class(_)
                | Address::ClassNotes(_)
                | Address::Bell
                | Address::Shared => Screen::Opening,
            });
    }

    /// Has something done as soon as the editor is here.
    pub fn wish(self, wish: Wish) {
        self.wish.set(Some(wish));
        self.editor.fetch();
    }

    /// Whether something waits for the editor; tracked.
    pub fn waits(self) -> bool {
        self.wish.with(Option::is_some) && !self.editor.has_failed()
    }

    /// What is to be done; tracked.
    pub fn take_wish(self) -> Option<Wish> {
        self.wish.track();
        if self.wish.with_untracked(Option::is_none) {
            return None;
        }
        self.wish.write().take()
    }
}

/// The first part's handle, in any component.
pub fn use_front() -> Front {
    // The page provides it above every component.
    expect_context::<Front>()
}
