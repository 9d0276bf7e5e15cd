//! Which resources of a document were just pasted into it.

use std::collections::BTreeSet;

use crate::architecture::ResourceId;

/// What is new.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Its ids.
    pub ids: BTreeSet<ResourceId>,
}

impl Made {
    /// Whether a resource is new.
    pub fn is_new(&self, id: &ResourceId) -> bool {
        self.ids.contains(id)
    }
}
