//! F21, the book: the event history of a week, the files of a trail, and what is in neither.
//!
//! The calls of the week are written by `simulation::trail`, which also says when each can be
//! read, which trail took it, and when its file came (SCT-1 to SCT-3, SCT-12).

mod script;
mod week;
mod words;

use std::sync::Arc;

use serde_json::{Map, Value, json};

pub use script::Line;

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, outputs, unknown};
use crate::architecture::*;
use crate::simulation::clock::{Clock, DAY, Second};

/// Which of the two books is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// The event history of a Region: 90 days, without a trail (rulebook CT-10).
    History,
    /// The files in the trail's bucket.
    Bucket,
}

const SHELVES: [(&str, Shelf); 2] = [("history", Shelf::History), ("bucket", Shelf::Bucket)];

/// By what is looked up: one at a time, as in the event history.
/// [API cloudtrail LookupEvents: LookupAttributes]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What was called.
    Name,
    /// Who called.
    Who,
    /// On which thing.
    On,
}

const WAYS: [(&str, By); 3] = [("name", By::Name), ("who", By::Who), ("on", By::On)];

impl By {
    /// "name", "who" or "on".
    pub fn name(self) -> &'static str {
        members::word_of(&self, &WAYS)
    }
}

/// An entry of the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number, in order of time.
    pub number: usize,
    /// When the call was made.
    pub called: Second,
    /// The day and the time of it in India: "Thu 22:14:00".
    pub time: String,
    /// As it stands in the record, in UTC.
    pub utc: String,
    /// Who called: a user, `Role/session`, a service.
    pub who: String,
    /// What was called.
    pub name: String,
    /// On what; empty for nothing of ours.
    pub on: String,
    /// From which address.
    pub from: String,
    /// In which Region it is written.
    pub region: String,
    /// Why it was refused; empty where it was not.
    pub error: String,
    /// What was asked for, as it stands in the record.
    pub parameters: Value,
    /// When it could be read in the event history.
    pub readable: Second,
    /// When a file with it came into the bucket.
    pub filed: Option<Second>,
    /// Why none did.
    pub why_not: &'static str,
    /// The record in a sentence.
    pub sentence: String,
}

/// A week, read in one of two books.
#[derive(Clone, Debug, PartialEq)]
pub struct EventBook {
    /// The first day, in India.
    begins: (i64, u32, u32),
    days: Second,
    lines: Vec<Line>,
    trail: bool,
    all_regions: bool,
    shelf: Shelf,
    region: String,
    filter: Option<(By, String)>,
    picked: usize,
    now: Second,
    entries: Arc<Vec<Entry>>,
    gap: Second,
}

impl Default for EventBook {
    fn default() -> Self {
        Self {
            begins: (2026, 11, 16),
            days: 0,
            lines: Vec::new(),
            trail: true,
            all_regions: true,
            shelf: Shelf::History,
            region: Region::default().code,
            filter: None,
            picked: 0,
            now: 4 * DAY + 9 * 3_600,
            entries: Arc::default(),
            gap: 0,
        }
    }
}

impl EventBook {
    /// All entries, in order of time.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those that the chosen book shows, with what is looked up.
    pub fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|it| self.shows(it))
    }

    /// Which book is read.
    pub fn shelf(&self) -> Shelf {
        self.shelf
    }

    /// The Region whose event history is read.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The Regions in which something was called.
    pub fn regions(&self) -> Vec<String> {
        let mut all: Vec<String> = self.entries.iter().map(|it| it.region.clone()).collect();
        all.push(self.region.clone());
        all.sort();
        all.dedup();
        all
    }

    /// What is looked up.
    pub fn filter(&self) -> Option<(By, &str)> {
        self.filter
            .as_ref()
            .map(|(by, value)| (*by, value.as_str()))
    }

    /// What can be looked up so, in order.
    pub fn values(&self, by: By) -> Vec<String> {
        let all = self.entries.iter().filter(|it| self.is_on_shelf(it));
        let mut all: Vec<String> = all.map(|it| value_of(it, by).to_owned()).collect();
        all.retain(|it| !it.is_empty());
        all.sort();
        all.dedup();
        all
    }

    /// The entry that is read.
    pub fn picked(&self) -> Option<&Entry> {
        self.entries.iter().find(|it| it.number == self.picked)
    }

    /// Whether there is a trail.
    pub fn has_trail(&self) -> bool {
        self.trail
    }

    /// When it is read.
    pub fn now(&self) -> Second {
        self.now
    }

    fn is_on_shelf(&self, it: &Entry) -> bool {
        match self.shelf {
            Shelf::History => it.region == self.region && self.in_history(it),
            Shelf::Bucket => it.filed.is_some(),
        }
    }

    fn shows(&self, it: &Entry) -> bool {
        let fits = self
            .filter
            .as_ref()
            .is_none_or(|(by, value)| value_of(it, *by).eq_ignore_ascii_case(value));
        fits && self.is_on_shelf(it)
    }

    /// Whether the event history of its Region shows it by now.
    fn in_history(&self, it: &Entry) -> bool {
        it.readable <= self.now
    }

    fn clock(&self) -> Clock {
        let (year, month, day) = self.begins;
        Clock::india(year, month, day, 0, 0)
    }
}

