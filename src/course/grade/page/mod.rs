//! A class as one page of HTML that needs nothing else: no script, no font, no picture, no
//! server. It can be printed, and is light or dark as the reader's system is.

mod each;

use std::fmt::Write as _;

use super::class::{Class, Tally};
use super::paper::{Content, Paper, State};
use crate::rules::Severity;
use crate::text::count;
use crate::text::escaped;

const STYLE: &str = include_str!("page.css");

/// How many names stand in a cell at most; the others are counted.
const NAMES: usize = 12;

/// The class as HTML.
pub fn html(class: &Class) -> String {
    let title = format!("Chapter {}, {}: class report", class.number, class.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escaped(&title)
    );
    // Writing into a text cannot fail.
    let _ = writeln!(
        page,
        "<p class=\"brand\">Cloud Campus · class report</p>\n<h1>Chapter {}: {}</h1>",
        class.number,
        escaped(&class.title)
    );
    summary(&mut page, class);
    questions(&mut page, class);
    papers(&mut page, class);
    tasks(&mut page, class);
    points(&mut page, class);
    missed(&mut page, class);
    findings(&mut page, class);
    each::each(&mut page, class);
    page.push_str(
        "<p class=\"foot\">Made by Cloud Campus on this computer. It judges designs by its own rules and checks; it is not made, checked or endorsed by Amazon Web Services. Which mark follows from it, people decide.</p>\n</main>\n</body>\n</html>\n",
    );
    page
}

fn summary(page: &mut String, class: &Class) {
    let all = class.papers.len();
    let unread = all - class.readable();
    let mut said = vec![format!(
        "{} handed in.",
        count(all, "submission", "submissions")
    )];
    said.push(format!("{} complete.", count(class.whole(), "is", "are")));
    if unread > 0 {
        said.push(format!("{} not be read.", count(unread, "could", "could")));
    }
    if let Some(task) = class.hardest() {
        said.push(format!(
            "The task that most did not meet is {} {}: {} of {}.",
            task.what,
            task.title,
            task.open.len(),
            task.open.len() + task.met
        ));
    }
    if let Some(point) = class.hardest_point() {
        said.push(format!(
            "The point of the checklist that most did not meet is {} {}: {} of {}.",
            point.what,
            point.title,
            point.open.len(),
            point.open.len() + point.met
        ));
    }
    let _ = writeln!(page, "<p class=\"lead\">{}</p>", escaped(&said.join(" ")));
}

fn heading(page: &mut String, title: &str, words: &str) {
    let _ = writeln!(page, "<h2>{}</h2>", escaped(title));
    if !words.is_empty() {
        let _ = writeln!(page, "<p class=\"words\">{}</p>", escaped(words));
    }
}

fn table(page: &mut String, heads: &[&str], numbers: &[usize], rows: &[Vec<String>]) {
    let class = |place: usize| match numbers.contains(&place) {
        true => " class=\"number\"",
        false => "",
    };
    page.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for (place, head) in heads.iter().enumerate() {
        let _ = write!(
            page,
            "<th scope=\"col\"{}>{}</th>",
            class(place),
            escaped(head)
        );
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            // What stands in a cell is made of escaped parts.
            match place {
                0 => {
                    let _ = write!(page, "<th scope=\"row\">{cell}</th>");
                }
                _ => {
                    let _ = write!(page, "<td{}>{cell}</td>", class(place));
                }
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></div>\n");
}

/// A file's name, which may be in any script.
fn file(name: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(name))
}

fn files(all: &[String]) -> String {
    let mut names: Vec<String> = all.iter().take(NAMES).map(|it| file(it)).collect();
    if all.len() > NAMES {
        names.push(format!("{} more", all.len() - NAMES));
    }
    names.join(", ")
}

fn questions(page: &mut String, class: &Class) {
    if class.questions.is_empty() {
        return;
    }
    heading(
        page,
        "Questions to ask",
        "These designs are equal in something that the chapter does not give. It may be a copy, work in a pair, or a file that was handed in twice: ask, do not conclude.",
    );
    let rows: Vec<Vec<String>> = class
        .questions
        .iter()
        .map(|it| vec![files(&it.files), escaped(&it.reason)])
        .collect();
    table(page, &["submissions", "what is equal"], &[], &rows);
    if class.expected > 0 {
        let _ = writeln!(
            page,
            "<p class=\"words\">{} built as the chapter's own hints lead to. That is no question; such designs are compared only by what was placed by hand.</p>",
            count(class.expected, "design is", "designs are")
        );
    }
}

fn papers(page: &mut String, class: &Class) {
    heading(page, "Submissions", "");
    let with_points = !class.points.is_empty();
    let mut heads = vec!["submission", "what", "tasks met"];
    if with_points {
        heads.push("points met");
    }
    heads.extend(["errors", "warnings", "open"]);
    let numbers: Vec<usize> = (2..heads.len() - 1).collect();
    let rows: Vec<Vec<String>> = class
        .papers
        .iter()
        .map(|paper| {
            let mut row = vec![named(paper), escaped(&what(paper))];
            if let Content::Refused(_) = &paper.content {
                row.extend(vec![String::new(); heads.len() - 3]);
                row.push("<span class=\"state bad\">not readable</span>".to_owned());
                return row;
            }
            let (met, asked) = paper.tasks();
            row.push(format!("{met} of {asked}"));
            if with_points {
                row.push(
                    paper
                        .points()
                        .map_or_else(String::new, |(met, all)| format!("{met} of {all}")),
                );
            }
            let is_design = matches!(paper.content, Content::Design { .. });
            for severity in [Severity::Error, Severity::Warning] {
                row.push(match is_design {
                    true => paper.findings(severity).to_string(),
                    false => String::new(),
                });
            }
            row.push(open(paper));
            row
        })
        .collect();
    table(page, &heads, &numbers, &rows);
}

fn named(paper: &Paper) -> String {
    let name = match &paper.content {
        Content::Design { title, .. } => title,
        Content::Progress { name, .. } => name,
        Content::Refused(_) => "",
    };
    match name.is_empty() {
        true => file(&paper.file),
        false => format!(
            "{}<br><small><bdi>{}</bdi></small>",
            file(&paper.file),
            escaped(name)
        ),
    }
}

fn what(paper: &Paper) -> String {
    match &paper.content {
        Content::Refused(why) => format!("{}.", crate::text::capitalised(why)),
        Content::Design {
            untouched: true, ..
        } => "Document. Nothing was done: it is what the chapter begins with.".to_owned(),
        Content::Design { things, .. } => {
            format!("Document, {}.", count(*things, "thing", "things"))
        }
        Content::Progress { quiz, left_out, .. } => {
            let quiz = match quiz {
                (true, _) => "quiz passed",
                (false, 0) => "quiz not taken",
                (false, _) => "quiz not passed",
            };
            let left = match left_out {
                0 => String::new(),
                count => format!(" {count} parts could not be read."),
            };
            format!("Progress, {quiz}.{left}")
        }
    }
}

/// What is open on a paper, in a few marks.
fn open(paper: &Paper) -> String {
    if paper.is_whole() {
        return "<span class=\"state good\">complete</span>".to_owned();
    }
    let tasks = paper.marks.iter().filter(|it| it.state == State::Open);
    let mut open: Vec<String> = tasks.map(|it| escaped(&it.task)).collect();
    if let Content::Design { points, drills, .. } = &paper.content {
        let unmet = points.iter().filter(|it| !it.met);
        open.extend(unmet.map(|it| format!("point {}", it.number)));
        let failed = drills.iter().filter(|it| it.passed == Some(false));
        open.extend(failed.map(|it| format!("drill {}", escaped(&it.id))));
    }
    if let Content::Progress {
        quiz: (false, _), ..
    } = &paper.content
    {
        open.push("quiz".to_owned());
    }
    open.join(", ")
}

fn tallies(page: &mut String, head: &str, all: &[Tally], hardest: Option<&Tally>) {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|it| {
            let most = match hardest == Some(it) {
                true => " <span class=\"state bad\">most open</span>",
                false => "",
            };
            vec![
                format!("{} {}{most}", escaped(&it.what), escaped(&it.title)),
                it.met.to_string(),
                it.open.len().to_string(),
                files(&it.open),
            ]
        })
        .collect();
    table(page, &[head, "met", "open", "open for"], &[1, 2], &rows);
}

