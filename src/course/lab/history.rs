//! What was done to a draft, to be taken back and done again, also after a reload.

use serde::{Deserialize, Serialize};

use super::draft::Draft;

/// How many steps back there are.
const STEPS: usize = 100;

/// How long the kept text may be. A draft stands in each step, so of a large one fewer steps
/// are kept.
const LONGEST: usize = 400_000;

/// A step that can be taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What it is called.
    pub label: String,
    /// The draft before.
    pub draft: Draft,
    /// What it did to the drawing.
    pub drawing: Drawing,
}

/// What a step did to the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawing {
    /// Nothing.
    Untouched,
    /// A step of its own, called so.
    Step(String),
    /// Another took its place; before it was this, as a file.
    Replaced(String),
}

/// The steps of a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    back: Vec<Step>,
    forth: Vec<Step>,
}

impl History {
    /// What would be taken back.
    pub fn undo_label(&self) -> Option<&str> {
        self.back.last().map(|it| it.label.as_str())
    }

    /// What would be done again.
    pub fn redo_label(&self) -> Option<&str> {
        self.forth.last().map(|it| it.label.as_str())
    }

    /// Takes note of a step; letters of the same text are one.
    pub fn note(&mut self, step: Step) {
        let same = self.undo_label() == Some(step.label.as_str());
        if !(same && step.label.starts_with("Write")) {
            self.back.push(step);
        }
        if self.back.len() > STEPS {
            self.back.remove(0);
        }
        self.forth.clear();
    }

    /// The step that is taken back, or done again.
    pub fn take(&mut self, back: bool) -> Option<Step> {
        match back {
            true => self.back.pop(),
            false => self.forth.pop(),
        }
    }

    /// Takes note of a step that leads to where one was before it was taken.
    pub fn taken(&mut self, step: Step, back: bool) {
        match back {
            true => self.forth.push(step),
            false => self.back.push(step),
        }
    }

    /// As it is kept: the nearest steps, as many as there is room for.
    pub fn to_json(&self) -> String {
        let size = |step: &Step| serde_json::to_string(step).map_or(LONGEST, |it| it.len());
        let mut room = LONGEST;
        let mut near = |all: &[Step]| {
            let fits = all.iter().rev().take_while(|step| {
                let size = size(step);
                let fits = size <= room;
                room = room.saturating_sub(size);
                fits
            });
            let mut near: Vec<Step> = fits.cloned().collect();
            near.reverse();
            near
        };
        let kept = Self {
            back: near(&self.back),
            forth: near(&self.forth),
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Reads what was kept. What cannot be read is left: the draft is all that must be right.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::lesson::TaskKind;

    fn step(label: &str, draft: &Draft) -> Step {
        Step {
            label: label.to_owned(),
            draft: draft.clone(),
            drawing: Drawing::Untouched,
        }
    }

    #[test]
    fn a_kept_history_leads_back_and_forth_as_before() {
        let first = Draft::new();
        let mut second = first.clone();
        second.add(TaskKind::Build);
        let mut third = second.clone();
        third.title = "Two faults".to_owned();
        let mut history = History::default();
        history.note(step("Add a task", &first));
        history.note(Step {
            drawing: Drawing::Replaced("{}".to_owned()),
            ..step("Write the title", &second)
        });
        let taken = history.take(true).expect("a step");
        assert_eq!(taken.draft, second);
        history.taken(
            Step {
                draft: third.clone(),
                ..taken
            },
            true,
        );

        let mut kept = History::from_json(&history.to_json());
        assert_eq!(kept, history);
        assert_eq!(kept.undo_label(), Some("Add a task"));
        assert_eq!(kept.redo_label(), Some("Write the title"));
        assert_eq!(kept.take(false).expect("a step").draft, third);
        assert_eq!(kept.take(true).expect("a step").draft, first);
        assert_eq!(History::from_json("["), History::default());
    }

    #[test]
    fn letters_of_a_text_are_one_step_and_a_new_step_ends_what_was_taken_back() {
        let draft = Draft::new();
        let mut history = History::default();
        for label in ["Write the title", "Write the title", "Add a task"] {
            history.note(step(label, &draft));
        }
        let taken = history.take(true).expect("a step");
        history.taken(taken, true);
        assert_eq!(history.redo_label(), Some("Add a task"));
        history.note(step("Move a task", &draft));
        assert_eq!(history.redo_label(), None);
        assert!(history.take(true).is_some() && history.take(true).is_some());
        assert!(history.take(true).is_none());
    }

    #[test]
    fn of_large_drafts_the_nearest_steps_are_kept() {
        let mut history = History::default();
        for number in 0..STEPS + 20 {
            let mut draft = Draft::new();
            draft.story = format!("{number} {}", "long ".repeat(2_000));
            history.note(step(&format!("Step {number}"), &draft));
        }
        let text = history.to_json();
        assert!(text.len() < LONGEST + 1_000, "{}", text.len());
        let kept = History::from_json(&text);
        assert_eq!(kept.undo_label(), history.undo_label());
        assert!(kept.back.len() > 20 && kept.back.len() < history.back.len());
        assert_eq!(history.back.len(), STEPS);
    }
}
