//! How a learner's design differs from another one, such as the solution: in words.
//!
//! Things belong together that have the same id, else the same kind and name; where they
//! stand on the canvas never counts, and neither does the order of the rows of a table.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::architecture::{Architecture, Kind, Resource, ResourceId};
use crate::order::InOrder;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub what: What,
    /// The learner's thing; nothing where it is missing.
    pub thing: Option<ResourceId>,
    /// It in a sentence.
    pub sentence: String,
}

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Something is not there.
    Missing,
    /// Something is set otherwise.
    Differs,
    /// Something is there beside.
    Surplus,
}

/// How `mine` differs from `other`: what is missing first, then what is set otherwise, then
/// what is there beside.
pub fn compare(mine: &Architecture, other: &Architecture) -> Vec<Difference> {
    let pairs = pairs(mine, other);
    let mut all = Vec::new();
    for (id, wanted) in other.resources() {
        if !pairs.contains_key(id) {
            all.push(Difference {
                what: What::Missing,
                thing: None,
                sentence: format!("{} is missing.", called(wanted)),
            });
        }
    }
    for (theirs, ours) in &pairs {
        if let (Some(wanted), Some(thing)) = (other.get(theirs), mine.get(ours)) {
            differ(mine, other, &pairs, (ours, thing), wanted, &mut all);
        }
    }
    for (id, thing) in mine.resources() {
        if !pairs.values().any(|it| it == id) {
            all.push(Difference {
                what: What::Surplus,
                thing: Some(id.clone()),
                sentence: format!("{} is there beside what was asked for.", called(thing)),
            });
        }
    }
    all
}

/// Which of the learner's things stands for which of the others.
fn pairs(mine: &Architecture, other: &Architecture) -> BTreeMap<ResourceId, ResourceId> {
    let mut pairs = BTreeMap::new();
    for (id, wanted) in other.resources() {
        if mine.kind_of(id) == Some(wanted.kind()) {
            pairs.insert(id.clone(), id.clone());
        }
    }
    for (id, wanted) in other.resources() {
        if pairs.contains_key(id) {
            continue;
        }
        let taken = |it: &ResourceId| pairs.values().any(|taken| taken == it);
        let same = mine.resources().find(|(it, thing)| {
            thing.kind() == wanted.kind() && thing.name == wanted.name && !taken(it)
        });
        if let Some((ours, _)) = same {
            let ours = ours.clone();
            pairs.insert(id.clone(), ours);
        }
    }
    pairs
}

/// A thing with its kind: "Route table private-rt-a".
fn called(thing: &Resource) -> String {
    kind_and_name(thing.kind(), &thing.name)
}

fn kind_and_name(kind: Kind, name: &str) -> String {
    format!("{} {name}", kind.info().title)
}

fn differ(
    mine: &Architecture,
    other: &Architecture,
    pairs: &BTreeMap<ResourceId, ResourceId>,
    (id, thing): (&ResourceId, &Resource),
    wanted: &Resource,
    all: &mut Vec<Difference>,
) {
    let mut tell = |sentence: String| {
        all.push(Difference {
            what: What::Differs,
            thing: Some(id.clone()),
            sentence,
        });
    };
    if thing.name != wanted.name {
        let name = &wanted.name;
        tell(format!("{} is called {name} there.", called(thing)));
    }
    for property in thing.kind().info().properties {
        let (Some(mut ours), Some(mut theirs)) = (
            thing.properties.get(property.key),
            wanted.properties.get(property.key),
        ) else {
            continue;
        };
        // Both in names, which is what a person reads; things that belong together have one.
        in_names(&mut theirs, &|it| {
            let ours = pairs.get(it).filter(|ours| mine.get(ours).is_some());
            match ours {
                Some(ours) => Some(mine.name_of(ours)),
                None => other.get(it).map(|thing| thing.name.clone()),
            }
        });
        in_names(&mut ours, &|it| {
            mine.get(it).map(|thing| thing.name.clone())
        });
        sort(&mut ours);
        sort(&mut theirs);
        if ours == theirs {
            continue;
        }
        let label = property.label;
        let name = &thing.name;
        tell(match (&ours, &theirs) {
            (Value::Array(ours), Value::Array(theirs)) => {
                let lacks = without(theirs, ours);
                let beside = without(ours, theirs);
                let mut said = Vec::new();
                if !lacks.is_empty() {
                    said.push(format!("lacks {}", lacks.join("; ")));
                }
                if !beside.is_empty() {
                    said.push(format!("has {} beside", beside.join("; ")));
                }
                format!("{name}, {label}: {}.", said.join(", and "))
            }
            _ => format!(
                "{name}, {label}: {}, and there {}.",
                words(&ours),
                words(&theirs)
            ),
        });
    }
}

/// The items of one list that another one lacks, in words.
fn without(these: &[Value], those: &[Value]) -> Vec<String> {
    let lacking = these.iter().filter(|it| !those.contains(it));
    lacking.map(words).collect()
}

/// Puts names where ids stand.
fn in_names(value: &mut Value, name: &dyn Fn(&ResourceId) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(name) = name(&ResourceId::new(text.as_str())) {
                *text = name;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| in_names(it, name)),
        Value::Object(members) => members.values_mut().for_each(|it| in_names(it, name)),
        _ => {}
    }
}

/// Puts the rows of a table in one order.
fn sort(value: &mut Value) {
    if let Value::Array(items) = value {
        items.order_by_key(Value::to_string);
    }
}

/// A value as a person says it.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let said = members.values().filter(|it| !it.is_null());
            said.map(words).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Document;

    const SHOP: &str = include_str!("../../tests/files/notebookly.campus.json");

    fn shop() -> Document {
        Document::from_json(SHOP).unwrap()
    }

    /// The sentences about a design that was changed as text.
    fn after(change: impl Fn(&str) -> String) -> Vec<String> {
        let mine = Document::from_json(&change(SHOP)).unwrap();
        let all = compare(&mine.architecture, &shop().architecture);
        all.into_iter().map(|it| it.sentence).collect()
    }

    #[test]
    fn a_design_does_not_differ_from_itself() {
        let shop = shop();
        assert_eq!(compare(&shop.architecture, &shop.architecture), []);
    }

    #[test]
    fn what_was_never_built_is_missing_and_what_is_more_is_beside() {
        let (empty, shop) = (Document::default(), shop());
        let missing = compare(&empty.architecture, &shop.architecture);
        assert_eq!(missing.len(), shop.architecture.len());
        assert!(
            missing
                .iter()
                .all(|it| it.what == What::Missing && it.thing.is_none())
        );
        let beside = compare(&shop.architecture, &empty.architecture);
        assert!(
            beside
                .iter()
                .all(|it| it.what == What::Surplus && it.thing.is_some())
        );
    }

    #[test]
    fn another_name_and_another_id_are_told_apart() {
        let renamed = after(|text| text.replace("\"name\": \"public-a\"", "\"name\": \"front\""));
        assert_eq!(renamed, ["Subnet front is called public-a there."]);
        // Another id with the same kind and name is the same thing, and so is what names it.
        let id = shop()
            .architecture
            .resources()
            .find(|(_, thing)| thing.name == "public-a")
            .map(|(id, _)| id.to_string())
            .unwrap();
        let moved = after(|text| text.replace(&format!("\"{id}\""), "\"subnet-77\""));
        assert_eq!(moved, Vec::<String>::new());
    }
}
