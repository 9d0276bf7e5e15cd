//! `cloud-campus grade`: a folder of submissions, marked in parallel, as a table, CSV, one
//! page of HTML or JSON.

mod as_json;
mod folder;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Args;

use super::lessons::{LessonsFlag, Named};
use super::output::{Paint, json};
use super::{Answer, BadInput};
use crate::course::grade::{self, CAPSTONE, Class, Marked, Marking, Paper, page, table};
use crate::course::lesson::Lesson;
use folder::Submission;

/// The flags of `grade`.
#[derive(Args)]
#[command(after_help = GRADING)]
pub struct Flags {
    /// The folder with the submissions; those in folders inside it count, too.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The chapter that they are for, or the folder or the zip file of a lab.
    #[arg(long, value_name = "N|LAB")]
    lesson: Named,
    /// Grade one task alone, by its id: for documents that were handed in for a
    /// task that begins with a document of its own.
    #[arg(long, value_name = "ID")]
    task: Option<String>,
    /// Play the runs that the chapter asks for, and for chapter 24 the five
    /// validations. This takes seconds for each submission.
    #[arg(long)]
    drills: bool,
    /// Write a table for a spreadsheet.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write a report of one page that needs nothing else and can be printed.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print JSON (see `cloud-campus schema grade`).
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    lessons: LessonsFlag,
}

const GRADING: &str = "\
Submissions are documents (*.campus.json) and exported progress files; every file that
ends in .json is looked at. One that cannot be read is a line with its reason.
Exit codes: 0 all submissions are complete; 1 at least one is not, or cannot be read;
2 bad input: no such folder or chapter, nothing to grade, or a report that cannot be
written.";

/// Grades.
pub fn answer(flags: &Flags, paint: Paint) -> Result<Answer, BadInput> {
    let (marking, mut notes) = marking(flags)?;
    let found = folder::submissions(&flags.folder)?;
    notes.extend(found.notes);
    if found.submissions.is_empty() {
        return Err(BadInput(format!(
            "{}: there is nothing to grade: submissions end in .json",
            flags.folder.display()
        )));
    }
    let class = Class::of(&marking, marked(&marking, &found.submissions));
    if let Some(path) = &flags.csv {
        write(path, &table::csv(&class))?;
    }
    if let Some(path) = &flags.html {
        write(path, &page::html(&class))?;
    }
    let text = match flags.json {
        true => json(&as_json::as_json(&class)),
        false => text::as_text(&class, paint),
    };
    Ok(Answer {
        text,
        notes,
        fine: class.whole() == class.papers.len(),
    })
}

/// The chapter, made ready, and what has to be said of it.
fn marking(flags: &Flags) -> Result<(Marking, Vec<String>), BadInput> {
    let only = flags.task.as_deref();
    let mut notes = Vec::new();
    let number = match &flags.lesson {
        Named::Chapter(number) => *number,
        lab @ Named::Lab(_) => {
            let (number, title, lesson) = flags.lessons.named(lab)?;
            known_task(flags, Some(&lesson))?;
            let marking = Marking::of(number, &title, Some(lesson), only, flags.drills);
            return Ok((marking, notes));
        }
    };
    let room = flags.lessons.room(number)?;
    let lesson = match (room.open, room.number) {
        // The checklist judges any design, with or without the chapter's text.
        (false, CAPSTONE) => {
            notes.push(format!(
                "chapter {CAPSTONE} is in preparation: its tasks are not graded, the checklist is"
            ));
            None
        }
        _ => Some(flags.lessons.lesson(number)?),
    };
    known_task(flags, lesson.as_ref())?;
    let marking = Marking::of(room.number, &room.title, lesson, only, flags.drills);
    Ok((marking, notes))
}

/// Whether there is the one task that was handed in.
fn known_task(flags: &Flags, lesson: Option<&Lesson>) -> Result<(), BadInput> {
    let Some(id) = &flags.task else {
        return Ok(());
    };
    let tasks = lesson.map_or(&[][..], |it| &it.chapter.tasks);
    if tasks.iter().any(|it| it.id == *id) {
        return Ok(());
    }
    let ids: Vec<&str> = tasks.iter().map(|it| it.id.as_str()).collect();
    Err(BadInput(format!(
        "--task: there is no task {id}; there are {}",
        ids.join(", ")
    )))
}

/// Marks them, as many at a time as there are cores. In which order they are taken decides
/// nothing: each is marked by itself.
fn marked(marking: &Marking, submissions: &[Submission]) -> Vec<Marked> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Marked>> = Mutex::new(Vec::with_capacity(submissions.len()));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores.min(submissions.len()) {
            scope.spawn(|| {
                while let Some(it) = submissions.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = match folder::bytes(&it.path) {
                        Ok(bytes) => grade::mark(marking, &it.name, &bytes),
                        Err(why) => (Paper::refused(&it.name, why), None),
                    };
                    // Nothing can be left half done in there.
                    done.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(one);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn write(path: &Path, text: &str) -> Result<(), BadInput> {
    fs::write(path, text)
        .map_err(|error| BadInput(format!("{} cannot be written: {error}", path.display())))
}
