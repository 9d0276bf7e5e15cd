//! The JSON Schema of the file format.

use serde_json::{Map, Value, json};

use crate::architecture::file::{FORMAT, VERSION};
use crate::architecture::row::{Content, Variant};
use crate::architecture::{Kind, Member, Property, PropertyType};

/// The JSON Schema of a document, draft 2020-12.
///
/// It says what a file may hold, not what AWS would take: a malformed block is
/// a text like any other, and a finding later.
pub fn file_schema() -> Value {
    let kinds: Vec<Value> = Kind::ALL.iter().map(|kind| resource(*kind)).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Cloud Campus document",
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": VERSION },
            "title": { "type": "string" },
            "resources": { "type": "array", "items": { "oneOf": kinds } },
            "accepted": {
                "description": "Findings that somebody has accepted, with the reason.",
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["resource", "code", "says", "because"],
                    "additionalProperties": false,
                    "properties": {
                        "resource": { "type": "string" },
                        "code": { "type": "string" },
                        "says": { "type": "string" },
                        "because": { "type": "string" },
                        "by": { "type": "string" },
                        "on": { "type": "string" },
                    },
                },
            },
            "layout": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "required": ["x", "y"],
                    "additionalProperties": false,
                    "properties": {
                        "x": { "type": "number" },
                        "y": { "type": "number" },
                        "width": { "type": "number" },
                        "height": { "type": "number" },
                    },
                },
            },
        },
    })
}

fn resource(kind: Kind) -> Value {
    let info = kind.info();
    let mut properties = Map::new();
    properties.insert(
        "id".to_owned(),
        json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$" }),
    );
    properties.insert("kind".to_owned(), json!({ "const": info.key }));
    properties.insert("name".to_owned(), json!({ "type": "string" }));
    if info.tagging.is_some() {
        properties.insert(
            "tags".to_owned(),
            json!({
                "description": "Its tags, besides Name.",
                "type": "object",
                "additionalProperties": { "type": "string" },
            }),
        );
    }
    for property in info.properties {
        let default = kind.defaults().get(property.key).unwrap_or_default();
        let mut schema = value(kind, property, &default);
        if let Value::Object(members) = &mut schema {
            let help = property.help.split_whitespace().collect::<Vec<_>>();
            members.insert("description".to_owned(), json!(help.join(" ")));
            members.insert("default".to_owned(), default);
        }
        properties.insert(property.key.to_owned(), schema);
    }
    json!({
        "title": info.title,
        "type": "object",
        "required": ["id", "kind", "name"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn value(kind: Kind, property: &Property, default: &Value) -> Value {
    match property.value {
        // Numbers that may be absent are null by default.
        PropertyType::Number { .. } if default.is_null() => json!({ "type": ["integer", "null"] }),
        PropertyType::Choice(choices) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            // Where the format takes any text, such as the code of a Region,
            // an unknown one is a finding later, not a malformed file.
            if kind.defaults().set(property.key, json!("?")).is_ok() {
                json!({ "type": "string", "examples": values })
            } else {
                json!({ "enum": values })
            }
        }
        other => member(other),
    }
}

/// An object with these members and no others.
fn object(list: &[Member]) -> Value {
    let required: Vec<&str> = list
        .iter()
        .filter(|it| it.required)
        .map(|it| it.key)
        .collect();
    let properties: Map<String, Value> = list
        .iter()
        .map(|it| (it.key.to_owned(), described(member(it.value), it.help)))
        .collect();
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

fn described(mut schema: Value, help: &str) -> Value {
    if let Value::Object(members) = &mut schema {
        let help: Vec<&str> = help.split_whitespace().collect();
        members.insert("description".to_owned(), json!(help.join(" ")));
    }
    schema
}

/// What a member of a row takes.
fn member(value: PropertyType) -> Value {
    match value {
        PropertyType::Text { .. }
        | PropertyType::LongText
        | PropertyType::Policy
        | PropertyType::Cidr
        | PropertyType::Address
        | PropertyType::Suggested(_)
        | PropertyType::Zone
        | PropertyType::Protocol
        | PropertyType::TagKey
        | PropertyType::TagValue => json!({ "type": "string" }),
        PropertyType::Number { .. } | PropertyType::Ports | PropertyType::PortsEnd => {
            json!({ "type": "integer" })
        }
        PropertyType::Flag => json!({ "type": "boolean" }),
        PropertyType::Choice(choices) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            json!({ "enum": values })
        }
        PropertyType::Reference(_) => json!({ "type": ["string", "null"] }),
        PropertyType::References(_)
        | PropertyType::Texts(_)
        | PropertyType::Names(_)
        | PropertyType::Cidrs => json!({ "type": "array", "items": { "type": "string" } }),
        PropertyType::Rows(row) => json!({ "type": "array", "items": object(row.members) }),
        PropertyType::Peer | PropertyType::Action => {
            let ways: Vec<Value> = value.variants().iter().map(way).collect();
            json!({ "oneOf": ways })
        }
    }
}

/// An object with one member: one way of several.
fn way(variant: &Variant) -> Value {
    let content = match variant.content {
        Content::One(PropertyType::Reference(_)) => json!({ "type": "string" }),
        Content::One(value) => member(value),
        Content::Members(list) => object(list),
    };
    json!({
        "type": "object",
        "required": [variant.key],
        "additionalProperties": false,
        "properties": { variant.key: described(content, variant.help) },
    })
}
