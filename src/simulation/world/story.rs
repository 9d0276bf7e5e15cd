//! The timeline: what happened, numbered, with what it follows from.
//!
//! Each cause has a number, and the same number stands on the drawing and
//! across the charts. So whatever tells something says which numbers it
//! follows from: whoever reads the line finds the chain.

use super::super::clock::{MINUTE, Second};
use super::super::record::{Happened, Manner, Place, Record};

/// How long trouble counts as the cause of an alarm or a lost answer.
const LATELY: Second = 15 * MINUTE;

/// What is told at once.
pub struct Line {
    /// How it came to be.
    pub manner: Manner,
    /// What happened.
    pub what: String,
    /// What it means or why; may be empty.
    pub why: String,
    /// What it follows from.
    pub from: Vec<u32>,
    /// Where.
    pub place: Place,
    /// The rule that decided.
    pub rule: &'static str,
    /// The assumption that it rests on.
    pub assumption: Option<&'static str>,
}

impl Line {
    /// Something that follows from these numbers.
    pub fn followed(what: String, place: Place, rule: &'static str) -> Self {
        Self {
            manner: Manner::Followed,
            what,
            why: String::new(),
            from: Vec::new(),
            place,
            rule,
            assumption: None,
        }
    }

    /// What it means.
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// What it follows from.
    pub fn from(mut self, numbers: impl IntoIterator<Item = u32>) -> Self {
        for number in numbers {
            if !self.from.contains(&number) {
                self.from.push(number);
            }
        }
        self
    }

    /// On which assumption it rests.
    pub fn assuming(mut self, name: &'static str) -> Self {
        self.assumption = Some(name);
        self
    }
}

/// Where numbers come from and what they are of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    told: u32,
    /// Trouble, and when it was told.
    trouble: Vec<(Second, u32)>,
}

impl Story {
    /// Tells a line. Its number.
    pub fn tell(&mut self, at: Second, line: Line, record: Option<&mut Record>) -> u32 {
        self.told += 1;
        let number = self.told;
        if let Some(record) = record {
            record.story.push(Happened {
                number,
                at,
                manner: line.manner,
                what: line.what,
                why: line.why,
                from: line.from,
                place: line.place,
                rule: line.rule,
                assumption: line.assumption,
            });
        }
        number
    }

    /// A number is trouble: what goes wrong in the next minutes may follow
    /// from it.
    pub fn is_trouble(&mut self, at: Second, number: u32) {
        self.trouble.retain(|(then, _)| then + LATELY > at);
        self.trouble.push((at, number));
    }

    /// The trouble of the last minutes, the latest three.
    pub fn lately(&self, at: Second) -> Vec<u32> {
        let recent = self.trouble.iter().rev();
        let recent = recent.filter(|(then, _)| then + LATELY > at).take(3);
        let mut numbers: Vec<u32> = recent.map(|(_, number)| *number).collect();
        numbers.reverse();
        numbers
    }
}
