//! F12, blocks: a snapshot stores the blocks that changed since the one before, and yet
//! shows the whole disk; deleting one drops only what no other needs.
//!
//! Each block remembers which of its contents it has now, by number. A snapshot keeps the
//! number of every block; what is stored is every content that a snapshot still names, once
//! (A12, [EBS UG: EBS snapshots; Delete a snapshot]). A content is counted for the oldest
//! snapshot that names it. What that costs is counted by the product's own bill
//! (`crate::pricing`), a block being one GB.

mod history;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use super::made::{design, nobody, to};
use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::pricing::{Amount, Options, bill_of};
use crate::text;
pub use history::Step;
use history::{LETTERS, Now, read as step};

/// A snapshot that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photograph {
    /// Its letter: A is the first that was taken.
    pub letter: char,
    /// The blocks that are stored for it.
    pub stored: usize,
    /// For each block of the disk as it was, the letter of the snapshot that its content is
    /// stored for.
    pub whole: Vec<char>,
}

/// A disk and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    blocks: usize,
    steps: Vec<Step>,
}

impl Default for Blocks {
    fn default() -> Self {
        Self {
            blocks: 100,
            steps: Vec::new(),
        }
    }
}

/// How many steps can be made: enough for an evening of trying.
const MOST_STEPS: usize = 60;

/// The largest disk that can still be drawn block by block.
const MOST_BLOCKS: u64 = 200;

impl Blocks {
    /// How many blocks the disk has.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// What was done.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    fn now(&self) -> Now {
        self.after(&self.steps)
    }

    /// After some of the steps; one that cannot be done, which `set` refuses, does nothing.
    fn after(&self, steps: &[Step]) -> Now {
        let mut now = Now::begin(self.blocks);
        for (place, step) in steps.iter().enumerate() {
            let _ = now.take(step, place);
        }
        now
    }

    /// For each block of the disk the letter of the snapshot that its content is stored for;
    /// `None` where it changed since the last one.
    pub fn disk(&self) -> Vec<Option<char>> {
        let now = self.now();
        now.disk.iter().map(|it| now.holder(*it)).collect()
    }

    /// How many blocks of the disk are in no snapshot.
    pub fn unsaved(&self) -> usize {
        self.disk().iter().filter(|it| it.is_none()).count()
    }

    /// The snapshots that are kept, oldest first.
    pub fn photographs(&self) -> Vec<Photograph> {
        let now = self.now();
        let kept = now.kept.iter().map(|(letter, contents)| Photograph {
            letter: *letter,
            stored: now.stored_for(*letter),
            whole: contents
                .iter()
                // Whatever a kept snapshot names is held by one that is kept.
                .map(|it| now.holder(*it).unwrap_or(*letter))
                .collect(),
        });
        kept.collect()
    }

    /// Whether another snapshot can be taken.
    pub fn can_take(&self) -> bool {
        self.now().taken < LETTERS.len() && self.steps.len() < MOST_STEPS
    }

    /// Whether another step can be made at all.
    pub fn can_step(&self) -> bool {
        self.steps.len() < MOST_STEPS
    }

    /// How many blocks are stored for all snapshots together.
    pub fn stored(&self) -> usize {
        self.now().contents().len()
    }

    /// How many there would be if each snapshot were a copy of the whole disk.
    pub fn as_copies(&self) -> usize {
        self.now().kept.len() * self.blocks
    }

    /// What the snapshots cost in a month, in dollars with two digits.
    pub fn month(&self) -> String {
        let sizes: Vec<usize> = self.photographs().iter().map(|it| it.stored).collect();
        month_of(&sizes).fixed(2)
    }

    /// What they would cost as whole copies.
    pub fn month_as_copies(&self) -> String {
        month_of(&vec![self.blocks; self.now().kept.len()]).fixed(2)
    }

    fn try_steps(&mut self, steps: Vec<Step>, path: impl Fn(usize) -> String) -> Read<()> {
        if steps.len() > MOST_STEPS {
            return Err(Problem::at(
                path(MOST_STEPS),
                format!("write at most {MOST_STEPS} steps"),
            ));
        }
        let mut now = Now::begin(self.blocks);
        for (place, step) in steps.iter().enumerate() {
            let outside = matches!(step, Step::Write(it) if *it.end() > self.blocks);
            if outside {
                let remedy = format!("the disk has {} blocks", self.blocks);
                return Err(Problem::at(path(place), remedy));
            }
            now.take(step, place)
                .map_err(|remedy| Problem::at(path(place), remedy))?;
        }
        self.steps = steps;
        Ok(())
    }
}

/// What snapshots of so many GB cost in a month in Mumbai.
fn month_of(sizes: &[usize]) -> Amount {
    let region: Properties = Region::default().into();
    let mut things = vec![
        ("region".to_owned(), region),
        ("load".to_owned(), nobody().into()),
    ];
    for (number, size) in sizes.iter().enumerate().filter(|it| *it.1 > 0) {
        let snapshot = Snapshot {
            region: to("region"),
            size: u32::try_from(*size).unwrap_or(u32::MAX),
            ..Snapshot::default()
        };
        things.push((format!("snapshot-{number}"), snapshot.into()));
    }
    let made = design(things.iter().map(|(id, it)| (id.as_str(), it.clone())));
    bill_of(&made, &Options::default()).total()
}

