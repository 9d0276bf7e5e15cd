//! Values and rows in the words of people.

use serde_json::Value;

use crate::architecture::{Architecture, Property, PropertyType, ResourceId, RowInfo};

/// A value, with names in place of ids.
pub fn value(value: &Value, architecture: &Architecture) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => match architecture.get(&ResourceId::new(text)) {
            Some(resource) => resource.name.clone(),
            None => text.clone(),
        },
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => {
            let items = items.iter().map(|it| self::value(it, architecture));
            items.collect::<Vec<_>>().join(", ")
        }
        Value::Object(map) => {
            let parts = map.values().filter(|it| !is_nothing(it));
            let parts = parts.map(|it| self::value(it, architecture));
            parts.collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// A value of a property: one of a list by its label.
pub fn property(of: &Property, it: &Value, architecture: &Architecture) -> String {
    if let (PropertyType::Choice(choices), Value::String(text)) = (of.value, it)
        && let Some(choice) = choices.iter().find(|choice| choice.value == text)
    {
        return choice.label.to_owned();
    }
    value(it, architecture)
}

/// A row: its members in the order of its form, without those that say nothing.
pub fn row(of: &RowInfo, row: &Value, architecture: &Architecture) -> String {
    let mut parts = Vec::new();
    let mut last = String::new();
    for member in of.members {
        let Some(it) = row.get(member.key).filter(|it| !is_nothing(it)) else {
            continue;
        };
        let said = value(it, architecture);
        // A range of one port says its number once.
        if said != last || !matches!(member.value, PropertyType::PortsEnd) {
            parts.push(said.clone());
        }
        last = said;
    }
    parts.join(" ")
}

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
