//! `cloud-campus lesson`: the course in the terminal. The same sentences as on the page,
//! and for authors everything that is wrong with a lesson.

mod shop;
mod text;

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::lessons::{self, LessonsFlag, Named};
use super::output::{Paint, wrapped};
use super::{Answer, BadInput, input};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::attempt::Attempt;
use crate::course::judge::{CardLine, LineState, Moment, Piece, verdict};
use crate::course::lesson::{Lesson, Task};
use crate::course::lint::{self, Glossary};
use crate::course::play;
use crate::course::read::Fault;
use crate::course::shop::FOLDER;

/// How wide a line may be.
const WIDTH: usize = 88;

/// The flags of `lesson`.
#[derive(Args)]
pub struct Flags {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    lessons: LessonsFlag,
}

#[derive(Subcommand)]
enum Command {
    /// List the chapters.
    List,
    /// Print a chapter: its text and its tasks.
    Show {
        /// Its number.
        chapter: u32,
    },
    /// Say which tasks of a chapter a document meets, and what is missing. Of a lab that
    /// somebody has saved: also whether it keeps what a lesson promises.
    Check {
        /// The chapter's number; or the folder or the zip file of a lab.
        #[arg(value_name = "CHAPTER|LAB")]
        lesson: Named,
        /// The document, *.campus.json; - for standard input. Without one a lab itself is
        /// tried.
        file: Option<PathBuf>,
        /// One task, by its id; needed for tasks with a document of their own.
        #[arg(long, value_name = "ID")]
        task: Option<String>,
    },
    /// List the shop of drills: broken networks to mend, by topic and par. With a trouble:
    /// what somebody complains of; with a document as well: whether it is mended.
    Shop(shop::Flags),
    /// Try everything that holds of lessons, and say what does not: for authors.
    CheckAll {
        /// The folder of one chapter; all of them if absent.
        folder: Option<PathBuf>,
    },
}

/// Answers about lessons.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    match &flags.command {
        Command::List => list(flags, paint),
        Command::Show { chapter } => {
            let lesson = flags.lessons.lesson(*chapter)?;
            Ok(Answer::fine(text::chapter(&lesson.chapter, paint)))
        }
        Command::Check {
            lesson, file: None, ..
        } => match lesson {
            Named::Lab(path) => try_lab(path, paint),
            Named::Chapter(_) => Err(BadInput(
                "name the document that is to be checked; `lesson check-all` tries a chapter"
                    .to_owned(),
            )),
        },
        Command::Check {
            lesson,
            file: Some(file),
            task,
        } => {
            let (_, _, lesson) = flags.lessons.named(lesson)?;
            let document = input::read(file, stdin)?;
            check(
                &lesson,
                &Analysis::of(&document.architecture),
                task.as_deref(),
                paint,
            )
        }
        Command::Shop(wanted) => shop::answer(wanted, &flags.lessons.lessons_dir, paint, stdin),
        Command::CheckAll { folder } => check_all(flags, folder.as_ref(), paint),
    }
}

/// Tries a lab: everything that it promises.
fn try_lab(path: &Path, paint: Paint) -> Result<Answer, BadInput> {
    let lesson = lessons::lab(path)?;
    let faults = lint::lab_faults(&lesson);
    let mut text = String::new();
    tell(&mut text, &path.display().to_string(), &faults, paint);
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine: faults.is_empty(),
    })
}

fn list(flags: &Flags, paint: Paint) -> Result<Answer, BadInput> {
    let catalogue = flags.lessons.catalogue()?;
    let mut text = String::new();
    for part in &catalogue.parts {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{}", paint.bold(&part.name));
        for number in &part.chapters {
            let Some(room) = catalogue.room(*number) else {
                continue;
            };
            let line = format!(
                "{number:>4}  {:<22} {:<32} {:>3} min",
                room.service, room.title, room.minutes
            );
            let line = match room.open {
                true => line,
                false => paint.dim(&format!("{line}  in preparation")),
            };
            let _ = writeln!(text, "{line}");
        }
    }
    Ok(Answer::fine(text))
}

