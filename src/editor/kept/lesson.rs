//! Under which numbers a lesson keeps what it works on: the learner's document of the
//! chapter, the documents that single tasks have of their own, and the lesson's notes.
//!
//! The numbers stand between those of the older storage, which counted from 1, and those
//! that are drawn by lot for documents of one's own. So a number alone says whose it is,
//! and the list of one's own documents leaves these out.

/// The first number.
const FIRST: u32 = 983_040;

/// How many numbers a chapter has.
const EACH: u32 = 256;

/// How many chapters there may be.
const CHAPTERS: u32 = 256;

/// The place of the document that the damage at the end is done to.
const BROKEN: u32 = 254;

/// The place of the notes.
const NOTES: u32 = 255;

/// Whether a number belongs to a lesson.
pub const fn holds(slot: u32) -> bool {
    slot >= FIRST && slot < FIRST + CHAPTERS * EACH
}

const fn of(chapter: u32, place: u32) -> u32 {
    FIRST + (chapter % CHAPTERS) * EACH + place
}

/// The number of the learner's document of a chapter.
pub const fn chapter(number: u32) -> u32 {
    of(number, 0)
}

/// The number of the document that a task has of its own, by the task's place among the
/// tasks of its chapter.
pub const fn task(number: u32, place: usize) -> u32 {
    // A chapter has a dozen tasks; what came after so many would share the last number.
    let place = if place < 252 { place as u32 } else { 252 };
    of(number, 1 + place)
}

/// The number of the document that is broken at the end of a chapter.
pub const fn broken(number: u32) -> u32 {
    of(number, BROKEN)
}

/// The number of the notes of a chapter.
pub const fn notes(number: u32) -> u32 {
    of(number, NOTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_document_of_a_lesson_has_a_number_of_its_own() {
        let mut seen = BTreeSet::new();
        for number in 1..=24 {
            let tasks = (0..40).map(|place| task(number, place));
            let others = [chapter(number), broken(number), notes(number)];
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
        assert!(holds(notes(255)) && notes(255) == 1_048_575);
    }
}
