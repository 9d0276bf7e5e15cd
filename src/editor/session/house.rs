//! What a setting moves into another box.

use std::collections::BTreeSet;

use crate::architecture::{Document, Edit, ResourceId};

/// The same edits, with which what goes into another box by a setting forgets
/// where it stood in the old one: there the place meant something else.
pub fn moved(document: &Document, mut edits: Vec<Edit>) -> Vec<Edit> {
    let placed: BTreeSet<&ResourceId> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Arrange { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    let movers: Vec<ResourceId> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Set {
                id,
                property,
                value,
            } => Some((id, property, value)),
            _ => None,
        })
        .filter(|(id, property, value)| {
            let Some(resource) = document.architecture.get(id) else {
                return false;
            };
            let mut places = resource.kind().info().places.iter();
            places.any(|place| place.property == property.as_str())
                // What spans several stands in the same VPC all the same.
                && value.is_string()
                && resource.properties.get(property).as_ref() != Some(*value)
                && document.layout.get(id).is_some()
                && !placed.contains(id)
        })
        .map(|(id, ..)| id.clone())
        .collect();
    edits.extend(
        movers
            .into_iter()
            .map(|id| Edit::Arrange { id, spot: None }),
    );
    edits
}
