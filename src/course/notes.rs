//! What a lesson notes of itself, so that a reload leads back to where one was: the place
//! in the text, the task, and how far each task is.
//!
//! What somebody has achieved is kept elsewhere (`memory`); these are the marks of a
//! craftsman, which nobody misses when a chapter begins anew.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::attempt::{Attempt, Called, Since, differences};
use super::rounds::Stopwatch;
use crate::analysis::Analysis;
use crate::architecture::{Architecture, Document};

/// The notes of a chapter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// The unit that is read, from 0.
    pub unit: usize,
    /// How far its text is scrolled, in pixels.
    pub scroll: f64,
    /// The task, by id; empty before the first.
    pub task: String,
    /// The tasks that were begun, by id.
    pub tasks: BTreeMap<String, Work>,
    /// How many questions of the quiz were right at best, and of how many.
    pub quiz: Option<(usize, usize)>,
    /// Whether the quiz was passed.
    pub quiz_passed: bool,
    /// The summary in the learner's own words.
    pub summary: String,
    /// Whether ours has been shown.
    pub summary_shown: bool,
    /// What was said to the questions of an interview.
    pub interview: Vec<Said>,
    /// Whether the damage at the end was understood.
    pub broken: bool,
    /// How many times the chapter was begun anew.
    pub again: u32,
}

/// What was said to a question of an interview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// What was typed.
    pub text: String,
    /// Whether the points have been shown.
    pub shown: bool,
    /// The points that the learner had.
    pub had: BTreeSet<usize>,
}

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Work {
    /// Whether it was met.
    pub met: bool,
    /// How many edits it took.
    pub edits: u32,
    /// How many hints are open.
    pub hints: u32,
    /// Which of several starts was drawn by lot.
    pub lot: u32,
    /// Whether its questions are answered.
    pub answered: bool,
    /// How many of them were not right at once.
    pub missed: u32,
    /// The document with which it began, as files have it; empty before it was begun.
    pub begun: String,
    /// How many calls the audit log held by then.
    pub calls: usize,
    /// What is remembered since.
    pub since: Since,
    /// How many times the task was begun anew.
    pub again: u32,
    /// How long somebody has been at it.
    pub clock: Stopwatch,
    /// For how many seconds of the round what may be looked at was open.
    pub looked: u32,
}

impl Notes {
    /// The notes as text.
    pub fn to_json(&self) -> String {
        // Plain data always has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads notes. What cannot be read is as good as none: only the place is lost.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// How far a task is.
    pub fn work(&self, task: &str) -> Work {
        self.tasks.get(task).cloned().unwrap_or_default()
    }

    /// These notes and what another tab has kept meanwhile: nothing that was achieved in
    /// either is lost. Where one of the two has begun anew since, that one counts.
    pub fn joined(mut self, other: &Self) -> Self {
        if self.again != other.again {
            return match self.again > other.again {
                true => self,
                false => other.clone(),
            };
        }
        for (id, theirs) in &other.tasks {
            let ours = self.tasks.entry(id.clone()).or_default();
            *ours = std::mem::take(ours).joined(theirs);
        }
        self.quiz = self.quiz.max(other.quiz);
        self.quiz_passed |= other.quiz_passed;
        self.broken |= other.broken;
        self.summary_shown |= other.summary_shown;
        if self.summary.is_empty() {
            self.summary.clone_from(&other.summary);
        }
        for (place, theirs) in other.interview.iter().enumerate() {
            match self.interview.get_mut(place) {
                None => self.interview.push(theirs.clone()),
                Some(ours) => {
                    if ours.text.is_empty() {
                        ours.text.clone_from(&theirs.text);
                    }
                    ours.shown |= theirs.shown;
                    ours.had.extend(&theirs.had);
                }
            }
        }
        self
    }

    /// Whether a task was met.
    pub fn is_met(&self, task: &str) -> bool {
        self.tasks.get(task).is_some_and(|it| it.met)
    }

    /// How far a task is, to change it.
    pub fn work_mut(&mut self, task: &str) -> &mut Work {
        self.tasks.entry(task.to_owned()).or_default()
    }
}

impl Work {
    /// How far a task is that was worked on in two tabs.
    fn joined(self, other: &Self) -> Self {
        if self.again != other.again {
            return match self.again > other.again {
                true => self,
                false => other.clone(),
            };
        }
        // What was not begun here goes on from where it is there.
        let mut work = match self.begun.is_empty() || (other.met && !self.met) {
            true => other.clone(),
            false => self.clone(),
        };
        work.met = self.met || other.met;
        work.answered = self.answered || other.answered;
        work.hints = self.hints.max(other.hints);
        work.missed = self.missed.max(other.missed);
        work.looked = self.looked.max(other.looked);
        work
    }

