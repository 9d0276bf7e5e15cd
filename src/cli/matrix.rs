//! `cloud-campus matrix`: who reaches whom, on which ports.
//!
//! The grid holds a letter for each set of ports and explains the letters
//! beneath, so that a column is three characters wide however many ports are
//! open; where the columns of forty classes do not fit side by side, the grid
//! is printed in blocks one below the other.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::check::named;
use super::output::{Paint, json, padded, width, wrapped};
use super::{Answer, BadInput, FileFlag, failures, input};
use crate::analysis::Analysis;
use crate::explain::{class_name, openings};
use crate::network::{Class, Matrix, Network};
use crate::text::count_or_none;

/// The flags of `matrix`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Assume that this resource or Availability Zone has failed; may be given
    /// several times.
    #[arg(long, value_name = "WHAT")]
    fail: Vec<String>,
    /// Print JSON (see `cloud-campus schema matrix`).
    #[arg(long)]
    json: bool,
}

/// Asks everybody about everybody.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let architecture = &document.architecture;
    let analysis = Analysis::of(architecture);
    let failed = failures::read(&flags.fail, &analysis)?;
    let notes = failures::notes(&failed, analysis.calm().network().relations());
    let scenario = analysis.under(&failed);
    let network = scenario.network();
    let matrix = network.matrix();
    let text = if flags.json {
        json(&as_json(&document.title, &matrix, network))
    } else {
        as_text(&document.title, &matrix, network, paint)
    };
    Ok(Answer {
        text,
        notes,
        fine: true,
    })
}

fn as_json(title: &str, matrix: &Matrix, network: &Network) -> Value {
    let architecture = network.architecture();
    let classes: Vec<Value> = matrix
        .classes
        .iter()
        .map(|class| {
            json!({
                "name": class_name(class, architecture),
                "internet": class.members.is_empty(),
                "members": named(&class.members, architecture),
            })
        })
        .collect();
    json!({
        "title": title,
        "failed": failures::as_json(network.failures(), architecture),
        "classes": classes,
        "cells": matrix.cells,
    })
}

/// No line is longer, as long as the name of a class is not.
const COLUMNS: usize = 88;

/// The longest name beside the grid; longer ones stand in full beneath it.
const LONGEST: usize = 32;

fn as_text(title: &str, matrix: &Matrix, network: &Network, paint: Paint) -> String {
    let architecture = network.architecture();
    let title = if title.is_empty() { "Untitled" } else { title };
    let interfaces = matrix.classes.iter().map(|it| it.members.len()).sum();
    let size = format!(
        "{} and the internet",
        count_or_none(interfaces, "interface", "interfaces")
    );
    let mut text = format!("{}  {}\n", paint.bold(title), paint.dim(&size));
    if !network.failures().is_empty() {
        let what = failures::as_text(network.failures(), architecture);
        text.push_str(&wrapped(&format!("Failed: {what}"), 0, COLUMNS));
    }
    let names: Vec<String> = matrix
        .classes
        .iter()
        .map(|class| class_name(class, architecture))
        .collect();
    let marks = Marks::of(matrix);
    grid(&mut text, &names, matrix, &marks, paint);
    text.push('\n');
    for (place, ports) in marks.said.iter().enumerate() {
        let mark = format!("{:>3}  ", letter(place));
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{mark}{}", hanging(ports, width(&mark)));
    }
    text.push_str("  ·  nothing\n");
    let long: Vec<(usize, &String)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| width(name) > LONGEST)
        .collect();
    if !long.is_empty() {
        text.push('\n');
    }
    for (place, _) in long {
        let mark = format!("{:>3}  ", place + 1);
        let members = members(&matrix.classes[place], network);
        let _ = writeln!(text, "{mark}{}", hanging(&members, width(&mark)));
    }
    text
}

/// The members of a class with their number; of many the first dozen.
fn members(class: &Class, network: &Network) -> String {
    const SHOWN: usize = 12;
    let count = count_or_none(class.members.len(), "interface", "interfaces");
    let some = Class {
        members: class.members.iter().take(SHOWN).cloned().collect(),
    };
    let names = class_name(&some, network.architecture());
    match class.members.len().saturating_sub(SHOWN) {
        0 => format!("{count}: {names}"),
        more => format!("{count}: {names}, {more} more"),
    }
}

/// A text that goes on beneath its own beginning.
fn hanging(text: &str, indent: usize) -> String {
    wrapped(text, indent, COLUMNS).trim().to_owned()
}

/// The grid, in as many blocks as its columns need.
fn grid(text: &mut String, names: &[String], matrix: &Matrix, marks: &Marks, paint: Paint) {
    let digits = names.len().to_string().len();
    let beside = names.iter().map(|it| width(it)).max().unwrap_or(0);
    let beside = beside.min(LONGEST);
    let cell = digits.max(letter(marks.said.len().saturating_sub(1)).len()) + 1;
    let margin = digits + 2 + 2 + beside + 1;
    let fitting = (COLUMNS.saturating_sub(margin) / cell).max(1);
    let all: Vec<usize> = (0..names.len()).collect();
    for block in all.chunks(fitting) {
        let mut head = format!(
            "{}{}",
            " ".repeat(margin - beside - 1),
            padded("from \\ to", beside + 1)
        );
        for column in block {
            let _ = write!(head, "{:>cell$}", column + 1);
        }
        let _ = writeln!(text, "\n{}", paint.dim(&head));
        for (row, name) in names.iter().enumerate() {
            let mut line = format!("  {:>digits$}  {} ", row + 1, padded(&short(name), beside));
            for column in block {
                let _ = write!(line, "{:>cell$}", marks.mark(matrix, row, *column));
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
}

/// A name that fits beside the grid.
fn short(name: &str) -> String {
    if width(name) <= LONGEST {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST - 1).collect();
    format!("{start}…")
}

/// A letter for each set of openings that occurs, in order of appearance.
struct Marks {
    said: Vec<String>,
    /// The classes of one member, and the internet.
    alone: Vec<usize>,
}

impl Marks {
    fn of(matrix: &Matrix) -> Self {
        let mut said: Vec<String> = Vec::new();
        for cell in matrix.cells.iter().flatten() {
            let ports = openings(cell);
            if !ports.is_empty() && !said.contains(&ports) {
                said.push(ports);
            }
        }
        let alone = (0..matrix.classes.len())
            .filter(|place| matrix.classes[*place].members.len() < 2)
            .collect();
        Self { said, alone }
    }

    fn mark(&self, matrix: &Matrix, row: usize, column: usize) -> String {
        let cell = matrix.cells.get(row).and_then(|line| line.get(column));
        let ports = cell.map(|cell| openings(cell)).unwrap_or_default();
        match self.said.iter().position(|it| *it == ports) {
            Some(place) => letter(place),
            // Somebody alone does not ask himself.
            None if row == column && self.alone.contains(&row) => String::new(),
            None => "·".to_owned(),
        }
    }
}

/// A to Z, then AA, AB and so on.
fn letter(place: usize) -> String {
    // The remainder is below 26, and so the sum is a letter.
    let last = char::from(b'A' + (place % 26) as u8);
    match place / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letter(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_letter_for_everything() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letter).to_vec();
        assert_eq!(letters.join(" "), "A Z AA AZ BA ZZ AAA");
    }
}
