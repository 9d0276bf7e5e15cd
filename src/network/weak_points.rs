//! Single points of failure: what breaks which of the learner's journeys.
//!
//! Every component on the way of a journey, and every Availability Zone, is
//! taken out in turn and the journey is traced again. What is not on the way
//! cannot break it. A journey of a group of instances is the journey of each
//! member that is left: a side exit that only one of them uses counts too. Internet gateways, gateway endpoints and peering connections
//! are redundant by themselves (rulebook IGW-5) and are not taken out.

use std::collections::BTreeSet;

use super::answer::*;
use super::failures::Failures;
use super::intents::Outcome;
use super::topology::Network;
use crate::architecture::*;

/// Something whose failure breaks a journey.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakPoint {
    /// What fails.
    pub component: Component,
    /// The intent whose flow then no longer gets through.
    pub journey: ResourceId,
    /// The proof: the flow with the component failed.
    pub trace: Trace,
}

/// Something that can fail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// An Availability Zone.
    Zone(String),
    /// A resource, or a member such as one instance of a group.
    Resource(ResourceId),
}

impl Component {
    fn failures(&self) -> Failures {
        match self {
            Self::Zone(zone) => Failures::of_zone(zone.clone()),
            Self::Resource(id) => Failures::of(id.clone()),
        }
    }
}

impl Network<'_> {
    /// The same architecture with something failed.
    pub fn what_if(&self, component: &Component) -> Self {
        let mut failures = self.failures.clone();
        let further = component.failures();
        failures.resources.extend(further.resources);
        failures.zones.extend(further.zones);
        Network::with_failures(self.architecture(), failures)
    }

    /// The weak points of every journey that gets through now: the intents
    /// that something must reach something.
    pub fn weak_points(&self) -> Vec<WeakPoint> {
        let mut found = Vec::new();
        for (id, intent) in self.architecture.all::<Intent>() {
            if intent.expectation != Expectation::Reaches {
                continue;
            }
            let (Ok(flow), Outcome::Kept(_)) = (self.flow_of(intent), self.check_intent(intent))
            else {
                continue;
            };
            let flows = self.members_of(&flow);
            let components: BTreeSet<Component> = flows
                .iter()
                .flat_map(|flow| self.components_of(&self.trace(flow)))
                .collect();
            for component in components {
                let broken = self.what_if(&component).check_intent(intent);
                if let Outcome::Broken(trace) = broken {
                    found.push(WeakPoint {
                        component,
                        journey: id.clone(),
                        trace: *trace,
                    });
                }
            }
        }
        found
    }

    /// What a trace passes and could fail.
    fn components_of(&self, trace: &Trace) -> BTreeSet<Component> {
        let hops = trace.request.hops.iter().chain(&trace.response.hops);
        let evidence = hops
            .clone()
            .flat_map(|hop| &hop.evidence)
            .filter_map(|it| match it {
                Evidence::Address { owner, .. } => owner.as_ref(),
                _ => None,
            });
        let passed = hops
            .clone()
            .filter_map(|hop| hop.resource.as_ref())
            .chain(evidence);
        let mut components = BTreeSet::new();
        for id in passed {
            if let Some(interface) = self.interface(id) {
                components.insert(Component::Resource(id.clone()));
                if !interface.zone.is_empty() {
                    components.insert(Component::Zone(interface.zone.to_owned()));
                }
            }
        }
        components
    }
}
