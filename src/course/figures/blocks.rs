//! F12, blocks: a snapshot stores the blocks that changed since the one before, and yet
//! shows the whole disk; deleting one drops only what no other needs.
//!
//! Each block remembers which of its contents it has now, by number. A snapshot keeps the
//! number of every block; what is stored is every content that a snapshot still names, once
//! (A12, [EBS UG: EBS snapshots; Delete a snapshot]). A content is counted for the oldest
//! snapshot that names it. What that costs is counted by the product's own bill
//! (`crate::pricing`), a block being one GB.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::made::{design, nobody, to};
use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::pricing::{Amount, Options, bill_of};
use crate::text;

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

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(blocks) if blocks.start() == blocks.end() => {
                write!(f, "write {}", blocks.start())
            }
            Self::Write(blocks) => write!(f, "write {}-{}", blocks.start(), blocks.end()),
            Self::Snapshot => f.write_str("snapshot"),
            Self::Delete(letter) => write!(f, "delete {letter}"),
        }
    }
}

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

/// Where everything is after the steps: which content each block has, and which each
/// snapshot names.
struct Now {
    disk: Vec<usize>,
    /// The letter of a snapshot, and the content of every block.
    kept: Vec<(char, Vec<usize>)>,
    taken: usize,
    /// What the last step did, if it deleted a snapshot: its letter, the blocks that were
    /// dropped, and those that were stored for it and are needed by others.
    deleted: Option<(char, usize, usize)>,
}

impl Now {
    fn begin(blocks: usize) -> Self {
        Self {
            // Each content has a number of its own, so two blocks never have the same.
            disk: (0..blocks).collect(),
            kept: Vec::new(),
            taken: 0,
            deleted: None,
        }
    }

    fn contents(&self) -> BTreeSet<usize> {
        let all = self.kept.iter().flat_map(|(_, contents)| contents);
        all.copied().collect()
    }

    /// The letter of the oldest snapshot that names a content.
    fn holder(&self, content: usize) -> Option<char> {
        let mut kept = self.kept.iter();
        let holder = kept.find(|(_, contents)| contents.contains(&content));
        holder.map(|(letter, _)| *letter)
    }

    /// How many blocks are stored for a snapshot.
    fn stored_for(&self, letter: char) -> usize {
        let Some((_, contents)) = self.kept.iter().find(|it| it.0 == letter) else {
            return 0;
        };
        let of = contents
            .iter()
            .filter(|it| self.holder(**it) == Some(letter));
        of.count()
    }

