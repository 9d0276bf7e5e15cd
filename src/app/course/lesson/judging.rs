//! The task under way, judged after every edit: one network, that of the page.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::fetch;
use super::study::Study;
use crate::app::course::answers::{self, Answer};
use crate::app::course::learner::now;
use crate::app::state::Store;
use crate::course::attempt::Attempt;
use crate::course::figures::Outputs;
use crate::course::judge::{self, CardLine, LineState, Moment, Piece, Verdict};
use crate::course::lesson::{Task, TaskKind};
use crate::course::{memory, notes, rounds, runs};
use crate::editor::AuditEvent;
use crate::simulation::Simulation;
use crate::simulation::drills::{Board, Played};

/// How long news of lines are gathered before they are told.
const TOGETHER: Duration = Duration::from_millis(400);

/// The task under way: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Judging {
    store: Store,
    /// The place of the task whose document is on the canvas.
    at: RwSignal<Option<usize>>,
    attempt: StoredValue<Option<Attempt>>,
    verdict: RwSignal<Option<Verdict>>,
    /// What has become of lines, for those who hear the page.
    pub said: RwSignal<String>,
    telling: StoredValue<Vec<String>>,
    /// Grows whenever a figure was turned, or a run is over.
    turned: RwSignal<u64>,
    /// How often somebody went wrong since the task began.
    pub wrong_turns: RwSignal<u32>,
}

impl Judging {
    /// Nothing is under way yet.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            at: RwSignal::new(None),
            attempt: StoredValue::new(None),
            verdict: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            telling: StoredValue::new(Vec::new()),
            turned: RwSignal::new(0),
            wrong_turns: RwSignal::new(0),
        }
    }

    /// The place of the task whose document is on the canvas; tracked.
    pub fn at(self) -> Option<usize> {
        self.at.get()
    }

    /// The verdict, read; tracked. Nothing for tasks that have no check.
    pub fn with<T>(self, read: impl FnOnce(Option<&Verdict>) -> T) -> T {
        self.verdict.with(|it| read(it.as_ref()))
    }

    /// The lines; tracked.
    pub fn lines(self) -> Vec<CardLine> {
        self.with(|it| it.map_or_else(Vec::new, |it| it.lines.clone()))
    }

    /// How many lines are met, and how many there are; tracked.
    pub fn done(self) -> (usize, usize) {
        self.with(|it| it.map_or((0, 0), |it| (met(it), it.lines.len())))
    }

    /// Nothing is judged until the document of the task is there.
    pub fn stop(self) {
        self.at.set(None);
        self.attempt.set_value(None);
        self.verdict.set(None);
    }

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

    /// Takes note of what a figure says, and judges again.
    pub fn figure(self, name: &str, widget: &str, outputs: Outputs) {
        self.attempt.update_value(|it| {
            if let Some(attempt) = it {
                attempt.figure(name, widget, outputs);
            }
        });
        self.turned.update(|it| *it += 1);
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
        let held_back = Memo::new(move |_| {
            let task = self.at.get().and_then(|place| study.task(place));
            task.is_some_and(|it| it.holds_back(study.with_notes(|all| all.work(&it.id).answered)))
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
            let verdict = match held_back.get() {
                true => verdict.map(Verdict::held_back),
                false => verdict,
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

    /// Tells those who hear the page what has become of lines; what comes quickly one after
    /// the other is told in one. Says whether there is any news.
    fn tell(self, before: &Verdict, now: &Verdict) -> bool {
        let was = |place: usize| before.lines.get(place).map(|it| it.state == LineState::Met);
        let news = now.lines.iter().enumerate().filter_map(|(place, line)| {
            let is = line.state == LineState::Met;
            match (was(place), is) {
                (Some(false), true) => Some(format!("{}: met.", spoken(line))),
                (Some(true), false) => Some(format!("{}: open again.", spoken(line))),
                _ => None,
            }
        });
        let news: Vec<String> = news.collect();
        if news.is_empty() {
            return false;
        }
        let waits = self.telling.with_value(|it| !it.is_empty());
        self.telling.update_value(|it| it.extend(news));
        if !waits {
            set_timeout(move || self.speak(), TOGETHER);
        }
        true
    }

    fn speak(self) {
        let news = self.telling.try_update_value(std::mem::take);
        let Some(news) = news.filter(|it| !it.is_empty()) else {
            return;
        };
        let (done, of) = untrack(|| self.done());
        let words = format!("{} {done} of {of} done.", news.join(" "));
        self.said.try_set(words);
    }

    /// Everything that the open lines are about; tracked.
    pub fn open_marks(self) -> BTreeSet<crate::architecture::ResourceId> {
        let lines = self.lines();
        let open = lines.iter().filter(|it| it.state != LineState::Met);
        open.flat_map(|it| it.marks.iter().cloned()).collect()
    }
}

fn met(verdict: &Verdict) -> usize {
    let lines = verdict.lines.iter();
    lines.filter(|it| it.state == LineState::Met).count()
}

/// A line as it is read out.
pub fn spoken(line: &CardLine) -> String {
    let pieces = line.aim.iter().map(|piece| match piece {
        Piece::Text(text) => text.trim().replace('→', "to"),
        Piece::Slot(Some(text)) => text.clone(),
        Piece::Slot(None) => "nothing yet".to_owned(),
    });
    let words: Vec<String> = pieces.filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// How a line stands, in a word or two.
pub const fn state_word(state: LineState) -> &'static str {
    match state {
        LineState::Met => "Met",
        LineState::Next => "To do now",
        LineState::Waits => "To do",
        LineState::Contrary => "Still in the way",
        LineState::Unclear => "Cannot be judged yet",
    }
}
