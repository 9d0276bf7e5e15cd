//! What is said of a slip, and what was probably meant.

use super::*;

pub(super) fn bad<T>(
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
pub(super) fn meant<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = word.to_lowercase();
    words
        .into_iter()
        .map(|it| (distance(&word, &it.to_lowercase()), it))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, it)| it)
}

/// How many letters have to change.
pub(super) fn distance(from: &str, to: &str) -> usize {
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
