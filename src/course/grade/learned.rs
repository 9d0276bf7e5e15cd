//! Marking an exported progress: what was met and with how much help, what was answered
//! wrong at first, and where somebody stands.

use super::marking::Marking;
use super::paper::{Content, Mark, Paper, State};
use crate::course::lesson::Task;
use crate::course::memory::{Chapter, Kept, Task as Done, Try};
use crate::text::count;

/// Marks a progress on the marking's chapter.
pub fn mark(marking: &Marking, file: &str, kept: &Kept) -> Paper {
    let nothing = Chapter::default();
    let chapter = kept.progress.chapter(marking.number());
    let chapter = chapter.unwrap_or(&nothing);
    let mut marks: Vec<Mark> = marking
        .ready()
        .map(|(task, _)| of_task(task, chapter.tasks.get(&task.id)))
        .collect();
    // A chapter in preparation has no tasks to ask for; what was met is met all the same.
    if marking.lesson().is_none() {
        let met = chapter.tasks.iter().filter(|(_, it)| it.met.is_some());
        marks.extend(met.map(|(id, done)| Mark {
            task: id.clone(),
            state: State::Met,
            said: vec![how(None, done)],
        }));
    }
    let open = marks.iter().find(|it| it.state == State::Open);
    Paper {
        file: file.to_owned(),
        content: Content::Progress {
            name: kept.name.clone(),
            quiz: (chapter.has_passed(), chapter.quiz.len()),
            stuck: open.map(|it| it.task.clone()),
            missed: missed(marking, chapter),
            left_out: kept.left_out.len(),
        },
        marks,
    }
}

fn of_task(task: &Task, done: Option<&Done>) -> Mark {
    let met = done.filter(|it| it.met.is_some());
    let said = match (done, met) {
        (_, Some(done)) => vec![how(task.par, done)],
        (Some(done), None) if done.shown => vec!["“Show me” was opened.".to_owned()],
        (Some(done), None) if done.hints > 0 => {
            vec![format!(
                "{} opened.",
                count(done.hints as usize, "hint", "hints")
            )]
        }
        _ => Vec::new(),
    };
    Mark {
        task: task.id.clone(),
        state: match met {
            Some(_) => State::Met,
            None => State::Open,
        },
        said,
    }
}

/// How a task was met, in a sentence.
fn how(par: Option<u32>, done: &Done) -> String {
    let help = match (done.shown, done.hints) {
        (true, _) => "after “show me”".to_owned(),
        (false, 0) => "without a hint".to_owned(),
        (false, hints) => format!("after {}", count(hints as usize, "hint", "hints")),
    };
    match (done.edits, par) {
        (Some(edits), Some(par)) => {
            let edits = count(edits as usize, "edit", "edits");
            format!("{help}, {edits}, par {par}.")
        }
        _ => format!("{help}."),
    }
}

/// The questions that were wrong when they were first answered.
fn missed(marking: &Marking, chapter: &Chapter) -> Vec<String> {
    let asked = marking.ready().map(|(task, _)| &task.id);
    let answers = asked.filter_map(|id| {
        let answers = &chapter.tasks.get(id)?.answers;
        // A task may ask several questions; each has a first answer of its own.
        let mut seen: Vec<u32> = Vec::new();
        let wrong = answers.iter().any(|it| {
            let first = !seen.contains(&it.question);
            seen.push(it.question);
            first && !it.right
        });
        wrong.then(|| id.clone())
    });
    let mut missed: Vec<String> = answers.collect();
    let first: Option<&Try> = chapter.quiz.first();
    let wrong = first.into_iter().flat_map(|it| &it.answers);
    let wrong = wrong.filter(|it| !it.right);
    missed.extend(wrong.map(|it| format!("quiz {}", it.question + 1)));
    missed
}
