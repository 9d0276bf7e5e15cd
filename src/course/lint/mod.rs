//! What holds of every lesson, tried out: the lint for authors.
//!
//! A lesson promises that its start is not the end, that its hints lead there, that its
//! keys are what the engine says, and that it can be read at night on a phone. All of it
//! is played and counted here, so that a chapter cannot go wrong quietly.

mod idle;
mod joined;
mod keys;
mod lab;
mod limits;
mod play;
mod quiz;
mod shop;
mod text;
mod walk;

use std::collections::BTreeMap;

use super::lesson::Lesson;
use super::read::Fault;

pub use idle::idle_steps;
pub use joined::joined;
pub use lab::lab_faults;
pub use limits::Limits;
pub use shop::shop_faults;
pub use walk::{Place, shown, walk};

/// The terms of the chapters before: each with the number of the chapter that defines it.
pub type Glossary = BTreeMap<String, u32>;

/// Everything that is wrong with a lesson.
pub fn faults(lesson: &Lesson, earlier: &Glossary) -> Vec<Fault> {
    let mut faults = Vec::new();
    play::check(lesson, &mut faults);
    keys::check(lesson, &mut faults);
    quiz::check(&lesson.chapter, &mut faults);
    text::check(&lesson.chapter, earlier, &mut faults);
    faults
}

/// A fault of a task.
fn of_task(id: &str, why: impl Into<String>) -> Fault {
    Fault::new(format!("task {id}"), why).in_file("chapter.json")
}
