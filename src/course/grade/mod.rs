//! Grading a class: what was handed in for a chapter, judged paper by paper, and what the
//! papers say together.
//!
//! A paper is a design (`*.campus.json`) or an exported progress. What is the same for all
//! of them is worked out once (`marking`); a paper is then marked by itself, so that a door
//! may mark many at a time. Nothing that can be handed in is an error here: what cannot be
//! read is a paper with its reason.
//!
//! - `handed`: bytes, and what they are.
//! - `marking`: a chapter, made ready: which tasks a design can show at all.
//! - `paper`: what is said of one paper; `design` and `learned` say it.
//! - `alike`: which designs are equal, and in what: a question, never a verdict.
//! - `class`: all papers together.
//! - `table`: the same as CSV; `page`: as one page of HTML.

pub mod alike;
mod class;
mod design;
pub mod handed;
mod learned;
mod marking;
pub mod page;
mod paper;
pub mod table;

pub use class::{Class, Missed, Tally};
pub use handed::Handed;
pub use marking::{CAPSTONE, Marking, Plan, Told};
pub use paper::{Content, Drilled, Found, Mark, Paper, Point, State};

use alike::Shape;

/// A paper that was marked, and the shape of its design, if it is one.
pub type Marked = (Paper, Option<Shape>);

/// Marks one paper.
pub fn mark(marking: &Marking, file: &str, bytes: &[u8]) -> Marked {
    match handed::read(bytes) {
        Err(why) => (Paper::refused(file, why), None),
        Ok(Handed::Design(document)) => {
            let shape = Shape::of(&document, marking.known());
            (design::mark(marking, file, &document, &shape), Some(shape))
        }
        Ok(Handed::Progress(kept)) => (learned::mark(marking, file, &kept), None),
    }
}

#[cfg(test)]
mod tests;
