//! Reading progress, part by part.

use serde_json::Value;

use super::Kept;
use crate::course::memory::bell::Item;
use crate::course::memory::chapter::unite;
use crate::course::memory::{
    Answer, Bell, Chapter, Confidence, FIRST_NAME, Given, Place, Progress, Round, STEPS, Summary,
    Task, Try,
};

/// A part of the text with its place, which notes what in it makes no sense.
struct Part<'a> {
    value: &'a Value,
    place: String,
}

/// The places of what was left out.
type Out<'o> = &'o mut Vec<String>;

impl<'a> Part<'a> {
    /// A member, if it is there and not `null`.
    fn get(&self, key: &str) -> Option<Part<'a>> {
        let value = self.value.get(key).filter(|it| !it.is_null())?;
        Some(self.at(key, value))
    }

    fn at(&self, key: &str, value: &'a Value) -> Part<'a> {
        let place = if self.place.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.place)
        };
        Part { value, place }
    }

    fn leave<T>(&self, out: Out) -> Option<T> {
        out.push(self.place.clone());
        None
    }

    fn known<T>(&self, found: Option<T>, out: Out) -> Option<T> {
        found.or_else(|| self.leave(out))
    }

    /// The members of an object.
    fn members(&self, key: &str, out: Out) -> Vec<(&'a str, Part<'a>)> {
        let Some(part) = self.get(key) else {
            return Vec::new();
        };
        let members = part.known(part.value.as_object(), out);
        let members = members.into_iter().flatten();
        members
            .map(|(key, value)| (key.as_str(), part.at(key, value)))
            .collect()
    }

    /// The parts of a list.
    fn list(&self, key: &str, out: Out) -> Vec<Part<'a>> {
        let Some(part) = self.get(key) else {
            return Vec::new();
        };
        let list = part.known(part.value.as_array(), out);
        let list = list.into_iter().flatten().enumerate();
        list.map(|(at, value)| part.at(&at.to_string(), value))
            .collect()
    }

    fn long(&self, key: &str, out: Out) -> Option<u64> {
        let part = self.get(key)?;
        part.known(part.value.as_u64(), out)
    }

    fn number(&self, key: &str, out: Out) -> Option<u32> {
        let part = self.get(key)?;
        part.known(part.plain(), out)
    }

    /// The part itself as a number.
    fn plain(&self) -> Option<u32> {
        u32::try_from(self.value.as_u64()?).ok()
    }

    fn text(&self, key: &str, out: Out) -> Option<String> {
        let part = self.get(key)?;
        part.known(part.value.as_str(), out).map(str::to_owned)
    }

    fn flag(&self, key: &str, out: Out) -> Option<bool> {
        let part = self.get(key)?;
        part.known(part.value.as_bool(), out)
    }

    fn confidence(&self) -> Option<Confidence> {
        Confidence::from_key(self.value.get("confidence")?.as_str()?)
    }
}

/// Reads a text of this version.
pub(super) fn read(value: &Value) -> Kept {
    let mut left_out = Vec::new();
    let out = &mut left_out;
    let all = Part {
        value,
        place: String::new(),
    };
    let mut progress = Progress::default();
    for (number, part) in all.members("chapters", out) {
        match number.parse() {
            Ok(number) if part.value.is_object() => {
                progress.chapters.insert(number, chapter(&part, out));
            }
            _ => out.push(part.place),
        }
    }
    if let Some(part) = all.get("bell") {
        progress.bell = bell(&part, out);
    }
    progress.streak = all.get("streak").and_then(|part| {
        let chosen = part.long("at", out).zip(part.flag("shown", out));
        part.known(chosen, out)
    });
    let name = all
        .text("name", out)
        .unwrap_or_else(|| FIRST_NAME.to_owned());
    Kept {
        name,
        progress,
        left_out,
    }
}

