//! An open lesson: what is known of it, and all that happens in it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fetch::{self, Fetched, Which};
use super::figure::Figures;
use super::judging::Judging;
use crate::app::canvas::{CanvasTools, use_canvas};
use crate::app::course::learner::{Learner, use_learner};
use crate::app::state::{DockTab, Side, Store, use_store};
use crate::app::storage::{Keeper, use_keeper};
use crate::architecture::ResourceId;
use crate::course::lesson::prose::{self, Inline};
use crate::course::lesson::{Block, Chapter, Lesson, Task};
use crate::course::notes::Notes;
use crate::course::shop::SHOP;
use crate::editor::kept::lesson::Slots;

/// How long the place in the text rests before it is noted.
const REST: Duration = Duration::from_millis(400);

/// The two pages of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The text.
    Read,
    /// The canvas.
    Canvas,
}

/// An open lesson, from the context: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Study {
    /// The store.
    pub store: Store,
    /// The canvas.
    pub canvas: CanvasTools,
    /// What keeps documents and notes.
    pub keeper: Keeper,
    /// What is kept of the learner.
    pub learner: Learner,
    /// The figures of the chapter.
    pub figures: StoredValue<Figures>,
    fetched: StoredValue<Arc<Fetched>>,
    pub(super) notes: RwSignal<Notes>,
    /// The task under way.
    pub judging: Judging,
    /// Why a task cannot be worked on, if it cannot.
    pub trouble: RwSignal<Option<String>>,
    /// Which page a phone shows.
    pub page: RwSignal<Page>,
    /// Whether the panel is folded away.
    pub folded: RwSignal<bool>,
    /// Whether the text takes more room.
    pub wide: RwSignal<bool>,
    /// The width of the panel, once somebody has chosen one.
    pub width: RwSignal<Option<f64>>,
    /// Whether the task card is folded to its title.
    pub card_folded: RwSignal<bool>,
    /// Why of the hint that is being played.
    pub playing: RwSignal<Option<String>>,
    /// The differences from the solution, while they are shown.
    pub compared: RwSignal<bool>,
    /// Whether the glossary and the search are open.
    pub library: RwSignal<bool>,
    /// Whether the chapter is being printed.
    pub printing: RwSignal<bool>,
    /// Where the text is to be scrolled to: a unit's block.
    pub wanted: RwSignal<Option<usize>>,
    /// Whether the broken document is on the canvas.
    pub broken: RwSignal<bool>,
    /// The definition or source that is shown.
    pub aside: RwSignal<Option<Aside>>,
    /// The sources in the order in which the text names them.
    sources: StoredValue<Vec<String>>,
    noting: StoredValue<bool>,
    /// The notes as this tab has read or written them last.
    written: StoredValue<String>,
}

/// What is shown beside a word of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// The term, or the source's id.
    pub title: String,
    /// What it means.
    pub text: String,
    /// Where its word ends on the screen: left, top and bottom.
    pub at: (f64, f64, f64),
}

impl Study {
    /// A lesson that was fetched, with the notes that were kept of it.
    pub fn new(fetched: Fetched, notes: Notes) -> Self {
        let (store, canvas, keeper) = (use_store(), use_canvas(), use_keeper());
        let sources = sources(&fetched.lesson.chapter);
        let study = Self {
            store,
            canvas,
            keeper,
            learner: use_learner(),
            figures: StoredValue::new(Figures::of(&fetched.lesson)),
            fetched: StoredValue::new(Arc::new(fetched)),
            written: StoredValue::new(notes.to_json()),
            notes: RwSignal::new(notes),
            judging: Judging::new(store),
            trouble: RwSignal::new(None),
            page: RwSignal::new(Page::Read),
            folded: RwSignal::new(false),
            wide: RwSignal::new(false),
            width: RwSignal::new(None),
            card_folded: RwSignal::new(fetch::is_phone()),
            playing: RwSignal::new(None),
            compared: RwSignal::new(false),
            library: RwSignal::new(false),
            printing: RwSignal::new(false),
            wanted: RwSignal::new(None),
            broken: RwSignal::new(false),
            aside: RwSignal::new(None),
            sources: StoredValue::new(sources),
            noting: StoredValue::new(false),
        };
        store.dock_open.set(false);
        store.dock.set(DockTab::Findings);
        store.side.set(Side::Build);
        study
    }

