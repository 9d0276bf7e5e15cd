//! The morning bell: which questions come back, and when.
//!
//! An item is a question of a quiz (`05/q3`) or a task that asks for a prediction (`05-2`).
//! What was answered wrong, or right by a guess, comes back after a day. Right and sure
//! moves it along [`STEPS`]. "I think so" and right leaves it at its step: it was known, but
//! not so surely that the next gap would be more than luck. An answer before its day that is
//! right changes nothing, for what was just seen proves nothing about remembering.

use std::collections::BTreeMap;

use super::{Confidence, Now};

/// After how many days an item comes back, step by step. It stays at the last one.
pub const STEPS: [u32; 5] = [1, 3, 7, 16, 35];

/// At most so many a morning.
pub const MOST_A_MORNING: usize = 10;

/// An item, as it was last counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    /// When the answer was given that counts.
    pub(super) at: u64,
    /// On which day.
    pub(super) day: u32,
    /// Which of the steps it stands at.
    pub(super) step: u32,
}

impl Item {
    /// The day on which it comes back.
    fn due(&self) -> u32 {
        // Steps are never beyond the table: reading holds them to it, too.
        let days = STEPS.get(self.step as usize).or(STEPS.last());
        self.day.saturating_add(days.copied().unwrap_or(1))
    }
}

/// When the next items come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: u32,
    /// How many will wait by then, at most [`MOST_A_MORNING`].
    pub count: usize,
}

/// The items of one learner, and the mornings on which the bell was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bell {
    pub(super) items: BTreeMap<String, Item>,
    /// How many were answered, by day.
    pub(super) mornings: BTreeMap<u32, u32>,
}

impl Bell {
    /// Notes an answer, wherever the item was asked.
    pub(super) fn answered(&mut self, item: &str, confidence: Confidence, right: bool, now: Now) {
        let before = self.items.get(item).copied();
        let forgotten = !right || confidence == Confidence::Guess;
        let step = match before {
            _ if forgotten => 0,
            None => 0,
            Some(before) if now.day < before.due() => return,
            Some(before) if confidence == Confidence::ThinkSo => before.step,
            Some(before) => (before.step + 1).min(STEPS.len() as u32 - 1),
        };
        let Now { at, day } = now;
        self.items.insert(item.to_owned(), Item { at, day, step });
    }

    /// Notes an answer to the bell itself.
    pub(super) fn rung(&mut self, day: u32) {
        *self.mornings.entry(day).or_default() += 1;
    }

    /// How many may still be asked on a day.
    fn room(&self, day: u32) -> usize {
        let answered = self.mornings.get(&day).map_or(0, |count| *count as usize);
        MOST_A_MORNING.saturating_sub(answered)
    }

    /// What is to be asked today, what has waited longest first.
    pub fn due(&self, today: u32) -> Vec<&str> {
        let mut waiting: Vec<(u32, &str)> = self
            .items
            .iter()
            .filter(|(_, item)| item.due() <= today)
            .map(|(id, item)| (item.due(), id.as_str()))
            .collect();
        waiting.sort_unstable();
        waiting.truncate(self.room(today));
        waiting.into_iter().map(|(_, id)| id).collect()
    }

    /// When something comes back after today: tomorrow, if more waits than today has room
    /// for.
    pub fn next(&self, today: u32) -> Option<Due> {
        let tomorrow = today.saturating_add(1);
        let asked = self.due(today);
        let coming = |(id, item): (&String, &Item)| {
            let asked = asked.contains(&id.as_str());
            (!asked).then(|| item.due().max(tomorrow))
        };
        let days: Vec<u32> = self.items.iter().filter_map(coming).collect();
        let day = *days.iter().min()?;
        let count = days.iter().filter(|it| **it == day).count();
        Some(Due {
            day,
            count: count.min(MOST_A_MORNING),
        })
    }

    /// The day on which an item comes back, if it was ever answered.
    pub fn comes_back(&self, item: &str) -> Option<u32> {
        self.items.get(item).map(Item::due)
    }

    /// How many items there are at all.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing has been answered yet.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Takes over what the other one knows later.
    pub(super) fn join(&mut self, other: &Self) {
        for (id, theirs) in &other.items {
            let mine = self.items.entry(id.clone()).or_insert(*theirs);
            *mine = (*mine).max(*theirs);
        }
        for (day, theirs) in &other.mornings {
            let mine = self.mornings.entry(*day).or_default();
            *mine = (*mine).max(*theirs);
        }
    }
}

/// The id of a question of a quiz, which is counted from 0 here and from 1 in the id.
pub fn question_id(chapter: u32, question: u32) -> String {
    format!("{chapter:02}/q{}", question + 1)
}

/// The chapter that an item or a task belongs to.
pub fn chapter_of(item: &str) -> Option<u32> {
    let end = item.find(['/', '-'])?;
    item[..end].parse().ok()
}

/// The chapter and the question, from 0, of an item that is a question of a quiz.
pub fn question_of(item: &str) -> Option<(u32, u32)> {
    let (chapter, question) = item.split_once("/q")?;
    let question: u32 = question.parse().ok()?;
    Some((chapter.parse().ok()?, question.checked_sub(1)?))
}
