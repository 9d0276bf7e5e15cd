//! What is done to a disk and to its snapshots, step by step, and where that leaves them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde_json::Value;

use crate::course::figures::members::{self, Problem, Read};

/// What is done to the disk or to its snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// These blocks get another content; the first block is 1.
    Write(RangeInclusive<usize>),
    /// A snapshot is taken.
    Snapshot,
    /// The snapshot of this letter is deleted.
    Delete(char),
}

/// The letters of the snapshots: no more can be taken.
pub const LETTERS: &str = "ABCDEFGH";

/// Where everything is after the steps: which content each block has, and which each
/// snapshot names.
pub struct Now {
    /// The content of each block of the disk, by number.
    pub disk: Vec<usize>,
    /// The letter of a snapshot, and the content of every block.
    pub kept: Vec<(char, Vec<usize>)>,
    /// How many snapshots were ever taken.
    pub taken: usize,
    /// What the last step did, if it deleted a snapshot: its letter, the blocks that were
    /// dropped, and those that were stored for it and are needed by others.
    pub deleted: Option<(char, usize, usize)>,
}

impl Now {
    /// A disk of so many blocks, all written, and no snapshot.
    pub fn begin(blocks: usize) -> Self {
        Self {
            // Each content has a number of its own, so two blocks never have the same.
            disk: (0..blocks).collect(),
            kept: Vec::new(),
            taken: 0,
            deleted: None,
        }
    }

    /// Every content that a snapshot names: what is stored.
    pub fn contents(&self) -> BTreeSet<usize> {
        let all = self.kept.iter().flat_map(|(_, contents)| contents);
        all.copied().collect()
    }

    /// The letter of the oldest snapshot that names a content.
    pub fn holder(&self, content: usize) -> Option<char> {
        let mut kept = self.kept.iter();
        let holder = kept.find(|(_, contents)| contents.contains(&content));
        holder.map(|(letter, _)| *letter)
    }

    /// How many blocks are stored for a snapshot.
    pub fn stored_for(&self, letter: char) -> usize {
        let Some((_, contents)) = self.kept.iter().find(|it| it.0 == letter) else {
            return 0;
        };
        let of = contents
            .iter()
            .filter(|it| self.holder(**it) == Some(letter));
        of.count()
    }

    /// Does a step, which is the one at this place; refuses what cannot be done.
    pub fn take(&mut self, step: &Step, place: usize) -> Result<(), String> {
        self.deleted = None;
        match step {
            Step::Write(blocks) => {
                let many = self.disk.len();
                for block in blocks.clone() {
                    self.disk[block - 1] = many * (place + 1) + block;
                }
            }
            Step::Snapshot => {
                let Some(letter) = LETTERS.chars().nth(self.taken) else {
                    return Err(format!("take at most {} snapshots", LETTERS.len()));
                };
                self.taken += 1;
                self.kept.push((letter, self.disk.clone()));
            }
            Step::Delete(letter) => {
                let before = self.contents().len();
                let held = self.stored_for(*letter);
                let Some(at) = self.kept.iter().position(|it| it.0 == *letter) else {
                    return Err(format!("there is no snapshot {letter} to delete"));
                };
                self.kept.remove(at);
                let dropped = before - self.contents().len();
                self.deleted = Some((*letter, dropped, held - dropped));
            }
        }
        Ok(())
    }
}

/// Reads a step: "write 1-10", "write 7", "snapshot", "delete B".
pub fn read(path: &str, value: &Value) -> Read<Step> {
    let remedy = || Problem::at(path, "write \"write 1-10\", \"snapshot\" or \"delete B\"");
    let text = members::text(path, value)?.trim();
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.trim();
    match word {
        "snapshot" if rest.is_empty() => Ok(Step::Snapshot),
        "delete" => {
            let mut letters = rest.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => Ok(Step::Delete(letter.to_ascii_uppercase())),
                _ => Err(remedy()),
            }
        }
        "write" => {
            let (from, to) = rest.split_once(['-', '–']).unwrap_or((rest, rest));
            match (from.trim().parse(), to.trim().parse()) {
                (Ok(from), Ok(to)) if 1 <= from && from <= to => Ok(Step::Write(from..=to)),
                _ => Err(remedy()),
            }
        }
        _ => Err(remedy()),
    }
}
