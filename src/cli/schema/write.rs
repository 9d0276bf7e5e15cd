//! The words that schemas are made of.

use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema of an object all of whose members are always there.
pub fn object(members: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = members.iter().map(|(key, _)| *key).collect();
    some(&required, members)
}

/// A schema of an object of which only some members must be there.
pub fn some(required: &[&str], members: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = members
        .iter()
        .map(|(key, schema)| ((*key).to_owned(), schema.clone()))
        .collect();
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

/// A list of what `items` describes.
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// The same schema, or null.
pub fn or_null(schema: Value) -> Value {
    json!({ "oneOf": [schema, { "type": "null" }] })
}

/// The schema with words about what it describes.
pub fn about(mut schema: Value, description: &str) -> Value {
    if let Value::Object(members) = &mut schema {
        members.insert("description".to_owned(), json!(description));
    }
    schema
}

pub fn text() -> Value {
    json!({ "type": "string" })
}

pub fn whole() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// Makes a schema of its own out of a part.
pub fn document(title: &str, mut schema: Value, definitions: &[(&str, Value)]) -> Value {
    if let Value::Object(members) = &mut schema {
        members.insert("$schema".to_owned(), json!(DRAFT));
        members.insert("title".to_owned(), json!(title));
        if !definitions.is_empty() {
            let definitions: Map<String, Value> = definitions
                .iter()
                .map(|(key, schema)| ((*key).to_owned(), schema.clone()))
                .collect();
            members.insert("$defs".to_owned(), json!(definitions));
        }
    }
    schema
}
