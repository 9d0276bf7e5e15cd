//! A policy as text, its members in the order of AWS's documentation.

use serde_json::{Value, json};

use crate::order::InOrder;

/// The order in which AWS's documentation writes the members.
const ORDER: &[&str] = &[
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// The document as text, two spaces deep, its members in AWS's order.
pub fn written(document: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, document, 0);
    text
}

fn write_value(text: &mut String, value: &Value, depth: usize) {
    let inner = "  ".repeat(depth + 1);
    let outer = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            let place = |key: &str| ORDER.iter().position(|it| *it == key);
            let mut keys: Vec<&String> = members.keys().collect();
            keys.order_by_key(|key| (place(key).unwrap_or(ORDER.len()), (*key).clone()));
            text.push('{');
            for (nth, key) in keys.into_iter().enumerate() {
                let comma = if nth > 0 { "," } else { "" };
                text.push_str(&format!("{comma}\n{inner}{}: ", json!(key)));
                write_value(text, &members[key], depth + 1);
            }
            text.push_str(&format!("\n{outer}}}"));
        }
        Value::Array(items) if !items.is_empty() => {
            text.push('[');
            for (nth, item) in items.iter().enumerate() {
                let comma = if nth > 0 { "," } else { "" };
                text.push_str(&format!("{comma}\n{inner}"));
                write_value(text, item, depth + 1);
            }
            text.push_str(&format!("\n{outer}]"));
        }
        other => text.push_str(&other.to_string()),
    }
}
