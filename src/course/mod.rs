//! The course: chapters as data, what they ask for, and what a learner has done.
//!
//! A chapter is a folder under `lessons/`, which no part of the program holds: page and
//! command line read it and hand its texts over. Nothing here reads a file, a clock or a
//! die; the same lesson, the same design and the same moment give the same answer.
//!
//! - `catalogue`: the map of parts and chapters, and the state of each for a learner.
//! - `glance`: the few words of a chapter's file that one needs without opening it.
//! - `first_minute`: the tiny design that a first visit plays with.
//! - `figures`: the small machines that a learner turns, without their screen.
//! - `memory`: what is kept of a learner: progress, answers, what comes back when.

pub mod catalogue;
pub mod figures;
pub mod first_minute;
pub mod glance;
pub mod memory;
