//! Every task is played: where it begins it is not met, its hint leads there, and without
//! its own part it is not met at the end.

use std::collections::BTreeMap;

use super::idle::idle;
use super::of_task;
use super::walk::{Place, judged, shown, walk};
use crate::analysis::Analysis;
use crate::architecture::{Document, Kind};
use crate::course::attempt::{Attempt, differences};
use crate::course::condition::{Condition, Leaf, What};
use crate::course::figures;
use crate::course::judge::{LineState, Verdict};
use crate::course::lesson::{ByStart, Change, FigureSpec, Lesson, Start, Task, TaskKind};
use crate::course::play;
use crate::course::read::Fault;
use crate::rules::Severity;

/// What is remembered before anybody lets it run. Where running is the task, it is not met
/// before that; elsewhere it is not met even if somebody does.
fn without_runs(task: &Task, attempt: &Attempt) -> Attempt {
    let mut attempt = attempt.clone();
    if task.kind == TaskKind::Run {
        attempt.since.runs.clear();
    }
    attempt
}

/// What is missing, in a line.
fn missing(verdict: &Verdict) -> String {
    let open = verdict.lines.iter().filter(|it| it.state != LineState::Met);
    let said: Vec<&str> = open.map(|it| it.sentence.as_str()).collect();
    said.join(" | ")
}

/// Plays every task.
pub fn check(lesson: &Lesson, faults: &mut Vec<Fault>) {
    for place in walk(lesson, faults) {
        let Place { task, start, begun } = &place;
        let Some(check) = &task.check else {
            continue;
        };
        let on = start.map_or(String::new(), |it| format!(" on {}", it.0));
        if check.is_negative() && !has_figure(check) {
            let why = "nothing positive is asked: it would be met where nothing stands";
            faults.push(of_task(&task.id, why));
        }
        names_known_things(check, lesson, task, faults);
        let figures = &lesson.chapter.figures;
        let untouched = shown(task, begun, &[], figures);
        if let Ok((document, attempt)) = &untouched
            && judged(check, document, &without_runs(task, attempt)).met
        {
            faults.push(of_task(&task.id, format!("it is met where it begins{on}")));
        }
        let steps = task.hints.show_on(*start);
        match shown(task, begun, steps, figures) {
            Err(fault) => {
                let why = format!("“show me” cannot be played{on}: {fault}");
                faults.push(of_task(&task.id, why));
            }
            Ok((document, attempt)) => {
                let verdict = judged(check, &document, &attempt);
                if !verdict.met {
                    let why = format!("it is not met after “show me”{on}: {}", missing(&verdict));
                    faults.push(of_task(&task.id, why));
                }
                within_par(task, begun, &document, faults);
            }
        }
        each_step_counts(&place, check, figures, faults);
    }
    check_steps(lesson, faults);
    check_solution(lesson, faults);
    check_break(lesson, faults);
}

/// Without any one step of its hint a task is not met: what the steps do is what the check
/// looks at.
fn each_step_counts(
    place: &Place,
    check: &Condition,
    figures: &BTreeMap<String, FigureSpec>,
    faults: &mut Vec<Fault>,
) {
    let steps = place.task.hints.show_on(place.start);
    for left_out in idle(place.task, &place.begun, steps, check, figures) {
        let why = format!("it is met even without step {} of “show me”", left_out + 1);
        faults.push(of_task(&place.task.id, why));
    }
}

fn within_par(task: &Task, begun: &Document, ended: &Document, faults: &mut Vec<Fault>) {
    let Some(par) = task.par else {
        if task.kind == TaskKind::Repair {
            faults.push(of_task(&task.id, "a repair has a `par`"));
        }
        return;
    };
    let needed: u32 = differences(&begun.architecture, &ended.architecture)
        .iter()
        .map(|(_, edits)| edits)
        .sum();
    if needed > par {
        let why = format!("“show me” makes {needed} edits, and par is {par}");
        faults.push(of_task(&task.id, why));
    }
}

/// Every step has its reason, and adds what the palette offers.
fn check_steps(lesson: &Lesson, faults: &mut Vec<Fault>) {
    for task in &lesson.chapter.tasks {
        let starts: Vec<Option<&Start>> = match task.starts.as_slice() {
            [] => vec![None],
            all => all.iter().map(Some).collect(),
        };
        let said = |text: &ByStart<String>, start: Option<&Start>| {
            text.on(start).is_some_and(|it| !it.trim().is_empty())
        };
        for start in starts {
            let on = start.map_or(String::new(), |it| format!(" on {}", it.0));
            let hints = &task.hints;
            if !said(&hints.nudge, start) || !said(&hints.pointer, start) {
                let why = format!("a task has `hints` with a nudge and a pointer{on}");
                faults.push(of_task(&task.id, why));
            }
            if task.kind == TaskKind::Repair && !said(&task.symptom, start) {
                faults.push(of_task(&task.id, format!("a repair has a `symptom`{on}")));
            }
        }
        if let Some(most) = task.most_wrong
            && most as usize >= task.asks.len()
        {
            let why = "`most_wrong` is less than the number of its questions";
            faults.push(of_task(&task.id, why));
        }
        if let Some(look) = &task.look
            && (task.kind != TaskKind::Rebuild || look.seconds == 0)
        {
            let why = "`look` is for what is built from memory, and lasts a while";
            faults.push(of_task(&task.id, why));
        }
        for step in task.hints.show.all().flatten() {
            if step.why.is_empty() {
                faults.push(of_task(&task.id, "every step of `show` has a `why`"));
            }
            if let Change::Add { kind, .. } = &step.change
                && *kind != Kind::Intent
                && !play::offers(&lesson.chapter.kinds, *kind)
            {
                let why = format!(
                    "`show` adds a {}, which `kinds` does not offer",
                    kind.info().key
                );
                faults.push(of_task(&task.id, why));
            }
        }
    }
}

