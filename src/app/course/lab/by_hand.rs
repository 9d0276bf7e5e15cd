//! What is done by hand on the canvas: breaking the drawing, and recording how a task is
//! solved.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::workshop::Workshop;
use crate::analysis::Analysis;
use crate::app::state::Tone;
use crate::architecture::Document;
use crate::course::lab::draft::Hand;
use crate::course::lab::history::Drawing;
use crate::course::lab::{repair, steps, ways, write};

impl Workshop {
    /// What is done by hand begins or ends; it is no step of the lab.
    pub(super) fn by_hand(self, hand: Option<Hand>) {
        if self.peek(|it| it.hand != hand) {
            self.draft.update(|it| it.hand = hand);
        }
    }

    /// Begins to break the drawing by hand.
    pub fn break_by_hand(self) {
        let before = self.start_document().to_json();
        self.by_hand(Some(Hand { task: None, before }));
        self.on_canvas.set(true);
        self.said
            .set("Break something on the canvas, then press Done.".to_owned());
    }

    /// Begins to record the steps of a task, on the drawing as the tasks before leave it.
    pub fn record(self, key: u32) {
        let start = self.start_document();
        let begins = self.peek(|draft| write::begins(draft, &start, key));
        let before = begins.to_json();
        self.by_hand(Some(Hand {
            task: Some(key),
            before,
        }));
        self.start.set_value(Some(start));
        self.on_canvas.set(true);
        spawn_local(async move {
            // What was recorded before is no beginning of this.
            let by_hand = self.slot_by_hand();
            self.keeper.forget_documents((by_hand, by_hand + 1)).await;
            let opened = self
                .keeper
                .open_in_lesson(self.slot_by_hand(), || Ok(begins));
            if let Err(why) = opened.await {
                self.store.toast(Tone::Error, why);
            }
        });
        self.said
            .set("Solve the task on the canvas, then press Done.".to_owned());
    }

    /// What was done by hand becomes steps.
    pub fn done_by_hand(self) {
        let Some(hand) = self.peek(|it| it.hand.clone()) else {
            return;
        };
        let after = self.store.peek(|it| it.settled_document().into_owned());
        let Ok(before) = Document::from_json(&hand.before) else {
            return self.give_up();
        };
        match hand.task {
            None => {
                let known = ways::ways(&Analysis::of(&before.architecture));
                match repair::task(&before, &after, &repair::broken(&known, &after)) {
                    Ok(task) => {
                        let was = Drawing::Replaced(before.to_json());
                        self.add_repair("Break it by hand".to_owned(), was, task);
                    }
                    Err(why) => self.refused(&why),
                }
            }
            Some(key) => match steps::between(&before, &after) {
                Ok(show) => {
                    self.by_hand(None);
                    self.change_task(key, "Record the steps", |task| task.show = show);
                    self.back_to_start(key);
                }
                Err(why) => self.refused(&why),
            },
        }
    }

    /// Gives up what is being done by hand: the drawing is as before.
    pub fn give_up(self) {
        let Some(hand) = self.peek(|it| it.hand.clone()) else {
            return;
        };
        self.by_hand(None);
        match (hand.task, Document::from_json(&hand.before)) {
            (None, Ok(before)) => self.begin_with(before),
            (Some(key), _) => self.back_to_start(key),
            (None, Err(_)) => {}
        }
    }

    fn back_to_start(self, key: u32) {
        self.open.set(Some(key));
        self.on_canvas.set(false);
        let start = self.start.get_value().unwrap_or_default();
        spawn_local(async move {
            let opened = self.keeper.open_in_lesson(self.slot(), || Ok(start));
            if let Err(why) = opened.await {
                self.store.toast(Tone::Error, why);
            }
            self.start.set_value(None);
            self.look();
        });
    }
}
