//! A small validator for the part of JSON Schema that our schemas use.
//!
//! A keyword that it does not know is an error, so that nothing is taken for
//! checked that was not.

use serde_json::{Map, Value};

/// What is wrong with `value`, or nothing.
pub fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    Validator { root: schema }.check(schema, value, "$", &mut problems);
    problems
}

struct Validator<'a> {
    root: &'a Value,
}

impl Validator<'_> {
    fn check(&self, schema: &Value, value: &Value, place: &str, problems: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        for (keyword, wanted) in schema {
            match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "default" | "examples" => {}
                // Both are looked at together with `properties`.
                "required" | "additionalProperties" => {}
                "$ref" => {
                    let path = wanted.as_str().expect("a reference is a text");
                    let target = self
                        .root
                        .pointer(path.trim_start_matches('#'))
                        .unwrap_or_else(|| panic!("{path} leads nowhere"));
                    self.check(target, value, place, problems);
                }
                "type" => {
                    let types = match wanted {
                        Value::Array(types) => types.clone(),
                        one => vec![one.clone()],
                    };
                    if !types.iter().any(|it| is_of(it, value)) {
                        problems.push(format!("{place} is not of type {wanted}: {value}"));
                    }
                }
                "const" if wanted != value => {
                    problems.push(format!("{place} is not {wanted}: {value}"));
                }
                "enum" if !wanted.as_array().is_some_and(|it| it.contains(value)) => {
                    problems.push(format!("{place} is none of {wanted}: {value}"));
                }
                "const" | "enum" => {}
                "minimum" | "maximum" => {
                    let (Some(limit), Some(number)) = (wanted.as_f64(), value.as_f64()) else {
                        continue;
                    };
                    let outside = if keyword == "minimum" {
                        number < limit
                    } else {
                        number > limit
                    };
                    if outside {
                        problems.push(format!("{place} is beyond the {keyword}: {value}"));
                    }
                }
                "pattern" => self.pattern(wanted, value, place, problems),
                "oneOf" => self.one_of(wanted, value, place, problems),
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(wanted, item, &format!("{place}[{index}]"), problems);
                    }
                }
                "properties" => {}
                other => panic!("the validator does not know `{other}`"),
            }
        }
        if let Value::Object(members) = value {
            self.members(schema, members, place, problems);
        }
    }

    fn members(
        &self,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        place: &str,
        problems: &mut Vec<String>,
    ) {
        for key in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let key = key.as_str().expect("a required member is a text");
            if !members.contains_key(key) {
                problems.push(format!("{place} lacks `{key}`"));
            }
        }
        for (key, value) in members {
            let place = format!("{place}.{key}");
            match (
                schema.get("properties").and_then(|it| it.get(key)),
                schema.get("additionalProperties"),
            ) {
                (Some(schema), _) => self.check(schema, value, &place, problems),
                (None, Some(Value::Bool(false))) => {
                    problems.push(format!("{place} is not described"));
                }
                (None, Some(schema @ Value::Object(_))) => {
                    self.check(schema, value, &place, problems);
                }
                (None, _) => {}
            }
        }
    }

    fn one_of(&self, ways: &Value, value: &Value, place: &str, problems: &mut Vec<String>) {
        let ways = ways.as_array().expect("oneOf is a list");
        let tried: Vec<Vec<String>> = ways
            .iter()
            .map(|way| {
                let mut problems = Vec::new();
                self.check(way, value, place, &mut problems);
                problems
            })
            .collect();
        let fitting = tried.iter().filter(|it| it.is_empty()).count();
        if fitting != 1 {
            // The way that fits best tells most about what is wrong.
            let closest = tried.into_iter().min_by_key(Vec::len).unwrap_or_default();
            problems.push(format!(
                "{place} fits {fitting} of {} ways: {value}; {}",
                ways.len(),
                closest.join("; ")
            ));
        }
    }

    /// The few patterns in use, told apart by their text.
    fn pattern(&self, wanted: &Value, value: &Value, place: &str, problems: &mut Vec<String>) {
        let Some(text) = value.as_str() else { return };
        let only = |text: &str, more: &str, letters: fn(char) -> bool| {
            !text.is_empty() && text.chars().all(|c| letters(c) || more.contains(c))
        };
        let digit: fn(char) -> bool = |c| c.is_ascii_digit();
        let fits = match wanted.as_str().expect("a pattern is a text") {
            "^[0-9.]+$" => only(text, ".", digit),
            "^[0-9.]+/[0-9]+$" => text.split_once('/').is_some_and(|(address, length)| {
                only(address, ".", digit) && only(length, "", digit)
            }),
            "^[A-Z0-9_]+$" => only(text, "_", |c| c.is_ascii_uppercase() || c.is_ascii_digit()),
            "^[A-Za-z0-9._-]{1,64}$" => {
                text.len() <= 64 && only(text, "._-", |c| c.is_ascii_alphanumeric())
            }
            other => panic!("the validator does not know the pattern {other}"),
        };
        if !fits {
            problems.push(format!("{place} does not match {wanted}: {value}"));
        }
    }
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a type is a text") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other}"),
    }
}
