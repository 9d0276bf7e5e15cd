//! The drawing as a Mermaid flowchart: boxes as subgraphs, things as nodes,
//! lines as arrows. Wikis and repositories draw it, and people can read it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Subject;
use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::{LineKind, Shape, Thing};
use crate::text::is_writable;

/// A text inside quotes, so that it is nothing but text: Mermaid reads `#` as
/// the beginning of a code, and markup as HTML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '#' | '"' | '<' | '>' | '&' | '`' | '\\' | '[' | ']' | '{' | '}' | '|' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "#{};", u32::from(sign));
            }
            '\t' | '\n' | '\r' => out.push(' '),
            sign if is_writable(sign) => out.push(sign),
            _ => {}
        }
    }
    // An empty label would be no label.
    if out.len() == 1 {
        out.push(' ');
    }
    out.push('"');
    out
}

struct Chart<'a> {
    out: String,
    subject: &'a Subject,
    /// The name of each thing in the chart.
    names: BTreeMap<&'a ResourceId, String>,
}

impl<'a> Chart<'a> {
    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn contents(&mut self, parent: Option<&ResourceId>, depth: usize) {
        let subject = self.subject;
        for thing in subject.scene.in_box(parent) {
            let name = self.names.get(&thing.id).cloned().unwrap_or_default();
            let label = quoted(&label(thing));
            match thing.shape {
                Shape::Box => {
                    self.line(depth, &format!("subgraph {name}[{label}]"));
                    self.contents(Some(&thing.id), depth + 1);
                    self.line(depth, "end");
                }
                Shape::Chip => self.line(depth, &format!("{name}([{label}])")),
                Shape::Frame => self.line(depth, &format!("{name}[[{label}]]")),
                Shape::Node
                    if matches!(thing.kind, Kind::Database | Kind::Cache | Kind::Bucket) =>
                {
                    self.line(depth, &format!("{name}[({label})]"));
                }
                Shape::Node => self.line(depth, &format!("{name}[{label}]")),
            }
        }
    }
}

/// What a thing is called and what it is.
fn label(thing: &Thing) -> String {
    let mut label = thing.name.clone();
    let title = thing.kind.info().title;
    if thing.kind != Kind::Region {
        label.push_str(", ");
        label.push_str(title);
    }
    let more = match thing.shape {
        Shape::Box | Shape::Frame => thing.sub.as_str(),
        // It bears the name of what it copies.
        Shape::Node if thing.standby => thing.sub.as_str(),
        _ => "",
    };
    for word in [more, thing.reach.map_or("", |reach| reach.word())] {
        if !word.is_empty() {
            label.push_str(", ");
            label.push_str(word);
        }
    }
    label
}

/// Writes a chart.
pub fn mermaid(subject: &Subject) -> String {
    let names = (subject.scene.things().enumerate())
        .map(|(number, thing)| (&thing.id, format!("n{}", number + 1)))
        .collect();
    let mut chart = Chart {
        out: String::new(),
        subject,
        names,
    };
    if !subject.title.is_empty() {
        // The head of the chart is YAML, in which JSON's texts are texts.
        let title: String = subject
            .title
            .chars()
            .filter(|it| is_writable(*it))
            .collect();
        let title = serde_json::Value::from(title);
        chart.line(0, "---");
        chart.line(0, &format!("title: {title}"));
        chart.line(0, "---");
    }
    chart.line(0, "flowchart TB");
    chart.contents(None, 1);
    for line in &subject.lines {
        let ends = (chart.names.get(&line.from)).zip(chart.names.get(&line.to));
        let Some((from, to)) = ends else { continue };
        let arrow = match line.kind {
            LineKind::Attach | LineKind::Route => "-->",
            LineKind::Security => "-.->",
            LineKind::Replica | LineKind::Lookup => "-.->",
            LineKind::Association => "-.-",
        };
        let note = match line.kind {
            LineKind::Replica if line.note.is_empty() => "copies",
            _ => line.note.as_str(),
        };
        let text = match note.is_empty() {
            true => format!("{from} {arrow} {to}"),
            false => format!("{from} {arrow}|{}| {to}", quoted(note)),
        };
        chart.line(1, &text);
    }
    chart.out
}
