//! What a rule has to say: data first, words second.

use serde::Serialize;

use crate::architecture::{Remedy, ResourceId};
use crate::network::Evidence;
use crate::rules::step::Step;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// AWS refuses it, or it cannot work as drawn.
    Error,
    /// AWS takes it, but it is broken in practice, insecure, fragile or
    /// needlessly costly.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Its name on the page and in the rule reference.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Info => "Info",
        }
    }
}

/// Something that a rule has to say about an architecture.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The code of the rule, such as `subnet-outside-vpc`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about; the first is the one to mend.
    pub resources: Vec<ResourceId>,
    /// The property of the first resource that it is about, if it is about
    /// one; the inspector shows the finding beneath that field.
    pub property: Option<&'static str>,
    /// What exactly was found.
    pub evidence: Vec<Evidence>,
    /// A heading of a few words, such as "Subnet outside its VPC".
    pub title: &'static str,
    /// What is wrong and why it matters, in one or two plain sentences.
    pub sentence: String,
    /// The remedy, where there is exactly one sensible one.
    pub fix: Option<Remedy>,
    /// The step of building that has not been taken yet, where that is all
    /// that is wrong; see [`crate::rules::moment`].
    pub step: Option<Step>,
}
