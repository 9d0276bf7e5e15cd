//! A chapter as authors write it, read: settings, tasks, questions, text.
//!
//! The format stands in `lessons/README.md`. What is read here is plain data; nothing is
//! judged. A lesson that cannot be read is refused with file, path and remedy.

mod ask;
mod chapter;
mod files;
mod hides;
mod kind;
pub mod prose;
mod quiz;
mod step;
mod task;
mod text;
mod way;

pub use ask::{Ask, AskKind, Card, Choice, NumberTruth, RowQuestion, RowTruth, Rows, When, Wrong};
pub use chapter::{BreakIt, Chapter, FigureSpec, Interview, Term};
pub use files::{Files, Lesson};
pub use kind::TaskKind;
pub use quiz::{QuizOption, QuizQuestion};
pub use step::{Change, Step};
pub use task::{After, ByStart, Hints, Look, Start, Task};
pub use text::{Block, BoxKind, Unit, words_of};
