//! Conditions as forms: what a new one begins with, and what can be chosen in its fields.
//!
//! Which fields a condition has stands in the vocabulary ([`crate::course::condition`]);
//! what there is to choose comes from the drawing.

use serde_json::{Map, Value, json};

use crate::analysis::failing;
use crate::analysis::question::endpoints;
use crate::architecture::{
    Architecture, Choice, Kind, Look, Property, PropertyType, ResourceId, RowInfo,
};
use crate::course::condition::{ACCOUNT_FACTS, Condition, FACTS, Field, STAGES, Word};
use crate::course::read::At;
use crate::relations::Relations;
use crate::rules;
use crate::simulation::drills::{METRICS, drills};

/// Something that can be chosen: what is kept, and what one reads.
pub type Chosen = (String, String);

/// How a test compares, with the words of a form.
pub const COMPARES: [(&str, &str); 11] = [
    ("eq", "is"),
    ("not", "is not"),
    ("ge", "at least"),
    ("le", "at most"),
    ("gt", "more than"),
    ("lt", "less than"),
    ("in", "one of"),
    ("like", "is like"),
    ("contains", "contains"),
    ("within", "nothing but"),
    ("set", "is set"),
];

/// Those that numbers are compared by.
pub const COMPARES_NUMBERS: [(&str, &str); 6] = [
    ("eq", "exactly"),
    ("not", "not"),
    ("ge", "at least"),
    ("le", "at most"),
    ("gt", "more than"),
    ("lt", "less than"),
];

/// A test in the parts of its form: how it compares, and with what, as one types it.
pub fn test_parts(test: &Value) -> (String, String) {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items = items.iter().map(typed_text);
            items.collect::<Vec<_>>().join(", ")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    };
    match test {
        Value::Object(map) if map.len() == 1 => match map.iter().next() {
            Some((op, value)) => (op.clone(), plain(value)),
            None => ("eq".to_owned(), String::new()),
        },
        other => ("eq".to_owned(), plain(other)),
    }
}

fn typed_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A test out of the parts of its form.
pub fn test_of(op: &str, typed: &str) -> Value {
    let list = || {
        let items = typed.split(',').map(str::trim).filter(|it| !it.is_empty());
        Value::Array(items.map(typed_value).collect())
    };
    match op {
        "eq" => typed_value(typed),
        "in" | "has" | "within" | "inside" => json!({ op: list() }),
        "like" => json!({ op: typed }),
        "set" => json!({ op: typed.trim() != "false" }),
        _ => json!({ op: typed_value(typed) }),
    }
}

/// What somebody means by a text: a number, yes or no, or the text.
pub fn typed_value(typed: &str) -> Value {
    let text = typed.trim();
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => match text.parse::<i64>() {
            // Leading zeros and signs would not come back as they were typed.
            Ok(number) if number.to_string() == text => Value::from(number),
            _ => match text.parse::<f64>() {
                Ok(number) if number.is_finite() && number.to_string() == text => {
                    Value::from(number)
                }
                _ => Value::from(text),
            },
        },
    }
}

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
    crate::course::condition::VOCABULARY
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
        Field::Names => json!({ "it": { "kind": kinds[0].info().key } }),
        Field::Conditions => json!([{ "errors": 0 }]),
    }
}

/// What a field of one choice offers; nothing for fields of other forms.
pub fn choices(field: Field, architecture: &Architecture, kinds: &[Kind]) -> Vec<Chosen> {
    match field {
        Field::Choice(choices) => {
            let both = |(value, label): &(&str, &str)| ((*value).to_owned(), (*label).to_owned());
            choices.iter().map(both).collect()
        }
        Field::Property => properties(kinds, false),
        Field::Table => properties(kinds, true),
        Field::Relation => relations(kinds),
        Field::Fact => same(FACTS.iter().copied()),
        Field::Rule => rule_codes(),
        Field::Call => calls(),
        Field::Failing => failing_choices(architecture),
        Field::Account => account_facts(),
        Field::Drill => drill_choices(),
        Field::Metric => METRICS
            .iter()
            .map(|(metric, name, ..)| ((*name).to_owned(), metric.title().to_owned()))
            .collect(),
        Field::Stop => same(STAGES.iter().copied()),
        _ => Vec::new(),
    }
}

fn same<'a>(all: impl Iterator<Item = &'a str>) -> Vec<Chosen> {
    all.map(|it| (it.to_owned(), it.replace(['_', '.'], " ")))
        .collect()
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

/// The properties of kinds, or their tables alone; with what every thing has.
fn properties(kinds: &[Kind], tables: bool) -> Vec<Chosen> {
    let mut all: Vec<Chosen> = Vec::new();
    let is_table = |it: &Property| matches!(it.value, PropertyType::Rows(_));
    for kind in kinds {
        for property in kind.info().properties {
            let known = all.iter().any(|(key, _)| key == property.key);
            if !known && is_table(property) == tables {
                all.push((property.key.to_owned(), property.label.to_owned()));
            }
        }
    }
    if !tables {
        all.push(("name".to_owned(), "Name".to_owned()));
        all.push(("kind".to_owned(), "Kind".to_owned()));
    }
    all
}

/// The property of one of these kinds.
fn property_of(kinds: &[Kind], key: &str) -> Option<&'static Property> {
    kinds.iter().find_map(|kind| kind.info().property(key))
}

