//! What is typed into forms: tests, flows, keys and values, as they stand in files and as a
//! person types them.

use serde_json::{Map, Value, json};

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

/// A flow in the parts of its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowParts {
    /// Where it starts.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// Its protocol.
    pub protocol: String,
    /// Its port, as typed.
    pub port: String,
}

/// The parts of a flow that is a text or an object.
pub fn flow_parts(flow: &Value) -> FlowParts {
    let text = |key: &str| match flow.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Object(map)) => {
            let id = map.get("id").and_then(Value::as_str);
            id.unwrap_or_default().to_owned()
        }
        _ => String::new(),
    };
    let Some(line) = flow.as_str() else {
        let protocol = text("protocol");
        return FlowParts {
            from: text("from"),
            to: text("to"),
            protocol: if protocol.is_empty() {
                "tcp".to_owned()
            } else {
                protocol
            },
            port: text("port"),
        };
    };
    let (from, rest) = line.split_once('→').unwrap_or((line, ""));
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    let port = match words.last() {
        Some(word) if word.parse::<u16>().is_ok() => words.pop().unwrap_or_default(),
        _ => "",
    };
    let protocol = words.pop().unwrap_or("tcp");
    FlowParts {
        from: from.trim().to_owned(),
        to: words.join(" "),
        protocol: protocol.to_owned(),
        port: port.to_owned(),
    }
}

/// A flow out of the parts of its form. What is typed wrong stays as it was typed, and is
/// told where the condition is read.
pub fn flow_of(parts: &FlowParts) -> Value {
    let mut line = format!(
        "{} → {} {}",
        parts.from.trim(),
        parts.to.trim(),
        parts.protocol
    );
    if parts.protocol != "icmp" {
        line.push(' ');
        line.push_str(match parts.port.trim() {
            "" => "443",
            port => port,
        });
    }
    Value::String(line)
}

/// Keys and values as one types them: `key = value, key = value`.
pub fn pairs_text(pairs: Option<&Value>) -> String {
    let all = pairs.and_then(Value::as_object);
    let all = all.into_iter().flatten();
    let lines = all.map(|(key, value)| format!("{key} = {}", test_parts(value).1));
    lines.collect::<Vec<_>>().join(", ")
}

/// Keys and values out of what was typed; nothing where nothing was.
pub fn pairs_of(typed: &str) -> Option<Value> {
    let pairs = typed.split(',').filter_map(|it| it.split_once('='));
    let pairs: Map<String, Value> = pairs
        .map(|(key, value)| (key.trim().to_owned(), Value::from(value.trim())))
        .filter(|(key, _)| !key.is_empty())
        .collect();
    (!pairs.is_empty()).then_some(Value::Object(pairs))
}
