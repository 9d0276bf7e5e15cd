//! What is opened, and the address that leads back to it.
//!
//! A document that nobody has changed yet has an address of its kind; with the
//! first change it is kept and gets one of its own. The browser's back and
//! forward go from one to the other.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::documents;
use super::keeper::{Keeper, State};
use super::older;
use super::slots::free_slot;
use super::told::Told;
use crate::app::state::Screen;
use crate::app::state::{Saved, Tone, after_picture, behind_first_picture};
use crate::architecture::Document;
use crate::editor::kept::lab::LabPage;
use crate::editor::kept::{Address, Row, View, copy_title};
use crate::editor::{Session, Written, actions};
use crate::share;
use crate::text::isolated;

/// The finished shop of the course.
pub const NOTEBOOKLY: &str = include_str!("../../../assets/examples/notebookly.campus.json");

/// Opens what the address says, brings over what an older version has kept,
/// and follows the address from there on. Until now the first part did.
pub(super) fn start(keeper: Keeper) {
    let here = Address::parse(&fragment()).unwrap_or(Address::Start);
    keeper.state.update_value(|state| state.address = here);
    match here {
        // The first part has shown the screen that the address asks for.
        Address::Start | Address::Kept(_) | Address::Unknown => {}
        Address::New
        | Address::Example
        | Address::Chapter(_)
        | Address::Lab(..)
        | Address::NewLab
        | Address::LabLink
        | Address::Class(_)
        | Address::ClassNotes(_)
        | Address::Bell
        | Address::Shared => go(keeper, here),
    }
    spawn_local(async move {
        if let Address::Kept(slot) = here {
            open_stored(keeper, slot).await;
        }
        keeper.front.left.set(older::bring_over().await);
        keeper.front.refresh();
    });
    let moved = window_event_listener(leptos::ev::popstate, move |_| {
        let here = keeper.state.with_value(|state| state.address);
        match Address::parse(&fragment()) {
            Some(there) if there == here => {}
            Some(there) if keeper.may_leave() => go(keeper, there),
            // Whoever stays keeps the address; what leads to a place within
            // the page, as the link to the canvas does, is none.
            _ => keeper.moved_to(here),
        }
    });
    on_cleanup(move || moved.remove());
}

fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes where an address leads.
pub(super) fn go(keeper: Keeper, address: Address) {
    keeper.state.update_value(|state| state.address = address);
    match address {
        Address::Start => keeper.store.screen.set(Screen::Start),
        Address::New => show(keeper, Session::open(actions::blank()), None, view_here()),
        Address::Example => match Document::from_json(NOTEBOOKLY) {
            Ok(example) => show(keeper, Session::open(example), None, view_here()),
            Err(why) => keeper.store.toast(Tone::Error, why.to_string()),
        },
        Address::Kept(slot) => spawn_local(open_stored(keeper, slot)),
        Address::Chapter(number) => keeper.store.screen.set(Screen::Lesson(number)),
        Address::Class(number) => keeper.store.screen.set(Screen::Class(number)),
        Address::ClassNotes(number) => keeper.store.screen.set(Screen::ClassNotes(number)),
        Address::Bell => keeper.store.screen.set(Screen::Bell),
        Address::Shared => match share::open(&fragment()) {
            Ok(document) => fork(keeper, document),
            Err(why) => to_start(keeper, Told::link(&why.to_string())),
        },
        Address::Lab(lab, page) => keeper.store.screen.set(Screen::Lab(lab, page)),
        Address::NewLab => keeper.make_lab(None, true),
        Address::LabLink => keeper.open_lab_link(&fragment()),
        Address::Unknown => {
            let told = Told::nowhere("There is nothing at this address.");
            to_start(keeper, told);
        }
    }
}

/// Keeps what came with a link as a document of its own, whatever is kept already.
fn fork(keeper: Keeper, mut document: Document) {
    let words = format!(
        "This is a copy of {}, which came with a link. What you change stays in this browser.",
        isolated(&document.title)
    );
    document.title = copy_title(&document.title);
    // With the first write the link is left for the copy's own address: going back does not
    // make another one, and as long as nothing is written the link is not lost.
    show(keeper, Session::open(document), None, None);
    keeper
        .state
        .update_value(|state| state.origin = Some("from a link".to_owned()));
    keeper.take_in();
    keeper.store.toast(Tone::Done, words);
}

pub(super) fn to_start(keeper: Keeper, told: Told) {
    keeper.front.told.set(Some(told));
    keeper.moved_to(Address::Start);
    keeper.store.screen.set(Screen::Start);
}

/// Where a document is kept: its number, how often it has been written, and which
/// steps of its history are there.
pub(super) type Place = (u32, u64, Written);

/// Where a document will be kept that nobody has kept before.
pub(super) fn new_place(slot: u32) -> Place {
    (slot, 0, Written::default())
}

/// Puts a session on the editor's screen.
fn show(keeper: Keeper, session: Session, kept: Option<Place>, view: Option<View>) {
    take_up(keeper, session, kept, view);
    keeper.store.screen.set(Screen::Editor);
}

/// Works on a session from here on, on whichever screen.
pub(super) fn take_up(keeper: Keeper, session: Session, kept: Option<Place>, view: Option<View>) {
    let store = keeper.store;
    let begun = Some(session.settled());
    keeper.canvas.open_at(view);
    store.open(session);
    store.slot.set(kept.as_ref().map(|it| it.0));
    keeper.front.told.set(None);
    let (_, revision, steps) = kept.unwrap_or_default();
    keeper.state.update_value(|state| {
        *state = State {
            opened: untrack(|| store.opened()),
            ahead: revision,
            confirmed: revision,
            begun,
            steps,
            under_way: 0,
            behind: false,
            address: state.address,
            view: Default::default(),
            origin: None,
        };
    });
}

