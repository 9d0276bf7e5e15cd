//! Why an edit was not applied.

use std::fmt;

use crate::architecture::{Kind, ResourceId};

/// Why an edit was not applied. The document is as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no resource with this id.
    NoSuchResource(ResourceId),
    /// A resource with this id exists already.
    IdTaken(ResourceId),
    /// The text cannot be an id.
    BadId(ResourceId),
    /// The kind has no such property.
    NoSuchProperty(Kind, String),
    /// No such finding about the resource is accepted.
    NotAccepted(ResourceId),
    /// The value is not of the property's type.
    BadValue {
        /// The resource.
        id: ResourceId,
        /// The property.
        property: String,
        /// What is wrong with the value.
        why: String,
    },
    /// The resource has no tag with this key.
    NoSuchTag {
        /// The resource.
        id: ResourceId,
        /// The key.
        key: String,
    },
    /// The property is no list, or has no such index.
    NoSuchItem {
        /// The resource.
        id: ResourceId,
        /// The property.
        property: String,
        /// The index.
        index: usize,
    },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchResource(id) => write!(f, "there is no resource `{id}`"),
            Self::IdTaken(id) => write!(f, "there is already a resource `{id}`"),
            Self::BadId(id) => write!(
                f,
                "`{id}` cannot be an id: use 1 to 64 letters, digits, `-`, `_` and `.`"
            ),
            Self::NoSuchProperty(kind, property) => {
                let info = kind.info();
                write!(f, "a {} has no property `{property}`", info.key)
            }
            Self::NotAccepted(id) => write!(f, "no such finding about `{id}` is accepted"),
            Self::BadValue { id, property, why } => write!(f, "`{property}` of `{id}`: {why}"),
            Self::NoSuchTag { id, key } => write!(f, "`{id}` has no tag `{key}`"),
            Self::NoSuchItem {
                id,
                property,
                index,
            } => write!(f, "`{property}` of `{id}` has no item {index}"),
        }
    }
}

impl std::error::Error for EditError {}