/// What a property can be, where that is a list; by what files say and what one reads.
pub fn values(kinds: &[Kind], property: &str, architecture: &Architecture) -> Vec<Chosen> {
    let Some(property) = property_of(kinds, property) else {
        return Vec::new();
    };
    let listed = |all: &[Choice]| -> Vec<Chosen> {
        let both = |it: &Choice| (it.value.to_owned(), it.label.to_owned());
        all.iter().map(both).collect()
    };
    match property.value {
        PropertyType::Flag => vec![
            ("true".to_owned(), "on".to_owned()),
            ("false".to_owned(), "off".to_owned()),
        ],
        PropertyType::Choice(all) | PropertyType::Suggested(all) => listed(all),
        PropertyType::Reference(kinds) | PropertyType::References(kinds) => kinds
            .iter()
            .flat_map(|kind| architecture.ids_of(*kind))
            .map(|id| (id.to_string(), architecture.name_of(id)))
            .collect(),
        PropertyType::Zone => failing::zones(&Relations::of(architecture))
            .into_iter()
            .map(|zone| (zone.clone(), zone))
            .collect(),
        _ => Vec::new(),
    }
}

/// The members of the rows of a table: their ways and labels.
pub fn members(kinds: &[Kind], table: &str) -> Vec<Chosen> {
    let Some(PropertyType::Rows(info)) = property_of(kinds, table).map(|it| it.value) else {
        return Vec::new();
    };
    row_members(info)
}

fn row_members(info: &RowInfo) -> Vec<Chosen> {
    let mut all = Vec::new();
    for member in info.members {
        let (key, label) = (member.key, member.label);
        match member.value {
            PropertyType::Peer => {
                all.push((format!("{key}.cidr"), format!("{label}: block")));
                all.push((format!("{key}.group"), format!("{label}: group")));
            }
            PropertyType::Action => {
                all.push((format!("{key}.forward"), format!("{label}: forward to")));
            }
            PropertyType::Rows(_) => {}
            _ => all.push((key.to_owned(), label.to_owned())),
        }
    }
    all
}

fn relations(kinds: &[Kind]) -> Vec<Chosen> {
    let mut all = vec![
        ("in".to_owned(), "stands in".to_owned()),
        ("uses".to_owned(), "names, in whichever way".to_owned()),
    ];
    for kind in kinds {
        for property in kind.info().properties {
            let known = all.iter().any(|(key, _): &Chosen| key == property.key);
            if !known && !property.referenced_kinds().is_empty() {
                all.push((property.key.to_owned(), property.label.to_owned()));
            }
        }
    }
    all
}

fn rule_codes() -> Vec<Chosen> {
    rules::all()
        .map(|rule| (rule.code.to_owned(), rule.title.to_owned()))
        .collect()
}

/// Every call that an edit can stand for.
fn calls() -> Vec<Chosen> {
    let mut all = vec!["any"];
    for kind in Kind::ALL {
        let info = kind.info();
        all.extend([info.create, info.delete]);
        for property in info.properties {
            all.extend([property.api, property.remove]);
            all.extend(property.call_for.map(|(_, call)| call));
        }
    }
    all.retain(|it| !it.is_empty());
    all.sort_unstable();
    all.dedup();
    all.into_iter()
        .map(|it| (it.to_owned(), it.to_owned()))
        .collect()
}

fn failing_choices(architecture: &Architecture) -> Vec<Chosen> {
    let relations = Relations::of(architecture);
    let mut all: Vec<Chosen> = failing::zones(&relations)
        .into_iter()
        .map(|zone| (zone.clone(), zone))
        .collect();
    for (id, resource) in architecture.resources() {
        if failing::can_fail(architecture, id) {
            all.push((id.to_string(), resource.name.clone()));
        }
    }
    if all.is_empty() {
        all.push(("ap-south-1a".to_owned(), "ap-south-1a".to_owned()));
    }
    all
}

fn account_facts() -> Vec<Chosen> {
    let properties = Kind::Account.info().properties.iter();
    let properties = properties.map(|it| (it.key.to_owned(), it.label.to_owned()));
    let mut all: Vec<Chosen> = properties.collect();
    all.extend(same(ACCOUNT_FACTS.iter().copied()));
    all
}

fn drill_choices() -> Vec<Chosen> {
    let all = drills().iter();
    all.map(|it| (it.id().to_owned(), it.scenario.title.clone()))
        .collect()
}

/// What a request can start or end at.
pub fn talkers(architecture: &Architecture) -> Vec<Chosen> {
    let all = endpoints(architecture).into_iter();
    all.map(|it| (it.clone(), it)).collect()
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
