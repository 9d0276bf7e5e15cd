//! The course: chapters as data, what they ask for, and what a learner has done.
//!
//! A chapter is a folder under `lessons/`, which no part of the program holds: page and
//! command line read it and hand its texts over. Nothing here reads a file, a clock or a
//! die; the same lesson, the same design and the same moment give the same answer.
//!
//! - `catalogue`: the map of parts and chapters, and the state of each for a learner.
//! - `certificate`: stations, the certificate, and how to verify it.
//! - `class`: a chapter, or any design, as a teacher shows it to a class.
//! - `glance`: the few words of a chapter's file that one needs without opening it.
//! - `read`: JSON with the place of whatever is wrong.
//! - `lesson`: a chapter, read; `condition`: what its tasks ask for.
//! - `attempt`: what has happened since a task began.
//! - `rounds`: building from memory, once more and against the clock.
//! - `runs`: the runs that were made since, and what checks ask of them.
//! - `judge`: whether it is so, and the words for what is missing.
//! - `notes`: the place where one was, and how far each task is.
//! - `lab`: labs that instructors make, and what writes them.
//! - `compare`: how a design differs from the solution, in words.
//! - `lint`: what holds of every lesson, tried out.
//! - `play`: the steps of a lesson as edits, and the document that a task begins with.
//! - `grade`: what a class has handed in, judged paper by paper and together.
//! - `first_minute`: the tiny design that a first visit plays with.
//! - `figures`: the small machines that a learner turns, without their screen.
//! - `guess`: the line of stops on which a prediction is made.
//! - `quiz`: orders, confidence, what counts as passed; `search`: finding chapters and terms.
//! - `markup`: words of people in HTML and SVG.
//! - `shop`: the shop of drills, troubles that belong to no chapter.
//! - `memory`: what is kept of a learner: progress, answers, what comes back when.

pub mod attempt;
pub mod catalogue;
pub mod certificate;
pub mod class;
pub mod compare;
pub mod condition;
pub mod figures;
pub mod first_minute;
pub mod glance;
pub mod grade;
pub mod guess;
pub mod judge;
pub mod lab;
pub mod lesson;
pub mod lint;
pub mod memory;
pub mod notes;
mod observe;
pub mod play;
pub mod quiz;
pub mod read;
pub mod rounds;
pub mod runs;
pub mod search;
pub mod shop;
