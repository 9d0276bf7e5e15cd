//! A chapter, or any design, as a teacher shows it to a class: steps with a caption of two
//! lines at most, the things that each speaks of, and what stands beside the drawing.
//!
//! Nothing is written twice: the steps are taken out of the chapter as it is read alone (its
//! ideas, figures, tasks, hints that show how, requests, questions), and the key of every
//! question is asked of the engine when it is shown.
//!
//! - `words`: what fits into a caption; `step`: what a step is; `names`: what a sentence speaks of.
//! - `deck`: a chapter as steps, with `ideas`, `tasks` and `packet`; `notes`: what the teacher
//!   alone reads.
//! - `answer`: the right answer to what the class was asked; `hands`: what it said.
//! - `free`: a design without a chapter as steps.

mod answer;
mod deck;
mod free;
mod hands;
mod ideas;
mod names;
mod notes;
mod packet;
mod step;
mod tasks;
mod words;

pub use answer::{Answered, answered, told};
pub use deck::{Deck, deck};
pub use free::{of_design, of_request};
pub use hands::Hands;
pub use packet::{Ends, ends};
pub use step::{Asked, Beside, Note, Step};
pub use words::{LINE, fits};
