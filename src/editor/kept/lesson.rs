//! Under which numbers a lesson keeps what it works on: the learner's document of the
//! chapter, the documents that single tasks have of their own, and the lesson's notes.
//!
//! The numbers stand between those of the older storage, which counted from 1, and those
//! that are drawn by lot for documents of one's own. So a number alone says whose it is,
//! and the list of one's own documents leaves these out.

/// The first number.
const FIRST: u32 = 983_040;

/// How many numbers a chapter has.
pub(super) const EACH: u32 = 256;

/// How many chapters there may be.
const CHAPTERS: u32 = 32;

/// How many people there may be. The first has numbers of their own, and so have the next
/// seven, unless chance gives two of them the same.
const PEOPLE: u32 = 8;

/// The place of the document that the damage at the end is done to.
const BROKEN: u32 = 254;

/// The place of the notes.
const NOTES: u32 = 255;

/// Whether a number belongs to a lesson.
pub const fn holds(slot: u32) -> bool {
    slot >= FIRST && slot < FIRST + PEOPLE * CHAPTERS * EACH
}

/// The numbers of one chapter, as one person works on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    first: u32,
}

impl Slots {
    /// The numbers of this person, by their own number, in this chapter.
    pub const fn of(person: u32, chapter: u32) -> Self {
        let person = match person {
            0 => 0,
            other => 1 + other % (PEOPLE - 1),
        };
        Self {
            first: FIRST + (person * CHAPTERS + chapter % CHAPTERS) * EACH,
        }
    }

    /// The numbers from this one on.
    pub(super) const fn at(first: u32) -> Self {
        Self { first }
    }

    /// The learner's document of the chapter.
    pub const fn chapter(self) -> u32 {
        self.first
    }

    /// The document that a task has of its own, by the task's place in the chapter.
    pub const fn task(self, place: usize) -> u32 {
        // A chapter has a dozen tasks; what came after so many would share the last number.
        let place = if place < 252 { place as u32 } else { 252 };
        self.first + 1 + place
    }

    /// The document that is broken at the end.
    pub const fn broken(self) -> u32 {
        self.first + BROKEN
    }

    /// The first of them, and the first that is none.
    pub const fn range(self) -> (u32, u32) {
        (self.first, self.first + EACH)
    }

    /// The notes.
    pub const fn notes(self) -> u32 {
        self.first + NOTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_document_of_a_lesson_has_a_number_of_its_own() {
        let mut seen = BTreeSet::new();
        for (person, number) in [0, 7_000_001]
            .iter()
            .flat_map(|it| (0..=24).map(move |n| (*it, n)))
        {
            let slots = Slots::of(person, number);
            let tasks = (0..40).map(|place| slots.task(place));
            let others = [slots.chapter(), slots.broken(), slots.notes()];
            for slot in tasks.chain(others) {
                assert!(holds(slot), "{slot}");
                assert!(seen.insert(slot), "{slot} is there twice");
            }
        }
    }

    #[test]
    fn documents_of_ones_own_have_others() {
        assert!(!holds(1) && !holds(FIRST - 1));
        // The first number that is drawn by lot.
        assert!(!holds(1_048_576) && !holds(u32::MAX));
        let last = (0..PEOPLE)
            .map(|person| Slots::of(person, 31).notes())
            .max();
        assert_eq!(last, Some(1_048_575));
    }
}
