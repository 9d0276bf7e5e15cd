//! The four pillars of best practice, line by line, and the score of each.
//!
//! A score is what share of a pillar's weight is met, of 100. A line that asks
//! for a statement counts as open until it is made. The weights of a pillar
//! add up to 100, so a line costs as many points as it weighs; why it weighs
//! that much stands with it.

mod availability;
mod cost;
mod idle;
mod operations;
mod people;
mod security;

use serde::Serialize;

use super::facts::Facts;
use super::line::{Asked, Line};

/// A pillar, judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pillar {
    /// Its name in files: `security`.
    pub code: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// 0 to 100.
    pub score: u8,
    /// Its lines, in order.
    pub lines: Vec<PracticeLine>,
}

/// A line of a pillar, with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PracticeLine {
    /// The line.
    #[serde(flatten)]
    pub line: Line,
    /// How many points of 100 it counts.
    pub weight: u8,
    /// Why so many.
    pub why: &'static str,
}

/// A practice as it stands in a table.
pub struct Practice {
    /// What is asked.
    pub asked: Asked,
    /// How many points of 100 it counts.
    pub weight: u8,
    /// Why so many.
    pub why: &'static str,
}

/// A pillar as it stands in the table.
pub struct Practices {
    /// Its name in files.
    pub code: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its lines.
    pub lines: &'static [Practice],
}

/// The four pillars.
pub const PILLARS: [Practices; 4] = [
    Practices {
        code: "high-availability",
        title: "High availability",
        lines: availability::LINES,
    },
    Practices {
        code: "security",
        title: "Security",
        lines: security::LINES,
    },
    Practices {
        code: "cost",
        title: "Cost",
        lines: cost::LINES,
    },
    Practices {
        code: "operations",
        title: "Operations",
        lines: operations::LINES,
    },
];

/// Judges every line of every pillar.
pub fn judge(facts: &Facts) -> Vec<Pillar> {
    PILLARS
        .iter()
        .map(|pillar| judge_one(pillar, facts))
        .collect()
}

/// Judges the lines of the pillar with this code.
pub fn judge_pillar(code: &str, facts: &Facts) -> Option<Pillar> {
    let pillar = PILLARS.iter().find(|it| it.code == code)?;
    Some(judge_one(pillar, facts))
}

fn judge_one(pillar: &Practices, facts: &Facts) -> Pillar {
    let lines: Vec<PracticeLine> = pillar
        .lines
        .iter()
        .map(|it| PracticeLine {
            line: it.asked.answer(facts),
            weight: it.weight,
            why: it.why,
        })
        .collect();
    Pillar {
        code: pillar.code,
        title: pillar.title,
        score: score(&lines),
        lines,
    }
}

/// The share of the weight that is met, of 100.
fn score(lines: &[PracticeLine]) -> u8 {
    let weight = |met: bool| {
        let counted = lines.iter().filter(|it| !met || it.line.answer.is_met());
        counted.map(|it| u32::from(it.weight)).sum::<u32>()
    };
    let share = weight(true) * 100 / weight(false).max(1);
    u8::try_from(share).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_a_pillar_add_up_to_a_hundred() {
        for pillar in &PILLARS {
            let sum: u32 = pillar.lines.iter().map(|it| u32::from(it.weight)).sum();
            assert_eq!(sum, 100, "{}", pillar.code);
        }
    }
}
