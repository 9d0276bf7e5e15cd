//! The course: chapters as data, what they ask for, and what a learner has done.
//!
//! A chapter is a folder under `lessons/`, which no part of the program holds: page and
//! command line read it and hand its texts over. Nothing here reads a file, a clock or a
//! die; the same lesson, the same design and the same moment give the same answer.
//!
//! - `read`: JSON with the place of whatever is wrong.
//! - `lesson`: a chapter, read; `condition`: what its tasks ask for.
//! - `judge`: whether it is so, and the words for what is missing.
//! - `figures`: the small machines that a learner turns, without their screen.
//! - `guess`: the line of stops on which a prediction is made.
//! - `quiz`: orders, confidence, what counts as passed; `search`: finding chapters and terms.
//! - `memory`: what is kept of a learner: progress, answers, what comes back when.

pub mod condition;
pub mod figures;
pub mod guess;
pub mod lesson;
pub mod memory;
pub mod quiz;
pub mod read;
pub mod search;
