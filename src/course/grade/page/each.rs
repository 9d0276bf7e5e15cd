//! Paper by paper: what is open on each, in sentences.

use std::fmt::Write as _;

use super::{file, heading, what};
use crate::course::grade::class::Class;
use crate::course::grade::paper::{Content, State};
use crate::rules::Severity;
use crate::text::escaped;

/// What is open on each paper, in sentences.
pub(super) fn each(page: &mut String, class: &Class) {
    heading(page, "Paper by paper", "");
    for paper in &class.papers {
        let _ = writeln!(page, "<section>\n<h3>{}</h3>", file(&paper.file));
        let _ = writeln!(page, "<p>{}</p>", escaped(&what(paper)));
        let mut lines: Vec<String> = Vec::new();
        for mark in &paper.marks {
            let is_progress = matches!(paper.content, Content::Progress { .. });
            if mark.state == State::Open || is_progress {
                let title = class.told.iter().find(|it| it.id == mark.task);
                let title = title.map_or("", |it| it.title.as_str());
                lines.push(format!(
                    "<li><b>{} {}</b> {}{}</li>",
                    escaped(&mark.task),
                    escaped(title),
                    mark.state.word(),
                    match mark.said.is_empty() {
                        true => String::new(),
                        false => format!(": {}", escaped(&mark.said.join(" "))),
                    }
                ));
            }
        }
        match &paper.content {
            Content::Refused(_) => {}
            Content::Design {
                points,
                findings,
                drills,
                ..
            } => {
                for point in points.iter().filter(|it| !it.met) {
                    lines.push(format!(
                        "<li><b>Point {} {}</b> {}: {}</li>",
                        point.number,
                        escaped(point.title),
                        point.word,
                        escaped(&point.sentence)
                    ));
                }
                for drill in drills {
                    let word = match drill.passed {
                        Some(true) => "passed",
                        Some(false) => "failed",
                        None => "played",
                    };
                    lines.push(format!(
                        "<li><b>Drill: {}</b> {word}: {}.</li>",
                        escaped(&drill.title),
                        escaped(&drill.result)
                    ));
                }
                for found in findings.iter().filter(|it| it.severity != Severity::Info) {
                    lines.push(format!(
                        "<li><b>{}</b>: {}</li>",
                        found.severity.label(),
                        escaped(&found.sentence)
                    ));
                }
            }
            Content::Progress { missed, .. } if !missed.is_empty() => {
                lines.push(format!(
                    "<li>Wrong at first: {}.</li>",
                    escaped(&missed.join(", "))
                ));
            }
            Content::Progress { .. } => {}
        }
        if !lines.is_empty() {
            let _ = writeln!(page, "<ul>\n{}\n</ul>", lines.join("\n"));
        }
        page.push_str("</section>\n");
    }
}
