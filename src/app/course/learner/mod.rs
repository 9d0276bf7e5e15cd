//! Who is learning, and what they have done: the handle that every part of the school has.
//!
//! [`use_learner`] yields it. Reading is [`Learner::progress`], a signal like any other; what
//! happens in a lesson is told by the methods that begin with `note_`, each of which is in
//! memory at once and on the disk as soon as the browser has done it. Nothing here knows the
//! store of an open document.
//!
//! - A lesson calls `note_open` when it is shown, `note_place` while it is read, `note_hint`,
//!   `note_shown`, `note_met`, `note_answer`, `note_quiz`, `note_summary` and `note_read`.
//! - What cannot be written is told by [`Learner::trouble`] and stays in memory; the next note
//!   tries again. `keeping` is about that, `people` about several who share a computer, each a `person`.

pub mod dialog;
mod keeping;
mod people;
mod person;
pub mod stations;

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::course::memory::{Answer, Confidence, FIRST_NAME, Given, Now, Place, Progress};

pub use person::Person;

/// What has to be told about keeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is not on the disk; why.
    Unsaved(String),
    /// A part could not be read and was left out, or all of it: what the file held, as it
    /// was, and in how many places.
    Damaged {
        /// Whose it is.
        name: String,
        /// The text, to be saved as a file.
        text: String,
        /// What is wrong, as a sentence.
        why: String,
    },
}

/// The learner of the page, from the context: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Learner {
    /// What they have done; change it through the notes alone.
    pub progress: RwSignal<Progress>,
    /// What they are called.
    pub name: RwSignal<String>,
    /// Everybody who learns on this computer.
    pub people: RwSignal<Vec<Person>>,
    /// Whether the browser has been asked for all of that.
    pub is_here: RwSignal<bool>,
    /// What has to be told about keeping.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether the dialog about them is open.
    pub is_asked: RwSignal<bool>,
    /// The prediction that the bell wants made again, in its lesson.
    pub recalled: RwSignal<Option<String>>,
    keeping: StoredValue<keeping::State>,
}

/// Somebody of whom nothing is known yet; [`Learner::start`] asks the browser.
impl Default for Learner {
    fn default() -> Self {
        Self {
            progress: RwSignal::new(Progress::default()),
            name: RwSignal::new(FIRST_NAME.to_owned()),
            people: RwSignal::new(Vec::new()),
            is_here: RwSignal::new(false),
            trouble: RwSignal::new(None),
            is_asked: RwSignal::new(false),
            recalled: RwSignal::new(None),
            keeping: StoredValue::new(keeping::State::default()),
        }
    }
}

impl Learner {
    /// Whether something is not on the disk yet: until it is, nobody else can learn here.
    pub fn is_unsaved(self) -> bool {
        self.keeping.with_value(|state| state.waits || state.writes)
    }

    /// Changes what is known and has it written.
    pub fn note(self, deed: impl FnOnce(&mut Progress, Now)) {
        self.progress.update(|progress| deed(progress, now()));
        self.save();
    }

    /// A chapter is shown: its version, and the tasks of each of its units.
    pub fn note_open(self, chapter: u32, version: u32, units: Vec<Vec<String>>) {
        self.note(|it, now| it.open(chapter, version, units, now));
    }

    /// How many edits suffice for the repairs of a chapter that is shown.
    pub fn note_pars(self, chapter: u32, pars: BTreeMap<String, u32>) {
        self.note(|it, _| it.note_pars(chapter, pars));
    }

    /// One is somewhere in a chapter. Call it when the reader rests, not with every pixel.
    pub fn note_place(self, chapter: u32, unit: u32, task: Option<String>, anchor: String) {
        self.note(|it, now| {
            let at = now.at;
            let place = Place {
                at,
                unit,
                task,
                anchor,
            };
            it.be_at(chapter, place);
        });
    }

    /// A part of the text was read.
    pub fn note_read(self, chapter: u32, anchor: &str) {
        self.note(|it, _| it.read(chapter, anchor));
    }

    /// So many hints of a task are open now.
    pub fn note_hint(self, task: &str, count: u32) {
        self.note(|it, _| it.open_hint(task, count));
    }

    /// "Show me" was used on a task.
    pub fn note_shown(self, task: &str) {
        self.note(|it, _| it.show(task));
    }

    /// A task is met, with so many edits.
    pub fn note_met(self, task: &str, edits: u32) {
        self.note(|it, now| it.meet(task, edits, now));
    }

    /// A question of a task was answered. `is_prediction` says that it comes back in the bell.
    pub fn note_answer(
        self,
        task: &str,
        question: u32,
        given: String,
        confidence: Confidence,
        right: bool,
        is_prediction: bool,
    ) {
        self.note(|it, now| {
            let at = now.at;
            let answer = Answer {
                at,
                question,
                given,
                confidence,
                right,
            };
            it.answer(task, answer, is_prediction, now);
        });
    }

    /// The quiz of a chapter was answered.
    pub fn note_quiz(self, chapter: u32, answers: Vec<Given>) {
        self.note(|it, now| it.take_quiz(chapter, answers, now));
    }

    /// The learner's own summary of a chapter.
    pub fn note_summary(self, chapter: u32, text: String) {
        self.note(|it, now| it.sum_up(chapter, text, now));
    }

    /// A question of the bell, or of a warm-up, was answered.
    pub fn note_bell(self, item: &str, confidence: Confidence, right: bool) {
        self.note(|it, now| it.ring(item, confidence, right, now));
    }
}

/// The learner of the page, in any component.
pub fn use_learner() -> Learner {
    // The page provides it above every component.
    expect_context()
}

/// The moment, by the clock and the time zone of the browser.
pub fn now() -> Now {
    let at = js_sys::Date::now();
    let zone = js_sys::Date::new_0().get_timezone_offset();
    Now {
        at: at as u64,
        day: ((at - zone * 60_000.0) / 86_400_000.0) as u32,
    }
}
