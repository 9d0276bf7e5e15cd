//! What is copied when something is chosen: it, and all that is in it.

use std::collections::{BTreeMap, BTreeSet};

use super::Clip;
use crate::architecture::{AutoScalingGroup, Document, Edit, LaunchTemplate, Look, ResourceId};
use crate::building::placement::container_of;
use crate::editor::geometry::Rect;

/// Copies what is chosen; nothing, when none of it can be.
///
/// A member is copied as the group or database that makes it. What is nowhere
/// on the canvas, such as a journey, is not copied.
pub fn copied<'a>(
    document: &Document,
    chosen: impl IntoIterator<Item = &'a ResourceId>,
    place: impl Fn(&ResourceId) -> Option<Rect>,
) -> Option<Clip> {
    let architecture = &document.architecture;
    let can_be = |id: &ResourceId| {
        let kind = architecture.kind_of(id);
        kind.is_some_and(|kind| kind.info().look != Look::Unseen)
    };
    let chosen: BTreeSet<ResourceId> = chosen.into_iter().map(ResourceId::owner).collect();
    let mut inside: BTreeMap<ResourceId, Vec<ResourceId>> = BTreeMap::new();
    for (id, _) in architecture.resources() {
        if let Some(container) = container_of(architecture, id) {
            inside.entry(container).or_default().push(id.clone());
        }
    }
    let mut all: BTreeSet<ResourceId> = BTreeSet::new();
    let mut open: Vec<ResourceId> = chosen.into_iter().filter(can_be).collect();
    while let Some(id) = open.pop() {
        if all.insert(id.clone()) {
            open.extend(inside.remove(&id).unwrap_or_default());
        }
    }
    all.extend(templates(&all, document));
    let mut clip = Clip::default();
    let mut edits = Vec::new();
    for id in &all {
        let Some(resource) = architecture.get(id) else {
            continue;
        };
        if !container_of(architecture, id).is_some_and(|it| all.contains(&it)) {
            clip.roots.push(id.clone());
            if let Some(rect) = place(id) {
                clip.places.insert(id.clone(), rect);
            }
        }
        resource.properties.references(&mut |_, named| {
            if let Some(other) = architecture.get(named).filter(|_| !all.contains(named)) {
                let told = (other.kind(), other.name.clone());
                clip.outside.insert(named.clone(), told);
            }
        });
        edits.push(Edit::create(id.clone(), resource.clone()));
        if let Some(spot) = document.layout.get(id) {
            edits.push(Edit::Arrange {
                id: id.clone(),
                spot: Some(spot),
            });
        }
    }
    clip.document.apply_all(edits).ok()?;
    (!all.is_empty()).then_some(clip)
}

/// The launch templates that groups are started from whose security groups are
/// copied too: a template of another VPC's groups would start nothing (rulebook
/// SG-15).
fn templates(all: &BTreeSet<ResourceId>, document: &Document) -> Vec<ResourceId> {
    let architecture = &document.architecture;
    let groups = all
        .iter()
        .filter_map(|id| architecture.find::<AutoScalingGroup>(id));
    let named = groups.filter_map(|group| group.launch_template.clone());
    let belongs = |id: &ResourceId| {
        let template: Option<&LaunchTemplate> = architecture.find(id);
        template.is_some_and(|it| it.security_groups.iter().any(|group| all.contains(group)))
    };
    named.filter(belongs).collect()
}
