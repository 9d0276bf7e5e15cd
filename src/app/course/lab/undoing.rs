//! Taking back what was done to a draft, and doing it again.

use leptos::prelude::*;

use super::workshop::Workshop;
use crate::architecture::Document;
use crate::course::lab::history::{Drawing, Step};

impl Workshop {
    /// What would be taken back; tracked.
    pub fn undo_label(self) -> Option<String> {
        self.history.with(|it| it.undo_label().map(str::to_owned))
    }

    /// What would be done again; tracked.
    pub fn redo_label(self) -> Option<String> {
        self.history.with(|it| it.redo_label().map(str::to_owned))
    }

    /// Takes the last step back, and what the drawing got with it.
    pub fn undo(self) {
        self.turn(true);
    }

    /// Does the last step again.
    pub fn redo(self) {
        self.turn(false);
    }

    fn turn(self, back: bool) {
        let taken = self.history.try_update(|it| it.take(back));
        let Some(step) = taken.flatten() else {
            return;
        };
        let drawing = match step.drawing {
            Drawing::Untouched => Drawing::Untouched,
            Drawing::Step(name) => {
                let label = self.store.peek(|it| {
                    let label = if back {
                        it.undo_label()
                    } else {
                        it.redo_label()
                    };
                    label.map(str::to_owned)
                });
                // Where somebody has drawn on since, the drawing stays.
                if label.as_ref() == Some(&name) {
                    if back {
                        self.store.undo();
                    } else {
                        self.store.redo();
                    }
                }
                Drawing::Step(name)
            }
            Drawing::Replaced(file) => {
                let now = self.start_document();
                // What was kept was written by the page, so it can be read.
                if let Ok(document) = Document::from_json(&file) {
                    self.begin_with(document);
                }
                Drawing::Replaced(now.to_json())
            }
        };
        let now = self.draft.get_untracked();
        let label = step.label;
        let mut draft = step.draft;
        draft.hand.clone_from(&now.hand);
        let step = Step {
            label,
            draft: now,
            drawing,
        };
        self.history.update(|it| it.taken(step, back));
        if self
            .open
            .get_untracked()
            .is_some_and(|key| draft.task(key).is_none())
        {
            self.open.set(None);
        }
        self.draft.set(draft);
    }
}
