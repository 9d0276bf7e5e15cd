//! Findings that somebody has accepted, with the reason.
//!
//! A rule speaks of what is usually wrong, and a team may have its reasons. An
//! accepted finding is a statement of theirs: it is kept with the design, with
//! who gave the reason and when, and it holds as long as the rule says the
//! very same thing of the same resource. When that changes, the finding is
//! open again.

use serde::{Deserialize, Serialize};

use super::ResourceId;

/// That a finding is accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The resource that the finding is about.
    pub resource: ResourceId,
    /// The rule's code.
    pub code: String,
    /// What the rule said then, with ids in the place of names, so that a new
    /// name changes nothing.
    pub says: String,
    /// Why it is accepted.
    pub because: String,
    /// Who accepted it.
    #[serde(default)]
    pub by: String,
    /// The day, such as `2026-11-03`.
    #[serde(default)]
    pub on: String,
}

impl Accepted {
    /// Whether it is about the same finding, whatever the reason.
    pub fn is_about(&self, other: &Self) -> bool {
        (&self.resource, &self.code, &self.says) == (&other.resource, &other.code, &other.says)
    }

    /// It in words: "accepted because …, by …, on …".
    pub fn in_words(&self) -> String {
        let part = |word: &str, text: &str| match text.trim() {
            "" => String::new(),
            text => format!(", {word} {text}"),
        };
        format!(
            "Accepted because {}{}{}.",
            self.because.trim().trim_end_matches('.'),
            part("by", &self.by),
            part("on", &self.on),
        )
    }
}