/// The solution meets every task of the learner's document, and has no error.
fn check_solution(lesson: &Lesson, faults: &mut Vec<Fault>) {
    let (Some(start), Some(solution)) = (
        lesson.documents.get("start"),
        lesson.documents.get("solution"),
    ) else {
        return;
    };
    let analysis = Analysis::of(&solution.architecture);
    let findings = analysis.findings().iter();
    for finding in findings.filter(|it| it.severity == Severity::Error) {
        let why = format!(
            "there is an error in it, {}: {}",
            finding.code, finding.sentence
        );
        faults.push(Fault::new("", why).in_file("solution.campus.json"));
    }
    let own: Vec<&Task> = lesson
        .chapter
        .tasks
        .iter()
        .filter(|task| !task.stands_alone())
        .collect();
    for task in &own {
        let Some(check) = &task.check else {
            continue;
        };
        // What has happened on the way cannot be seen in a document.
        if remembers(check) {
            continue;
        }
        let mut attempt = Attempt::new(&Analysis::of(&start.architecture));
        attempt.play(check, &solution.architecture);
        let verdict = judged(check, solution, &attempt);
        if !verdict.met && !undone_later(lesson, task) {
            let why = format!("the solution does not meet it: {}", missing(&verdict));
            faults.push(of_task(&task.id, why));
        }
    }
}

/// Whether the tasks behind this one undo it on purpose: with all steps played up to it the
/// task is met, and with all steps played it is not.
fn undone_later(lesson: &Lesson, task: &Task) -> bool {
    let Some(start) = lesson.documents.get("start") else {
        return false;
    };
    let Some(check) = &task.check else {
        return false;
    };
    let mut all = start.clone();
    for other in lesson.chapter.tasks.iter().filter(|it| !it.stands_alone()) {
        if play::apply(&mut all, other.hints.show_on(None)).is_err() {
            return false;
        }
    }
    let mut attempt = Attempt::new(&Analysis::of(&start.architecture));
    attempt.play(check, &all.architecture);
    !judged(check, &all, &attempt).met
}

/// Whether a condition asks what has happened, beside the design.
fn remembers(check: &Condition) -> bool {
    let mut found = false;
    check.walk(&mut |it| {
        found |= match &it.what {
            What::First(..) => true,
            What::Leaf(leaf) => {
                matches!(
                    leaf.as_ref(),
                    Leaf::Event(..)
                        | Leaf::Gap(..)
                        | Leaf::Edits(..)
                        | Leaf::Figure(..)
                        | Leaf::Unchanged(_)
                ) || matches!(
                    leaf.as_ref(),
                    Leaf::Finding(_, _, crate::course::condition::Presence::Seen)
                )
            }
            _ => false,
        };
    });
    found
}

fn has_figure(check: &Condition) -> bool {
    let mut found = false;
    check.walk(&mut |it| {
        found |= matches!(&it.what, What::Leaf(leaf) if matches!(leaf.as_ref(), Leaf::Figure(..)));
    });
    found
}

/// Rules and figures that a condition names are there.
fn names_known_things(check: &Condition, lesson: &Lesson, task: &Task, faults: &mut Vec<Fault>) {
    check.walk(&mut |it| {
        let What::Leaf(leaf) = &it.what else {
            return;
        };
        match leaf.as_ref() {
            Leaf::Finding(code, ..) if crate::rules::find(code).is_none() => {
                faults.push(of_task(&task.id, format!("there is no rule `{code}`")));
            }
            Leaf::Figure(name, ..) if !lesson.chapter.figures.contains_key(name) => {
                faults.push(of_task(&task.id, format!("there is no figure `{name}`")));
            }
            Leaf::Figure(name, output, _) => {
                let widget = &lesson.chapter.figures[name].widget;
                if figures::label(widget, output).is_none() {
                    let all = figures::labels(widget).iter().map(|(name, _)| *name);
                    let all = all.collect::<Vec<_>>().join(", ");
                    let why = format!("the figure `{name}` has no output `{output}`, but {all}");
                    faults.push(of_task(&task.id, why));
                }
            }
            _ => {}
        }
    });
}

/// The damage can be done.
fn check_break(lesson: &Lesson, faults: &mut Vec<Fault>) {
    let Some(broken) = &lesson.chapter.break_it else {
        return;
    };
    let name = broken.start.as_ref().map_or("solution", |it| it.0.as_str());
    let Some(document) = lesson.documents.get(name) else {
        return;
    };
    let mut document = document.clone();
    if let Err(fault) = play::apply(&mut document, &broken.apply) {
        let why = format!("it cannot be done: {fault}");
        faults.push(Fault::new("break_it", why).in_file("chapter.json"));
    }
}
