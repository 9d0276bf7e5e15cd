//! What was done in one chapter, and how two records of it are joined.
//!
//! A join takes from each part the further one, by an order in which no two different
//! values are equal: that alone makes it the same in any order and any number of times.

use std::collections::{BTreeMap, BTreeSet};

use super::Confidence;
use crate::order::InOrder;

/// How many of the six questions of a quiz must be right; of more, the same share.
pub const PASS: usize = 5;

/// An answer to the question of a task.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// When it was given.
    pub at: u64,
    /// Which question of the task, from 0.
    pub question: u32,
    /// What was answered: the place of an option, or what was typed.
    pub given: String,
    /// How sure the learner was.
    pub confidence: Confidence,
    /// Whether it was right.
    pub right: bool,
}

/// What was built from memory once, to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round {
    /// When it was finished.
    pub at: u64,
    /// How long it took, without the time in which nobody was there.
    pub seconds: u32,
    /// How many edits it took.
    pub edits: u32,
    /// What was made and thrown away, and how often something became wrong.
    pub wrong_turns: u32,
    /// How many points of the checklist were met at the end.
    pub points: u32,
}

/// What was done on one task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// When it was first met; nothing while it is open.
    pub met: Option<u64>,
    /// How many hints were open by then.
    pub hints: u32,
    /// Whether "Show me" was used by then.
    pub shown: bool,
    /// The fewest edits with which it was met.
    pub edits: Option<u32>,
    /// What was answered, the earliest first.
    pub answers: Vec<Answer>,
    /// How it was built from memory, each time, the earliest first.
    pub rounds: Vec<Round>,
}

impl Task {
    fn join(&mut self, other: &Self) {
        // How much help somebody had belongs to the first time that it was met.
        let further = match (self.met, other.met) {
            (None, Some(_)) => true,
            (Some(mine), Some(theirs)) => theirs < mine,
            _ => false,
        };
        if further {
            (self.met, self.hints, self.shown) = (other.met, other.hints, other.shown);
        } else if self.met == other.met {
            self.hints = self.hints.max(other.hints);
            self.shown |= other.shown;
        }
        self.edits = fewer(self.edits, other.edits);
        unite(&mut self.answers, &other.answers);
        unite(&mut self.rounds, &other.rounds);
    }
}

fn fewer(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// An answer of a quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// Which question, from 0.
    pub question: u32,
    /// Which option, as the chapter's file counts them, from 0.
    pub option: u32,
    /// How sure the learner was.
    pub confidence: Confidence,
    /// Whether it was right.
    pub right: bool,
}

/// A quiz, answered once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Try {
    /// When.
    pub at: u64,
    /// Its answers.
    pub answers: Vec<Given>,
}

impl Try {
    /// Whether enough of it was right.
    pub fn passed(&self) -> bool {
        let right = self.answers.iter().filter(|it| it.right).count();
        right >= PASS && right * 6 >= self.answers.len() * PASS
    }
}

/// Where somebody was in a chapter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When.
    pub at: u64,
    /// In which unit, from 0.
    pub unit: u32,
    /// On which task, if on one.
    pub task: Option<String>,
    /// Where in the text: an anchor of the lesson's own.
    pub anchor: String,
}

/// The summary in the learner's own words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Summary {
    /// When it was last written.
    pub at: u64,
    /// The words.
    pub text: String,
}

/// How far a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// All of it is done.
    Done,
    /// Somebody is in it.
    Here,
    /// Still to come.
    Open,
}

/// What was done in one chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// The version of the lesson when it was last opened.
    pub version: u32,
    /// The tasks of its units in that version, so that the map need not read the lesson.
    pub units: Vec<Vec<String>>,
    /// How many edits suffice for its repairs in that version, by task.
    pub pars: BTreeMap<String, u32>,
    /// The tasks, by id; also those that a newer lesson no longer has.
    pub tasks: BTreeMap<String, Task>,
    /// The quiz, each time, the earliest first.
    pub quiz: Vec<Try>,
    /// Where one was last.
    pub place: Option<Place>,
    /// The learner's own summary.
    pub summary: Option<Summary>,
    /// What was marked as read.
    pub read: BTreeSet<String>,
}

impl Chapter {
    /// Whether a task was met.
    pub fn is_met(&self, task: &str) -> bool {
        self.tasks.get(task).is_some_and(|it| it.met.is_some())
    }

    /// Whether its quiz was passed.
    pub fn has_passed(&self) -> bool {
        self.quiz.iter().any(Try::passed)
    }

    /// The first task that is still open, in the order of the lesson.
    pub fn next_task(&self) -> Option<&str> {
        let mut tasks = self.units.iter().flatten();
        tasks.find(|task| !self.is_met(task)).map(String::as_str)
    }

    /// Whether all tasks are met and the quiz is passed.
    pub fn is_done(&self) -> bool {
        !self.units.is_empty() && self.next_task().is_none() && self.has_passed()
    }

    /// How far each unit is; none while the lesson has not been opened.
    pub fn progress(&self) -> Vec<Unit> {
        let here = self.place.as_ref().map_or(0, |place| place.unit as usize);
        let last = self.units.len().saturating_sub(1);
        let of = |(at, tasks): (usize, &Vec<String>)| {
            let met = tasks.iter().all(|task| self.is_met(task));
            // A unit without tasks is done when it lies behind; the last one has the quiz.
            let done = met && (!tasks.is_empty() || at < here || at == last);
            if done && (at != last || self.has_passed()) {
                Unit::Done
            } else if at == here {
                Unit::Here
            } else {
                Unit::Open
            }
        };
        self.units.iter().enumerate().map(of).collect()
    }

    /// Takes over what the other one has further.
    pub(super) fn join(&mut self, other: &Self) {
        // A newer lesson may have other tasks; of equally new ones any may be kept.
        let theirs = (other.version, &other.units, &other.pars);
        if theirs > (self.version, &self.units, &self.pars) {
            (self.version, self.units) = (other.version, other.units.clone());
            self.pars.clone_from(&other.pars);
        }
        for (id, task) in &other.tasks {
            self.tasks.entry(id.clone()).or_default().join(task);
        }
        unite(&mut self.quiz, &other.quiz);
        if other.place > self.place {
            self.place.clone_from(&other.place);
        }
        // What somebody wrote is not given up for an empty field.
        let written = |it: &Option<Summary>| it.as_ref().is_some_and(|it| !it.text.is_empty());
        if (written(&other.summary), &other.summary) > (written(&self.summary), &self.summary) {
            self.summary.clone_from(&other.summary);
        }
        self.read.extend(other.read.iter().cloned());
    }
}

/// Adds what a list lacks, and keeps it in order.
pub(super) fn unite<T: Clone + Ord>(mine: &mut Vec<T>, theirs: &[T]) {
    for it in theirs {
        if !mine.contains(it) {
            mine.push(it.clone());
        }
    }
    mine.order();
}
