//! A draft as the files of a lesson, and what stands in the way of that.
//!
//! What is written is read again and played: only a lab of which the lint says nothing is
//! handed out.

use serde_json::{Map, Value, json};

use super::NUMBER;
use super::draft::{Draft, DraftTask};
use crate::architecture::Document;
use crate::course::lesson::{Files, Lesson, Step, Task, TaskKind};
use crate::course::lint;
use crate::course::play;
use crate::course::read::{At, Fault};
use crate::text::{capitalised, ended};

/// Why a draft is no lab yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The task that it is about, by its key.
    pub task: Option<u32>,
    /// What is wrong, in a sentence.
    pub why: String,
}

impl Refusal {
    fn of(task: Option<u32>, why: impl Into<String>) -> Self {
        Self {
            task,
            why: sentence(&why.into()),
        }
    }
}

/// The files of a lab, and the lesson that they are; or all that stands in the way.
pub fn lab(draft: &Draft, start: &Document) -> Result<(Files, Lesson), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if draft.title.trim().is_empty() {
        refusals.push(Refusal::of(None, "the lab needs a title"));
    }
    if draft.title.contains(['[', ']', '\n']) {
        refusals.push(Refusal::of(None, "a title has no square brackets"));
    }
    if draft.tasks.is_empty() {
        refusals.push(Refusal::of(None, "a lab has at least one task"));
    }
    if let Some(hand) = &draft.hand {
        let why = "something is still being done by hand: finish it, or give it up";
        refusals.push(Refusal::of(hand.task, why));
    }
    for task in &draft.tasks {
        if !task.is_asked() && task.check.is_empty() {
            let why = "nothing is asked: add a condition that says when the task is done";
            refusals.push(Refusal::of(Some(task.key), why));
        }
    }
    let mut solution = start.clone();
    for task in &draft.tasks {
        if let Err(why) = shown(task, &mut solution) {
            let why = format!("its steps cannot be played: {why}");
            refusals.push(Refusal::of(Some(task.key), why));
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let files = files(draft, start, &solution);
    let told = |faults: Vec<Fault>| -> Vec<Refusal> {
        let all = faults.into_iter();
        all.map(|fault| refusal(draft, &fault)).collect()
    };
    let lesson = Lesson::read(&files).map_err(told)?;
    let faults = lint::lab_faults(&lesson);
    match faults.is_empty() {
        true => Ok((files, lesson)),
        false => Err(told(faults)),
    }
}

/// Plays the steps of a task on a document.
pub fn shown(task: &DraftTask, document: &mut Document) -> Result<(), String> {
    let steps = task.show.iter().map(|it| Step::read(&At::root(it)));
    let steps: Vec<Step> = steps
        .collect::<Result<_, _>>()
        .map_err(|fault| fault.to_string())?;
    play::apply(document, &steps).map_err(|fault| fault.to_string())
}

/// The documents with which the tasks begin, and how far the way leads.
pub fn walk(draft: &Draft, start: &Document) -> Vec<Document> {
    let mut now = start.clone();
    let mut all = Vec::new();
    for task in &draft.tasks {
        all.push(now.clone());
        let mut next = now.clone();
        // What cannot be played is told where the lab is written.
        if shown(task, &mut next).is_ok() {
            now = next;
        }
    }
    all
}

/// The document with which a task begins.
pub fn begins(draft: &Draft, start: &Document, key: u32) -> Document {
    let place = draft.place(key).unwrap_or(0);
    let mut all = walk(draft, start);
    match place < all.len() {
        true => all.swap_remove(place),
        false => start.clone(),
    }
}

/// A task as a lesson has it.
pub fn task(draft: &Draft, key: u32) -> Result<Task, String> {
    let place = draft.place(key).ok_or("there is no such task")?;
    let value = task_value(&draft.tasks[place], place);
    Task::read(&At::root(&value)).map_err(|fault| sentence(&fault.to_string()))
}

fn id(place: usize) -> String {
    format!("{NUMBER}-{}", place + 1)
}

fn files(draft: &Draft, start: &Document, solution: &Document) -> Files {
    let tasks = draft.tasks.iter().enumerate();
    let tasks: Vec<Value> = tasks.map(|(place, it)| task_value(it, place)).collect();
    let title = draft.title.trim();
    let settings = json!({
        "number": NUMBER,
        "title": title,
        "version": 1,
        "kinds": [],
        "sources": {},
        "tasks": tasks,
    });
    let mut text = format!("[[unit {title}]]\n\n");
    let story = draft.story.trim();
    if !story.is_empty() {
        text.push_str("> [!story]\n");
        for line in story.lines() {
            text.push_str("> ");
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    }
    for place in 0..draft.tasks.len() {
        text.push_str(&format!("[[task {}]]\n\n", id(place)));
    }
    let named = |document: &Document| {
        let mut document = document.clone();
        title.clone_into(&mut document.title);
        document.to_json()
    };
    let mut pretty = serde_json::to_string_pretty(&settings).unwrap_or_default();
    pretty.push('\n');
    [
        ("chapter.json", pretty),
        ("chapter.md", text),
        ("start.campus.json", named(start)),
        ("solution.campus.json", named(solution)),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect()
}

fn task_value(task: &DraftTask, place: usize) -> Value {
    let mut value = Map::new();
    let mut put = |key: &str, it: Value| {
        let is_nothing = match &it {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !is_nothing {
            value.insert(key.to_owned(), it);
        }
    };
    let text = |it: &str| Value::from(it.trim());
    put("id", Value::from(id(place)));
    put("kind", Value::from(task.kind().key()));
    put("title", text(&task.title));
    put("text", text(&task.text));
    if !task.check.is_empty() {
        put("check", json!({ "all": task.check }));
    }
    put("ask", task.ask.clone().unwrap_or(Value::Null));
    if task.kind() == TaskKind::Repair {
        put("symptom", text(&task.symptom));
    }
    put("par", task.par.map_or(Value::Null, Value::from));
    let mut hints = json!({ "nudge": task.nudge.trim(), "pointer": task.pointer.trim() });
    if !task.focus.is_empty() {
        hints["focus"] = json!(task.focus);
    }
    if !task.show.is_empty() {
        hints["show"] = json!(task.show);
    }
    put("hints", hints);
    if !task.after.trim().is_empty() {
        put("after", json!({ "say": task.after.trim() }));
    }
    Value::Object(value)
}

/// A fault of the lesson as one of the draft.
fn refusal(draft: &Draft, fault: &Fault) -> Refusal {
    let place = fault
        .place
        .strip_prefix("task ")
        .and_then(|it| it.strip_prefix(&format!("{NUMBER}-")))
        .and_then(|it| it.parse::<usize>().ok())
        .or_else(|| {
            let behind = fault.place.strip_prefix("tasks[")?;
            let number: usize = behind.split(']').next()?.parse().ok()?;
            Some(number + 1)
        });
    let task = place.and_then(|it| draft.tasks.get(it.checked_sub(1)?));
    let inside = match fault.place.strip_prefix("tasks[") {
        Some(rest) => rest.split_once("].").map_or("", |(_, member)| member),
        None => "",
    };
    let why = match (inside, fault.file.as_str()) {
        ("", "solution.campus.json") => format!("when all is solved, {}", fault.why),
        ("", _) => fault.why.clone(),
        (member, _) => format!("{member}: {}", fault.why),
    };
    Refusal::of(task.map(|it| it.key), why)
}

/// A reason as a sentence.
fn sentence(why: &str) -> String {
    ended(&capitalised(why.trim()))
}
