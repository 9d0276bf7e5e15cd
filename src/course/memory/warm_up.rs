//! The two questions with which a chapter opens: from what comes back anyway, else from the
//! chapter that this one builds on.

use super::{Progress, question_id, question_of};

/// So many questions open a chapter.
const QUESTIONS: usize = 2;

/// From which earlier chapter the questions of a chapter come when the bell has none.
const fn source(chapter: u32) -> Option<u32> {
    Some(match chapter {
        0 | 1 => return None,
        3 => 1,
        18 => 10,
        19 => 13,
        20 => 3,
        22 => 19,
        24 => 11,
        other => other - 1,
    })
}

impl Progress {
    /// The questions that open a chapter, at most two and none of its own. `is_open` says
    /// which chapters can be read: one that cannot is passed over for that on which it
    /// builds itself.
    pub fn warm_up(&self, chapter: u32, today: u32, is_open: &dyn Fn(u32) -> bool) -> Vec<String> {
        let elsewhere = |item: &str| question_of(item).is_some_and(|it| it.0 != chapter);
        let due = self.bell.due(today);
        let mut chosen: Vec<String> = due
            .into_iter()
            .filter(|item| elsewhere(item))
            .take(QUESTIONS)
            .map(str::to_owned)
            .collect();
        let mut from = source(chapter);
        while let Some(earlier) = from.filter(|it| !is_open(*it)) {
            from = source(earlier);
        }
        if let Some(from) = from {
            let questions = (0..).map(|number| question_id(from, number));
            let others = questions.take(QUESTIONS * 2);
            let missing: Vec<String> = others.filter(|it| !chosen.contains(it)).collect();
            chosen.extend(missing);
        }
        chosen.truncate(QUESTIONS);
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::memory::{Confidence, Now};

    #[test]
    fn what_comes_back_is_asked_before_the_map() {
        let mut progress = Progress::default();
        let open = |chapter| chapter != 2 && chapter < 13;
        assert_eq!(progress.warm_up(9, 10, &open), ["08/q1", "08/q2"]);
        assert_eq!(progress.warm_up(20, 10, &open), ["03/q1", "03/q2"]);
        // Chapter 13 cannot be read, so what it builds on is asked.
        assert_eq!(progress.warm_up(19, 10, &open), ["12/q1", "12/q2"]);
        assert!(progress.warm_up(1, 10, &open).is_empty());

        let now = Now { at: 5, day: 4 };
        for item in ["05/q3", "09/q1", "08/q1", "05-2"] {
            progress.ring(item, Confidence::Sure, true, now);
        }
        // Not those of the chapter itself, and no task: it has a place of its own.
        assert_eq!(progress.warm_up(9, 10, &open), ["05/q3", "08/q1"]);
        assert_eq!(progress.warm_up(8, 10, &open), ["05/q3", "09/q1"]);
        assert_eq!(progress.warm_up(9, 4, &open), ["08/q1", "08/q2"]);
    }
}
