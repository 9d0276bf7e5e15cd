//! Conditions as forms: what a new one begins with, and what can be chosen in its fields.
//!
//! Which fields a condition has stands in the vocabulary ([`crate::course::condition`]);
//! what there is to choose comes from the drawing (`choices`); what is typed is read in
//! `typed`.

mod choices;
mod typed;

use serde_json::{Map, Value, json};

use crate::architecture::{Architecture, Kind, Look, ResourceId};
use crate::course::condition::{Condition, Field, VOCABULARY, Word};
use crate::course::read::At;

use choices::{drill_choices, failing_choices, properties, rule_codes};

pub use choices::{choices, members, talkers, values};
pub use typed::*;

/// Something that can be chosen: what is kept, and what one reads.
pub type Chosen = (String, String);

/// The value at a way such as `cell.from`.
pub fn at<'v>(condition: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(condition, |it, key| it.get(key))
}

/// Puts a value at a way, or takes it away.
pub fn put(condition: &mut Value, path: &str, value: Option<Value>) {
    if !condition.is_object() {
        *condition = Value::Object(Map::new());
    }
    let Value::Object(map) = condition else {
        return;
    };
    match (path.split_once('.'), value) {
        (Some((first, rest)), value) => {
            let inner = map.entry(first).or_insert_with(|| json!({}));
            put(inner, rest, value);
        }
        (None, Some(value)) => {
            map.insert(path.to_owned(), value);
        }
        (None, None) => {
            map.remove(path);
        }
    }
}

/// The word that a condition is, by its leading member.
pub fn word_of(condition: &Value) -> Option<&'static Word> {
    VOCABULARY
        .iter()
        .find(|word| condition.get(word.head).is_some())
}

/// A new condition of this word, filled so that it can be read. `inside` says that it speaks
/// of the thing at hand, of these kinds.
pub fn blank(word: &Word, architecture: &Architecture, inside: &[Kind]) -> Value {
    let mut condition = json!({});
    let speaks_of_it = !inside.is_empty()
        && word
            .members
            .iter()
            .any(|it| !it.needed && ["of", "from"].contains(&it.path));
    let kinds = match inside {
        [] => vec![usual_kind(architecture)],
        kinds => kinds.to_vec(),
    };
    for member in word.members {
        let names_things = !member.needed && ["of", "from"].contains(&member.path);
        let wanted =
            member.needed || (names_things && !speaks_of_it && member.field == Field::Things);
        // A measure, a flow of a run and the like are added by who wants them.
        if wanted && (word.head != "run" || member.needed) && (word.head != "cost" || member.needed)
        {
            let value = first_value(member.field, member.path, word, architecture, &kinds);
            put(&mut condition, member.path, Some(value));
        }
    }
    condition
}

/// The kind that most lessons ask about, of those that are there.
fn usual_kind(architecture: &Architecture) -> Kind {
    let usual = [Kind::Instance, Kind::Subnet, Kind::Vpc];
    let there = |kind: &Kind| architecture.ids_of(*kind).next().is_some();
    usual.into_iter().find(there).unwrap_or(Kind::Subnet)
}

fn first_value(
    field: Field,
    path: &str,
    word: &Word,
    architecture: &Architecture,
    kinds: &[Kind],
) -> Value {
    let first = |all: Vec<Chosen>| all.into_iter().next().map_or(String::new(), |it| it.0);
    match field {
        Field::Things => match word.head {
            "edits" => json!("any"),
            "gap" => json!({ "kind": "trail" }),
            _ => json!({ "kind": kinds[0].info().key }),
        },
        Field::ThingsOrInternet if path.ends_with("from") => json!("internet"),
        Field::ThingsOrInternet => json!({ "kind": kinds[0].info().key }),
        Field::ManyThings | Field::Pairs => json!({}),
        Field::Number => match word.head {
            "errors" | "warnings" | "weak_points" => json!(0),
            "edits" => json!({ "le": 1 }),
            "cost" => json!({ "le": 100 }),
            _ => json!({ "ge": 1 }),
        },
        Field::Value => match word.head {
            "account" => json!(true),
            "derived" => json!({ "set": true }),
            _ => json!({ "set": true }),
        },
        Field::Whole | Field::Seconds => json!(1),
        Field::Flag => json!(true),
        Field::Text(example) => json!(example),
        Field::Choice(choices) => json!(choices[0].0),
        Field::Flow => {
            let to = talkers(architecture).into_iter().nth(1);
            let to = to.map_or("internet".to_owned(), |it| it.0);
            json!(format!("internet → {to} tcp 443"))
        }
        Field::Stop => json!({ "stage": "route_table" }),
        Field::Property => json!(first(properties(kinds, false))),
        Field::Table => {
            let all = properties(kinds, true);
            json!(if all.is_empty() {
                "routes".to_owned()
            } else {
                first(all)
            })
        }
        Field::Row => json!({}),
        Field::Relation => json!("in"),
        Field::Fact => json!("zone"),
        Field::Rule => json!(first(rule_codes())),
        Field::Call => json!("any"),
        Field::Failing => json!([first(failing_choices(architecture))]),
        Field::Account => json!("root_mfa"),
        Field::Drill => json!(first(drill_choices())),
        Field::Metric => json!("success"),
        Field::Output => json!("usable"),
        Field::Names => json!({ "it": { "kind": kinds[0].info().key } }),
        Field::Conditions => json!([{ "errors": 0 }]),
    }
}

