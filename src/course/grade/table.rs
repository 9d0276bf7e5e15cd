//! A class as CSV (RFC 4180): a line for each paper, for a spreadsheet.

use super::class::Class;
use super::paper::{Content, Paper, State};
use crate::rules::Severity;

/// The class as CSV. It begins with the mark of UTF-8, without which spreadsheets read names
/// in other scripts wrongly.
pub fn csv(class: &Class) -> String {
    let mut text = String::from("\u{feff}");
    let mut head: Vec<String> = [
        "file",
        "kind",
        "name",
        "problem",
        "complete",
        "tasks met",
        "tasks asked",
        "errors",
        "warnings",
        "quiz passed",
        "stuck at",
        "equal to",
    ]
    .map(str::to_owned)
    .to_vec();
    head.extend(
        class
            .told
            .iter()
            .map(|it| format!("{} {}", it.id, it.title)),
    );
    if !class.points.is_empty() {
        head.push("points met".to_owned());
    }
    head.extend(
        class
            .points
            .iter()
            .map(|it| format!("point {} {}", it.what, it.title)),
    );
    let drills = drills(class);
    head.extend(
        drills
            .iter()
            .map(|(id, title)| format!("drill {id} {title}")),
    );
    line(&mut text, &head);
    for paper in &class.papers {
        line(&mut text, &row(class, paper, &drills));
    }
    text
}

/// The drills that were judged, each once, as the first paper with them has them.
fn drills(class: &Class) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for paper in &class.papers {
        if let Content::Design { drills, .. } = &paper.content {
            for drill in drills.iter().filter(|it| it.passed.is_some()) {
                if !all.iter().any(|(id, _)| *id == drill.id) {
                    all.push((drill.id.clone(), drill.title.clone()));
                }
            }
        }
    }
    all
}

fn row(class: &Class, paper: &Paper, drills: &[(String, String)]) -> Vec<String> {
    let yes = |it: bool| if it { "yes" } else { "no" }.to_owned();
    let (met, asked) = paper.tasks();
    let none = String::new;
    let (name, problem, quiz, stuck) = match &paper.content {
        Content::Refused(why) => (none(), why.clone(), none(), none()),
        Content::Design { title, .. } => (title.clone(), none(), none(), none()),
        Content::Progress {
            name, quiz, stuck, ..
        } => (
            name.clone(),
            none(),
            yes(quiz.0),
            stuck.clone().unwrap_or_default(),
        ),
    };
    let is_design = matches!(paper.content, Content::Design { .. });
    let read = !matches!(paper.content, Content::Refused(_));
    let only = |wanted: bool, number: usize| match wanted {
        true => number.to_string(),
        false => none(),
    };
    let equal: Vec<&str> = class
        .questions
        .iter()
        .filter(|it| it.files.contains(&paper.file))
        .flat_map(|it| &it.files)
        .filter(|it| **it != paper.file)
        .map(String::as_str)
        .collect();
    let mut others: Vec<&str> = Vec::new();
    for it in equal {
        if !others.contains(&it) {
            others.push(it);
        }
    }
    let mut row = vec![
        paper.file.clone(),
        paper.kind().to_owned(),
        name,
        problem,
        yes(paper.is_whole()),
        only(read, met),
        only(read, asked),
        only(is_design, paper.findings(Severity::Error)),
        only(is_design, paper.findings(Severity::Warning)),
        quiz,
        stuck,
        others.join("; "),
    ];
    row.extend(class.told.iter().map(|task| {
        let mark = paper.marks.iter().find(|it| it.task == task.id);
        mark.map_or_else(none, |it| match it.state {
            State::Unseen => none(),
            state => state.word().to_owned(),
        })
    }));
    if !class.points.is_empty() {
        row.push(paper.points().map_or_else(none, |it| it.0.to_string()));
    }
    row.extend(class.points.iter().map(|tally| match &paper.content {
        Content::Design { points, .. } => {
            let point = points.iter().find(|it| it.number.to_string() == tally.what);
            point.map_or_else(none, |it| it.word.to_owned())
        }
        _ => none(),
    }));
    row.extend(drills.iter().map(|(id, _)| match &paper.content {
        Content::Design { drills, .. } => {
            let drill = drills.iter().find(|it| it.id == *id);
            let passed = drill.and_then(|it| it.passed);
            passed.map_or_else(none, |it| if it { "passed" } else { "failed" }.to_owned())
        }
        _ => none(),
    }));
    row
}

fn line(text: &mut String, fields: &[String]) {
    for (place, field) in fields.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&quoted(field));
    }
    text.push_str("\r\n");
}

/// A field. What a spreadsheet would take for a formula gets an apostrophe in front, so that
/// nobody's file name is ever calculated.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let field = match formula {
        true => format!("'{field}"),
        false => field.to_owned(),
    };
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_never_formulas() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"no\""), "\"say \"\"no\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("@a,b"), "\"'@a,b\"");
        assert_eq!(quoted("मीरा"), "मीरा");
    }
}
