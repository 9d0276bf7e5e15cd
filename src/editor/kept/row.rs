//! A line of the list of kept documents. It is kept beside the document, so
//! that a list of a hundred documents does not read a hundred documents.

use std::fmt;

use serde_json::{Value, json};

use super::Glance;

/// The value of `format` in every line.
const FORMAT: &str = "cloud-campus-row";

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// What the list says of a kept document.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its title.
    pub title: String,
    /// How many resources it has.
    pub resources: usize,
    /// When it was kept, in milliseconds since 1970; 0 where that is lost.
    pub saved: f64,
    /// How often it has been written. Two tabs know by it who is behind.
    pub revision: u64,
    /// What is seen of it at a glance, if that was known.
    pub glance: Option<Glance>,
    /// Where it came from, where that is worth telling, such as a link.
    pub origin: Option<String>,
}

/// Why a line of the list cannot be read. What it stands for stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowError {
    /// Nothing that Cloud Campus wrote.
    Foreign,
    /// Written by a newer Cloud Campus.
    TooNew,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "nothing that Cloud Campus wrote",
            Self::TooNew => "kept by a newer Cloud Campus: open it with that",
        })
    }
}

impl std::error::Error for RowError {}

impl Row {
    /// The line as text.
    pub fn to_json(&self) -> String {
        let mut row = json!({
            "format": FORMAT,
            "version": VERSION,
            "title": self.title,
            "resources": self.resources,
            "saved": self.saved,
            "revision": self.revision,
        });
        if let Some(glance) = &self.glance {
            row["glance"] = glance.to_value();
        }
        if let Some(origin) = &self.origin {
            row["origin"] = origin.as_str().into();
        }
        row.to_string()
    }

    /// Reads a line.
    pub fn from_json(text: &str) -> Result<Self, RowError> {
        let value: Value = serde_json::from_str(text).map_err(|_| RowError::Foreign)?;
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(RowError::Foreign);
        }
        match number("version") {
            Some(VERSION) => {}
            Some(version) if version > VERSION => return Err(RowError::TooNew),
            _ => return Err(RowError::Foreign),
        }
        let (Some(title), Some(resources), Some(revision)) = (
            value.get("title").and_then(Value::as_str),
            number("resources").and_then(|it| usize::try_from(it).ok()),
            number("revision"),
        ) else {
            return Err(RowError::Foreign);
        };
        Ok(Self {
            title: title.to_owned(),
            resources,
            saved: value.get("saved").and_then(Value::as_f64).unwrap_or(0.0),
            revision,
            glance: value.get("glance").and_then(Glance::from_value),
            origin: value
                .get("origin")
                .and_then(Value::as_str)
                .map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back() {
        let row = Row {
            title: "\"Shop\"\n".to_owned(),
            resources: 28,
            saved: 1_700_000_000_123.0,
            revision: 7,
            glance: Some(Glance {
                warnings: 2,
                ..Glance::default()
            }),
            origin: Some("a link".to_owned()),
        };
        assert_eq!(Row::from_json(&row.to_json()), Ok(row.clone()));
        let plain = Row {
            glance: None,
            origin: None,
            ..row
        };
        assert_eq!(Row::from_json(&plain.to_json()), Ok(plain));
    }

    #[test]
    fn what_is_no_line_is_told_apart_from_what_is_too_new() {
        let newer = r#"{"format": "cloud-campus-row", "version": 2}"#;
        assert_eq!(Row::from_json(newer), Err(RowError::TooNew));
        for text in [
            "",
            "[]",
            "null",
            r#"{"format": "cloud-campus-row", "version": 0}"#,
            r#"{"format": "cloud-campus-row", "version": 1, "title": 7}"#,
            r#"{"format": "diary", "version": 1}"#,
        ] {
            assert_eq!(Row::from_json(text), Err(RowError::Foreign), "{text}");
        }
    }
}
