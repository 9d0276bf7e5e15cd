//! The edits that lead from one state of a document to another, wherever the two
//! came from.

use crate::architecture::{Document, Edit, Resource, ResourceId};

/// Edits that turn `from` into `to`. They are as small as is easily seen: a name, a
/// value, a spot; where more differs, the resource is made anew.
pub fn difference(from: &Document, to: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    if from.title != to.title {
        edits.push(Edit::Retitle {
            title: to.title.clone(),
        });
    }
    for (id, before) in from.architecture.resources() {
        match to.architecture.get(id) {
            Some(after) if is_like(before, after) => edits.extend(changes(id, before, after)),
            _ => edits.push(Edit::Delete { id: id.clone() }),
        }
    }
    for (id, after) in to.architecture.resources() {
        let before = from.architecture.get(id);
        if !before.is_some_and(|before| is_like(before, after)) {
            edits.push(Edit::create(id.clone(), after.clone()));
        }
    }
    let gone = from.layout.spots().map(|(id, _)| id);
    let gone = gone.filter(|id| to.layout.get(id).is_none());
    edits.extend(gone.map(|id| Edit::Arrange {
        id: id.clone(),
        spot: None,
    }));
    for (id, spot) in to.layout.spots() {
        if from.layout.get(id) != Some(spot) {
            edits.push(Edit::Arrange {
                id: id.clone(),
                spot: Some(spot),
            });
        }
    }
    edits
}

/// Whether one can become the other by a name and values alone.
fn is_like(before: &Resource, after: &Resource) -> bool {
    before.kind() == after.kind() && before.tags == after.tags
}

fn changes(id: &ResourceId, before: &Resource, after: &Resource) -> Vec<Edit> {
    let mut edits = Vec::new();
    if before.name != after.name {
        edits.push(Edit::Rename {
            id: id.clone(),
            name: after.name.clone(),
        });
    }
    for property in before.kind().info().properties {
        let value = after.properties.get(property.key);
        if before.properties.get(property.key) != value {
            edits.extend(value.map(|value| Edit::set(id, property.key, value)));
        }
    }
    edits
}
