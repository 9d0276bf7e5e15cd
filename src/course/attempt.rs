//! What has happened since a task began: what checks such as "first … then …", "seen" and
//! "at most one edit" ask, beside the design itself.
//!
//! How many edits somebody needed is not counted but computed: the fewest that lead from
//! the document of the beginning to that of now. So an undo takes its edit out, trying
//! and taking back costs nothing, and a reload forgets nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::analysis::Analysis;
use crate::architecture::{Architecture, Document, ResourceId};
use crate::simulation::drills::{self, Kept};

/// A task under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The design with which it began.
    pub begun: Analysis,
    /// What is remembered.
    pub since: Since,
}

/// What is remembered of a task under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Since {
    /// Calls of AWS's API that edits stood for.
    pub calls: Vec<Called>,
    /// The rules of which there was a finding.
    pub seen: BTreeSet<String>,
    /// The conditions that were met once, by their paths.
    pub met: BTreeSet<String>,
    /// What the figures said last.
    pub figures: BTreeMap<String, BTreeMap<String, Value>>,
    /// Which widget each of them is.
    pub widgets: BTreeMap<String, String>,
    /// The runs that were made, the latest last.
    pub runs: Vec<Ran>,
    /// How many errors there were when it was looked at last; nothing before.
    pub errors: Option<u32>,
    /// How often there were more than before.
    pub raised: u32,
    /// In whose name the next call is made; empty where no check asks.
    pub who: String,
}

/// A call of AWS's API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// Its name, such as `StopInstances`.
    pub call: String,
    /// The resource.
    pub resource: ResourceId,
    /// Who called, as CloudTrail would write it: `root`, or the name of a user. Empty
    /// where no check asks.
    #[serde(default)]
    pub by: String,
}

/// A run that was played to its end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ran {
    /// The scenario's id.
    pub scenario: String,
    /// The seed.
    pub seed: u64,
    /// Which architecture it was played on.
    pub fingerprint: String,
    /// Whether something was done by hand, or the scenario is not the one that is known by
    /// this id.
    pub touched: bool,
    /// What the checks of the task ask of it, by how they ask.
    pub measured: BTreeMap<String, Measured>,
    /// The criteria that were not met: title and why.
    pub failed: Vec<(String, String)>,
    /// A summary, to compare with.
    pub kept: Kept,
}

/// A value of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// A number.
    Number(f64),
    /// It could not be known, for this reason.
    NotKnown(String),
}

impl Measured {
    /// What is remembered of a value.
    pub fn of(value: drills::Value) -> Self {
        match value {
            // Nine digits survive being written and read again to the last bit.
            drills::Value::Number(number) => Self::Number((number * 1e9).round() / 1e9),
            drills::Value::NotKnown(why) => Self::NotKnown(why),
        }
    }
}

impl Attempt {
    /// A task that begins on this design.
    pub fn new(begun: &Analysis) -> Self {
        Self {
            begun: begun.clone(),
            since: Since::default(),
        }
    }

    /// A task that goes on: from the document with which it began, and what was remembered.
    pub fn resume(begun: &Document, since: Since) -> Self {
        Self {
            begun: Analysis::of(&begun.architecture),
            since,
        }
    }

    /// Takes note of what a figure of this widget says.
    pub fn figure(&mut self, name: &str, widget: &str, outputs: BTreeMap<String, Value>) {
        self.since
            .widgets
            .insert(name.to_owned(), widget.to_owned());
        self.since.figures.insert(name.to_owned(), outputs);
    }
}

/// One difference between two designs: the resource, and how many edits it takes.
pub fn differences(begun: &Architecture, now: &Architecture) -> Vec<(ResourceId, u32)> {
    let ids: BTreeSet<&ResourceId> = begun
        .resources()
        .chain(now.resources())
        .map(|(id, _)| id)
        .collect();
    let mut found = Vec::new();
    for id in ids {
        let edits = match (begun.get(id), now.get(id)) {
            (Some(old), Some(new)) if old == new => 0,
            (Some(old), Some(new)) if old.kind() == new.kind() => {
                let properties = old.kind().info().properties.iter();
                let changed = properties.map(|property| {
                    let (old, new) = (
                        old.properties.get(property.key),
                        new.properties.get(property.key),
                    );
                    between(old.as_ref(), new.as_ref())
                });
                changed.sum::<u32>() + u32::from(old.name != new.name)
            }
            (Some(_), Some(_)) => 2,
            _ => 1,
        };
        if edits > 0 {
            found.push((id.clone(), edits));
        }
    }
    found
}

/// How many edits turn one value into another: of a list, as many as there are items that
/// came or went, a replaced one being one.
fn between(old: Option<&Value>, new: Option<&Value>) -> u32 {
    if old == new {
        return 0;
    }
    let (Some(Value::Array(old)), Some(Value::Array(new))) = (old, new) else {
        return 1;
    };
    let mut gone: Vec<&Value> = old.iter().collect();
    let mut come = 0_u32;
    for item in new {
        match gone.iter().position(|it| *it == item) {
            Some(place) => {
                gone.remove(place);
            }
            None => come += 1,
        }
    }
    let gone = u32::try_from(gone.len()).unwrap_or(u32::MAX);
    // The same items in another order are one edit.
    come.max(gone).max(1)
}
