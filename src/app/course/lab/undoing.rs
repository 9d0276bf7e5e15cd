//! Taking back what was done to a draft, and doing it again.

use leptos::prelude::*;

use super::history::{Drawing, Step};
use super::workshop::Workshop;

impl Workshop {
    /// What would be taken back; tracked.
    pub fn undo_label(self) -> Option<String> {
        self.back.with(|it| it.last().map(|it| it.label.clone()))
    }

    /// What would be done again; tracked.
    pub fn redo_label(self) -> Option<String> {
        self.forth.with(|it| it.last().map(|it| it.label.clone()))
    }

    /// Takes the last step back, and what the drawing got with it.
    pub fn undo(self) {
        let step = self.back.try_update(Vec::pop).flatten();
        self.turn(step, self.forth, true);
    }

    /// Does the last step again.
    pub fn redo(self) {
        let step = self.forth.try_update(Vec::pop).flatten();
        self.turn(step, self.back, false);
    }

    fn turn(self, step: Option<Step>, other: RwSignal<Vec<Step>>, back: bool) {
        let Some(step) = step else {
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
            Drawing::Replaced(document) => {
                let now = self.start_document();
                self.begin_with(*document);
                Drawing::Replaced(Box::new(now))
            }
        };
        let now = self.draft.get_untracked();
        let label = step.label;
        let mut draft = step.draft;
        draft.hand.clone_from(&now.hand);
        other.update(|it| {
            it.push(Step {
                label,
                draft: now,
                drawing,
            });
        });
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