/// Opens a kept document, or tells on the start screen why not.
async fn open_stored(keeper: Keeper, slot: u32) {
    let stored = documents::load(slot).await;
    // By then somebody may have gone elsewhere.
    if keeper.state.with_value(|state| state.address) != Address::Kept(slot) {
        return;
    }
    let stored = match stored {
        Ok(Some(stored)) => stored,
        Ok(None) => {
            let told = Told::nowhere("This document is not, or no longer, kept in this browser.");
            return to_start(keeper, told);
        }
        Err(why) => return to_start(keeper, Told::without_storage(&why)),
    };
    let mut texts = stored.texts;
    if let Some(here) = note_here() {
        texts.view = Some(here);
    }
    match texts.open() {
        Ok(opened) => {
            let place = (slot, stored.revision, opened.written);
            show(keeper, opened.session, Some(place), opened.view);
            let origin = Row::from_json(&texts.row).ok().and_then(|it| it.origin);
            keeper.state.update_value(|state| state.origin = origin);
            if let Some(why) = opened.lost {
                let words = format!("The document is as it was, but {why}: it begins anew.");
                keeper.store.toast(Tone::Error, words);
            }
        }
        Err(why) => {
            let told = Told::unreadable(slot, &why.to_string(), texts.document);
            to_start(keeper, told);
        }
    }
}

impl Keeper {
    /// Begins a new document.
    pub fn open_new(self) {
        self.visit(Address::New);
    }

    /// Opens the Notebookly example.
    pub fn open_example(self) {
        self.visit(Address::Example);
    }

    /// Opens a kept document.
    pub fn open_kept(self, slot: u32) {
        self.visit(Address::Kept(slot));
    }

    /// Opens a chapter of the course.
    pub fn open_chapter(self, number: u32) {
        self.visit(Address::Chapter(number));
    }

    /// Shows a chapter to a class.
    pub fn open_class(self, number: u32) {
        self.visit(Address::Class(number));
    }

    /// Puts a document on the canvas that is looked at and not kept, such as a step of a class.
    pub fn show_only(self, document: Document) {
        take_up(self, Session::open(document), None, None);
    }

    /// Plays what was done in this sitting again. What is open is on the disk meanwhile, so it
    /// has to be there first.
    pub fn replay(self) {
        self.flush();
        let words = match self.store.saved.get_untracked() {
            _ if self.store.peek(|it| it.undo_label().is_none()) => {
                "Nothing was built here yet. Whatever you build can be played again."
            }
            Saved::Soon => "This is being saved just now. Try it again in a moment.",
            Saved::No(_) | Saved::Elsewhere | Saved::Gone => {
                "This is not saved, so it stays open. Save it first."
            }
            Saved::Yes => return self.store.screen.set(Screen::Replay),
        };
        self.store.toast(Tone::Error, words);
    }

    /// Goes back to what was played again, as it was kept.
    pub fn end_replay(self) {
        go(self, self.state.with_value(|state| state.address));
    }

    /// Goes to the morning bell.
    pub fn open_bell(self) {
        self.visit(Address::Bell);
    }

    /// Goes to the start screen.
    pub fn leave(self) {
        self.visit(Address::Start);
    }

    /// Makes a new lab.
    pub fn open_new_lab(self) {
        self.visit(Address::NewLab);
    }

    /// Opens a lab that is kept here.
    pub fn open_lab(self, lab: u32, page: LabPage) {
        self.visit(Address::Lab(lab, page));
    }

    fn visit(self, address: Address) {
        if self.may_leave() {
            self.arrive(address);
            go(self, address);
        }
    }

    /// Opens a document from outside, and keeps it at once: nobody else does. Says
    /// whether what was open could be left.
    pub fn open_document(self, document: Document) -> bool {
        if !self.may_leave() {
            return false;
        }
        let slot = free_slot();
        self.arrive(Address::Kept(slot));
        show(self, Session::open(document), Some(new_place(slot)), None);
        self.take_in();
        true
    }

    /// What is open came from outside and is kept nowhere yet: it is written when it has been
    /// seen and judged, or when the page is left before that.
    fn take_in(self) {
        self.state.update_value(|state| state.begun = None);
        self.store.saved.set(Saved::Soon);
        let opened = self.opening();
        behind_first_picture(move || after_picture(move || self.save_of(opened)));
    }

    /// Whether what is open can be left: it is kept, or somebody says so.
    pub(super) fn may_leave(self) -> bool {
        if !self.store.screen.get_untracked().has_document() {
            return true;
        }
        self.flush();
        let unsaved = matches!(
            self.store.saved.get_untracked(),
            Saved::No(_) | Saved::Elsewhere | Saved::Gone
        );
        !unsaved
            || window()
                .confirm_with_message(
                    "What you changed is not saved. Leave it all the same?\n\
                     Cancel, then “Save a file”, to keep it.",
                )
                .unwrap_or(true)
    }
}

fn note_here() -> Option<String> {
    window().history().ok()?.state().ok()?.as_string()
}

fn view_here() -> Option<View> {
    View::from_json(&note_here()?)
}
