//! One change that a lesson makes: of a hint that is shown, or beforehand.

use serde_json::{Map, Value};

use crate::architecture::Kind;
use crate::course::condition::Test;
use crate::course::read::{At, Fault};

/// A change, with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What changes.
    pub change: Change,
    /// Why, in a sentence; may be empty.
    pub why: String,
}

/// What changes. Things are named by name or id; `@name` in a value is an id.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new thing.
    Add {
        /// Its kind.
        kind: Kind,
        /// Its id, if the author chose one.
        id: Option<String>,
        /// What it is called.
        name: String,
        /// Properties that differ from their defaults.
        set: Map<String, Value>,
    },
    /// A property gets a value.
    Set {
        /// The thing.
        thing: String,
        /// The property.
        property: String,
        /// The value.
        to: Value,
    },
    /// A table gets a row.
    Insert {
        /// The thing.
        thing: String,
        /// The property.
        property: String,
        /// The row.
        row: Value,
    },
    /// A table loses the rows of which this holds.
    Remove {
        /// The thing.
        thing: String,
        /// The property.
        property: String,
        /// What the members of such a row are.
        members: Vec<(String, Test)>,
    },
    /// A thing goes.
    Delete {
        /// The thing.
        thing: String,
    },
    /// A thing gets another name.
    Rename {
        /// The thing.
        thing: String,
        /// The name.
        to: String,
    },
    /// A figure is turned.
    Figure {
        /// The figure.
        figure: String,
        /// Its members.
        set: Map<String, Value>,
    },
}

impl Step {
    /// Reads a step.
    pub fn read(at: &At) -> Result<Self, Fault> {
        let members = at.object()?;
        let why = members.text_or_none("why")?;
        let only = |known: &[&str]| members.only(&[known, &["why"]].concat());
        let map = |key: &str| match members.get(key) {
            None => Ok(Map::new()),
            Some(at) => at.object().map(|it| it.map().clone()),
        };
        let change = if let Some(kind) = members.get("add") {
            only(&["add", "name", "id", "set"])?;
            Change::Add {
                kind: kind.kind()?,
                id: members.maybe("id", |at| at.text().map(str::to_owned))?,
                name: members.text("name")?,
                set: map("set")?,
            }
        } else if members.has("figure") {
            only(&["figure", "set"])?;
            Change::Figure {
                figure: members.text("figure")?,
                set: map("set")?,
            }
        } else if members.has("set") {
            only(&["set", "property", "to"])?;
            Change::Set {
                thing: members.text("set")?,
                property: members.text("property")?,
                to: members.want("to")?.value.clone(),
            }
        } else if members.has("insert") {
            only(&["insert", "property", "row"])?;
            Change::Insert {
                thing: members.text("insert")?,
                property: members.text("property")?,
                row: members.want("row")?.value.clone(),
            }
        } else if members.has("remove") {
            only(&["remove", "property", "where"])?;
            let tests = members.want("where")?.object()?;
            let tests = tests
                .all()
                .map(|(key, at)| Ok((key.to_owned(), Test::read(&at)?)));
            Change::Remove {
                thing: members.text("remove")?,
                property: members.text("property")?,
                members: tests.collect::<Result<_, Fault>>()?,
            }
        } else if members.has("delete") {
            only(&["delete"])?;
            Change::Delete {
                thing: members.text("delete")?,
            }
        } else if members.has("rename") {
            only(&["rename", "to"])?;
            Change::Rename {
                thing: members.text("rename")?,
                to: members.text("to")?,
            }
        } else {
            return Err(members
                .fault("a step begins with add, set, insert, remove, delete, rename or figure"));
        };
        Ok(Self { change, why })
    }
}
