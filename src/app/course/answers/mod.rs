//! How a learner answers: predictions, numbers, rows, cards, quiz, interview, summary.
//!
//! Everything here is driven by what it is given and tells what happens through callbacks.
//! Nothing here fetches, keeps or knows the open document: what the key is says the core,
//! from the analysis that is handed in.
//!
//! - `ask`: the asks of a task, each by its kind (`predict`, `number`, `rows`, `sort`,
//!   `order`), with `line` for the stops of a flow and `told` for what is said afterwards.
//! - `quiz`, `warm_up`: questions with four options; `interview`, `summary`, `break_it`:
//!   the other parts at the end of a chapter.
//! - `glossary`, `print`, `text_size`: what helps with reading.

mod ask;
mod asked;
mod break_it;
mod engine;
mod glossary;
mod interview;
mod letters;
mod line;
mod number;
mod order;
mod played;
mod predict;
mod print;
mod prose;
mod quiz;
mod rows;
mod sort;
mod summary;
mod text_size;
#[cfg(not(feature = "split"))]
pub mod try_out;
mod warm_up;

pub use ask::AskView;
pub use asked::{Confident, Verdict};
pub use break_it::BreakItView;
pub use engine::Given;
pub use glossary::Glossary;
pub use interview::{InterviewKept, InterviewView};
pub use letters::{asked_letters, said_letters};
pub use line::WayView;
pub use played::{Outcome, Reasons};
pub use predict::Options;
pub use print::PrintChapter;
pub use prose::{Prose, Said};
pub use quiz::{Quiz, QuizAnswer};
pub use summary::SummaryView;
pub use text_size::{TextSize, TextSizeButton, restore_text_size};
pub use warm_up::WarmUp;

pub use crate::course::quiz::{Confidence, Score};

/// One answer to one ask of a task. It is told each time; progress wants the `first`.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Which ask of the task, counted from 0.
    pub ask: usize,
    /// What was said.
    pub given: Given,
    /// Whether it is right.
    pub right: bool,
    /// How sure the learner was; asked of predictions and numbers alone.
    pub confidence: Option<Confidence>,
    /// Whether it is the first answer to this ask.
    pub first: bool,
}
