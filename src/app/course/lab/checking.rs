//! What a draft has come to, and how its conditions fare.
//!
//! What asks for a run takes a while, in which the page stands still: so it is judged only
//! when somebody wants to know, and the page says that it runs.

use std::time::Duration;

use leptos::prelude::*;

use super::workshop::{State, Workshop};
use crate::course::lab::live::{self, AllFares, Ground};
use crate::course::lab::write;
use crate::editor::Session;

/// After so long the page has shown that it runs.
const SHOWN: Duration = Duration::from_millis(60);

impl Workshop {
    /// Looks what the draft has come to, where that takes no run.
    pub fn look(self) {
        match self.draft.try_with_untracked(live::draft_asks_for_run) {
            Some(true) if self.checked.with_untracked(|it| it.is_empty()) => {
                let _ = self.state.try_set(State::Unchecked);
            }
            Some(false) => self.look_now(),
            _ => {}
        }
    }

    fn look_now(self) {
        let start = self.start_document();
        let state = self
            .draft
            .try_with_untracked(|draft| match write::lab(draft, &start) {
                Ok((files, _)) => State::Lab(files),
                Err(why) => State::NotYet(why),
            });
        if let Some(state) = state {
            let _ = self.state.try_set(state);
        }
    }

    /// Makes the runs that the draft asks for, and judges by them.
    pub fn check_now(self) {
        if self.state.with_untracked(|it| *it == State::Running) {
            return;
        }
        self.state.set(State::Running);
        self.said.set("The drills are run…".to_owned());
        set_timeout(
            move || {
                // Somebody may have gone out of the workshop, or on with the draft.
                if self.state.try_get_untracked() != Some(State::Running) {
                    return;
                }
                let start = self.start_document();
                let all = self.peek(|draft| {
                    let tasks = draft.tasks.iter();
                    let tasks = tasks.filter(|it| it.check.iter().any(live::asks_for_run));
                    tasks
                        .map(|task| {
                            let ground = Ground::of(draft, &start, task.key);
                            let fares = task.check.iter().map(|it| Some(ground.fares(it)));
                            (task.key, fares.collect())
                        })
                        .collect()
                });
                self.checked.set(all);
                self.look_now();
                self.said.set("The drills were run.".to_owned());
            },
            SHOWN,
        );
    }

    /// How the conditions of a task fare; tracked. Those that ask for a run have none before
    /// they were checked.
    pub fn fares(self, key: u32) -> AllFares {
        if let Some(checked) = self.checked.with(|it| it.get(&key).cloned()) {
            return checked;
        }
        self.store.with(Session::built);
        let start = self.start_document();
        self.draft.with(|draft| {
            let Some(task) = draft.task(key) else {
                return Vec::new();
            };
            let checks = task.check.clone();
            let mut without = draft.clone();
            if let Some(task) = without.task_mut(key) {
                task.check.retain(|it| !live::asks_for_run(it));
            }
            let ground = Ground::of(&without, &start, key);
            let fares = checks
                .iter()
                .map(|it| (!live::asks_for_run(it)).then(|| ground.fares(it)));
            fares.collect()
        })
    }
}
