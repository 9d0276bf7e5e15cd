//! What holds of a lab: all that holds of the tasks and the text of a chapter. A lab has no
//! quiz, no interview and no earlier chapters.

use super::{Glossary, keys, play, text};
use crate::course::lesson::Lesson;
use crate::course::read::Fault;

/// Everything that is wrong with a lab.
pub fn lab_faults(lesson: &Lesson) -> Vec<Fault> {
    let mut faults = Vec::new();
    let chapter = &lesson.chapter;
    play::check(lesson, &mut faults);
    keys::check(lesson, &mut faults);
    text::check(chapter, &Glossary::new(), &mut faults);
    if chapter.tasks.is_empty() {
        faults.push(Fault::new("tasks", "a lab has at least one task").in_file("chapter.json"));
    }
    for (place, task) in chapter.tasks.iter().enumerate() {
        let wanted = format!("{:02}-{}", chapter.number, place + 1);
        if task.id != wanted {
            let why = format!("its id should be {wanted}, by its place");
            faults.push(super::of_task(&task.id, why));
        }
    }
    faults
}
