//! A class for the terminal.

use std::fmt::Write as _;

use super::Paint;
use crate::cli::output::{padded, width, wrapped};
use crate::course::grade::{Class, Content, Paper, State, Tally};
use crate::text::count;

/// How wide a line may be.
const WIDTH: usize = 92;

/// The class as text.
pub fn as_text(class: &Class, paint: Paint) -> String {
    let head = format!("Chapter {}, {}", class.number, class.title);
    let mut text = format!("{}\n\n", paint.bold(&head));
    let longest = class.papers.iter().map(|it| width(&it.file)).max();
    let longest = longest.unwrap_or_default().min(48);
    for paper in &class.papers {
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "{}  {}",
            padded(&paper.file, longest),
            line(paper, paint)
        );
    }
    let open: Vec<&Tally> = class
        .tasks
        .iter()
        .filter(|it| !it.open.is_empty())
        .collect();
    tallies(&mut text, "Open tasks", &open, paint);
    let open: Vec<&Tally> = class
        .points
        .iter()
        .filter(|it| !it.open.is_empty())
        .collect();
    tallies(&mut text, "Unmet points of the checklist", &open, paint);
    if !class.missed.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold("Answered wrong at first"));
        for it in &class.missed {
            let said = format!("{:>4}  {}  {}", it.count, it.what, it.title);
            let _ = writeln!(text, "{}", wrapped(&said, 2, WIDTH).trim_end());
        }
    }
    if !class.questions.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold("Questions to ask, no verdicts"));
        for it in &class.questions {
            text.push_str(&wrapped(&it.files.join(", "), 2, WIDTH));
            text.push_str(&wrapped(&it.reason, 6, WIDTH));
        }
    }
    let whole = format!(
        "{} of {} complete.",
        class.whole(),
        count(class.papers.len(), "submission", "submissions")
    );
    let whole = match class.whole() == class.papers.len() {
        true => paint.green(&whole),
        false => whole,
    };
    let _ = writeln!(text, "\n{whole}");
    text
}

fn line(paper: &Paper, paint: Paint) -> String {
    if let Content::Refused(why) = &paper.content {
        return format!("{}: {why}", paint.red("not readable"));
    }
    let (met, asked) = paper.tasks();
    let mut said = vec![format!("{met} of {} met", count(asked, "task", "tasks"))];
    if let Some((met, all)) = paper.points() {
        said.push(format!("{met} of {all} points"));
    }
    match &paper.content {
        Content::Design {
            untouched, drills, ..
        } => {
            let errors = paper.findings(crate::rules::Severity::Error);
            said.push(crate::text::count_or_none(errors, "error", "errors"));
            let judged = drills.iter().filter_map(|it| it.passed);
            let (passed, all) = judged.fold((0, 0), |(passed, all), it| {
                (passed + usize::from(it), all + 1)
            });
            if all > 0 {
                said.push(format!("{passed} of {all} drills passed"));
            }
            if *untouched {
                said.push("nothing was done".to_owned());
            }
        }
        Content::Progress { quiz, stuck, .. } => {
            said.push(match quiz {
                (true, _) => "quiz passed".to_owned(),
                (false, 0) => "quiz not taken".to_owned(),
                (false, tries) => format!("quiz not passed in {}", count(*tries, "try", "tries")),
            });
            if let Some(task) = stuck {
                said.push(format!("next is {task}"));
            }
        }
        Content::Refused(_) => {}
    }
    let said = said.join(", ");
    match paper.is_whole() {
        true => format!("{}: {said}", paint.green("complete")),
        false => {
            let open = paper.marks.iter().filter(|it| it.state == State::Open);
            let open: Vec<&str> = open.map(|it| it.task.as_str()).collect();
            let open = match open.is_empty() {
                true => String::new(),
                false => paint.dim(&format!("  ({})", open.join(", "))),
            };
            format!("{}: {said}{open}", paint.yellow("open"))
        }
    }
}

/// What is open, and for how many; the longest is what most have to come back to.
fn tallies(text: &mut String, title: &str, all: &[&Tally], paint: Paint) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", paint.bold(title));
    let most = all.iter().map(|it| it.open.len()).max().unwrap_or_default();
    for it in all {
        let asked = it.met + it.open.len();
        let line = format!("{:>4} of {asked}  {}  {}", it.open.len(), it.what, it.title);
        let line = match it.open.len() == most {
            true => format!("{line}  {}", paint.red("most open")),
            false => line,
        };
        let _ = writeln!(text, "{line}");
    }
}
