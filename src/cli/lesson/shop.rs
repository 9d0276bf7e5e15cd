//! The shop of drills in a terminal.

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{WIDTH, task_lines};
use crate::analysis::Analysis;
use crate::cli::output::{Paint, wrapped};
use crate::cli::{Answer, BadInput, input, lessons};
use crate::course::attempt::{Attempt, differences};
use crate::course::judge::{Moment, verdict};
use crate::course::lesson::Task;
use crate::course::lesson::prose::{line, plain};
use crate::course::read::Fault;
use crate::course::shop::{FOLDER, Shop};
use crate::course::{lint, play};
use crate::text;

/// What is asked of the shop.
#[derive(clap::Args)]
pub struct Flags {
    /// A trouble, by its id.
    trouble: Option<String>,
    /// Your mended document, *.campus.json; - for standard input.
    file: Option<PathBuf>,
    /// Print the broken document of the trouble, to be mended.
    #[arg(long, requires = "trouble", conflicts_with = "file")]
    document: bool,
}

/// Answers about the shop.
pub fn answer(
    flags: &Flags,
    lessons: &Path,
    paint: Paint,
    stdin: &mut dyn Read,
) -> Result<Answer, BadInput> {
    let shop = read(lessons).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        BadInput(format!("the shop cannot be read: {}", lines.join("\n")))
    })?;
    let Some(id) = &flags.trouble else {
        return Ok(Answer::fine(list(&shop, paint)));
    };
    let task = shop.trouble(id).ok_or_else(|| {
        BadInput(format!(
            "the shop has no trouble `{id}`; `cloud-campus lesson shop` lists them"
        ))
    })?;
    let start = shop
        .lesson
        .documents
        .get("start")
        .cloned()
        .unwrap_or_default();
    let begun = play::begin(&shop.lesson, task, &start, 0)
        .map_err(|fault| BadInput(format!("the trouble cannot begin: {fault}")))?;
    if flags.document {
        let mut begun = begun;
        begun.title.clone_from(&task.title);
        return Ok(Answer::fine(begun.to_json()));
    }
    let Some(file) = &flags.file else {
        return Ok(Answer::fine(told(&shop, task, paint)));
    };
    let mended = input::read(file, stdin)?;
    let (analysis, before) = (
        Analysis::of(&mended.architecture),
        Analysis::of(&begun.architecture),
    );
    let mut attempt = Attempt::new(&before);
    if let Some(check) = &task.check {
        attempt.play(check, &mended.architecture);
    }
    let mut text = String::new();
    let mut fine = false;
    if let Some(check) = &task.check {
        let verdict = verdict(check, &Moment::new(&analysis, &attempt));
        fine = verdict.met;
        task_lines(&mut text, task, &verdict.lines, verdict.met, paint);
    }
    let edits: u32 = differences(&begun.architecture, &mended.architecture)
        .iter()
        .map(|(_, edits)| edits)
        .sum();
    // Writing into a text cannot fail.
    let _ = writeln!(
        text,
        "\n{}, par {}.",
        text::count(edits as usize, "edit", "edits"),
        task.par.unwrap_or(1)
    );
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine,
    })
}

/// What is wrong with the shop, for authors.
pub fn faults(lessons: &Path) -> Vec<Fault> {
    match read(lessons) {
        Ok(shop) => lint::shop_faults(&shop),
        Err(faults) => faults,
    }
}

fn read(lessons: &Path) -> Result<Shop, Vec<Fault>> {
    Shop::read(&lessons::texts(&lessons.join(FOLDER))?)
}

fn short(task: &Task) -> &str {
    task.id.split_once('-').map_or(&task.id, |(_, name)| name)
}

fn list(shop: &Shop, paint: Paint) -> String {
    let mut text = String::new();
    for topic in &shop.topics {
        let _ = writeln!(text, "{}", paint.bold(&topic.name));
        let troubles = shop.troubles().iter();
        for task in troubles.filter(|it| shop.topic(it) == Some(topic)) {
            let _ = writeln!(
                text,
                "  {:<24} {}  {}",
                short(task),
                task.title,
                paint.dim(&format!("par {}", task.par.unwrap_or(1)))
            );
            let said = format!("“{}”", task.symptom.on(None).map_or("", String::as_str));
            text.push_str(&wrapped(&plain(&line(&said)), 6, WIDTH));
        }
    }
    let _ = writeln!(
        text,
        "\n{}. `lesson shop TROUBLE --document` prints a broken document.",
        text::count(shop.troubles().len(), "trouble", "troubles")
    );
    text
}

fn told(shop: &Shop, task: &Task, paint: Paint) -> String {
    let mut text = format!("{}\n", paint.bold(&task.title));
    let topic = shop.topic(task).map_or("", |it| it.name.as_str());
    let _ = writeln!(text, "{topic} · par {}\n", task.par.unwrap_or(1));
    if let Some(symptom) = task.symptom.on(None) {
        text.push_str(&wrapped(&format!("“{symptom}”"), 2, WIDTH));
    }
    text.push('\n');
    text.push_str(&wrapped(&plain(&line(&task.text)), 2, WIDTH));
    text
}
