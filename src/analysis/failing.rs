//! "What if": what can be marked as failed, and what is.

use std::collections::BTreeSet;

use super::Analysis;
use crate::architecture::{Architecture, ResourceId};
use crate::network::{self, Component, Failures};
use crate::relations::Relations;

/// Whether marking it as failed changes what the network does.
pub fn can_fail(architecture: &Architecture, id: &ResourceId) -> bool {
    let kind = architecture.kind_of(&id.owner());
    kind.is_some_and(network::can_fail)
}

/// The Availability Zones in which there is a subnet.
pub fn zones(relations: &Relations) -> BTreeSet<String> {
    relations.zones().into_iter().map(str::to_owned).collect()
}

/// Those of the failures whose victims still exist.
pub fn living(failures: &Failures, analysis: &Analysis) -> Failures {
    // The normal case, asked after every edit.
    if failures.is_empty() {
        return Failures::default();
    }
    let architecture = analysis.architecture();
    let zones = zones(analysis.calm().network().relations());
    let exists = |id: &&ResourceId| architecture.get(&id.owner()).is_some();
    Failures {
        resources: failures.resources.iter().filter(exists).cloned().collect(),
        zones: failures.zones.intersection(&zones).cloned().collect(),
    }
}

/// Marks something as failed, or takes the mark away; whether it is failed
/// now.
pub fn toggle(failures: &mut Failures, component: &Component) -> bool {
    match component {
        Component::Zone(zone) => {
            let was = failures.zones.remove(zone);
            if !was {
                failures.zones.insert(zone.clone());
            }
            !was
        }
        Component::Resource(id) => {
            let was = failures.resources.remove(id);
            if !was {
                failures.resources.insert(id.clone());
            }
            !was
        }
    }
}

/// Everything that is marked.
pub fn components(failures: &Failures) -> Vec<Component> {
    let zones = failures.zones.iter().cloned().map(Component::Zone);
    let resources = failures.resources.iter().cloned().map(Component::Resource);
    zones.chain(resources).collect()
}

/// What something that fails is called.
pub fn name(component: &Component, architecture: &Architecture) -> String {
    match component {
        Component::Zone(zone) => zone.clone(),
        Component::Resource(id) => architecture.name_of(id),
    }
}

/// How many things have failed: "2 things failed"; nothing while none has.
pub fn said(failures: &Failures) -> Option<String> {
    match failures.resources.len() + failures.zones.len() {
        0 => None,
        1 => Some("1 thing failed".to_owned()),
        many => Some(format!("{many} things failed")),
    }
}
