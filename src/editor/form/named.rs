//! Resources by the names that people give them.

use crate::architecture::{Architecture, Kind, ResourceId};

/// The first resource of some kinds that is called `name`.
pub(super) fn named(architecture: &Architecture, kinds: &[Kind], name: &str) -> Option<ResourceId> {
    architecture
        .resources()
        .find(|(_, resource)| kinds.contains(&resource.kind()) && resource.name == name)
        .map(|(id, _)| id.clone())
}