fn check(
    lesson: &Lesson,
    analysis: &Analysis,
    only: Option<&str>,
    paint: Paint,
) -> Result<Answer, BadInput> {
    if let Some(id) = only
        && lesson.chapter.task(id).is_none()
    {
        let ids: Vec<&str> = lesson
            .chapter
            .tasks
            .iter()
            .map(|it| it.id.as_str())
            .collect();
        return Err(BadInput(format!(
            "there is no task {id}; there are {}",
            ids.join(", ")
        )));
    }
    let mut text = format!("{}\n", paint.bold(&lesson.chapter.title));
    let (mut done, mut asked) = (0, 0);
    for task in &lesson.chapter.tasks {
        let wanted = only.map_or(!task.stands_alone(), |id| id == task.id);
        let Some(condition) = task.check.as_ref().filter(|_| wanted) else {
            continue;
        };
        let attempt = Attempt::new(&begun(lesson, task));
        let verdict = verdict(condition, &Moment::new(analysis, &attempt));
        asked += 1;
        done += usize::from(verdict.met);
        task_lines(&mut text, task, &verdict.lines, verdict.met, paint);
    }
    let _ = writeln!(text, "\n{done} of {asked} tasks met.");
    let notes = match asked {
        0 => vec!["this task is answered on the page, not built".to_owned()],
        _ => Vec::new(),
    };
    Ok(Answer {
        text,
        notes,
        fine: done == asked,
    })
}

/// The design with which a task begins, as far as a terminal can know.
fn begun(lesson: &Lesson, task: &Task) -> Analysis {
    let start = lesson.documents.get("start").cloned().unwrap_or_default();
    let begun = play::begin(lesson, task, &start, 0).unwrap_or(start);
    Analysis::of(&begun.architecture)
}

fn task_lines(text: &mut String, task: &Task, lines: &[CardLine], met: bool, paint: Paint) {
    let mark = match met {
        true => paint.green("met"),
        false => paint.yellow("open"),
    };
    let _ = writeln!(text, "\n{}  {}  {mark}", task.id, paint.bold(&task.title));
    for line in lines {
        let sign = match line.state {
            LineState::Met => paint.green("✓"),
            LineState::Next | LineState::Waits => "○".to_owned(),
            LineState::Contrary => paint.yellow("!"),
            LineState::Unclear => "?".to_owned(),
        };
        let aim: String = line
            .aim
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Slot(Some(text)) => text.clone(),
                Piece::Slot(None) => "nothing yet".to_owned(),
            })
            .collect();
        let _ = writeln!(text, "  {sign} {}", wrapped(&aim, 4, WIDTH).trim());
        if line.state != LineState::Met && aim != line.sentence {
            text.push_str(&paint.dim(&wrapped(&line.sentence, 6, WIDTH)));
        }
    }
}

/// The faults of a folder, a line each.
fn tell(text: &mut String, folder: &str, faults: &[Fault], paint: Paint) {
    // Writing into a text cannot fail.
    let _ = writeln!(
        text,
        "{}  {}",
        paint.bold(folder),
        crate::text::count_or_none(faults.len(), "fault", "faults")
    );
    for fault in faults {
        text.push_str(&wrapped(&format!("- {fault}"), 2, WIDTH));
    }
}

fn check_all(flags: &Flags, folder: Option<&PathBuf>, paint: Paint) -> Result<Answer, BadInput> {
    let catalogue = flags.lessons.catalogue()?;
    let mut glossary = Glossary::new();
    let (mut text, mut count) = (String::new(), 0);
    let wanted = folder
        .and_then(|it| it.file_name())
        .map(|it| it.to_string_lossy().into_owned());
    let mut known = false;
    let mut before: Option<Document> = None;
    for room in catalogue.rooms.iter().filter(|it| it.open) {
        let asked = wanted.as_ref().is_none_or(|it| *it == room.folder);
        known |= asked;
        let path = flags.lessons.lessons_dir.join(&room.folder);
        let faults = match lessons::lesson(&path) {
            Err(faults) => faults,
            Ok(lesson) => {
                let mut faults = match asked {
                    true => lint::faults(&lesson, &glossary),
                    false => Vec::new(),
                };
                if let (true, Some(before)) = (asked, &before) {
                    faults.extend(lint::joined(before, &lesson));
                }
                before = lesson.documents.get("solution").cloned();
                let terms = lesson.chapter.terms.iter();
                glossary.extend(terms.map(|it| (it.term.to_lowercase(), room.number)));
                faults
            }
        };
        if !asked {
            continue;
        }
        count += faults.len();
        tell(&mut text, &room.folder, &faults, paint);
    }
    if wanted.as_deref().is_none_or(|it| it == FOLDER) {
        known = true;
        let faults = shop::faults(&flags.lessons.lessons_dir);
        count += faults.len();
        tell(&mut text, FOLDER, &faults, paint);
    }
    if !known {
        let folder = wanted.unwrap_or_default();
        return Err(BadInput(format!(
            "course.json has no open chapter in the folder `{folder}`"
        )));
    }
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine: count == 0,
    })
}