    /// The lesson with what is around it.
    pub fn fetched(self) -> Arc<Fetched> {
        self.fetched.get_value()
    }

    /// Reads the lesson.
    pub fn lesson<T>(self, read: impl FnOnce(&Lesson) -> T) -> T {
        self.fetched.with_value(|it| read(&it.lesson))
    }

    /// Reads the chapter.
    pub fn chapter<T>(self, read: impl FnOnce(&Chapter) -> T) -> T {
        self.lesson(|lesson| read(&lesson.chapter))
    }

    /// Whether it is the shop of drills, which has a list where chapters have a text.
    pub fn is_shop(self) -> bool {
        self.number() == SHOP
    }

    /// What it is called: a chapter by its number, a lab by its title.
    pub fn name(self) -> String {
        match self.which() {
            Which::Lab(..) => self.chapter(|it| it.title.clone()),
            which => which.name(),
        }
    }

    /// Which lesson it is.
    pub fn which(self) -> Which {
        self.fetched.with_value(|it| it.which)
    }

    /// Whether it is a lab, of which no progress is kept beside its notes.
    pub fn is_lab(self) -> bool {
        matches!(self.which(), Which::Lab(..))
    }

    /// Who is told of what is done here: nobody, in a lab, which is no part of the course.
    pub fn told(self) -> Option<Learner> {
        (!self.is_lab()).then_some(self.learner)
    }

    /// The number of the chapter.
    pub fn number(self) -> u32 {
        self.chapter(|it| it.number)
    }

    /// The numbers under which this chapter is kept.
    pub(super) fn slots(self) -> Slots {
        self.which().slots(self.learner.desk())
    }

    /// The notes; tracked.
    pub fn with_notes<T>(self, read: impl FnOnce(&Notes) -> T) -> T {
        self.notes.with(read)
    }

    /// The notes, untracked.
    pub fn peek_notes<T>(self, read: impl FnOnce(&Notes) -> T) -> T {
        self.notes.with_untracked(read)
    }

    /// Notes something, and has it kept.
    pub fn note(self, change: impl FnOnce(&mut Notes)) {
        self.notes.update(change);
        self.keep();
    }

    /// Writes the notes, joined with what another tab has written meanwhile.
    pub(super) fn keep(self) {
        let slot = self.slots().notes();
        spawn_local(async move {
            // Asked before the database is: another note of ours may come in between.
            let written = self.written.try_get_value();
            let kept = self.keeper.notes(slot).await;
            // Somebody may have left the lesson meanwhile.
            let (Some(ours), Some(written)) = (self.notes.try_get_untracked(), written) else {
                return;
            };
            // What we have written ourselves is no news, or what is taken out of a text
            // would come back.
            let news = kept.filter(|it| *it != written);
            let joined = match news {
                Some(theirs) => ours.clone().joined(&Notes::from_json(&theirs)),
                None => ours.clone(),
            };
            let text = joined.to_json();
            self.written.set_value(text.clone());
            self.keeper.write_notes(slot, text);
            if joined != ours {
                self.notes.set(joined);
            }
        });
    }

    /// The place of the task under way; tracked.
    pub fn place(self) -> usize {
        let id = self.with_notes(|it| it.task.clone());
        self.place_of(&id)
    }

    /// The same, untracked.
    pub fn peek_place(self) -> usize {
        untrack(|| self.place())
    }

    fn place_of(self, id: &str) -> usize {
        let place = |chapter: &Chapter| chapter.tasks.iter().position(|it| it.id == id);
        self.chapter(place).unwrap_or_default()
    }

    /// The task at a place.
    pub fn task(self, place: usize) -> Option<Task> {
        self.chapter(|chapter| chapter.tasks.get(place).cloned())
    }

    /// The id of the task under way; tracked.
    pub fn task_id(self) -> String {
        let place = self.place();
        self.task(place).map(|task| task.id).unwrap_or_default()
    }

