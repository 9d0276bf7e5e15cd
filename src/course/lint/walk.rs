//! The way that the hints of a lesson lead: every task in its place, and its steps played as
//! a learner would see them.

use std::collections::BTreeMap;

use super::of_task;
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::attempt::{Attempt, Called};
use crate::course::condition::Condition;
use crate::course::figures::Figure;
use crate::course::judge::{Moment, Verdict, verdict};
use crate::course::lesson::{Change, FigureSpec, Lesson, Start, Step, Task};
use crate::course::play;
use crate::course::read::Fault;

/// A task in its place: the document with which it begins.
pub struct Place<'l> {
    /// The task.
    pub task: &'l Task,
    /// Which of its own documents it is played on.
    pub start: Option<&'l Start>,
    /// The document with which it begins.
    pub begun: Document,
}

/// Every task with every document that it may begin with, on the way that the hints lead.
/// Tells what cannot be played.
pub fn walk<'l>(lesson: &'l Lesson, faults: &mut Vec<Fault>) -> Vec<Place<'l>> {
    let Some(start) = lesson.documents.get("start") else {
        return Vec::new();
    };
    let mut learner = start.clone();
    let mut places = Vec::new();
    for task in &lesson.chapter.tasks {
        let lots = u32::try_from(task.starts.len()).unwrap_or(1).max(1);
        for lot in 0..lots {
            match play::begin(lesson, task, &learner, lot) {
                Ok(begun) => places.push(Place {
                    task,
                    start: play::drawn(task, lot),
                    begun,
                }),
                Err(fault) => faults.push(of_task(&task.id, format!("it cannot begin: {fault}"))),
            }
        }
        if !task.stands_alone()
            && let Err(fault) = play::apply(&mut learner, task.hints.show_on(None))
        {
            let why = format!("“show me” cannot be played: {fault}");
            faults.push(of_task(&task.id, why));
        }
    }
    places
}

/// Plays steps in the course of a task, one after the other, as a learner would see it.
pub fn shown(
    task: &Task,
    begun: &Document,
    steps: &[Step],
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<(Document, Attempt), Fault> {
    let analysis = Analysis::of(&begun.architecture);
    let mut attempt = Attempt::new(&analysis);
    attempt.observe(task.check.as_ref(), &analysis, &[]);
    let mut turned: BTreeMap<String, Figure> = BTreeMap::new();
    let mut document = begun.clone();
    let mut calls: Vec<Called> = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let fault = |why: String| Fault::new(format!("step {}", place + 1), why);
        if let Change::Figure { figure, set } = &step.change {
            let spec = figures
                .get(figure)
                .ok_or_else(|| fault(format!("there is no figure `{figure}`")))?;
            if !turned.contains_key(figure) {
                let members = serde_json::Value::Object(spec.members.clone());
                let read = Figure::read(&spec.widget, &members);
                turned.insert(figure.clone(), read.map_err(|why| fault(why.to_string()))?);
            }
            let Some(machine) = turned.get_mut(figure) else {
                continue;
            };
            for (member, value) in set {
                machine
                    .set(member, value)
                    .map_err(|why| fault(why.to_string()))?;
            }
            attempt.figure(figure, machine.kind(), machine.outputs());
        }
        let edits = play::edits(step, &document).map_err(fault)?;
        calls.extend(edits.iter().filter_map(|edit| {
            Some(Called {
                call: edit.api_call(&document)?.to_owned(),
                resource: edit.resource()?.clone(),
                by: String::new(),
            })
        }));
        document
            .apply_all(edits)
            .map_err(|why| fault(why.to_string()))?;
        let analysis = Analysis::of(&document.architecture);
        attempt.observe(task.check.as_ref(), &analysis, &calls);
    }
    // Whoever has done the steps lets it run.
    if let Some(check) = &task.check {
        attempt.play(check, &document.architecture);
    }
    Ok((document, attempt))
}

/// Judges a document in the course of a task.
pub(super) fn judged(check: &Condition, document: &Document, attempt: &Attempt) -> Verdict {
    let analysis = Analysis::of(&document.architecture);
    verdict(check, &Moment::new(&analysis, attempt))
}
