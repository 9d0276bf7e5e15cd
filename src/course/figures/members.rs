//! Reading what a lesson, a gesture or a "show me" step says to a figure: each member
//! with its type, and a sentence that says what to write where something else stands.

use std::fmt;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde_json::Value;

use crate::architecture::CidrText;

/// What is wrong with a member of a figure, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, counted from the figure: `rows[1].state`.
    pub path: String,
    /// What to write there instead.
    pub remedy: String,
}

impl Problem {
    /// A problem at a place.
    pub fn at(path: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.remedy)
    }
}

impl std::error::Error for Problem {}

/// What reading yields.
pub type Read<T> = Result<T, Problem>;

/// A text.
pub fn text<'a>(path: &str, value: &'a Value) -> Read<&'a str> {
    value
        .as_str()
        .ok_or_else(|| Problem::at(path, "write a text in quotation marks"))
}

/// Yes or no.
pub fn flag(path: &str, value: &Value) -> Read<bool> {
    value
        .as_bool()
        .ok_or_else(|| Problem::at(path, "write true or false"))
}

/// A whole number in a range.
pub fn whole(path: &str, value: &Value, least: u64, most: u64) -> Read<u64> {
    // A slider of the page, and JSON of many a writer, says 22.0 for 22.
    let number = value.as_u64().or_else(|| {
        let number = value.as_f64().filter(|it| it.fract() == 0.0)?;
        (0.0..=9e15).contains(&number).then_some(number as u64)
    });
    number
        .filter(|it| (least..=most).contains(it))
        .ok_or_else(|| Problem::at(path, format!("write a whole number from {least} to {most}")))
}

/// A number in a range.
pub fn number(path: &str, value: &Value, least: f64, most: f64) -> Read<f64> {
    value
        .as_f64()
        .filter(|it| (least..=most).contains(it))
        .ok_or_else(|| Problem::at(path, format!("write a number from {least} to {most}")))
}

/// A list.
pub fn list<'a>(path: &str, value: &'a Value) -> Read<&'a [Value]> {
    value
        .as_array()
        .map(Vec::as_slice)
        .ok_or_else(|| Problem::at(path, "write a list in square brackets"))
}

/// A list, read item by item.
pub fn each<T>(path: &str, value: &Value, read: impl Fn(&str, &Value) -> Read<T>) -> Read<Vec<T>> {
    let items = list(path, value)?.iter().enumerate();
    items
        .map(|(place, item)| read(&format!("{path}[{place}]"), item))
        .collect()
}

/// A member of an object, which must be there.
pub fn member<'a>(path: &str, value: &'a Value, name: &str) -> Read<&'a Value> {
    value
        .get(name)
        .ok_or_else(|| Problem::at(path, format!("write an object with a member \"{name}\"")))
}

/// Refuses an object with other members than these.
pub fn only(path: &str, value: &Value, known: &[&str]) -> Read<()> {
    let members = value.as_object();
    let strange = members.and_then(|all| all.keys().find(|it| !known.contains(&it.as_str())));
    match strange {
        None => Ok(()),
        Some(strange) => Err(Problem::at(
            format!("{path}.{strange}"),
            format!("take it out; what may stand here is {}", known.join(", ")),
        )),
    }
}

/// One word of several.
pub fn word<T: Copy>(path: &str, value: &Value, words: &[(&str, T)]) -> Read<T> {
    let found = value
        .as_str()
        .and_then(|text| words.iter().find(|(word, _)| *word == text));
    found.map(|(_, it)| *it).ok_or_else(|| {
        let known: Vec<String> = words
            .iter()
            .map(|(word, _)| format!("\"{word}\""))
            .collect();
        Problem::at(path, format!("write one of {}", known.join(", ")))
    })
}

/// The word that stands for a value.
pub fn word_of<T: PartialEq>(value: &T, words: &[(&'static str, T)]) -> &'static str {
    let found = words.iter().find(|(_, it)| it == value);
    found.map_or("", |(word, _)| *word)
}

/// An IPv4 address.
pub fn address(path: &str, value: &Value) -> Read<Ipv4Addr> {
    let found = value.as_str().and_then(|text| text.trim().parse().ok());
    found.ok_or_else(|| {
        Problem::at(
            path,
            "write four numbers from 0 to 255, such as \"198.51.100.10\"",
        )
    })
}

/// A block without host bits.
pub fn block(path: &str, value: &Value) -> Read<Ipv4Net> {
    let text = text(path, value)?;
    CidrText::from(text)
        .parse()
        .map_err(|problem| Problem::at(path, format!("`{text}` is no block: {problem}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_problem_says_where_and_what_to_write() {
        let wrong = each("rows", &json!(["10.0.0.0/16", "10.0.0.1/16"]), block);
        let problem = wrong.map_err(|it| it.to_string());
        assert_eq!(
            problem,
            Err("rows[1]: `10.0.0.1/16` is no block: host bits are set: the block starts at 10.0.0.0/16".to_owned())
        );
        let wrong = word("mode", &json!("big"), &[("size", 0), ("kept", 1)]);
        assert_eq!(
            wrong.map_err(|it| it.to_string()),
            Err("mode: write one of \"size\", \"kept\"".to_owned())
        );
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        assert_eq!(whole("prefix", &json!(22.0), 0, 32), Ok(22));
        assert!(whole("prefix", &json!(22.5), 0, 32).is_err());
        assert!(whole("prefix", &json!(33), 0, 32).is_err());
    }
}
