//! What all of the grammar is read with: errors, members, texts, and what a
//! misspelt word was meant to be.

use serde_json::{Map, Value};

use super::document::PolicyError;

/// What reading comes to.
pub type Read<T> = Result<T, PolicyError>;

/// An error.
pub fn bad<T>(
    place: impl Into<String>,
    problem: impl Into<String>,
    remedy: impl Into<String>,
) -> Read<T> {
    Err(PolicyError {
        place: place.into(),
        problem: problem.into(),
        remedy: remedy.into(),
    })
}

/// The nearest of some words, if one is near enough to have been meant.
pub fn meant<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = word.to_lowercase();
    words
        .into_iter()
        .map(|it| (distance(&word, &it.to_lowercase()), it))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, it)| it)
}

/// How many letters have to change.
fn distance(from: &str, to: &str) -> usize {
    // What is much longer than any word of the language is none of them.
    let (from, to): (Vec<char>, Vec<char>) =
        (from.chars().take(64).collect(), to.chars().collect());
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}
/// Refuses members that are none.
pub fn known(members: &Map<String, Value>, words: &[&str], place: &str) -> Read<()> {
    let Some(unknown) = members.keys().find(|it| !words.contains(&it.as_str())) else {
        return Ok(());
    };
    let remedy = match meant(unknown, words.iter().copied()) {
        Some(word) => format!("Write {word}; upper and lower case count"),
        None => format!("There are {}", words.join(", ")),
    };
    bad(place, format!("there is no element “{unknown}”"), remedy)
}

/// A text.
pub fn text_of(value: &Value, place: &str) -> Read<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        _ => bad(place, "it is no text", "Put it in quotation marks"),
    }
}

/// A text or a list of them.
pub fn texts(value: &Value, place: &str) -> Read<Vec<String>> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Array(all) if all.is_empty() => bad(
            place,
            "the list is empty",
            "Name at least one, or leave the element out",
        ),
        Value::Array(all) => all.iter().map(|it| text_of(it, place)).collect(),
        _ => bad(
            place,
            "it is neither a text nor a list of texts",
            "Write \"…\" or [\"…\", \"…\"]",
        ),
    }
}

/// Which of two elements is there; both, or none of two that are needed, is an
/// error.
pub fn either<'m>(
    members: &'m Map<String, Value>,
    (one, not): (&'static str, &'static str),
    place: &str,
) -> Read<Option<(&'m Value, bool, String)>> {
    match (members.get(one), members.get(not)) {
        (Some(_), Some(_)) => bad(
            place,
            format!("it has both {one} and {not}"),
            format!("Keep one of them; {not} means everything but what it lists"),
        ),
        (Some(value), None) => Ok(Some((value, false, format!("{place}, {one}")))),
        (None, Some(value)) => Ok(Some((value, true, format!("{place}, {not}")))),
        (None, None) => Ok(None),
    }
}