    fn take(&mut self, step: &Step, place: usize) -> Result<(), String> {
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

/// The letters of the snapshots: no more can be taken.
const LETTERS: &str = "ABCDEFGH";

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

/// Reads a step: "write 1-10", "write 7", "snapshot", "delete B".
fn step(path: &str, value: &Value) -> Read<Step> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::dice::Dice;

    fn blocks(steps: &[&str]) -> Blocks {
        let members = json!({ "steps": steps });
        Blocks::read(members.as_object().unwrap()).expect("it is read")
    }

    const STORY: [&str; 5] = [
        "snapshot",
        "write 1-10",
        "snapshot",
        "write 1-5",
        "snapshot",
    ];

    #[test]
    fn the_numbers_of_chapter_14() {
        let mut it = blocks(&STORY);
        assert_eq!((it.stored(), it.as_copies()), (115, 300));
        let added: Vec<usize> = it.photographs().iter().map(|it| it.stored).collect();
        assert_eq!(added, [100, 10, 5]);
        assert_eq!(
            it.sentence().to_string(),
            "115 blocks are stored. C added 5, and shows all 100 blocks of the disk."
        );
        it.set("step", &json!("delete B")).expect("a step");
        let out = it.outputs();
        assert_eq!((&out["stored"], &out["dropped"]), (&json!(110), &json!(5)));
        assert_eq!(
            it.sentence().to_string(),
            "110 blocks are stored. 5 blocks of B went; 5 stay, because another snapshot needs them."
        );
        // What C needs of B is counted for C now.
        assert_eq!(it.photographs()[1].stored, 10);
        it.set("undo", &json!(true)).expect("a gesture");
        assert_eq!(it, blocks(&STORY));
    }

    #[test]
    fn the_bill_is_the_products_own() {
        // 0.05 a GB and month for snapshots in Mumbai (PRICE-7).
        let it = blocks(&STORY);
        assert_eq!(
            (it.month(), it.month_as_copies()),
            ("5.75".into(), "15.00".into())
        );
        assert_eq!(blocks(&[]).month(), "0.00");
        // A snapshot to which nothing is added costs nothing.
        assert_eq!(blocks(&["snapshot", "snapshot"]).month(), "5.00");
    }

    #[test]
    fn the_first_can_be_deleted_too() {
        let mut it = blocks(&STORY);
        it.set("step", &json!("delete A")).expect("a step");
        // The ten old contents of the blocks that changed are needed by nobody.
        assert_eq!(it.stored(), 105);
        assert_eq!(it.photographs()[0].stored, 100);
        assert!(
            it.sentence()
                .rest
                .starts_with("10 blocks of A went; 90 stay")
        );
    }

    #[test]
    fn what_changed_since_is_in_no_snapshot() {
        let mut it = blocks(&["snapshot", "write 7"]);
        assert_eq!(it.unsaved(), 1);
        assert_eq!(it.sentence().tone, Tone::Bad);
        it.set("step", &json!("snapshot")).expect("a step");
        assert_eq!((it.unsaved(), it.stored()), (0, 101));
        it.set("step", &json!("delete A")).expect("a step");
        it.set("step", &json!("delete B")).expect("a step");
        assert_eq!((it.stored(), it.unsaved()), (0, 100));
    }

    #[test]
    fn what_cannot_be_done_is_refused_with_its_place() {
        let wrong = |steps: Value| {
            let read = Blocks::read(json!({ "steps": steps }).as_object().unwrap());
            read.expect_err("it is refused").to_string()
        };
        assert_eq!(
            wrong(json!(["snapshot", "delete B"])),
            "steps[1]: there is no snapshot B to delete"
        );
        assert_eq!(
            wrong(json!(["write 90-101"])),
            "steps[0]: the disk has 100 blocks"
        );
        let how = "steps[0]: write \"write 1-10\", \"snapshot\" or \"delete B\"";
        for odd in [
            "write",
            "write 0",
            "write 5-3",
            "delete",
            "delete AB",
            "burn",
            "",
        ] {
            assert_eq!(wrong(json!([odd])), how, "{odd}");
        }
        assert_eq!(
            wrong(json!(vec!["snapshot"; 9])),
            "steps[8]: take at most 8 snapshots"
        );
        let mut it = Blocks::default();
        assert!(it.set("step", &json!("delete A")).is_err());
        assert_eq!(it, Blocks::default());
    }

    #[test]
    fn whatever_is_deleted_each_snapshot_shows_its_disk() {
        // Held against a plain copy of the disk for each snapshot.
        let mut dice = Dice::of(14, "blocks");
        for _ in 0..50 {
            let mut it = Blocks::default();
            let mut disk: Vec<usize> = vec![0; 100];
            let mut copies: Vec<(char, Vec<usize>)> = Vec::new();
            for turn in 1..30_usize {
                let kept = it.photographs();
                let which = dice.between(0, 2);
                if which == 0 && it.can_take() {
                    it.set("step", &json!("snapshot")).expect("a step");
                    let letter = it.photographs().last().expect("one was taken").letter;
                    copies.push((letter, disk.clone()));
                } else if which == 1 && !kept.is_empty() {
                    let place = dice.between(0, kept.len() as u32 - 1) as usize;
                    let gone = kept[place].letter;
                    it.set("step", &json!(format!("delete {gone}")))
                        .expect("a step");
                    copies.retain(|(letter, _)| *letter != gone);
                } else {
                    let from = dice.between(1, 90) as usize;
                    it.set("step", &json!(format!("write {from}-{}", from + 9)))
                        .expect("a step");
                    disk[from - 1..from + 9].fill(turn);
                }
                // What is stored is what differs: each content of each block once.
                let contents: BTreeSet<(usize, usize)> = copies
                    .iter()
                    .flat_map(|(_, copy)| copy.iter().copied().enumerate())
                    .collect();
                assert_eq!(it.stored(), contents.len());
                let kept = it.photographs();
                assert_eq!(kept.iter().map(|it| it.stored).sum::<usize>(), it.stored());
                assert_eq!(kept.len(), copies.len());
                for photograph in &kept {
                    // Every block is there, stored for a snapshot that still exists.
                    assert_eq!(photograph.whole.len(), 100);
                    let there = |letter: &char| kept.iter().any(|it| it.letter == *letter);
                    assert!(photograph.whole.iter().all(there));
                }
            }
        }
    }
}