    /// Begins the task with this document, when so many calls have been made.
    pub fn begin(&mut self, document: &Document, calls: usize) {
        self.begun = document.to_value().to_string();
        self.calls = calls;
        self.since = Since::default();
        self.clock = Stopwatch::default();
        self.looked = 0;
    }

    /// The attempt under way; nothing before the task was begun.
    pub fn attempt(&self) -> Option<Attempt> {
        let begun = Document::from_json(&self.begun).ok()?;
        Some(Attempt::resume(&begun, self.since.clone()))
    }

    /// The calls since the task began, out of all that the audit log holds.
    pub fn calls<'c>(&self, all: impl ExactSizeIterator<Item = (&'c str, &'c str)>) -> Vec<Called> {
        // The log keeps the latest only; a log that has become shorter begins within the task.
        let from = if self.calls <= all.len() {
            self.calls
        } else {
            0
        };
        let since = all.skip(from);
        since
            .map(|(call, resource)| Called {
                call: call.to_owned(),
                resource: resource.into(),
                by: String::new(),
            })
            .collect()
    }
}

/// How many edits lead from the beginning of a task to now.
pub fn edits(attempt: &Attempt, now: &Architecture) -> u32 {
    let begun: &Analysis = &attempt.begun;
    let all = differences(begun.architecture(), now);
    all.iter().map(|(_, edits)| edits).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_come_back_and_nonsense_is_none() {
        let mut notes = Notes {
            unit: 2,
            scroll: 140.5,
            task: "05-3".to_owned(),
            ..Notes::default()
        };
        let work = notes.work_mut("05-3");
        work.begin(&Document::default(), 4);
        work.hints = 2;
        assert_eq!(Notes::from_json(&notes.to_json()), notes);
        assert!(notes.work("05-3").attempt().is_some());
        assert!(notes.work("05-4").attempt().is_none());
        assert_eq!(Notes::from_json("ash"), Notes::default());
        // Notes of an older page lack what it did not know.
        assert_eq!(Notes::from_json("{\"unit\": 1}").unit, 1);
    }

    #[test]
    fn calls_count_from_where_the_task_began() {
        let mut work = Work::default();
        work.begin(&Document::default(), 1);
        let log = [("CreateVpc", "vpc-1"), ("CreateSubnet", "subnet-1")];
        let calls = work.calls(log.into_iter());
        assert_eq!(calls.len(), 1);
        assert_eq!(calls[0].call, "CreateSubnet");
        // The log was cut meanwhile: all that is left belongs to the task.
        work.calls = 900;
        assert_eq!(work.calls(log.into_iter()).len(), 2);
    }

    #[test]
    fn what_two_tabs_have_done_is_joined() {
        let met = |id: &str| {
            let mut notes = Notes::default();
            let work = notes.work_mut(id);
            (work.met, work.begun) = (true, "{}".to_owned());
            notes
        };
        let (one, other) = (met("05-1"), met("05-2"));
        let joined = one.clone().joined(&other);
        assert!(joined.is_met("05-1") && joined.is_met("05-2"));
        // Again and from the other side it is the same.
        assert_eq!(joined.clone().joined(&other), joined);
        assert_eq!(other.joined(&one).tasks, joined.tasks);
        // Who begins anew means it.
        let mut anew = one.clone();
        *anew.work_mut("05-1") = Work {
            again: 1,
            ..Work::default()
        };
        assert!(!anew.clone().joined(&one).is_met("05-1"));
        assert!(!one.joined(&anew).is_met("05-1"));
    }
}
