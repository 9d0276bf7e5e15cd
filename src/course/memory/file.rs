//! The text of a learner's progress: what the browser keeps, and what travels as
//! `NAME.progress.json`.
//!
//! Reading takes what it can. A part that makes no sense is left out and named, the rest is
//! kept; only a text that is none of ours, or of a newer version, is refused whole. By hand
//! rather than derived: that would refuse everything for one wrong member, and is larger
//! than the page's first part can afford.

use std::fmt;

use serde_json::{Map, Value, json};

use super::{Chapter, Progress, Task, Try};

mod reading;

/// The value of `format` in every file.
pub const FORMAT: &str = "cloud-campus-progress";

/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;

/// Why a text is refused whole. What it came from stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressError {
    /// Nothing that Cloud Campus wrote.
    Foreign,
    /// Written by a newer Cloud Campus.
    TooNew,
}

impl fmt::Display for ProgressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "it is no progress that Cloud Campus wrote",
            Self::TooNew => {
                "it was written by a newer Cloud Campus: load the page again, then try once more"
            }
        })
    }
}

impl std::error::Error for ProgressError {}

/// A learner as the text has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The name.
    pub name: String,
    /// What was done.
    pub progress: Progress,
    /// The places of what could not be read and was left out, such as
    /// `chapters.5.tasks.05-2.met`.
    pub left_out: Vec<String>,
}

impl Kept {
    /// Reads a text.
    pub fn from_json(text: &str) -> Result<Self, ProgressError> {
        let value: Value = serde_json::from_str(text).map_err(|_| ProgressError::Foreign)?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(ProgressError::Foreign);
        }
        match value.get("version").and_then(Value::as_u64) {
            Some(VERSION) => Ok(reading::read(&value)),
            Some(newer) if newer > VERSION => Err(ProgressError::TooNew),
            _ => Err(ProgressError::Foreign),
        }
    }
}

impl Progress {
    /// The text of it, under the name of the learner.
    pub fn to_json(&self, name: &str) -> String {
        let chapters = self.chapters.iter();
        let mut all = json!({
            "format": FORMAT,
            "version": VERSION,
            "name": name,
            "chapters": object(chapters.map(|(number, it)| (number.to_string(), chapter(it)))),
            "bell": {
                "items": object(self.bell.items.iter().map(|(id, it)| {
                    (id.clone(), json!({ "at": it.at, "day": it.day, "step": it.step }))
                })),
                "mornings": object(self.bell.mornings.iter().map(|(day, count)| {
                    (day.to_string(), (*count).into())
                })),
            },
        });
        if let Some((at, shown)) = self.streak {
            all["streak"] = json!({ "at": at, "shown": shown });
        }
        all.to_string()
    }
}

fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(members.collect::<Map<_, _>>())
}

fn chapter(it: &Chapter) -> Value {
    let tasks = it.tasks.iter();
    let mut value = json!({
        "version": it.version,
        "units": it.units,
        "tasks": object(tasks.map(|(id, it)| (id.clone(), task(it)))),
        "quiz": it.quiz.iter().map(attempt).collect::<Vec<_>>(),
        "read": it.read,
    });
    if !it.pars.is_empty() {
        value["pars"] = json!(it.pars);
    }
    if let Some(place) = &it.place {
        value["place"] = json!({
            "at": place.at, "unit": place.unit, "task": place.task, "anchor": place.anchor,
        });
    }
    if let Some(summary) = &it.summary {
        value["summary"] = json!({ "at": summary.at, "text": summary.text });
    }
    value
}

fn task(it: &Task) -> Value {
    let answer = |it: &super::Answer| {
        json!({
            "at": it.at, "question": it.question, "given": it.given,
            "confidence": it.confidence.key(), "right": it.right,
        })
    };
    let mut value = json!({
        "met": it.met, "hints": it.hints, "shown": it.shown, "edits": it.edits,
        "answers": it.answers.iter().map(answer).collect::<Vec<_>>(),
    });
    if !it.rounds.is_empty() {
        let round = |it: &super::Round| {
            json!({
                "at": it.at, "seconds": it.seconds, "edits": it.edits,
                "wrong_turns": it.wrong_turns, "points": it.points,
            })
        };
        value["rounds"] = it.rounds.iter().map(round).collect();
    }
    value
}

fn attempt(it: &Try) -> Value {
    let given = |it: &super::Given| {
        json!({
            "question": it.question, "option": it.option,
            "confidence": it.confidence.key(), "right": it.right,
        })
    };
    json!({ "at": it.at, "answers": it.answers.iter().map(given).collect::<Vec<_>>() })
}
