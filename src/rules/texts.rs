//! The texts of the rules. They are part of the program, except in the released
//! page: that fetches them as a file when somebody first wants to read, since most
//! visits never do and all would wait for them.

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;

use super::TOPICS;
use super::rule::{Rule, Topic};

/// Whether the texts are part of this program.
const CARRIED: bool = !cfg!(feature = "fetched-texts");

/// The table with the texts that were read.
static READ: OnceLock<Vec<Topic>> = OnceLock::new();

/// A rule as the program carries it.
pub(super) const fn carried(rule: Rule) -> Rule {
    if CARRIED {
        return rule;
    }
    Rule {
        checks: "",
        why: "",
        reaction: "",
        source: "",
        ..rule
    }
}

/// Whether every rule has its texts.
pub fn are_here() -> bool {
    CARRIED || READ.get().is_some()
}

/// The table: every rule, by topic.
pub fn topics() -> &'static [Topic] {
    READ.get().map_or(TOPICS, Vec::as_slice)
}

/// Takes the texts from what `cloud-campus rules --json` prints.
pub fn read(text: &str) -> Result<(), TextsError> {
    let table = with_texts(text)?;
    // Whoever comes second brings the same.
    let _ = READ.set(table);
    Ok(())
}

/// The table with the texts of a file.
fn with_texts(text: &str) -> Result<Vec<Topic>, TextsError> {
    let list: Value =
        serde_json::from_str(text).map_err(|why| TextsError::Malformed(why.to_string()))?;
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let filled = |rule: &Rule| {
        let missing = TextsError::Missing(rule.code);
        let entry = list.iter().find(|it| it["code"] == rule.code);
        let entry = entry.ok_or(missing.clone())?;
        // The table lives as long as the program, and is read once.
        let text = |part: &str| match entry[part].as_str() {
            Some(text) => Ok(&*String::leak(text.to_owned())),
            None => Err(missing.clone()),
        };
        let rule = Rule {
            checks: text("checks")?,
            why: text("why")?,
            reaction: text("reaction")?,
            source: text("source")?,
            ..*rule
        };
        Ok(&*Box::leak(Box::new(rule)))
    };
    TOPICS
        .iter()
        .map(|topic| {
            let rules: Result<Vec<&'static Rule>, TextsError> =
                topic.rules.iter().map(|rule| filled(rule)).collect();
            Ok(Topic {
                title: topic.title,
                rules: Vec::leak(rules?),
            })
        })
        .collect()
}

/// Why a file is not that of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextsError {
    /// It is no JSON; why.
    Malformed(String),
    /// The texts of this rule are not in it.
    Missing(&'static str),
}

impl fmt::Display for TextsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "the file is damaged: {why}"),
            Self::Missing(code) => write!(
                f,
                "the file is of another version and knows no rule `{code}`: load the page again"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written() -> Vec<Value> {
        let rules = TOPICS.iter().flat_map(|topic| topic.rules);
        let as_json = |rule: &&'static Rule| {
            json!({
                "code": rule.code, "checks": rule.checks, "why": rule.why,
                "reaction": rule.reaction, "source": rule.source,
            })
        };
        rules.map(as_json).collect()
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let read = with_texts(&Value::Array(written()).to_string()).expect("it can be read");
        let documentation = |topics: &[Topic]| -> Vec<String> {
            let rules = topics.iter().flat_map(|topic| topic.rules);
            rules.map(|rule| rule.documentation()).collect()
        };
        assert_eq!(documentation(&read), documentation(TOPICS));
        assert_eq!(read.len(), TOPICS.len());
    }

    #[test]
    fn a_file_of_another_version_is_refused_with_the_remedy() {
        let mut list = written();
        let gone = list.pop().expect("there are rules");
        let why = with_texts(&Value::Array(list).to_string()).expect_err("one is missing");
        assert!(
            why.to_string()
                .contains(gone["code"].as_str().expect("a code"))
        );
        assert!(why.to_string().contains("load the page again"));
        assert!(matches!(
            with_texts("<html>"),
            Err(TextsError::Malformed(_))
        ));
    }
}
