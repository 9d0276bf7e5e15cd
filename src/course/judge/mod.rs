//! Whether a condition is met, and the words for what is missing.
//!
//! Everything is asked of the shared analysis, so a check sees what the page shows. A
//! condition is met, missing, or cannot be judged yet; what is missing is said in the
//! learner's words, with the things that it is about.

mod account;
mod admits;
pub mod answer;
mod cell;
mod compare;
mod cost;
mod design;
mod facts;
mod find;
mod flow;
mod leaf;
mod lines;
mod over;
mod policy;
mod rows;
mod run;
mod say;
mod since;

use crate::analysis::Analysis;
use crate::architecture::{Architecture, ResourceId};

use super::attempt::Attempt;
use super::condition::{Condition, What};

pub use lines::{CardLine, LineState, Piece, Verdict, verdict};

/// What a condition is judged by: the design of now, and what has happened.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'m> {
    /// The design of now.
    pub analysis: &'m Analysis,
    /// What has happened since the task began.
    pub attempt: &'m Attempt,
}

impl<'m> Moment<'m> {
    /// A design in the course of a task.
    pub const fn new(analysis: &'m Analysis, attempt: &'m Attempt) -> Self {
        Self { analysis, attempt }
    }

    fn architecture(&self) -> &'m Architecture {
        self.analysis.architecture()
    }

    fn name(&self, id: &ResourceId) -> String {
        self.architecture().name_of(id)
    }
}

/// Whether a condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    Met,
    /// It is not.
    Missing,
    /// It cannot be judged yet.
    Unclear,
}

/// A condition, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether it is met.
    pub state: State,
    /// What is so, in a sentence; what is missing, while something is.
    pub sentence: String,
    /// What it is about.
    pub marks: Vec<ResourceId>,
    /// Whether it is missing because something is there that must not be.
    pub contrary: bool,
}

impl Judgement {
    fn of(state: State, sentence: impl Into<String>) -> Self {
        Self {
            state,
            sentence: sentence.into(),
            marks: Vec::new(),
            contrary: false,
        }
    }

    fn unclear(why: impl Into<String>) -> Self {
        Self::of(State::Unclear, why)
    }

    /// It cannot be judged yet, for this reason: words as a program writes them, with or
    /// without an end, become a sentence.
    fn not_yet(why: &str) -> Self {
        let mut quoted = String::new();
        for (place, part) in why.trim().split('`').enumerate() {
            quoted.push_str(match place {
                0 => "",
                place if place % 2 == 1 => "“",
                _ => "”",
            });
            quoted.push_str(part);
        }
        let end = match quoted.ends_with(['.', '?', '!']) {
            true => "",
            false => ".",
        };
        // A whole sentence stands for itself.
        let sign = match quoted.starts_with(char::is_uppercase) {
            true => '.',
            false => ':',
        };
        Self::unclear(format!("I cannot tell yet{sign} {quoted}{end}"))
    }

    fn marking(mut self, ids: impl IntoIterator<Item = ResourceId>) -> Self {
        for id in ids {
            if !self.marks.contains(&id) {
                self.marks.push(id);
            }
        }
        self
    }

    fn contrary(mut self) -> Self {
        self.contrary = self.state == State::Missing;
        self
    }
}

/// What conditions speak of where they stand: the thing at hand, and names.
#[derive(Clone, Debug, Default)]
struct Scope {
    it: Option<ResourceId>,
    names: Vec<(String, ResourceId)>,
}

impl Scope {
    fn with(&self, it: &ResourceId, name: Option<&str>) -> Self {
        let mut inner = self.clone();
        inner.it = Some(it.clone());
        if let Some(name) = name {
            inner.names.push((name.to_owned(), it.clone()));
        }
        inner
    }

    fn named(&self, name: &str) -> Option<&ResourceId> {
        let found = self.names.iter().rev().find(|(it, _)| it == name);
        found.map(|(_, id)| id)
    }
}

/// Whether a condition is met, without the words.
pub fn state(condition: &Condition, moment: &Moment) -> State {
    judge(condition, moment, &Scope::default(), true).state
}

/// Judges a condition; where it is not `wanted`, its contrary.
fn judge(condition: &Condition, moment: &Moment, scope: &Scope, wanted: bool) -> Judgement {
    let mut judgement = match &condition.what {
        What::All(parts) if wanted => over::all(parts, moment, scope),
        What::Any(parts) if wanted => over::any(parts, moment, scope),
        What::AtLeast(count, parts) if wanted => over::at_least(*count, parts, moment, scope),
        What::Not(inner) => judge(inner, moment, scope, !wanted),
        What::When(when, then) if wanted => match judge(when, moment, scope, true).state {
            State::Met => judge(then, moment, scope, true),
            State::Missing => Judgement::of(State::Met, "This does not arise."),
            State::Unclear => judge(when, moment, scope, true),
        },
        What::First(first, then) if wanted => {
            if moment.attempt.since.met.contains(&first.path) {
                judge(then, moment, scope, true)
            } else {
                let now = judge(first, moment, scope, true);
                match now.state {
                    // It is noted with the next look; until then it is as good as met.
                    State::Met => judge(then, moment, scope, true),
                    _ => now,
                }
            }
        }
        What::Let(names, inner) => over::naming(names, inner, moment, scope, wanted),
        What::Count(selector, test) => over::count(selector, test, moment, scope, wanted),
        What::Every { of, must, or_none } if wanted => {
            over::every(of, must, *or_none, moment, scope)
        }
        What::Some(of, must) if wanted => over::some(of, must, moment, scope),
        What::Some(of, must) => over::none(of, Some(must), moment, scope),
        What::None(of, must) if wanted => over::none(of, must.as_deref(), moment, scope),
        What::Leaf(leaf) => leaf::judge(leaf, moment, scope, wanted),
        // The contrary of what is put together: as judged, turned round.
        _ => {
            let inner = judge(condition, moment, scope, true);
            let state = match inner.state {
                State::Met => State::Missing,
                State::Missing => State::Met,
                State::Unclear => State::Unclear,
            };
            Judgement { state, ..inner }.contrary()
        }
    };
    if let Some(say) = &condition.say
        && judgement.state == State::Missing
    {
        judgement.sentence.clone_from(say);
    }
    judgement
}

/// Whether the members of a row are such.
pub fn is_row(
    row: &serde_json::Value,
    members: &[(String, super::condition::Test)],
    moment: &Moment,
) -> bool {
    rows::is_such(row, members, moment, &Scope::default())
}
