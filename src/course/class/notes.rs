//! What the teacher alone reads: the chapter's notes for instructors, of each step what is
//! about it, and the answer to what the class is asked.

use super::step::{Asked, Beside, Note, Step};
use super::words::sentences;
use crate::course::lesson::prose::{Node, lines};
use crate::course::lesson::{Block, BoxKind, Chapter, Task};

/// How a note tells of what classes get wrong.
const WRONG: [&str; 6] = [
    "usual wrong",
    "Usual wrong",
    "usual mistake",
    "Most say",
    "Most hands",
    "most people say",
];

/// The notes for instructors of every unit, as sentences. A unit without any has those that
/// come next, else the last ones.
pub fn of_units(chapter: &Chapter) -> Vec<Vec<String>> {
    let own: Vec<Vec<String>> = chapter
        .units
        .iter()
        .map(|unit| {
            let boxes = unit.blocks.iter().filter_map(|block| match block {
                Block::Box(BoxKind::Instructor, nodes) => Some(nodes),
                _ => None,
            });
            boxes.flat_map(|nodes| said(nodes)).collect()
        })
        .collect();
    let filled = |unit: usize| {
        let later = own[unit..].iter().find(|it| !it.is_empty());
        later.or_else(|| own[..unit].iter().rev().find(|it| !it.is_empty()))
    };
    (0..own.len())
        .map(|unit| filled(unit).cloned().unwrap_or_default())
        .collect()
}

fn said(nodes: &[Node]) -> Vec<String> {
    let mut all = Vec::new();
    lines(nodes, &mut |line, _| {
        all.extend(sentences(line).into_iter().map(|it| it.text));
    });
    all
}

/// Gives a step its notes.
pub fn fill(step: &mut Step, notes: &[String], task: Option<&Task>) {
    let mut all = Vec::new();
    let is_wrong = |it: &&String| WRONG.iter().any(|words| it.contains(words));
    let about = |task: &Task| {
        join(
            notes
                .iter()
                .filter(|it| it.contains(&task.id) && !is_wrong(it)),
        )
    };
    let about = task.map(about).unwrap_or_default();
    if !about.is_empty() {
        all.push(note("About this", &about));
    }
    // Of several, those that name the task; a note that names none is about all of it.
    let is_meant = |it: &&String| task.is_none_or(|task| is_of(it, &task.id));
    let wrong = join(notes.iter().filter(is_wrong).filter(is_meant));
    if (step.asks() || task.is_some()) && !wrong.is_empty() {
        all.push(note("The usual wrong answer", &wrong));
    }
    if let Beside::Ask(asked) = &step.beside {
        match asked {
            Asked::Quiz(quiz) => {
                let right = quiz.right();
                all.extend(
                    quiz.options
                        .get(right)
                        .map(|it| note("The right answer", &format!("{} {}", it.text, it.why))),
                );
            }
            Asked::Words(answer) => all.push(note("The right answer", answer)),
            // The engine answers when the step is shown.
            Asked::Task(_) => {}
        }
    }
    if let Some(task) = task {
        let hints = &task.hints;
        let start = task.starts.first();
        let hint = |label, text: Option<&String>| text.map(|it| note(label, it));
        all.extend(hint("If nobody knows", hints.nudge.on(start)));
        all.extend(hint("Where to look", hints.pointer.on(start)));
    }
    if !notes.is_empty() {
        all.push(note("For this part", &join(notes.iter())));
    }
    step.notes = all;
}

/// Whether a sentence is about this task, or about none that it names.
fn is_of(text: &str, task: &str) -> bool {
    let chapter = task.split('-').next().unwrap_or_default();
    let prefix = format!("{chapter}-");
    !text.contains(&prefix) || text.contains(task)
}

fn note(label: &'static str, text: &str) -> Note {
    Note {
        label,
        text: text.to_owned(),
    }
}

fn join<'t>(all: impl Iterator<Item = &'t String>) -> String {
    all.map(String::as_str).collect::<Vec<_>>().join(" ")
}