fn tasks(page: &mut String, class: &Class) {
    if class.told.is_empty() {
        return;
    }
    heading(page, "Tasks", "");
    let asked: Vec<Tally> = class
        .tasks
        .iter()
        .filter(|it| it.met + it.open.len() > 0)
        .cloned()
        .collect();
    if !asked.is_empty() {
        tallies(page, "task", &asked, class.hardest());
    }
    let designs = class
        .papers
        .iter()
        .any(|it| matches!(it.content, Content::Design { .. }));
    let unseen = class.told.iter().filter_map(|it| Some((it, it.unseen?)));
    let unseen: Vec<String> = unseen
        .map(|(it, why)| {
            format!(
                "<li><b>{} {}</b>: {}.</li>",
                escaped(&it.id),
                escaped(&it.title),
                escaped(why)
            )
        })
        .collect();
    if designs && !unseen.is_empty() {
        let _ = writeln!(
            page,
            "<p class=\"words\">Documents are not judged on these tasks:</p>\n<ul>{}</ul>",
            unseen.join("\n")
        );
    }
}

fn points(page: &mut String, class: &Class) {
    if class.points.is_empty() {
        return;
    }
    heading(
        page,
        "Production checklist",
        "Met is what the drawing shows or what its author states; the review says which.",
    );
    tallies(page, "point", &class.points, class.hardest_point());
}

fn missed(page: &mut String, class: &Class) {
    if class.missed.is_empty() {
        return;
    }
    heading(
        page,
        "Answered wrong at first",
        "What most got wrong is a good beginning of the next lesson.",
    );
    let rows: Vec<Vec<String>> = class
        .missed
        .iter()
        .map(|it| {
            vec![
                escaped(&it.what),
                escaped(
                    &crate::course::glance::spans(&it.title)
                        .iter()
                        .map(plain)
                        .collect::<String>(),
                ),
                it.count.to_string(),
            ]
        })
        .collect();
    table(page, &["question", "about", "wrong at first"], &[2], &rows);
}

fn plain(span: &crate::course::glance::Span) -> &str {
    use crate::course::glance::Span;
    match span {
        Span::Words(text) | Span::Code(text) => text,
    }
}

fn findings(page: &mut String, class: &Class) {
    if class.findings.is_empty() {
        return;
    }
    heading(page, "What the rules found", "");
    let rows: Vec<Vec<String>> = class
        .findings
        .iter()
        .map(|it| {
            vec![
                format!(
                    "{}<br><small>{}</small>",
                    escaped(&it.title),
                    escaped(&it.what)
                ),
                it.open.len().to_string(),
                files(&it.open),
            ]
        })
        .collect();
    table(page, &["finding", "designs", "in"], &[1], &rows);
}
