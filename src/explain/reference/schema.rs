//! The JSON Schema of the file format.

use serde_json::{Map, Value, json};

use super::rows::{self, Field, Member};
use crate::architecture::file::{FORMAT, VERSION};
use crate::architecture::{Kind, Property, PropertyType};

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
        PropertyType::Text { .. }
        | PropertyType::LongText
        | PropertyType::Cidr
        | PropertyType::Address
        | PropertyType::Suggested(_)
        | PropertyType::Zone => json!({ "type": "string" }),
        PropertyType::Cidrs => json!({ "type": "array", "items": { "type": "string" } }),
        PropertyType::Flag => json!({ "type": "boolean" }),
        // Numbers that may be absent are null by default.
        PropertyType::Number { .. } if default.is_null() => json!({ "type": ["integer", "null"] }),
        PropertyType::Number { .. } => json!({ "type": "integer" }),
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
        PropertyType::Reference(_) => json!({ "type": ["string", "null"] }),
        PropertyType::References(_) => json!({ "type": "array", "items": { "type": "string" } }),
        PropertyType::Table(table) => {
            json!({ "type": "array", "items": object(rows::fields(table)) })
        }
    }
}

fn object(fields: &[Field]) -> Value {
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.key)
        .collect();
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut schema = member(field.member);
            if let Value::Object(members) = &mut schema {
                members.insert("description".to_owned(), json!(field.help));
            }
            (field.key.to_owned(), schema)
        })
        .collect();
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

fn member(member: Member) -> Value {
    match member {
        Member::Text | Member::Protocol => json!({ "type": "string" }),
        Member::Number => json!({ "type": "integer" }),
        Member::Flag => json!({ "type": "boolean" }),
        Member::OneOf(values) => json!({ "enum": values }),
        Member::Id(_) => json!({ "type": ["string", "null"] }),
        Member::Ids(_) | Member::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Member::Object(fields) => object(fields),
        Member::Objects(fields) => json!({ "type": "array", "items": object(fields) }),
        Member::Either(fields) => {
            let ways: Vec<Value> = fields
                .iter()
                .map(|field| object(std::slice::from_ref(field)))
                .collect();
            json!({ "oneOf": ways })
        }
    }
}
