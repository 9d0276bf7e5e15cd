//! The progress of one learner, and the notes that a lesson makes of it.

use std::collections::BTreeMap;

use super::chapter::unite;
use super::{
    Answer, Bell, Chapter, Confidence, Given, Now, Place, Round, SHOP, Summary, Task, Try,
};
use super::{chapter_of, question_id};

/// What one learner has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// By the number of the chapter.
    pub chapters: BTreeMap<u32, Chapter>,
    /// What comes back.
    pub bell: Bell,
    /// Whether mornings in a row are shown, and since when that was wanted; nothing as long
    /// as nobody has said so.
    pub streak: Option<(u64, bool)>,
}

impl Progress {
    /// What was done in a chapter, if it was ever opened.
    pub fn chapter(&self, number: u32) -> Option<&Chapter> {
        self.chapters.get(&number)
    }

    /// What was done on a task.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.chapter(chapter_of(id)?)?.tasks.get(id)
    }

    /// The chapter where one was last, and where in it. The shop of drills is none: one
    /// drops in there and goes on elsewhere.
    pub fn last_place(&self) -> Option<(u32, &Place)> {
        let places = self
            .chapters
            .iter()
            .filter(|(number, _)| **number != SHOP)
            .filter_map(|(number, chapter)| Some((*number, chapter.place.as_ref()?)));
        places.max_by_key(|(_, place)| place.at)
    }

    /// Whether nothing has been done at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A lesson was opened. What was met in an older version of it stays met.
    pub fn open(&mut self, chapter: u32, version: u32, units: Vec<Vec<String>>, now: Now) {
        let kept = self.chapters.entry(chapter).or_default();
        (kept.version, kept.units) = (version, units);
        let place = kept.place.get_or_insert_with(|| Place {
            at: 0,
            unit: 0,
            task: None,
            anchor: String::new(),
        });
        place.at = place.at.max(now.at);
    }

    /// How many edits suffice for the repairs of a lesson that was opened.
    pub fn note_pars(&mut self, chapter: u32, pars: BTreeMap<String, u32>) {
        self.chapters.entry(chapter).or_default().pars = pars;
    }

    /// One is somewhere in a chapter.
    pub fn be_at(&mut self, chapter: u32, place: Place) {
        self.chapters.entry(chapter).or_default().place = Some(place);
    }

    /// A part of the text was marked as read.
    pub fn read(&mut self, chapter: u32, anchor: &str) {
        let kept = self.chapters.entry(chapter).or_default();
        kept.read.insert(anchor.to_owned());
    }

    /// The task, to note something of it; an id that names no chapter has none.
    fn task_mut(&mut self, id: &str) -> Option<&mut Task> {
        let chapter = self.chapters.entry(chapter_of(id)?).or_default();
        Some(chapter.tasks.entry(id.to_owned()).or_default())
    }

    /// So many hints of a task are open. What is opened after it was met does not count.
    pub fn open_hint(&mut self, task: &str, count: u32) {
        if let Some(task) = self.task_mut(task).filter(|it| it.met.is_none()) {
            task.hints = task.hints.max(count);
        }
    }

    /// "Show me" was used.
    pub fn show(&mut self, task: &str) {
        if let Some(task) = self.task_mut(task).filter(|it| it.met.is_none()) {
            task.shown = true;
        }
    }

    /// A task is met. The first time counts; of the edits, the fewest.
    pub fn meet(&mut self, task: &str, edits: u32, now: Now) {
        if let Some(task) = self.task_mut(task) {
            task.met = Some(task.met.map_or(now.at, |before| before.min(now.at)));
            task.edits = Some(task.edits.map_or(edits, |before| before.min(edits)));
        }
    }

    /// A task was built from memory, to its end.
    pub fn rebuild(&mut self, task: &str, round: Round) {
        if let Some(task) = self.task_mut(task) {
            unite(&mut task.rounds, &[round]);
        }
    }

    /// A question of a task was answered. Predictions come back in the bell.
    pub fn answer(&mut self, task: &str, answer: Answer, is_prediction: bool, now: Now) {
        if is_prediction {
            self.bell
                .answered(task, answer.confidence, answer.right, now);
        }
        if let Some(task) = self.task_mut(task) {
            unite(&mut task.answers, &[answer]);
        }
    }

    /// A quiz was answered; all of its questions come back in the bell.
    pub fn take_quiz(&mut self, chapter: u32, answers: Vec<Given>, now: Now) {
        for given in &answers {
            let item = question_id(chapter, given.question);
            self.bell
                .answered(&item, given.confidence, given.right, now);
        }
        let kept = self.chapters.entry(chapter).or_default();
        let at = now.at;
        unite(&mut kept.quiz, &[Try { at, answers }]);
    }

    /// The learner's own summary.
    pub fn sum_up(&mut self, chapter: u32, text: String, now: Now) {
        let kept = self.chapters.entry(chapter).or_default();
        kept.summary = Some(Summary { at: now.at, text });
    }

    /// A question of the bell was answered.
    pub fn ring(&mut self, item: &str, confidence: Confidence, right: bool, now: Now) {
        self.bell.answered(item, confidence, right, now);
        self.bell.rung(now.day);
    }

    /// Whether mornings in a row are to be shown.
    pub fn show_streak(&mut self, shown: bool, now: Now) {
        self.streak = Some((now.at, shown));
    }

    /// Takes over what the other one has further: nothing that either has met, answered or
    /// written is lost, and it does not matter which of the two is asked.
    pub fn merge(&mut self, other: &Self) {
        for (number, theirs) in &other.chapters {
            self.chapters.entry(*number).or_default().join(theirs);
        }
        self.bell.join(&other.bell);
        self.streak = self.streak.max(other.streak);
    }
}
