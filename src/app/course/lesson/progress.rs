//! What a lesson tells the learner's progress, and what it takes over from there.

use leptos::prelude::*;

use super::fetch;
use super::study::Study;
use crate::analysis::Analysis;
use crate::app::course::learner::now;
use crate::course::attempt::{Attempt, Since};
use crate::course::lesson::{Block, Task, TaskKind, Unit};
use crate::course::rounds;

impl Study {
    /// Begins what goes on as long as the lesson is open.
    pub(super) fn start(self) {
        self.judging.keep(self);
        self.take_over();
        self.take_the_daily();
        self.begin();
    }

    /// Goes on where one was, or to the prediction that the bell wants made again.
    pub(super) fn begin(self) {
        let recalled = self.learner.recalled.get_untracked();
        let place = recalled.and_then(|id| {
            let tasks = self.chapter(|it| it.tasks.iter().position(|task| task.id == id));
            Some((id, tasks?))
        });
        match place {
            Some((id, place)) => {
                self.ask_again(&id);
                self.go(place);
                self.card_folded.set(false);
            }
            None => {
                self.learner.recalled.set(None);
                self.work_on(self.peek_place());
            }
        }
    }

    /// Tells the learner's progress where one is.
    pub(super) fn note_place(self) {
        let Some(learner) = self.told() else {
            return;
        };
        let (unit, task, scroll) =
            self.peek_notes(|it| (it.unit as u32, it.task.clone(), it.scroll));
        let task = (!task.is_empty()).then_some(task);
        let anchor = format!("{}", scroll.round());
        learner.note_place(self.number(), unit, task, anchor);
    }

    /// Takes over what the learner has done elsewhere, and says that the chapter is open.
    pub(super) fn take_over(self) {
        if self.is_lab() {
            return;
        }
        let number = self.number();
        let units = self.chapter(|chapter| {
            let tasks = |unit: &Unit| -> Vec<String> {
                let tasks = unit.blocks.iter().filter_map(|block| match block {
                    Block::Task(id) => Some(id.clone()),
                    _ => None,
                });
                tasks.collect()
            };
            chapter.units.iter().map(tasks).collect()
        });
        let version = self.chapter(|it| it.version);
        self.learner.note_open(number, version, units);
        let pars = self.chapter(|it| {
            let repairs = it.tasks.iter().filter(|it| it.kind == TaskKind::Repair);
            let pars = repairs.filter_map(|it| Some((it.id.clone(), it.par?)));
            pars.collect()
        });
        self.learner.note_pars(number, pars);
        // Notes of one's own know better, also that somebody has begun anew.
        if self.peek_notes(|it| !it.task.is_empty() || !it.tasks.is_empty()) {
            return;
        }
        let progress = self.learner.progress.read_untracked();
        let Some(done) = progress.chapter(number) else {
            return;
        };
        self.notes.update_untracked(|notes| {
            for (id, task) in &done.tasks {
                if task.met.is_some() {
                    let work = notes.work_mut(id);
                    work.met = true;
                    work.answered = true;
                }
            }
            notes.quiz_passed |= done.has_passed();
            if let Some(place) = &done.place {
                notes.unit = place.unit as usize;
                notes.task = place.task.clone().unwrap_or_default();
            }
        });
    }

    /// What is built from memory was judged: the clock goes on, and stops when it is done.
    pub(super) fn timed(
        self,
        task: &Task,
        is_met: bool,
        edits: u32,
        attempt: &Attempt,
        analysis: &Analysis,
    ) {
        let known = self.peek_notes(|it| it.work(&task.id));
        // Looking alone is no edit, and what is met is met.
        if known.met || (known.since == attempt.since && !is_met) {
            return;
        }
        let now = now().at;
        let mut clock = known.clock;
        clock.tick(now);
        self.note(|notes| notes.work_mut(&task.id).clock = clock);
        if is_met {
            let round = rounds::round(attempt, analysis, edits, clock, now);
            if let Some(learner) = self.told() {
                learner.note(|it, _| it.rebuild(&task.id, round));
            }
        }
    }

    /// A task was judged.
    pub fn noted(self, task: &Task, is_met: bool, edits: u32, since: Since) {
        let known = self.peek_notes(|it| it.work(&task.id));
        let passed = task.most_wrong.is_none_or(|most| known.missed <= most);
        let complete = is_met && (task.asks.is_empty() || (known.answered && passed));
        let newly = complete && !known.met;
        let edits = if known.met { known.edits } else { edits };
        if known.since != since || known.edits != edits || newly {
            self.note(|notes| {
                let work = notes.work_mut(&task.id);
                work.since = since;
                work.edits = edits;
                work.met |= newly;
            });
        }
        if newly {
            if let Some(learner) = self.told() {
                learner.note_met(&task.id, edits);
            }
            self.card_folded.set(fetch::is_phone());
            self.judging.said.set(format!("{} is done.", task.title));
        }
    }

    /// The questions of a task are answered.
    pub fn answered(self, id: &str) {
        let most = self.chapter(|it| it.task(id).and_then(|it| it.most_wrong));
        let missed = self.peek_notes(|it| it.work(id).missed);
        if most.is_some_and(|most| missed > most) && !self.peek_notes(|it| it.is_met(id)) {
            self.note(|notes| notes.work_mut(id).answered = true);
            let words = "All are answered, and too many were wrong at first.";
            self.judging.said.set(words.to_owned());
            return;
        }
        let checked = self.chapter(|it| it.task(id).is_some_and(|it| it.check.is_some()));
        let is_met = !checked || untrack(|| self.judging.with(|it| it.is_some_and(|it| it.met)));
        self.note(|notes| {
            let work = notes.work_mut(id);
            work.answered = true;
            work.met |= is_met;
        });
        if is_met {
            if let Some(learner) = self.told() {
                learner.note_met(id, 0);
            }
            self.judging
                .said
                .set("Answered. The task is done.".to_owned());
        }
    }

    /// Begins the questions of a task anew.
    pub fn ask_again(self, id: &str) {
        self.note(|notes| {
            let work = notes.work_mut(id);
            work.answered = false;
            work.missed = 0;
        });
    }
}
