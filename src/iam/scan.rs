//! The text of JSON, before its meaning: where it breaks, and members that
//! stand twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::document::PolicyError;

/// JSON in which no object has the same member twice. AWS refuses those: one
/// of the two would have to be ignored in silence.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Strict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Strict, E> {
        Ok(Strict(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
        let mut all = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            all.push(item);
        }
        Ok(Strict(Value::Array(all)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Strict, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("`{key}` stands here twice")));
            }
            let Strict(value) = members.next_value()?;
            map.insert(key, value);
        }
        Ok(Strict(Value::Object(map)))
    }
}

/// The value of a text.
pub fn value(text: &str) -> Result<Value, PolicyError> {
    if text.trim().is_empty() {
        return Err(PolicyError {
            place: "The document".to_owned(),
            problem: "it is empty".to_owned(),
            remedy: "Write a JSON object with Version and Statement".to_owned(),
        });
    }
    serde_json::from_str::<Strict>(text)
        .map(|Strict(value)| value)
        .map_err(|error| {
            let whole = error.to_string();
            // The place stands in front, so it is not said again behind.
            let problem = whole.split(" at line ").next().unwrap_or(&whole);
            let twice = problem.ends_with("twice");
            PolicyError {
                place: format!("line {}, column {}", error.line(), error.column()),
                problem: match twice {
                    true => problem.to_owned(),
                    false => format!("this is no JSON ({problem})"),
                },
                remedy: match twice {
                    true => "Put its values into one list".to_owned(),
                    false => {
                        "Look for a comma, a bracket or a quotation mark that is missing or too many just before this place"
                            .to_owned()
                    }
                },
            }
        })
}
