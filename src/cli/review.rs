//! `cloud-campus review`: what a senior architect would say.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json, padded, wrapped};
use super::{Answer, BadInput, FileFlag, input};
use crate::analysis::Analysis;
use crate::picture::{Layer, Subject, mermaid};
use crate::review::report::{decides, headline, markdown};
use crate::review::{Answer as Answered, Line, Review};

/// The flags of `review`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Print Markdown.
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// Print JSON (see `cloud-campus schema review`).
    #[arg(long)]
    json: bool,
}

/// Reviews, and says so.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let analysis = Analysis::of(&document.architecture);
    let review = Review::of(&analysis);
    let text = if flags.json {
        json(&as_json(&document.title, &review))
    } else if flags.markdown {
        let subject = Subject::of(&document, &analysis, Layer::Structure);
        markdown(&document.title, &analysis, &review, &mermaid(&subject))
    } else {
        as_text(&document.title, &review, paint)
    };
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine: review.count(Answered::NotMet) == 0,
    })
}

fn as_json(title: &str, review: &Review) -> Value {
    // A review is plain data, which always has a JSON form.
    let mut value = serde_json::to_value(review).unwrap_or(Value::Null);
    if let Value::Object(members) = &mut value {
        members.insert("title".to_owned(), json!(title));
        members.insert("met".to_owned(), json!(review.met()));
        let not_met = review.count(Answered::NotMet);
        members.insert("not_met".to_owned(), json!(not_met));
        let open = review.count(Answered::StatementNeeded);
        members.insert("statements_needed".to_owned(), json!(open));
    }
    value
}

/// The columns of a terminal that everybody has.
const COLUMNS: usize = 80;

fn as_text(title: &str, review: &Review, paint: Paint) -> String {
    let title = if title.is_empty() { "Untitled" } else { title };
    let mut text = format!("{}\n", paint.bold(title));
    // Writing into a text cannot fail.
    let _ = writeln!(text, "{}.\n", headline(review));
    if !review.first.is_empty() {
        let _ = writeln!(text, "{}", paint.bold("Do this first"));
        for (number, it) in review.first.iter().enumerate() {
            text.push_str(&titled(&format!("{:>3}  ", number + 1), &it.title, paint));
            text.push_str(&wrapped(&it.sentence, 5, COLUMNS));
            text.push_str(&wrapped(&it.why, 5, COLUMNS));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", paint.bold("Checklist"));
    for line in &review.checklist {
        let number = format!("{:>3}  ", line.number.unwrap_or_default());
        text.push_str(&line_text(&number, line, paint));
    }
    for pillar in &review.pillars {
        let heading = format!("{}: {} of 100", pillar.title, pillar.score);
        let _ = writeln!(text, "\n{}", paint.bold(&heading));
        for it in &pillar.lines {
            let weight = format!("{:>3}  ", it.weight);
            text.push_str(&line_text(&weight, &it.line, paint));
        }
    }
    if !review.manual.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold("By hand"));
        for step in &review.manual {
            let mark = if step.stated { "said" } else { "open" };
            text.push_str(&titled(&format!("{mark:>4} "), step.title, paint));
            text.push_str(&wrapped(&step.sentence, 5, COLUMNS));
        }
    }
    if !review.accepted.is_empty() {
        let _ = writeln!(text, "\n{}", paint.bold("Accepted"));
        for it in &review.accepted {
            text.push_str(&titled("     ", it.title, paint));
            text.push_str(&wrapped(&it.sentence, 5, COLUMNS));
            text.push_str(&wrapped(&it.reason, 5, COLUMNS));
        }
    }
    text
}

fn titled(before: &str, title: &str, paint: Paint) -> String {
    let lines = wrapped(title, 5, COLUMNS);
    let bold: Vec<String> = lines
        .lines()
        .map(|it| paint.bold(it.trim_start()))
        .collect();
    format!("{before}{}\n", bold.join("\n     "))
}

/// A line, opened by its number or weight and by a word for the answer; what
/// decides stands beneath.
fn line_text(before: &str, line: &Line, paint: Paint) -> String {
    let word = match line.answer {
        Answered::Met => paint.green(&padded("met", 7)),
        Answered::Stated => paint.green(&padded("said", 7)),
        Answered::NotMet => paint.red(&padded("not met", 7)),
        Answered::StatementNeeded => paint.yellow(&padded("say", 7)),
    };
    let mut text = format!("{before}{word}  {}\n", paint.bold(line.title));
    text.push_str(&wrapped(&decides(line), 14, COLUMNS));
    if line.answer == Answered::NotMet {
        if let Some(fix) = &line.fix {
            text.push_str(&wrapped(&format!("Fix: {}", fix.label), 14, COLUMNS));
        }
        let read = format!("Read chapter {}.", line.chapter.number);
        text.push_str(&wrapped(&read, 14, COLUMNS));
    }
    if line.answer == Answered::StatementNeeded {
        let code = format!("Answer with a statement for \u{201c}{}\u{201d}.", line.code);
        text.push_str(&wrapped(&code, 14, COLUMNS));
    }
    text
}
