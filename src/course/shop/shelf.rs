//! The list of troubles at a glance, for the start screen, which must not carry all that
//! reads a task.

use serde_json::Value;

use crate::course::memory::{Progress, SHOP};

/// What stands on the shelf of one trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What somebody complains of.
    pub symptom: String,
    /// The name of its topic.
    pub topic: String,
    /// How many edits suffice.
    pub par: u32,
}

/// The troubles as they are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// In the order of the file.
    pub signs: Vec<Sign>,
}

impl Shelf {
    /// Reads the list; nothing if it is none.
    pub fn from_json(json: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(json).ok()?;
        let topics = value.get("topics")?.as_array()?;
        let text = |it: &Value, key: &str| it.get(key)?.as_str().map(str::to_owned);
        let name_of = |id: &str| {
            let topic = topics
                .iter()
                .find(|it| text(it, "id").as_deref() == Some(id));
            topic.and_then(|it| text(it, "name"))
        };
        let troubles = value.get("troubles")?.as_array()?.iter();
        let sign = |it: &Value| {
            Some(Sign {
                id: text(it, "id")?,
                title: text(it, "title")?,
                symptom: text(it, "symptom")?,
                topic: name_of(&text(it, "topic")?)?,
                par: u32::try_from(it.get("par")?.as_u64()?).ok()?,
            })
        };
        let signs: Vec<Sign> = troubles.filter_map(sign).collect();
        (!signs.is_empty()).then_some(Self { signs })
    }

    /// The one of this day, counted since 1970.
    pub fn daily(&self, day: u32) -> Option<&Sign> {
        self.signs.get(daily(day, self.signs.len())?)
    }

    /// How many a learner has solved.
    pub fn solved(&self, progress: &Progress) -> usize {
        let kept = progress.chapter(SHOP);
        let solved = |it: &&Sign| kept.is_some_and(|kept| kept.is_met(&it.id));
        self.signs.iter().filter(solved).count()
    }
}

/// Which of so many is the one of a day, counted since 1970. All have their turn before
/// one comes again, and neighbours in the list are not neighbours in time.
pub fn daily(day: u32, count: usize) -> Option<usize> {
    let count = u32::try_from(count).ok().filter(|it| *it > 0)?;
    // About the golden part of them, so that two days in a row are far apart.
    let mut stride = (count * 5 / 8).max(1);
    while common(stride, count) > 1 {
        stride += 1;
    }
    let place = u64::from(day % count) * u64::from(stride) % u64::from(count);
    usize::try_from(place).ok()
}

/// The greatest number that divides both.
fn common(one: u32, other: u32) -> u32 {
    match other {
        0 => one,
        _ => common(other, one % other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::memory::Now;
    use std::collections::BTreeSet;

    #[test]
    fn every_trouble_has_its_day() {
        for count in 1..60 {
            let days = 20_000..20_000 + count as u32;
            let all: BTreeSet<usize> = days.filter_map(|day| daily(day, count)).collect();
            assert_eq!(all.len(), count);
        }
        assert_eq!(daily(20_000, 0), None);
        // Two days in a row are not side by side in the list.
        let (one, two) = (daily(20_000, 36), daily(20_001, 36));
        assert!(one.zip(two).is_some_and(|(a, b)| a.abs_diff(b) > 1));
    }

    #[test]
    fn the_shelf_of_the_shop_is_read_and_counted() {
        let shelf = Shelf::from_json(include_str!("../../../lessons/shop/shop.json"))
            .expect("the list can be read");
        assert!(shelf.signs.len() >= 24, "{}", shelf.signs.len());
        let mut progress = Progress::default();
        assert_eq!(shelf.solved(&progress), 0);
        let first = shelf.signs[0].id.clone();
        progress.meet(&first, 2, Now { at: 5, day: 1 });
        progress.meet(&first, 1, Now { at: 6, day: 1 });
        assert_eq!(shelf.solved(&progress), 1);
        assert_eq!(progress.task(&first).and_then(|it| it.edits), Some(1));
        // The shop is no chapter in which one goes on.
        assert_eq!(progress.last_place(), None);
    }
}