/// The things that can be picked: kinds first, then each thing by name, as codes of a list.
/// [`selector_of`] reads a code.
pub fn things(architecture: &Architecture) -> Vec<Chosen> {
    let mut all = vec![("any".to_owned(), "Anything".to_owned())];
    let shown = Kind::ALL
        .iter()
        .filter(|it| it.info().look != Look::Unseen || **it == Kind::Intent);
    for kind in shown {
        let count = architecture.ids_of(*kind).count();
        let label = format!("{} ({count})", plural(kind.info().title));
        all.push((format!("kind:{}", kind.info().key), label));
    }
    // Kinds that are there come first, so that a list begins with what one sees.
    let there = |it: &Chosen| !it.1.ends_with("(0)");
    let (mut here, away): (Vec<Chosen>, Vec<Chosen>) = all.into_iter().partition(there);
    for (id, resource) in architecture.resources() {
        let label = format!("{} · {}", resource.name, resource.kind().info().title);
        let code = match architecture.called(&resource.name) == Some(id) {
            true => format!("thing:{}", resource.name),
            false => format!("thing:{id}"),
        };
        here.push((code, label));
    }
    here.extend(away);
    here
}

fn plural(title: &str) -> String {
    match title {
        it if it.ends_with('s') => it.to_owned(),
        it if it.ends_with('y') && !it.ends_with("ay") && !it.ends_with("ey") => {
            format!("{}ies", &it[..it.len() - 1])
        }
        it => format!("{it}s"),
    }
}

/// The selector of a code of [`things`], with what holds of the things as it was.
pub fn selector_of(code: &str, before: Option<&Value>) -> Value {
    if let Some(kind) = code.strip_prefix("kind:") {
        let mut selector = json!({ "kind": kind });
        for key in ["where", "as"] {
            if let Some(kept) = before.and_then(|it| it.get(key)) {
                selector[key] = kept.clone();
            }
        }
        return selector;
    }
    match code.strip_prefix("thing:") {
        Some(name) => json!({ "id": name }),
        None => json!(code),
    }
}

/// The code of a selector; nothing for one that no list has.
pub fn code_of(selector: &Value) -> Option<String> {
    match selector {
        Value::String(text) if ["any", "internet"].contains(&text.as_str()) => Some(text.clone()),
        Value::String(text) => Some(format!("thing:{text}")),
        Value::Object(map) => match (map.get("kind"), map.get("id")) {
            (Some(Value::String(kind)), _) => Some(format!("kind:{kind}")),
            (_, Some(Value::String(id))) => Some(format!("thing:{id}")),
            _ => None,
        },
        _ => None,
    }
}

/// The kinds of what a selector finds.
pub fn kinds_of(selector: Option<&Value>, architecture: &Architecture) -> Vec<Kind> {
    let key = |value: &Value| {
        let key = value.as_str()?;
        Kind::ALL.iter().find(|it| it.info().key == key).copied()
    };
    let Some(selector) = selector else {
        return Vec::new();
    };
    let name = selector.as_str().or_else(|| selector.get("id")?.as_str());
    if let Some(name) = name {
        let id = architecture.called(name);
        return id
            .and_then(|it| architecture.kind_of(it))
            .into_iter()
            .collect();
    }
    match selector.get("kind") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(key).collect(),
        Some(kind) => key(kind).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Why a condition cannot be read, in a sentence; nothing where it can.
pub fn unreadable(condition: &Value) -> Option<String> {
    Condition::read(&At::root(condition))
        .err()
        .map(|fault| fault.to_string())
}

/// The resource that a text of a focus names.
pub fn named(text: &str, architecture: &Architecture) -> Option<ResourceId> {
    architecture.called(text).cloned()
}
