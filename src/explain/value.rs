//! How the value of a property is shown: resources by name, choices by label,
//! numbers with their unit.

use serde_json::Value;

use super::words;
use crate::architecture::{Architecture, Choice, Property, PropertyType, ResourceId};

/// The value of a property as people read it; "—" where nothing was chosen.
pub fn property_value(property: &Property, value: &Value, architecture: &Architecture) -> String {
    let text = match (&property.value, value) {
        (_, Value::Null) => String::new(),
        (PropertyType::Choice(choices) | PropertyType::Suggested(choices), Value::String(text)) => {
            label(choices, text)
        }
        (PropertyType::Number { unit, .. }, Value::Number(number)) if !unit.is_empty() => {
            format!("{number} {unit}")
        }
        (PropertyType::Reference(_), Value::String(id)) => {
            architecture.name_of(&ResourceId::new(id))
        }
        (PropertyType::References(_), Value::Array(ids)) => {
            let ids: Vec<ResourceId> = ids
                .iter()
                .filter_map(Value::as_str)
                .map(ResourceId::new)
                .collect();
            words::names(&ids, architecture)
        }
        (PropertyType::Rows(_), Value::Array(rows)) => match rows.len() {
            0 => String::new(),
            1 => "1 row".to_owned(),
            count => format!("{count} rows"),
        },
        (_, value) => value_text(value),
    };
    if text.is_empty() {
        "—".to_owned()
    } else {
        text
    }
}

fn label(choices: &[Choice], value: &str) -> String {
    choices
        .iter()
        .find(|choice| choice.value == value)
        .map_or(value, |choice| choice.label)
        .to_owned()
}

/// A plain value without JSON's quotes and brackets.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            crate::text::list(items)
        }
        Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Kind};

    fn shown(kind: Kind, key: &str, value: Value) -> String {
        let document =
            Document::from_json(include_str!("../../tests/files/notebookly.campus.json")).unwrap();
        let property = kind.info().property(key).unwrap();
        property_value(property, &value, &document.architecture)
    }

    #[test]
    fn values_are_shown_by_name_label_and_unit() {
        assert_eq!(shown(Kind::Subnet, "vpc", "vpc-1".into()), "Notebookly-VPC");
        assert_eq!(shown(Kind::Subnet, "vpc", Value::Null), "—");
        assert_eq!(shown(Kind::Subnet, "vpc", "vpc-9".into()), "a deleted VPC");
        assert_eq!(shown(Kind::Database, "multi_az", true.into()), "yes");
        assert_eq!(shown(Kind::Database, "storage", 20.into()), "20 GiB");
        assert_eq!(shown(Kind::Database, "engine", "mysql".into()), "MySQL");
        assert_eq!(
            shown(
                Kind::LoadBalancer,
                "subnets",
                serde_json::json!(["subnet-1", "subnet-2"])
            ),
            "public-a and public-b"
        );
    }
}
