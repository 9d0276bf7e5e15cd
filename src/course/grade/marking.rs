//! A chapter, made ready for marking: what is the same for every paper is worked out once.
//!
//! A document shows a state and no history. Which tasks it can show at all is not guessed:
//! the chapter's own solution is judged in the same way, and what it does not meet (because
//! it asks what happened on the way, or because a later task takes it back on purpose)
//! nobody else's document is asked for.

use super::alike::{Known, Shape};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::attempt::{Attempt, differences};
use crate::course::judge::{Moment, verdict};
use crate::course::lesson::{Lesson, Task};
use crate::course::lint;
use crate::course::play;
use crate::course::runs::wanted;
use crate::simulation::drills::{Drill, drill, drills};

/// The chapter that builds all, and is judged by the production checklist too.
pub const CAPSTONE: u32 = 24;

/// How a task is marked on a design.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// By its check.
    Checked,
    /// By its check, after its runs were played.
    Played,
    /// Not: why.
    Not(&'static str),
}

/// A task as a report tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind, as the page says it.
    pub kind: &'static str,
    /// Why a design is not marked on it; nothing where it is.
    pub unseen: Option<&'static str>,
}

/// A chapter, made ready.
pub struct Marking {
    number: u32,
    title: String,
    lesson: Option<Lesson>,
    tasks: Vec<Ready>,
    only: Option<String>,
    runs: Vec<(&'static Drill, u64)>,
    with_drills: bool,
    known: Known,
}

/// A task, made ready.
pub(super) struct Ready {
    /// Its place in the lesson.
    place: usize,
    pub(super) plan: Plan,
    /// The designs with which it may begin.
    begun: Vec<Attempt>,
}

impl Ready {
    /// The attempt that a design continues: of several beginnings the one that it is
    /// nearest to.
    pub(super) fn attempt(&self, analysis: &Analysis) -> Option<&Attempt> {
        if self.begun.len() < 2 {
            return self.begun.first();
        }
        let far = |it: &&Attempt| {
            let all = differences(it.begun.architecture(), analysis.architecture());
            all.iter().map(|(_, edits)| edits).sum::<u32>()
        };
        self.begun.iter().min_by_key(far)
    }
}

impl Marking {
    /// Makes a chapter ready. Without its lesson, which may be in preparation, only what
    /// holds of any design is marked. `only` is the one task that was handed in; `drills`
    /// says that runs are played.
    pub fn of(
        number: u32,
        title: &str,
        lesson: Option<Lesson>,
        only: Option<&str>,
        drills: bool,
    ) -> Self {
        let mut marking = Self {
            number,
            title: title.to_owned(),
            lesson: None,
            tasks: Vec::new(),
            only: only.map(str::to_owned),
            runs: Vec::new(),
            with_drills: drills,
            known: Known::default(),
        };
        if let Some(lesson) = &lesson {
            marking.tasks = tasks(lesson, only, drills);
            marking.known = known(lesson);
        }
        marking.lesson = lesson;
        if drills {
            marking.runs = marking.wanted_runs();
        }
        marking
    }

    /// The number of the chapter.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The lesson, unless it is in preparation.
    pub const fn lesson(&self) -> Option<&Lesson> {
        self.lesson.as_ref()
    }

    /// The one task that was handed in, if it is one.
    pub fn only(&self) -> Option<&str> {
        self.only.as_deref()
    }

    /// Whether the production checklist is asked, too.
    pub const fn has_checklist(&self) -> bool {
        self.number == CAPSTONE && self.only.is_none()
    }

    /// Whether runs are played.
    pub const fn has_drills(&self) -> bool {
        self.with_drills
    }

    /// The tasks as a report tells of them.
    pub fn told(&self) -> Vec<Told> {
        let tasks = self.ready().map(|(task, ready)| Told {
            id: task.id.clone(),
            title: task.title.clone(),
            kind: task.kind.label(),
            unseen: match ready.plan {
                Plan::Not(why) => Some(why),
                _ => None,
            },
        });
        tasks.collect()
    }

    /// The tasks, made ready.
    pub(super) fn ready(&self) -> impl Iterator<Item = (&Task, &Ready)> {
        let tasks = self.lesson.as_ref().map_or(&[][..], |it| &it.chapter.tasks);
        let ready = self.tasks.iter();
        ready.filter_map(|ready| Some((tasks.get(ready.place)?, ready)))
    }

