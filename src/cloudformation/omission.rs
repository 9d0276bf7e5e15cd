//! What a template leaves out, and why: data first, the sentence from it.

use std::fmt;

use crate::architecture::ResourceId;

/// Something that is in the architecture and not in the template.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Omission {
    /// The resource that it belongs to.
    pub resource: ResourceId,
    /// Which part of it, such as "route to 0.0.0.0/0"; nothing where the
    /// whole resource is left out.
    pub part: Option<String>,
    /// Why.
    pub why: Why,
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is in another Region, and a template makes things in one.
    OtherRegion,
    /// It needs this, and nothing is chosen for it.
    NothingChosen(&'static str),
    /// What it names was deleted, or is itself left out.
    NotInTemplate {
        /// What it is called.
        name: String,
        /// Whether it was deleted.
        deleted: bool,
    },
    /// What was typed is not what AWS reads.
    Malformed(String),
    /// AWS refuses it; the text says what it asks for.
    Refused(&'static str),
    /// A template cannot say it; the text says what happens instead.
    Inexpressible(&'static str),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherRegion => {
                f.write_str("it is in another Region, and a template makes things in one")
            }
            Self::NothingChosen(what) => write!(f, "it needs {what}, and none is chosen"),
            Self::NotInTemplate {
                name,
                deleted: true,
            } => write!(f, "it names {name}"),
            Self::NotInTemplate { name, .. } => {
                write!(f, "it names {name}, which is left out itself")
            }
            Self::Malformed(text) => write!(f, "AWS does not take `{text}`"),
            Self::Refused(text) | Self::Inexpressible(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Some(part) => write!(f, "{}, {part}: {}", self.resource, self.why),
            None => write!(f, "{}: {}", self.resource, self.why),
        }
    }
}
