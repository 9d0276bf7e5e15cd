//! A chapter as text for a terminal.

use std::fmt::Write as _;

use super::WIDTH;
use crate::cli::output::{Paint, wrapped};
use crate::course::lesson::prose::{Node, line, plain};
use crate::course::lesson::{Block, BoxKind, Chapter, Task};

/// A chapter: text and tasks, without answers.
pub fn chapter(chapter: &Chapter, paint: Paint) -> String {
    let mut text = format!(
        "{}\n",
        paint.bold(&format!("Chapter {} · {}", chapter.number, chapter.title))
    );
    text.push_str("\nAfter this chapter you can\n");
    for promise in &chapter.promise {
        text.push_str(&wrapped(&format!("- {promise}"), 2, WIDTH));
    }
    for (number, unit) in chapter.units.iter().enumerate() {
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "\n{}",
            paint.bold(&format!("Unit {} · {}", number + 1, unit.title))
        );
        for block in &unit.blocks {
            of_block(&mut text, block, chapter, paint);
        }
    }
    text
}

fn of_block(text: &mut String, block: &Block, chapter: &Chapter, paint: Paint) {
    match block {
        Block::Prose(nodes) => prose(text, nodes, 0, paint),
        Block::Box(BoxKind::Instructor, _) | Block::WarmUp => {}
        Block::Box(kind, nodes) => {
            let _ = writeln!(text, "\n  {}", paint.bold(kind.label()));
            prose(text, nodes, 2, paint);
        }
        Block::Figure(name) => {
            let widget = chapter
                .figures
                .get(name)
                .map_or("", |it| it.widget.as_str());
            let _ = writeln!(text, "\n  [Figure on the page: {widget}]");
        }
        Block::Task(id) => {
            if let Some(task) = chapter.task(id) {
                of_task(text, task, paint);
            }
        }
        Block::BreakIt => {
            if let Some(broken) = &chapter.break_it {
                let _ = writeln!(text, "\n{}", paint.bold("Break it"));
                text.push_str(&wrapped(&plain(&line(&broken.text)), 2, WIDTH));
            }
        }
        Block::Quiz => {
            let _ = writeln!(text, "\n{}", paint.bold("Quiz"));
            for (number, question) in chapter.quiz.iter().enumerate() {
                let asked = plain(&line(&question.question));
                text.push_str(&wrapped(&format!("{}. {asked}", number + 1), 2, WIDTH));
                for (letter, option) in ["A", "B", "C", "D"].iter().zip(&question.options) {
                    let said = plain(&line(&option.text));
                    text.push_str(&wrapped(&format!("{letter}. {said}"), 5, WIDTH));
                }
            }
        }
        Block::Interview => {
            let _ = writeln!(text, "\n{}", paint.bold("Interview"));
            for it in &chapter.interview {
                text.push_str(&wrapped(&it.question, 2, WIDTH));
            }
        }
        Block::Summary => {
            let _ = writeln!(text, "\n{}", paint.bold("What stays"));
            for it in &chapter.summary {
                text.push_str(&wrapped(&format!("- {}", plain(&line(it))), 2, WIDTH));
            }
        }
    }
}

fn of_task(text: &mut String, task: &Task, paint: Paint) {
    let head = format!("Task {} · {} · {}", task.id, task.kind.label(), task.title);
    let _ = writeln!(text, "\n{}", paint.bold(&head));
    for symptom in task.symptom.all() {
        text.push_str(&wrapped(&format!("“{symptom}”"), 2, WIDTH));
    }
    text.push_str(&wrapped(&plain(&line(&task.text)), 2, WIDTH));
    for ask in &task.asks {
        if !ask.question.is_empty() {
            text.push_str(&wrapped(&plain(&line(&ask.question)), 2, WIDTH));
        }
    }
}

fn prose(text: &mut String, nodes: &[Node], indent: usize, paint: Paint) {
    for (place, node) in nodes.iter().enumerate() {
        match node {
            Node::Heading(_, inlines) => {
                let _ = writeln!(
                    text,
                    "\n{}{}",
                    " ".repeat(indent),
                    paint.bold(&plain(inlines))
                );
            }
            Node::Paragraph(inlines) => {
                // Paragraphs stand apart; what follows a heading follows it closely.
                if indent == 0 && place > 0 && !matches!(nodes[place - 1], Node::Heading(..)) {
                    text.push('\n');
                }
                text.push_str(&wrapped(&plain(inlines), indent, WIDTH));
            }
            Node::List(numbered, items) => {
                for (number, item) in items.iter().enumerate() {
                    let sign = match numbered {
                        true => format!("{}.", number + 1),
                        false => "-".to_owned(),
                    };
                    let mut inner = String::new();
                    prose(&mut inner, item, 0, paint);
                    let joined = inner.split_whitespace().collect::<Vec<_>>().join(" ");
                    text.push_str(&wrapped(&format!("{sign} {joined}"), indent + 2, WIDTH));
                }
            }
            Node::Table(head, rows) => {
                for row in std::iter::once(head).chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                    text.push_str(&wrapped(&cells.join(" · "), indent + 2, WIDTH));
                }
            }
            Node::Code(code) => {
                for it in code.lines() {
                    let _ = writeln!(text, "{}{it}", " ".repeat(indent + 4));
                }
            }
        }
    }
}
