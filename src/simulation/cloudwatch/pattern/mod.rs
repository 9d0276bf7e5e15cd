//! The patterns of metric filters. [CWL UG: Filter pattern syntax]
//!
//! Modelled are terms and quoted phrases, those with - and with ?, and
//! patterns for JSON lines. Patterns with regular expressions and those for
//! columns are not, and are refused with that reason.

mod ask;
mod read;

pub(super) use ask::number_at;
pub use ask::{Step, Test};
pub(super) use read::path;

/// A pattern that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Every line.
    All,
    /// Words.
    Terms(Terms),
    /// Conditions on the fields of a JSON line.
    Json(Test),
}

/// What a line of text must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// All of these.
    pub all: Vec<String>,
    /// None of these.
    pub none: Vec<String>,
    /// One of these, if there are any.
    pub any: Vec<String>,
}

impl Pattern {
    /// Reads a pattern, or says why it cannot.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.chars().count() > 1_024 {
            return Err("The pattern has more than 1024 characters.".to_owned());
        }
        if text.is_empty() {
            return Ok(Self::All);
        }
        if text.starts_with('[') {
            return Err("Patterns for columns, in [ ], are not modelled.".to_owned());
        }
        if text.contains('%') {
            return Err("Regular expressions, between two %, are not modelled.".to_owned());
        }
        if let Some(inner) = text.strip_prefix('{') {
            let inner = inner
                .strip_suffix('}')
                .ok_or("The } at the end is missing.")?;
            return read::conditions(inner).map(Self::Json);
        }
        terms(text)
    }

    /// Whether a line matches.
    pub fn matches(&self, line: &str) -> bool {
        match self {
            Self::All => true,
            Self::Terms(terms) => terms.match_line(line),
            Self::Json(test) => serde_json::from_str(line).is_ok_and(|it| test.holds(&it)),
        }
    }
}

fn terms(text: &str) -> Result<Pattern, String> {
    let mut terms = Terms::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (list, after) = match rest.chars().next() {
            Some('?') => (&mut terms.any, &rest[1..]),
            Some('-') => (&mut terms.none, &rest[1..]),
            _ => (&mut terms.all, rest),
        };
        let (term, behind) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (term, behind) = quoted.split_once('"').ok_or("A \" is missing.")?;
                (term, behind)
            }
            None => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                after.split_at(end)
            }
        };
        if term.is_empty() {
            return Err("A term is empty.".to_owned());
        }
        list.push(term.to_owned());
        rest = behind.trim_start();
    }
    Ok(Pattern::Terms(terms))
}

impl Terms {
    fn match_line(&self, line: &str) -> bool {
        let holds = |term: &String| has_word(line, term);
        self.all.iter().all(holds)
            && !self.none.iter().any(holds)
            && (self.any.is_empty() || self.any.iter().any(holds))
    }
}

/// Whether a line holds a term that no letter or digit lengthens (assumption
/// `whole-terms`).
fn has_word(line: &str, term: &str) -> bool {
    let mut places = line.match_indices(term);
    places.any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + term.len()..].chars().next();
        let (begins, ends) = (term.chars().next(), term.chars().next_back());
        let joins = |one: Option<char>, other: Option<char>| {
            one.zip(other)
                .is_some_and(|(one, other)| one.is_alphanumeric() && other.is_alphanumeric())
        };
        !joins(before, begins) && !joins(ends, after)
    })
}

#[cfg(test)]
mod tests;
