//! Identity of resources.
//!
//! An id is what everything else points at: references between resources, the
//! layout, findings, hops. It never changes, whatever the resource is called.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The identity of a resource within one architecture, such as `subnet-3`.
///
/// Ids are opaque: nothing may be concluded from their text. Cloning one is
/// cheap, because every analysis carries them around.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ResourceId(Arc<str>);

impl ResourceId {
    /// The id with this text.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }

    /// The id's text, as it stands in a file.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of a member that a resource brings into being by itself, such
    /// as the second instance of an Auto Scaling group: `asg-1/2`.
    ///
    /// Members are derived, never stored, so their ids contain a slash, which
    /// an id in a file may not.
    pub fn member(&self, which: impl fmt::Display) -> Self {
        Self(Arc::from(format!("{}/{which}", self.0)))
    }

    /// The resource that a member belongs to; `self` for a resource of its own.
    pub fn owner(&self) -> Self {
        match self.0.split_once('/') {
            Some((owner, _)) => Self::new(owner),
            None => self.clone(),
        }
    }

    /// Whether a file may use this text as an id: 1 to 64 characters out of
    /// letters, digits, `-`, `_` and `.`.
    pub fn is_well_formed(text: &str) -> bool {
        (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl From<&str> for ResourceId {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_knows_its_owner() {
        let group = ResourceId::new("asg-1");
        assert_eq!(group.member(2).as_str(), "asg-1/2");
        assert_eq!(group.member(2).owner(), group);
        assert_eq!(group.owner(), group);
    }

    #[test]
    fn a_member_id_cannot_be_written_in_a_file() {
        assert!(ResourceId::is_well_formed("asg-1"));
        assert!(!ResourceId::is_well_formed("asg-1/2"));
        assert!(!ResourceId::is_well_formed(""));
    }
}
