//! An open lesson: what is known of it, and all that happens in it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fetch::{self, Fetched};
use super::figure::Figures;
use super::judging::Judging;
use crate::app::canvas::{CanvasTools, use_canvas};
use crate::app::course::learner::{Learner, use_learner};
use crate::app::state::{DockTab, Side, Store, Tone, use_store};
use crate::app::storage::{Keeper, use_keeper};
use crate::architecture::{Document, ResourceId};
use crate::course::attempt::Since;
use crate::course::lesson::prose::{self, Inline};
use crate::course::lesson::{Block, Chapter, Lesson, Task, Unit};
use crate::course::notes::Notes;
use crate::course::play;
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
    notes: RwSignal<Notes>,
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
    /// Where the text is to be scrolled to: a unit's block.
    pub wanted: RwSignal<Option<usize>>,
    /// Whether the broken document is on the canvas.
    pub broken: RwSignal<bool>,
    /// The definition or source that is shown.
    pub aside: RwSignal<Option<Aside>>,
    /// The sources in the order in which the text names them.
    sources: StoredValue<Vec<String>>,
    noting: StoredValue<bool>,
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
            wanted: RwSignal::new(None),
            broken: RwSignal::new(false),
            aside: RwSignal::new(None),
            sources: StoredValue::new(sources),
            noting: StoredValue::new(false),
        };
        store.dock_open.set(false);
        store.dock.set(DockTab::Findings);
        store.side.set(Side::Build);
        study.judging.keep(study);
        study.take_over();
        study.begin();
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

    /// The number of the chapter.
    pub fn number(self) -> u32 {
        self.chapter(|it| it.number)
    }

    /// The numbers under which this chapter is kept.
    fn slots(self) -> Slots {
        Slots::of(self.learner.number(), self.number())
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

    fn keep(self) {
        let text = self.peek_notes(Notes::to_json);
        self.keeper.write_notes(self.slots().notes(), text);
    }

    /// Tells the learner's progress where one is.
    fn note_place(self) {
        let (unit, task, scroll) =
            self.peek_notes(|it| (it.unit as u32, it.task.clone(), it.scroll));
        let task = (!task.is_empty()).then_some(task);
        let anchor = format!("{}", scroll.round());
        self.learner.note_place(self.number(), unit, task, anchor);
    }

    /// Takes over what the learner has done elsewhere, and says that the chapter is open.
    fn take_over(self) {
        let number = self.number();
        let units = self.chapter(|chapter| {
            let tasks = |unit: &Unit| -> Vec<String> {
                let tasks = unit.blocks.iter().filter_map(|block| match block {
                    Block::Task(id) => Some(id.clone()),
                    _ => None,
                });
                tasks.collect()
            };
            chapter.units.iter().map(tasks).collect()
        });
        let version = self.chapter(|it| it.version);
        self.learner.note_open(number, version, units);
        let progress = self.learner.progress.read_untracked();
        let Some(done) = progress.chapter(number) else {
            return;
        };
        self.notes.update_untracked(|notes| {
            for (id, task) in &done.tasks {
                if task.met.is_some() {
                    let work = notes.work_mut(id);
                    work.met = true;
                    work.answered = true;
                }
            }
            notes.quiz_passed |= done.has_passed();
            if let Some(place) = done.place.as_ref().filter(|_| notes.task.is_empty()) {
                notes.unit = place.unit as usize;
                notes.task = place.task.clone().unwrap_or_default();
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

    /// Goes on where one was.
    fn begin(self) {
        let place = self.peek_place();
        self.work_on(place);
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
        self.card_folded.set(fetch::is_phone());
        self.wanted.set(Some(self.text_of(unit, &task.id)));
        self.work_on(place);
    }

    /// Where in a unit the text that leads to a task begins: behind the task before it.
    fn text_of(self, unit: usize, task: &str) -> usize {
        self.chapter(|chapter| {
            let blocks = chapter.units.get(unit).map(|it| &it.blocks[..]);
            let blocks = blocks.unwrap_or_default();
            let here = |block: &Block| matches!(block, Block::Task(id) if id == task);
            let end = blocks.iter().position(here).unwrap_or(0);
            let before = blocks[..end]
                .iter()
                .rposition(|it| matches!(it, Block::Task(_)));
            before.map_or(0, |it| it + 1)
        })
    }

    /// The block behind the mark of a task.
    pub fn end_of(self, task: &str) -> usize {
        self.chapter(|chapter| {
            let unit = chapter.units.get(chapter.unit_of(task));
            let here = |block: &Block| matches!(block, Block::Task(id) if id == task);
            let place = unit.and_then(|unit| unit.blocks.iter().position(here));
            place.map_or(0, |it| it + 1)
        })
    }

    /// Goes to a unit of the text; the task stays.
    pub fn read(self, unit: usize, block: usize) {
        self.note(|notes| notes.unit = unit);
        self.note_place();
        self.compared.set(false);
        self.wanted.set(Some(block));
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

    /// The number under which the document of a task is kept.
    fn slot(self, place: usize) -> u32 {
        let alone = self.task(place).is_some_and(|task| task.stands_alone());
        match alone {
            true => self.slots().task(place),
            false => self.slots().chapter(),
        }
    }

    /// Puts the document of a task on the canvas and goes on with the task.
    fn work_on(self, place: usize) {
        let Some(task) = self.task(place) else {
            return;
        };
        self.judging.stop();
        self.broken.set(false);
        self.playing.set(None);
        self.trouble.set(None);
        self.store.pointed.update(|it| it.clear());
        spawn_local(async move {
            let fresh = self.fresh(&task).await;
            let opened = self.keeper.open_in_lesson(self.slot(place), || fresh).await;
            // Somebody may have gone on to another task, or out of the lesson.
            if self.notes.try_with_untracked(|_| ()).is_none() || self.peek_place() != place {
                return;
            }
            match opened {
                Ok(()) => self.judging.go_on(self, place, &task),
                Err(why) => self.trouble.set(Some(why)),
            }
        });
    }

    /// The document with which a task begins.
    async fn fresh(self, task: &Task) -> Result<Document, String> {
        let fetched = self.fetched();
        let lesson = &fetched.lesson;
        let start = lesson.documents.get("start").cloned().unwrap_or_default();
        if !task.stands_alone() {
            return Ok(start);
        }
        let slot = self.slots().chapter();
        let own = self.keeper.kept_document(slot).await.unwrap_or(start);
        let lot = self.lot(task);
        play::begin(lesson, task, &own, lot).map_err(|fault| fault.to_string())
    }

    /// Which of several starts a task has, drawn once.
    fn lot(self, task: &Task) -> u32 {
        let known = self.peek_notes(|it| it.tasks.get(&task.id).map(|it| it.lot));
        known.unwrap_or_else(|| {
            let lot = (js_sys::Math::random() * task.starts.len().max(1) as f64) as u32;
            self.note(|notes| notes.work_mut(&task.id).lot = lot);
            lot
        })
    }

    /// A task was judged.
    pub fn noted(self, task: &Task, is_met: bool, edits: u32, since: Since) {
        let known = self.peek_notes(|it| it.work(&task.id));
        let complete = is_met && (task.asks.is_empty() || known.answered);
        let newly = complete && !known.met;
        let edits = if known.met { known.edits } else { edits };
        if known.since != since || known.edits != edits || newly {
            self.note(|notes| {
                let work = notes.work_mut(&task.id);
                work.since = since;
                work.edits = edits;
                work.met |= newly;
            });
        }
        if newly {
            self.learner.note_met(&task.id, edits);
            self.card_folded.set(fetch::is_phone());
            self.judging.said.set(format!("{} is done.", task.title));
        }
    }

    /// The questions of a task are answered.
    pub fn answered(self, id: &str) {
        let checked = self.chapter(|it| it.task(id).is_some_and(|it| it.check.is_some()));
        let is_met = !checked || untrack(|| self.judging.with(|it| it.is_some_and(|it| it.met)));
        self.note(|notes| {
            let work = notes.work_mut(id);
            work.answered = true;
            work.met |= is_met;
        });
        if is_met {
            self.learner.note_met(id, 0);
            self.judging
                .said
                .set("Answered. The task is done.".to_owned());
        }
    }

    /// The thing of this name or id on the canvas.
    pub fn thing(self, name: &str) -> Option<ResourceId> {
        self.store.peek(|session| {
            let all = &session.document().architecture;
            let id = ResourceId::new(name);
            if all.get(&id).is_some() {
                return Some(id);
            }
            let found = all
                .resources()
                .find(|(_, it)| it.name.eq_ignore_ascii_case(name));
            found.map(|(id, _)| id.clone())
        })
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

    /// Selects things and shows the first of them.
    pub fn show(self, ids: &[ResourceId]) {
        if let Some(first) = ids.first() {
            self.store.select(ids.iter().cloned());
            self.canvas.show(first);
        }
    }

    /// Begins the task under way anew. What was there becomes one of one's own documents.
    pub fn task_again(self) {
        let place = self.peek_place();
        let Some(task) = self.task(place) else {
            return;
        };
        let begun = self.peek_notes(|it| it.work(&task.id).begun);
        let Ok(document) = Document::from_json(&begun) else {
            return;
        };
        let title = format!("{}, task {}", self.title(), place + 1);
        self.keeper.begin_again(document, title);
        self.note(|notes| {
            let lot = notes.work(&task.id).lot;
            let work = notes.work_mut(&task.id);
            *work = Default::default();
            work.lot = lot;
        });
        self.judging.go_on(self, place, &task);
        let words = "The task begins anew. What you had is kept in My architectures.";
        self.store.toast(Tone::Done, words);
    }

    /// Begins the chapter anew. What was there becomes one of one's own documents.
    pub fn chapter_again(self) {
        let first = self.chapter(|it| it.tasks.first().map(|task| task.id.clone()));
        let title = self.title();
        let start = self.lesson(|it| it.documents.get("start").cloned());
        spawn_local(async move {
            let (Some(first), Some(start)) = (first, start) else {
                return;
            };
            // The chapter's own document is what begins anew, whatever is open.
            let begun = start.clone();
            let slot = self.slots().chapter();
            if let Err(why) = self.keeper.open_in_lesson(slot, || Ok(begun)).await {
                self.trouble.set(Some(why));
                return;
            }
            self.keeper.begin_again(start, title);
            self.note(|notes| {
                *notes = Notes {
                    task: first,
                    ..Notes::default()
                };
            });
            self.wanted.set(Some(0));
            self.work_on(0);
            let words = "The chapter begins anew. What you had is kept in My architectures.";
            self.store.toast(Tone::Done, words);
        });
    }

    /// Puts a broken copy of the learner's design, or a broken design of its own, on the
    /// canvas.
    pub fn break_it(self) {
        let Some(break_it) = self.chapter(|it| it.break_it.clone()) else {
            return;
        };
        self.judging.stop();
        spawn_local(async move {
            let fetched = self.fetched();
            let documents = &fetched.lesson.documents;
            let document = match &break_it.start {
                Some(start) => documents.get(&start.0).cloned(),
                None => {
                    let own = self.keeper.kept_document(self.slots().chapter());
                    own.await.or_else(|| documents.get("start").cloned())
                }
            };
            let mut document = document.unwrap_or_default();
            let broken = play::apply(&mut document, &break_it.apply);
            let broken = broken.map(|()| document).map_err(|it| it.to_string());
            let slot = self.slots().broken();
            match self.keeper.open_in_lesson(slot, || broken).await {
                Ok(()) => {
                    let _ = self.broken.try_set(true);
                }
                Err(why) => {
                    let _ = self.trouble.try_set(Some(why));
                }
            }
        });
    }

    /// Puts the document of the task back on the canvas.
    pub fn mend(self) {
        self.work_on(self.peek_place());
    }

    /// Keeps a copy of what is on the canvas among one's own documents.
    pub fn copy_freely(self) {
        self.keeper.keep_copy(self.title());
        let words = "A copy is in My architectures. Change there whatever you like.";
        self.store.toast(Tone::Done, words);
    }

    /// What a copy of the chapter's document is called.
    fn title(self) -> String {
        self.chapter(|it| format!("Chapter {}, {}", it.number, it.title))
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