    /// Goes to a task, and to its place in the text.
    pub fn go(self, place: usize) {
        let Some(task) = self.task(place) else {
            return;
        };
        let unit = self.chapter(|chapter| chapter.unit_of(&task.id));
        self.note(|notes| {
            notes.task.clone_from(&task.id);
            notes.unit = unit;
        });
        self.note_place();
        // Who compares with the solution comes back to the text.
        self.compared.set(false);
        self.card_folded.set(fetch::is_phone());
        self.wanted
            .set(Some(self.chapter(|chapter| chapter.text_of(&task.id))));
        self.work_on(place);
    }

    /// Goes to a task that was pressed in text or list, which stay where they are.
    pub fn press(self, place: usize) {
        self.go(place);
        self.wanted.set(None);
        self.card_folded.set(false);
        crate::app::parts::focus_element(super::CARD);
    }

    /// Goes to a unit of the text; the task stays.
    pub fn read(self, unit: usize, block: usize) {
        self.note(|notes| notes.unit = unit);
        self.note_place();
        self.compared.set(false);
        self.wanted.set(Some(block));
    }

    /// Goes to a unit and to its first task.
    pub fn begin_unit(self, unit: usize) {
        let first = self.chapter(|chapter| chapter.first_task_of(unit));
        match first {
            Some(place) => self.go(place),
            None => self.read(unit, 0),
        }
    }

    /// The text was scrolled.
    pub fn scrolled(self, to: f64) {
        // The notes change without anybody who looks at them having to look again.
        self.notes.update_untracked(|notes| notes.scroll = to);
        if !self.noting.get_value() {
            self.noting.set_value(true);
            set_timeout(
                move || {
                    if self.noting.try_set_value(false).is_none() {
                        self.keep();
                        self.note_place();
                    }
                },
                REST,
            );
        }
    }

    /// The thing of this name or id on the canvas.
    pub fn thing(self, name: &str) -> Option<ResourceId> {
        self.store
            .peek(|session| session.document().architecture.called(name).cloned())
    }

    /// Lights these things on the canvas, and nothing else.
    pub fn light(self, ids: impl IntoIterator<Item = ResourceId>) {
        self.store.pointed.set(ids.into_iter().collect());
    }

    /// Nothing is lit any more.
    pub fn unlight(self) {
        self.store.pointed.maybe_update(|it| {
            let was = !it.is_empty();
            it.clear();
            was
        });
    }

    /// Whether the open card lies over the canvas, as it does on a phone.
    pub fn card_covers(self) -> bool {
        !self.card_folded.get() && self.page.get() == Page::Canvas && fetch::is_phone()
    }

    /// Selects things and shows the first of them.
    pub fn show(self, ids: &[ResourceId]) {
        if let Some(first) = ids.first() {
            self.store.select(ids.iter().cloned());
            if untrack(|| self.card_covers()) {
                self.card_folded.set(true);
                self.canvas.focus_canvas();
            }
            self.canvas.show(first);
        }
    }

    /// The number under which a source stands in this chapter.
    pub fn source_number(self, id: &str) -> usize {
        let place = self
            .sources
            .with_value(|all| all.iter().position(|it| it == id));
        place.map_or(0, |it| it + 1)
    }

    /// Shows a page of a phone.
    pub fn turn(self, page: Page) {
        self.page.set(page);
        // On a phone the open card would leave no canvas to build on.
        if page == Page::Canvas && fetch::is_phone() {
            self.card_folded.set(true);
        }
    }
}

/// The open lesson, in any component of it.
pub fn use_study() -> Study {
    // `frame` provides it above every component of a lesson.
    expect_context::<Study>()
}

/// The sources of a chapter in the order in which its text names them.
fn sources(chapter: &Chapter) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let blocks = chapter.units.iter().flat_map(|unit| &unit.blocks);
    for block in blocks {
        let (Block::Prose(nodes) | Block::Box(_, nodes)) = block else {
            continue;
        };
        prose::lines(nodes, &mut |line, _| {
            let named = line.iter().filter_map(|it| match it {
                Inline::Source(id) => Some(id),
                _ => None,
            });
            for id in named {
                if !all.contains(id) {
                    all.push(id.clone());
                }
            }
        });
    }
    all
}