fn chapter(part: &Part, out: Out) -> Chapter {
    let mut chapter = Chapter {
        version: part.number("version", out).unwrap_or(0),
        ..Chapter::default()
    };
    for unit in part.list("units", out) {
        let tasks = unit.value.as_array().map(|tasks| {
            let texts = tasks.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        });
        chapter.units.extend(unit.known(tasks, out));
    }
    for (id, part) in part.members("pars", out) {
        let par = part.known(part.plain(), out);
        chapter.pars.extend(par.map(|par| (id.to_owned(), par)));
    }
    for (id, part) in part.members("tasks", out) {
        if part.value.is_object() {
            chapter.tasks.insert(id.to_owned(), task(&part, out));
        } else {
            out.push(part.place);
        }
    }
    for part in part.list("quiz", out) {
        let tried = attempt(&part, out);
        unite(&mut chapter.quiz, tried.as_slice());
    }
    for part in part.list("read", out) {
        let anchor = part.known(part.value.as_str(), out);
        chapter.read.extend(anchor.map(str::to_owned));
    }
    chapter.place = part.get("place").and_then(|part| {
        let at = part.long("at", out);
        part.known(at, out).map(|at| Place {
            at,
            unit: part.number("unit", out).unwrap_or(0),
            task: part.text("task", out),
            anchor: part.text("anchor", out).unwrap_or_default(),
        })
    });
    chapter.summary = part.get("summary").and_then(|part| {
        let text = part.text("text", out)?;
        let at = part.long("at", out).unwrap_or(0);
        Some(Summary { at, text })
    });
    chapter
}

fn task(part: &Part, out: Out) -> Task {
    let mut task = Task {
        met: part.long("met", out),
        hints: part.number("hints", out).unwrap_or(0),
        shown: part.flag("shown", out).unwrap_or(false),
        edits: part.number("edits", out),
        answers: Vec::new(),
        rounds: Vec::new(),
    };
    for part in part.list("answers", out) {
        let answer = || {
            Some(Answer {
                at: part.value.get("at")?.as_u64()?,
                question: u32::try_from(part.value.get("question")?.as_u64()?).ok()?,
                given: part.value.get("given")?.as_str()?.to_owned(),
                confidence: part.confidence()?,
                right: part.value.get("right")?.as_bool()?,
            })
        };
        let answer = part.known(answer(), out);
        unite(&mut task.answers, answer.as_slice());
    }
    for part in part.list("rounds", out) {
        let small = |key: &str| u32::try_from(part.value.get(key)?.as_u64()?).ok();
        let round = || {
            Some(Round {
                at: part.value.get("at")?.as_u64()?,
                seconds: small("seconds")?,
                edits: small("edits")?,
                wrong_turns: small("wrong_turns")?,
                points: small("points")?,
            })
        };
        let round = part.known(round(), out);
        unite(&mut task.rounds, round.as_slice());
    }
    task
}

fn attempt(part: &Part, out: Out) -> Option<Try> {
    let at = part.value.get("at").and_then(Value::as_u64);
    let at = part.known(at, out)?;
    let mut answers = Vec::new();
    for part in part.list("answers", out) {
        let small = |key: &str| u32::try_from(part.value.get(key)?.as_u64()?).ok();
        let given = || {
            Some(Given {
                question: small("question")?,
                option: small("option")?,
                confidence: part.confidence()?,
                right: part.value.get("right")?.as_bool()?,
            })
        };
        answers.extend(part.known(given(), out));
    }
    Some(Try { at, answers })
}

fn bell(part: &Part, out: Out) -> Bell {
    let mut bell = Bell::default();
    for (id, part) in part.members("items", out) {
        let small = |key: &str| u32::try_from(part.value.get(key)?.as_u64()?).ok();
        let item = || {
            Some(Item {
                at: part.value.get("at")?.as_u64()?,
                day: small("day")?,
                step: small("step").filter(|it| (*it as usize) < STEPS.len())?,
            })
        };
        if let Some(item) = part.known(item(), out) {
            bell.items.insert(id.to_owned(), item);
        }
    }
    for (day, part) in part.members("mornings", out) {
        let morning = day.parse().ok().zip(part.plain());
        bell.mornings.extend(part.known(morning, out));
    }
    bell
}
