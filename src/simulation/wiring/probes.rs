//! The drawing as it is asked: every group with one server in each of its
//! subnets, and every instance running. Who runs is the run's own matter.

use crate::architecture::*;
use crate::relations::Relations;

/// The path of a page.
pub const PAGE: &str = "/";

/// The same architecture in which each group has as many members as it takes
/// for the network to place one in each subnet.
pub fn with_probes(architecture: &Architecture) -> Architecture {
    let relations = Relations::of(architecture);
    let mut edits = Vec::new();
    for (id, group) in relations.indexed().all::<AutoScalingGroup>() {
        let mut zones: Vec<(&str, u32)> = Vec::new();
        for facts in relations.subnets_among(&group.subnets) {
            match zones.iter_mut().find(|(zone, _)| *zone == facts.zone_text) {
                Some((_, subnets)) => *subnets += 1,
                None => zones.push((facts.zone_text, 1)),
            }
        }
        let most = zones.iter().map(|(_, subnets)| *subnets).max();
        // The network goes round the zones, and in each round the subnets.
        let many = u32::try_from(zones.len()).unwrap_or_default();
        edits.push(Edit::set(id, "desired", most.unwrap_or_default() * many));
    }
    for (id, instance) in relations.indexed().all::<Instance>() {
        if instance.state == InstanceState::Stopped {
            edits.push(Edit::set(id, "state", InstanceState::Running));
        }
    }
    let mut document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    for edit in edits {
        // Both properties exist; one that did not apply would change nothing.
        let _ = document.apply(edit);
    }
    document.architecture
}