    /// The runs that are played on each design: a drill and what chance begins with.
    pub(super) fn runs(&self) -> &[(&'static Drill, u64)] {
        &self.runs
    }

    /// What every design of the chapter has by its nature.
    pub(super) const fn known(&self) -> &Known {
        &self.known
    }

    fn wanted_runs(&self) -> Vec<(&'static Drill, u64)> {
        let mut runs: Vec<(&'static Drill, u64)> = Vec::new();
        let mut add = |drill: &'static Drill, seed: u64| {
            let known = |it: &(&Drill, u64)| it.0.id() == drill.id() && it.1 == seed;
            if !runs.iter().any(known) {
                runs.push((drill, seed));
            }
        };
        if self.has_checklist() {
            let all = drills().iter().filter(|it| it.validation.is_some());
            all.for_each(|it| add(it, it.seed));
        }
        for (task, ready) in self.ready() {
            if ready.plan != Plan::Played {
                continue;
            }
            for run in task.check.iter().flat_map(wanted) {
                if let Some(found) = drill(&run.scenario) {
                    add(found, run.seed.unwrap_or(found.seed));
                }
            }
        }
        runs
    }
}

/// Why a design is not marked on a task.
const OWN: &str = "it begins with a document of its own: grade it by itself with --task";
const ANSWERED: &str = "it is answered, not built: a progress file shows it";
const ON_THE_WAY: &str = "a document at the end does not show it: it asks what happened on the way, or a later task takes it back";
const RUN: &str = "it asks for a run: --drills plays it";

fn tasks(lesson: &Lesson, only: Option<&str>, drills: bool) -> Vec<Ready> {
    let start = lesson.documents.get("start").cloned().unwrap_or_default();
    let begun = Attempt::new(&Analysis::of(&start.architecture));
    let places = lint::walk(lesson, &mut Vec::new());
    let all = lesson.chapter.tasks.iter().enumerate();
    let wanted_tasks = all.filter(|(_, task)| only.is_none_or(|id| id == task.id));
    let ready = wanted_tasks.map(|(place, task)| {
        let own: Vec<&lint::Place> = places.iter().filter(|it| it.task.id == task.id).collect();
        let begun: Vec<Attempt> = match task.stands_alone() || only.is_some() {
            true => own
                .iter()
                .map(|it| Attempt::new(&Analysis::of(&it.begun.architecture)))
                .collect(),
            false => vec![begun.clone()],
        };
        Ready {
            place,
            plan: plan(lesson, task, only.is_some(), drills, &own, &begun),
            begun,
        }
    });
    ready.collect()
}

fn plan(
    lesson: &Lesson,
    task: &Task,
    alone: bool,
    drills: bool,
    own: &[&lint::Place],
    begun: &[Attempt],
) -> Plan {
    let Some(check) = &task.check else {
        return Plan::Not(ANSWERED);
    };
    if task.stands_alone() && !alone {
        return Plan::Not(OWN);
    }
    let runs = !wanted(check).is_empty();
    if runs && !drills {
        return Plan::Not(RUN);
    }
    let shows = |document: &Document, attempt: &Attempt| {
        let mut attempt = attempt.clone();
        attempt.play(check, &document.architecture);
        let analysis = Analysis::of(&document.architecture);
        verdict(check, &Moment::new(&analysis, &attempt)).met
    };
    let shown = if alone {
        own.iter().zip(begun).all(|(place, begun)| {
            let mut end = place.begun.clone();
            let steps = task.hints.show_on(place.start);
            play::apply(&mut end, steps).is_ok() && shows(&end, begun)
        })
    } else {
        let solution = lesson.documents.get("solution");
        solution.is_some_and(|it| begun.iter().all(|begun| shows(it, begun)))
    };
    match (shown, runs) {
        (false, _) => Plan::Not(ON_THE_WAY),
        (true, true) => Plan::Played,
        (true, false) => Plan::Checked,
    }
}

/// What every design of a chapter has by its nature: all that its documents have, and what
/// a learner has on the way through its hints.
fn known(lesson: &Lesson) -> Known {
    let none = Known::default();
    let mut known = Known::default();
    for document in lesson.documents.values() {
        known.add(&Shape::of(document, &none));
    }
    for place in lint::walk(lesson, &mut Vec::new()) {
        let begun = Shape::of(&place.begun, &none);
        known.add(&begun);
        if place.task.stands_alone() {
            known.begin(&begun);
        }
        let mut end = place.begun;
        if play::apply(&mut end, place.task.hints.show_on(place.start)).is_ok() {
            known.add(&Shape::of(&end, &none));
        }
    }
    if let Some(start) = lesson.documents.get("start") {
        known.begin(&Shape::of(start, &none));
    }
    known
}
