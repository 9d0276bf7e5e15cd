//! The journeys that a design is plainly for, where nobody has declared any.
//!
//! A load balancer that faces the internet and listens is there to be reached
//! from it. Nothing else is assumed: what further journeys matter only the
//! learner knows.

use std::collections::BTreeSet;

use crate::architecture::*;

/// The edits that would declare the journeys that may be assumed: from the
/// internet to every listener of every internet-facing load balancer. None
/// where some intent says already that something must reach something.
pub fn assumed_journeys(architecture: &Architecture) -> Vec<Edit> {
    let mut intents = architecture.all::<Intent>();
    if intents.any(|(_, intent)| intent.expectation == Expectation::Reaches) {
        return Vec::new();
    }
    // Ids of intents that are taken already are passed over.
    let mut free = (1_usize..)
        .map(|number| ResourceId::new(format!("intent-{number}")))
        .filter(|id| architecture.get(id).is_none());
    let mut edits = Vec::new();
    for (balancer, properties) in architecture.all::<LoadBalancer>() {
        if properties.scheme != Scheme::InternetFacing {
            continue;
        }
        let ports: BTreeSet<u16> = properties.listeners.iter().map(|it| it.port).collect();
        for (port, id) in ports.into_iter().zip(free.by_ref()) {
            let intent = Intent {
                to: balancer.to_string(),
                port,
                ..Intent::default()
            };
            let name = format!("The internet reaches {}", architecture.name_of(balancer));
            edits.push(Edit::create(id, Resource::new(name, intent)));
        }
    }
    edits
}
