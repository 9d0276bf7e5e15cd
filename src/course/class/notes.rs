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
    let about: Vec<Option<&str>> = subjects(notes);
    let is_wrong = |it: &str| WRONG.iter().any(|words| it.contains(words));
    let of = |place: usize| about.get(place).copied().flatten();
    let placed = || notes.iter().enumerate();
    let told = task.map(|task| {
        join(placed().filter(|(place, it)| of(*place) == Some(task.id.as_str()) && !is_wrong(it)))
    });
    if let Some(told) = told.filter(|it| !it.is_empty()) {
        all.push(note("About this", &told));
    }
    // What is said of no task is about all of them.
    let wrong = join(placed().filter(|(place, it)| {
        is_wrong(it) && task.is_none_or(|task| of(*place).is_none_or(|id| id == task.id))
    }));
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
        all.push(note("For this part", &join(placed())));
    }
    step.notes = all;
}

/// The task that each sentence is about: the one that it names, else the last one named.
fn subjects(notes: &[String]) -> Vec<Option<&str>> {
    let is_id = |word: &&str| {
        word.split_once('-').is_some_and(|(chapter, rest)| {
            chapter.len() == 2
                && chapter.bytes().all(|it| it.is_ascii_digit())
                && rest.bytes().any(|it| it.is_ascii_digit())
        })
    };
    let is_end = |it: char| !(it.is_alphanumeric() || it == '-');
    let mut last = None;
    let all = notes.iter().map(|text| {
        last = text.split(is_end).find(is_id).or(last);
        last
    });
    all.collect()
}

fn note(label: &'static str, text: &str) -> Note {
    Note {
        label,
        text: text.to_owned(),
    }
}

fn join<'t>(all: impl Iterator<Item = (usize, &'t String)>) -> String {
    let all: Vec<&str> = all.map(|(_, it)| it.as_str()).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_about_the_task_that_was_named_last() {
        let all = [
            "About 60 minutes.",
            "Ask before 09-6: what?",
            "The usual wrong answer.",
            "In 24-s12, wait.",
        ];
        let all = all.map(str::to_owned);
        assert_eq!(
            subjects(&all),
            [None, Some("09-6"), Some("09-6"), Some("24-s12")]
        );
    }
}
