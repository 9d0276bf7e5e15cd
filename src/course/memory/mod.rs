//! What is kept of a learner: progress, answers, what comes back when.
//!
//! Nothing here knows what time it is. Moments come in as milliseconds since 1970, days as
//! the number of the learner's own day since then; [`Now`] is both. Two computers may have
//! gone on from the same file: [`Progress::merge`] takes the further state of everything,
//! in whichever order and however often it is asked.
//!
//! - `chapter`: what was done in one chapter, and how two such are joined.
//! - `progress`: all of it, and the notes that a lesson makes.
//! - `bell`: which questions come back on which morning; `streak`: the mornings in a row.
//! - `file`: the text of it, for the browser's database and for files alike.
//! - `names`: what a learner may be called, on a computer that several share.

mod bell;
mod chapter;
mod file;
mod names;
mod progress;
mod streak;
#[cfg(test)]
mod tests;
mod warm_up;

pub use bell::{Bell, Due, MOST_A_MORNING, STEPS, chapter_of, question_id, question_of};
pub use chapter::{Answer, Chapter, Given, PASS, Place, Round, Summary, Task, Try, Unit};
pub use file::{FORMAT, Kept, ProgressError, VERSION};
pub use names::{FIRST_NAME, MOST_SIGNS, NameError, check_name};
pub use progress::Progress;
pub use streak::Streak;

/// The number under which the shop of drills is kept, as if it were a chapter before the
/// first: its troubles are tasks like others.
pub const SHOP: u32 = 0;

/// The moment of a note: the clock of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970.
    pub at: u64,
    /// The learner's own day, counted since 1970.
    pub day: u32,
}

/// How sure somebody is of an answer. It feeds the bell, never a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess.
    Guess,
    /// "I think so."
    ThinkSo,
    /// Sure.
    Sure,
}

impl Confidence {
    /// All of them, from the least sure.
    pub const ALL: [Self; 3] = [Self::Guess, Self::ThinkSo, Self::Sure];

    /// As a file has it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::ThinkSo => "think-so",
            Self::Sure => "sure",
        }
    }

    /// Reads what [`Confidence::key`] wrote.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }
}