fn number_of(text: &str) -> Value {
    text.parse::<f64>().map_or(Value::Null, |it| json!(it))
}

impl Machine for Blocks {
    const MEMBERS: &'static [&'static str] = &["blocks", "steps"];

    const GESTURES: &'static [&'static str] = &["step", "undo"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "blocks" => {
                self.blocks = members::whole(member, value, 10, MOST_BLOCKS)? as usize;
                // What was done was done to another disk.
                self.steps = Vec::new();
            }
            "steps" => {
                let steps = members::each(member, value, step)?;
                self.try_steps(steps, |place| format!("steps[{place}]"))?;
            }
            "step" => {
                let mut steps = self.steps.clone();
                steps.push(step(member, value)?);
                self.try_steps(steps, |_| "step".to_owned())?;
            }
            "undo" => {
                if members::flag(member, value)? {
                    self.steps.pop();
                }
            }
            other => {
                let all = [Self::MEMBERS, Self::GESTURES].concat();
                return Err(unknown(other, &all));
            }
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let now = self.now();
        let (_, dropped, _) = now.deleted.unwrap_or_default();
        outputs([
            ("blocks", json!(self.blocks)),
            ("snapshots", json!(now.kept.len())),
            ("stored", json!(self.stored())),
            ("copies", json!(self.as_copies())),
            ("unsaved", json!(self.unsaved())),
            ("dropped", json!(dropped)),
            ("month", number_of(&self.month())),
            ("month_copies", number_of(&self.month_as_copies())),
        ])
    }

    fn sentence(&self) -> Sentence {
        let now = self.now();
        let blocks = |many: usize| text::count(many, "block", "blocks");
        let is = |many: usize| if many == 1 { "is" } else { "are" };
        let stored = self.stored();
        match (self.steps.last(), now.deleted) {
            (Some(Step::Delete(_)), Some((letter, dropped, needed))) => {
                let lead = format!("{} {} stored.", blocks(stored), is(stored));
                let rest = match (dropped, needed) {
                    (0, 0) => format!("No block was stored for {letter} alone."),
                    (dropped, 0) => format!(
                        "{} of {letter} went: no other snapshot needs {}.",
                        blocks(dropped),
                        if dropped == 1 { "it" } else { "them" }
                    ),
                    (0, needed) => format!(
                        "All {} of {letter} stay, because another snapshot needs them.",
                        blocks(needed)
                    ),
                    (dropped, needed) => format!(
                        "{} of {letter} went; {needed} {}, because another snapshot needs {}.",
                        blocks(dropped),
                        if needed == 1 { "stays" } else { "stay" },
                        if needed == 1 { "it" } else { "them" }
                    ),
                };
                Sentence::new(Tone::Plain, lead, rest)
            }
            (Some(Step::Snapshot), _) => {
                let newest = now.kept.last().map_or('A', |it| it.0);
                let added = now.stored_for(newest);
                let rest = if now.kept.len() == 1 {
                    format!("{newest} is the first, so it holds all that was written.")
                } else {
                    format!(
                        "{newest} added {added}, and shows all {} of the disk.",
                        blocks(self.blocks)
                    )
                };
                Sentence::new(
                    Tone::Good,
                    format!("{} {} stored.", blocks(stored), is(stored)),
                    rest,
                )
            }
            _ => {
                let unsaved = self.unsaved();
                let lead = if now.kept.is_empty() {
                    "There is no snapshot.".to_owned()
                } else {
                    format!("{} {} stored.", blocks(stored), is(stored))
                };
                let rest = match unsaved {
                    0 => "Nothing changed since the last snapshot.".to_owned(),
                    all if all == self.blocks => {
                        format!("If the disk fails, all {} are lost.", blocks(all))
                    }
                    some => format!(
                        "{} changed since, and {} in no snapshot.",
                        blocks(some),
                        is(some)
                    ),
                };
                let tone = if unsaved == 0 { Tone::Good } else { Tone::Bad };
                Sentence::new(tone, lead, rest)
            }
        }
    }

    fn alternative(&self) -> String {
        let kept = self.photographs();
        let snapshots = if kept.is_empty() {
            "no snapshot".to_owned()
        } else {
            let each = kept
                .iter()
                .map(|it| format!("{} with {} stored", it.letter, it.stored));
            format!(
                "{} ({})",
                text::count(kept.len(), "snapshot", "snapshots"),
                text::list(each)
            )
        };
        format!(
            "A disk of {} blocks, a GB each, and {snapshots}. All snapshots together store {} \
             blocks, for {} dollars a month; as whole copies they would be {}, for {} dollars. {}",
            self.blocks,
            self.stored(),
            self.month(),
            self.as_copies(),
            self.month_as_copies(),
            self.sentence()
        )
    }
}
