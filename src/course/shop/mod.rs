//! The shop of drills: broken networks that are to be mended, by topic and par.
//!
//! A trouble is a repair task of its own (`lessons/shop/shop.json`): somebody complains,
//! and nobody says to which chapter it belongs. It is read, judged, played and kept as the
//! tasks of chapters are: the whole shop is a lesson whose units are the topics. To the
//! goal of every trouble two lines are added here, so that no repair may make something
//! else worse.
//!
//! - `shelf`: what the start screen needs: titles, pars, what was solved, the daily one.

mod shelf;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::lesson::prose;
use super::lesson::{Block, Chapter, Files, Lesson, Task, Unit};
use super::read::{At, Fault, json as read_json};
use crate::architecture::Document;
use crate::order::InOrder;

pub use super::memory::SHOP;
pub use shelf::{Shelf, Sign, daily};

/// The folder under `lessons/`.
pub const FOLDER: &str = "shop";

/// The file that lists the troubles.
pub const FILE: &str = "shop.json";

/// The document of the sound shop, which most troubles begin with.
const SOUND: &str = "start";

/// What troubles are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its key in the file.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The shop.
#[derive(Clone, Debug)]
pub struct Shop {
    /// The topics, in order.
    pub topics: Vec<Topic>,
    /// The troubles as the tasks of a lesson: a unit for each topic, and in it by par.
    pub lesson: Lesson,
    /// The topic of each trouble.
    topic_of: BTreeMap<String, String>,
}

impl Shop {
    /// Reads the shop from the texts of its folder.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let mut shop = Self::read_list(files).map_err(|it| vec![it.in_file(FILE)])?;
        let mut faults = Vec::new();
        for name in shop.documents() {
            let file = format!("{name}.campus.json");
            let fault = |why: String| Fault::new("", why).in_file(&file);
            let text = files.get(&file).ok_or("this file is missing".to_owned());
            let read = text.and_then(|it| Document::from_json(it).map_err(|why| why.to_string()));
            match read {
                Ok(document) => {
                    shop.lesson.documents.insert(name, document);
                }
                Err(why) => faults.push(fault(why)),
            }
        }
        match faults.is_empty() {
            true => Ok(shop),
            false => Err(faults),
        }
    }

    /// Reads the list alone: a door that fetches file by file learns from it which ones.
    pub fn read_list(files: &Files) -> Result<Self, Fault> {
        let text = files.get(FILE);
        let text = text.ok_or_else(|| Fault::new("", "this file is missing"))?;
        let value = read_json(text)?;
        let all = At::root(&value).members(&["version", "intro", "topics", "troubles"])?;
        let topics = all.want("topics")?.each(|at| {
            let topic = at.members(&["id", "name"])?;
            Ok(Topic {
                id: topic.text("id")?,
                name: topic.text("name")?,
            })
        })?;
        let intro = all.text("intro")?;
        let listed = all.want("troubles")?;
        let mut topic_of = BTreeMap::new();
        let mut tasks = Vec::new();
        for (topic, task) in listed.each(|at| {
            let (topic, task) = read_trouble(at)?;
            match topics.iter().any(|it| it.id == topic) {
                true => Ok((topic, task)),
                false => Err(at.fault(format!("there is no topic `{topic}`"))),
            }
        })? {
            if topic_of.insert(task.id.clone(), topic).is_some() {
                return Err(listed.fault(format!("there are two troubles `{}`", task.id)));
            }
            tasks.push(task);
        }
        let topic = |task: &Task| {
            let topic = topic_of.get(&task.id);
            topics.iter().position(|it| Some(&it.id) == topic)
        };
        tasks.order_by_key(|task: &Task| (topic(task), task.par, task.id.clone()));
        let units = topics.iter().map(|topic| {
            let own = tasks
                .iter()
                .filter(|it| topic_of.get(&it.id) == Some(&topic.id));
            Unit {
                title: topic.name.clone(),
                blocks: own.map(|it| Block::Task(it.id.clone())).collect(),
            }
        });
        let mut units: Vec<Unit> = units.collect();
        if let Some(first) = units.first_mut() {
            first.blocks.insert(0, Block::Prose(prose::read(&intro)));
        }
        let chapter = Chapter {
            number: SHOP,
            title: "The shop of drills".to_owned(),
            version: all.want("version")?.count()?,
            kinds: Vec::new(),
            begins: String::new(),
            promise: Vec::new(),
            terms: Vec::new(),
            sources: BTreeMap::new(),
            figures: BTreeMap::new(),
            tasks,
            break_it: None,
            quiz: Vec::new(),
            interview: Vec::new(),
            summary: Vec::new(),
            clean_up: Vec::new(),
            review: false,
            units,
        };
        Ok(Self {
            topics,
            lesson: Lesson {
                chapter,
                documents: BTreeMap::new(),
            },
            topic_of,
        })
    }

    /// The documents that troubles begin with, without the ending of their files.
    pub fn documents(&self) -> Vec<String> {
        let mut all = self.lesson.chapter.documents();
        // A shop has no solution: each trouble has its own.
        all.retain(|it| it != "solution");
        all
    }

    /// The troubles, by topic and par.
    pub fn troubles(&self) -> &[Task] {
        &self.lesson.chapter.tasks
    }

    /// The trouble of this id, also without the number of the shop: `00-dead-exit` or
    /// `dead-exit`.
    pub fn trouble(&self, id: &str) -> Option<&Task> {
        let whole = format!("{SHOP:02}-{id}");
        let mut all = self.troubles().iter();
        all.find(|it| it.id == id || it.id == whole)
    }

    /// The topic of a trouble.
    pub fn topic(&self, task: &Task) -> Option<&Topic> {
        let id = self.topic_of.get(&task.id)?;
        self.topics.iter().find(|it| it.id == *id)
    }
}

/// A trouble: its topic, and all the rest as a repair task.
fn read_trouble(at: &At) -> Result<(String, Task), Fault> {
    let members = at.object()?;
    let topic = members.text("topic")?;
    let mut task: Map<String, Value> = members.map().clone();
    task.remove("topic");
    task.insert("kind".to_owned(), json!("repair"));
    let start = task.entry("start").or_insert_with(|| json!(SOUND)).clone();
    if let Some(check) = task.get("check") {
        let mut goal = match check {
            Value::Array(parts) => parts.clone(),
            one => vec![one.clone()],
        };
        goal.extend(nothing_worse(start == SOUND));
        task.insert("check".to_owned(), json!({ "all": goal }));
    }
    let value = Value::Object(task);
    let task = Task::read(&At {
        value: &value,
        path: at.path.clone(),
    })?;
    let prefix = format!("{SHOP:02}-");
    match task.id.strip_prefix(&prefix) {
        Some(name) if !name.is_empty() => Ok((topic, task)),
        _ => Err(at.fault(format!(
            "the id of a trouble is a name behind `{prefix}`, such as `{prefix}dead-exit`"
        ))),
    }
}

/// What holds of every repair: the ways that worked work on, and nothing is wrong that was
/// not. The sound shop has no warning either.
fn nothing_worse(sound: bool) -> Vec<Value> {
    let mut all = vec![
        json!({ "intents": "hold", "line": "All that should reach each other does, and nothing else" }),
        json!({ "errors": 0, "line": "No errors" }),
    ];
    if sound {
        all.push(json!({ "warnings": 0, "line": "No warnings" }));
    }
    all
}