fn value_of(it: &Entry, by: By) -> &str {
    match by {
        By::Name => &it.name,
        By::Who => &it.who,
        By::On => &it.on,
    }
}

impl Machine for EventBook {
    const MEMBERS: &'static [&'static str] = &[
        "begins",
        "days",
        "events",
        "trail",
        "all_regions",
        "now",
        "view",
        "region",
        "filter",
        "pick",
    ];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "begins" => {
                let text = members::text(member, value)?;
                let mut parts = text.split('-').map(|it| it.parse::<u32>().ok());
                let mut next = || parts.next().flatten();
                let date = (next(), next(), next());
                let (Some(year), Some(month @ 1..=12), Some(day @ 1..=28)) = date else {
                    return Err(Problem::at(member, "write a date such as \"2026-11-16\""));
                };
                self.begins = (i64::from(year), month, day);
            }
            "days" => self.days = members::whole(member, value, 0, 7)? as Second,
            "events" => self.lines = members::each(member, value, script::line)?,
            "trail" => self.trail = members::flag(member, value)?,
            "all_regions" => self.all_regions = members::flag(member, value)?,
            "now" => self.now = script::moment(member, value)?,
            "view" => {
                self.shelf = members::word(member, value, &SHELVES)?;
                return Ok(());
            }
            "region" => {
                members::text(member, value)?.clone_into(&mut self.region);
                return Ok(());
            }
            "filter" => {
                self.filter = self.read_filter(value)?;
                return Ok(());
            }
            "pick" => {
                let most = self.entries.len() as u64;
                self.picked = members::whole(member, value, 0, most)? as usize;
                return Ok(());
            }
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        // Numbers change with the week.
        self.picked = 0;
        self.write();
        Ok(())
    }

    fn read(all: &Map<String, Value>) -> Read<Self> {
        let mut machine = Self::default();
        for member in Self::MEMBERS {
            if let Some(value) = all.get(*member) {
                machine.set(member, value)?;
            }
        }
        Ok(machine)
    }

    fn outputs(&self) -> Outputs {
        let it = self.picked();
        let text = |of: fn(&Entry) -> &str| json!(it.map_or("none", of));
        outputs([
            ("events", json!(self.entries.len())),
            ("shown", json!(self.shown().count())),
            ("picked", text(|it| &it.name)),
            ("who", text(|it| &it.who)),
            ("on", text(|it| &it.on)),
            ("from", text(|it| &it.from)),
            ("region", text(|it| &it.region)),
            ("refused", json!(it.is_some_and(|it| !it.error.is_empty()))),
            (
                "in_history",
                json!(it.is_some_and(|it| self.in_history(it))),
            ),
            ("in_bucket", json!(it.is_some_and(|it| it.filed.is_some()))),
            (
                "unfiled",
                json!(self.entries.iter().filter(|it| it.filed.is_none()).count()),
            ),
            ("gap", json!(self.gap / 60)),
        ])
    }

    fn sentence(&self) -> Sentence {
        self.said()
    }

    fn alternative(&self) -> String {
        self.in_words()
    }
}

impl EventBook {
    fn read_filter(&self, value: &Value) -> Read<Option<(By, String)>> {
        if value.is_null() {
            return Ok(None);
        }
        members::only("filter", value, &["by", "value"])?;
        let by = members::member("filter", value, "by")?;
        let by = members::word("filter.by", by, &WAYS)?;
        let wanted = members::member("filter", value, "value")?;
        let wanted = members::text("filter.value", wanted)?;
        Ok(Some((by, wanted.to_owned())))
    }
}

#[cfg(test)]
mod tests;
