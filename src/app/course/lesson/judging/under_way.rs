//! A task from its beginning on: what somebody answers, runs and builds is judged.

use std::rc::Rc;

use leptos::prelude::*;

use super::Judging;
use crate::app::course::answers::{self, Answer};
use crate::app::course::learner::now;
use crate::app::course::lesson::fetch;
use crate::app::course::lesson::study::Study;
use crate::course::attempt::Attempt;
use crate::course::judge::{self, Moment, Verdict};
use crate::course::lesson::{Task, TaskKind};
use crate::course::{memory, notes, rounds, runs};
use crate::editor::AuditEvent;
use crate::simulation::Simulation;
use crate::simulation::drills::{Board, Played};

impl Judging {
    /// The document of a task is on the canvas: the task begins, or goes on.
    pub fn go_on(self, study: Study, place: usize, task: &Task) {
        let known = study.peek_notes(|it| it.work(&task.id).attempt());
        let attempt = known.unwrap_or_else(|| {
            let (document, calls) = self
                .store
                .peek(|it| (it.settled_document().into_owned(), it.audit().len()));
            study.note(|notes| notes.work_mut(&task.id).begin(&document, calls));
            Attempt::new(&self.store.peek_analysis())
        });
        if task.kind == TaskKind::Rebuild {
            study.note(|notes| notes.work_mut(&task.id).clock.resume(now().at));
        }
        let mut attempt = attempt;
        study.figures.with_value(|figures| {
            for (name, widget, outputs) in figures.outputs() {
                attempt.figure(&name, widget, outputs);
            }
        });
        self.attempt.set_value(Some(attempt));
        self.verdict.set(None);
        self.at.set(Some(place));
    }

    /// Takes note of an answer. The first one to each question counts for the bell.
    pub fn answer(self, study: Study, task: &Task, answer: &Answer) {
        if let Some(learner) = study.told().filter(|_| answer.first) {
            let confidence = match answer.confidence {
                Some(answers::Confidence::Guess) => memory::Confidence::Guess,
                Some(answers::Confidence::Sure) => memory::Confidence::Sure,
                _ => memory::Confidence::ThinkSo,
            };
            let recalled = learner.recalled.get_untracked().as_ref() == Some(&task.id);
            if recalled && answer.ask == 0 {
                learner.note_bell(&task.id, confidence, answer.right);
                return;
            }
            learner.note_answer(
                &task.id,
                answer.ask as u32,
                format!("{:?}", answer.given),
                confidence,
                answer.right,
                task.kind == TaskKind::Predict,
            );
        }
        if answer.first && !answer.right {
            study.note(|notes| notes.work_mut(&task.id).missed += 1);
        }
    }

    /// Takes note of a run that was played to its end, and judges again.
    fn ran(self, study: Study, simulation: &Simulation) {
        let Some(task) = self.at.get_untracked().and_then(|place| study.task(place)) else {
            return;
        };
        let boards = Board::all(simulation);
        let played = Played::of(simulation, &boards);
        self.attempt.update_value(|it| {
            if let Some(attempt) = it {
                attempt.ran(task.check.as_ref(), &played);
            }
        });
        self.turned.update(|it| *it += 1);
    }

    /// Judges whenever something was built or run, as long as the lesson is open.
    pub fn keep(self, study: Study) {
        let store = self.store;
        store.can_run.set(study.chapter(|it| {
            let mut checks = it.tasks.iter().filter_map(|task| task.check.as_ref());
            checks.any(|check| !runs::wanted(check).is_empty())
        }));
        store
            .run_judge
            .set_value(Some(Rc::new(move |it| self.ran(study, it))));
        on_cleanup(move || {
            store.can_run.set(true);
            store.run_judge.set_value(None);
        });
        // Whether the check holds everything back, and whether it keeps its reasons.
        let held = Memo::new(move |_| {
            let task = self.at.get().and_then(|place| study.task(place));
            task.map_or((false, false), |it| {
                let work = study.with_notes(|all| all.work(&it.id));
                (it.holds_back(work.answered), it.keeps_reasons(work.hints))
            })
        });
        Effect::new(move || {
            let analysis = self.store.analysis();
            self.turned.track();
            let Some(task) = self.at.get().and_then(|place| study.task(place)) else {
                return;
            };
            let Some(mut attempt) = self.attempt.get_value() else {
                return;
            };
            let calls = self.store.peek(|session| {
                let all = session.audit().iter();
                let all = all.map(|it: &AuditEvent| (&*it.call, it.resource.as_str()));
                study.peek_notes(|it| it.work(&task.id).calls(all))
            });
            attempt.observe(task.check.as_ref(), &analysis, &calls);
            let verdict = task.check.as_ref().map(|check| {
                let moment = Moment::new(&analysis, &attempt);
                judge::verdict(check, &moment)
            });
            let is_met = verdict.as_ref().is_some_and(|it| it.met);
            let verdict = match held.get() {
                (true, _) => verdict.map(Verdict::held_back),
                (_, true) => verdict.map(Verdict::without_reasons),
                _ => verdict,
            };
            let before = self.verdict.get_untracked();
            if let (Some(before), Some(now)) = (&before, &verdict)
                && self.tell(before, now)
                && !fetch::is_phone()
            {
                // Whoever folded the card to read sees what has become of it.
                study.card_folded.set(false);
            }
            let edits = notes::edits(&attempt, analysis.architecture());
            let since = attempt.since.clone();
            self.wrong_turns.set(rounds::wrong_turns(&attempt));
            self.verdict.set(verdict);
            if task.kind == TaskKind::Rebuild {
                study.timed(&task, is_met, edits, &attempt, &analysis);
            }
            self.attempt.set_value(Some(attempt));
            study.noted(&task, is_met, edits, since);
        });
    }
}
