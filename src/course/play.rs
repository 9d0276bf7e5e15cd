//! The steps of a lesson as edits, and the document that a task begins with.

use serde_json::Value;

use super::attempt::Attempt;
use super::judge::{self, Moment};
use super::lesson::{Change, Lesson, Start, Step, Task};
use super::read::Fault;
use crate::analysis::Analysis;
use crate::architecture::{Document, Edit, Kind, Resource, ResourceId};
use crate::building::placement;

/// One step as edits of this document; nothing for a step that turns a figure. The error
/// says what is not there.
pub fn edits(step: &Step, document: &Document) -> Result<Vec<Edit>, String> {
    let architecture = &document.architecture;
    let thing = |text: &str| named(text, document);
    Ok(match &step.change {
        Change::Figure { .. } => Vec::new(),
        Change::Add {
            kind,
            id,
            name,
            set,
        } => {
            let id = match id {
                Some(id) if architecture.get(&ResourceId::new(id)).is_none() => ResourceId::new(id),
                _ => architecture.free_id(*kind),
            };
            let mut properties = kind.defaults();
            for (key, value) in set {
                let value = with_ids(value, document)?;
                properties
                    .set(key, value)
                    .map_err(|why| format!("`{key}` of the new {}: {why:?}", kind.info().key))?;
            }
            vec![Edit::create(id, Resource::new(name.as_str(), properties))]
        }
        Change::Set {
            thing: of,
            property,
            to,
        } => {
            let id = thing(of)?;
            vec![Edit::set(&id, property, with_ids(to, document)?)]
        }
        Change::Insert {
            thing: of,
            property,
            row,
        } => {
            let id = thing(of)?;
            let count = rows(&id, property, document).len();
            vec![Edit::insert(&id, property, count, with_ids(row, document)?)]
        }
        Change::Remove {
            thing: of,
            property,
            members,
        } => {
            let id = thing(of)?;
            let analysis = Analysis::of(architecture);
            let attempt = Attempt::new(&analysis);
            let moment = Moment::new(&analysis, &attempt);
            let rows = rows(&id, property, document);
            let gone = rows
                .iter()
                .enumerate()
                .filter(|(_, row)| judge::is_row(row, members, &moment))
                .map(|(place, _)| place);
            let gone: Vec<usize> = gone.collect();
            if gone.is_empty() {
                return Err(format!("{of} has no such row in `{property}`"));
            }
            // From the last to the first, so that the places stay right.
            let from_behind = gone.into_iter().rev();
            from_behind
                .map(|place| Edit::remove(&id, property, place))
                .collect()
        }
        Change::Delete { thing: of } => placement::deletion(document, &[thing(of)?]),
        Change::Rename { thing: of, to } => vec![Edit::Rename {
            id: thing(of)?,
            name: to.clone(),
        }],
    })
}

/// Applies steps, one after the other.
pub fn apply(document: &mut Document, steps: &[Step]) -> Result<(), Fault> {
    for (place, step) in steps.iter().enumerate() {
        let fault = |why: String| Fault::new(format!("step {}", place + 1), why);
        let edits = edits(step, document).map_err(fault)?;
        document
            .apply_all(edits)
            .map_err(|why| fault(why.to_string()))?;
    }
    Ok(())
}

/// Which of a task's own documents is drawn by this lot.
pub fn drawn(task: &Task, lot: u32) -> Option<&Start> {
    let count = u32::try_from(task.starts.len()).ok()?;
    task.starts
        .get(usize::try_from(lot.checked_rem(count)?).ok()?)
}

/// The document that a task works on: one of its own, or the learner's, with what is
/// changed beforehand.
pub fn begin(
    lesson: &Lesson,
    task: &Task,
    learner: &Document,
    lot: u32,
) -> Result<Document, Fault> {
    let mut document = match drawn(task, lot) {
        Some(start) => lesson
            .documents
            .get(&start.0)
            .cloned()
            .ok_or_else(|| Fault::new(start.file(), "this file is missing"))?,
        None => learner.clone(),
    };
    apply(&mut document, &task.apply)?;
    Ok(document)
}

/// What the tasks before one make, on the way that the hints lead: the document of a learner
/// who has done them all.
pub fn standing(lesson: &Lesson, task: &Task) -> Document {
    let mut document = lesson.documents.get("start").cloned().unwrap_or_default();
    let before = lesson
        .chapter
        .tasks
        .iter()
        .take_while(|it| it.id != task.id);
    for done in before.filter(|it| !it.stands_alone()) {
        // What cannot be played, the lint has told the author of.
        let _ = apply(&mut document, done.hints.show_on(None));
    }
    document
}

/// The thing of this id or name.
fn named(text: &str, document: &Document) -> Result<ResourceId, String> {
    let text = text.trim_start_matches('@');
    let found = document.architecture.called(text);
    found
        .cloned()
        .ok_or_else(|| format!("there is no `{text}`"))
}

fn rows(id: &ResourceId, property: &str, document: &Document) -> Vec<Value> {
    let resource = document.architecture.get(id);
    match resource.and_then(|it| it.properties.get(property)) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

/// A value in which every `@name` is an id.
fn with_ids(value: &Value, document: &Document) -> Result<Value, String> {
    Ok(match value {
        Value::String(text) => match text.strip_prefix('@') {
            Some(name) => Value::from(named(name, document)?.as_str()),
            None => value.clone(),
        },
        Value::Array(items) => {
            let items = items.iter().map(|it| with_ids(it, document));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        Value::Object(map) => {
            let items = map
                .iter()
                .map(|(key, it)| Ok((key.clone(), with_ids(it, document)?)));
            Value::Object(items.collect::<Result<_, String>>()?)
        }
        other => other.clone(),
    })
}

/// Whether a chapter's palette offers a kind; a chapter that names none offers all.
pub fn offers(kinds: &[Kind], kind: Kind) -> bool {
    kinds.is_empty() || kinds.contains(&kind)
}
