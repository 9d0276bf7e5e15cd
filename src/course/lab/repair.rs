//! A fault as a task: the complaint, what must be so again, hints, and the steps back.

use serde_json::Value;

use super::draft::{Draft, DraftTask};
use super::steps;
use super::ways::Way;
use crate::architecture::{Document, ResourceId};
use crate::course::attempt::differences;
use crate::course::lesson::TaskKind;

/// The task of mending what was broken between two documents. `breaks` are the ways that
/// hold before and not after.
pub fn task(before: &Document, after: &Document, breaks: &[Way]) -> Result<DraftTask, String> {
    let show = steps::between(after, before)?;
    if show.is_empty() {
        return Err("nothing was changed, so nothing can be mended".to_owned());
    }
    let changed = differences(&after.architecture, &before.architecture);
    let edits: u32 = changed.iter().map(|(_, edits)| edits).sum();
    let mut task = DraftTask {
        kind: TaskKind::Repair.key().to_owned(),
        show,
        par: Some(edits.max(1)),
        text: "Find what is wrong, and mend it with as few changes as you can.".to_owned(),
        focus: changed
            .iter()
            .map(|(id, _)| id)
            .filter(|id| after.architecture.get(id).is_some())
            .map(ResourceId::to_string)
            .take(3)
            .collect(),
        ..DraftTask::default()
    };
    let names: Vec<String> = task
        .focus
        .iter()
        .map(|id| after.architecture.name_of(&ResourceId::new(id)))
        .collect();
    task.pointer = match names.as_slice() {
        [] => {
            "Something is missing on the canvas. What does the request need on its way?".to_owned()
        }
        names => format!("Look closely at {}.", names.join(" and ")),
    };
    let Some(way) = breaks.first() else {
        task.title = "Something is wrong".to_owned();
        task.symptom = "Something is not as it was yesterday.".to_owned();
        task.nudge = "Compare what is there with what should be there.".to_owned();
        return Ok(task);
    };
    let (to, door) = (&way.to, way.door());
    let (nobody, from) = match way.from.as_str() {
        "internet" => ("nobody on the internet gets", "the internet"),
        from => (&*format!("{from} does not get"), from),
    };
    if way.reaches {
        task.title = format!("{to} cannot be reached");
        task.symptom = format!("Since this morning {nobody} through to {to} on {door}.");
    } else {
        task.title = format!("{to} stands open");
        task.symptom =
            format!("Since this morning {from} gets through to {to} on {door}. It must not.");
    }
    task.nudge =
        format!("Send a request from {from} to {to} on {door}. At which stop does it end?");
    task.after = format!("{}.", way.said());
    task.check = breaks.iter().take(MOST_LINES).map(Way::condition).collect();
    Ok(task)
}

/// A task card has so many lines at most; a fault that breaks more breaks them alike.
const MOST_LINES: usize = 3;

impl Draft {
    /// Adds the task of mending what was broken last: before those of what was broken
    /// earlier. Its ways held while the earlier faults were there, and so they can be
    /// mended while these are still there.
    pub fn add_repair(&mut self, task: DraftTask) -> u32 {
        self.insert(0, task)
    }
}

/// The ways that hold before and not after.
pub fn broken(ways: &[Way], after: &Document) -> Vec<Way> {
    let analysis = crate::analysis::Analysis::of(&after.architecture);
    let lost = ways.iter().filter(|it| !it.holds(&analysis));
    lost.cloned().collect()
}

/// Steps of a task with a reason that somebody has written.
pub fn with_why(step: &Value, why: &str) -> Value {
    let mut step = step.clone();
    step["why"] = Value::from(why);
    step
}
