//! Single points of failure: what breaks which of the learner's journeys.
//!
//! Every component on the way of a journey, and every Availability Zone, is
//! taken out in turn and the journey is traced again. What is not on the way
//! cannot break it. A journey of a group of instances is the journey of each
//! member that is left: a side exit that only one of them uses counts too.
//! Internet gateways, gateway endpoints and peering connections are redundant
//! by themselves (rulebook IGW-5) and are not taken out.
//!
//! One snapshot serves all of it: a failure only changes what is up, so it is
//! made in place and taken back, which keeps the cost to the journeys that the
//! component is on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answer::*;
use super::failures::Failures;
use super::interfaces::{Role, fail_over};
use super::topology::Network;
use crate::architecture::*;
use crate::order::InOrder;

/// Something whose failure breaks a journey.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakPoint {
    /// What fails.
    pub component: Component,
    /// The intent whose flow then no longer gets through.
    pub journey: ResourceId,
    /// The proof: the flow with the component failed.
    pub trace: Trace,
    /// Whether nobody gets through any more. Of a group of instances some may:
    /// those in the other zone, which have a side exit of their own.
    pub total: bool,
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

/// A journey that gets through.
struct Journey {
    intent: ResourceId,
    /// What the intent says.
    whole: Flow,
    /// One flow for each pair of members that it stands for.
    flows: Vec<Flow>,
    /// What could fail on the way, each with the flows that pass it.
    components: BTreeMap<Component, Vec<usize>>,
}

/// What an outage has changed: places of interfaces, with what they were.
struct Outage(Vec<(usize, bool, Role)>);

impl Network<'_> {
    /// The same architecture with something failed.
    pub fn what_if(&self, component: &Component) -> Self {
        let mut failures = self.failures.clone();
        let further = component.failures();
        failures.resources.extend(further.resources);
        failures.zones.extend(further.zones);
        Network::over(Arc::clone(&self.relations), failures)
    }

    /// The weak points of every journey that gets through now: the intents
    /// that something must reach something. In order of journeys, then of
    /// components.
    pub fn weak_points(&self) -> Vec<WeakPoint> {
        self.weak_points_of(self.indexed().all())
    }

    /// The same for these intents, which need not stand in the architecture.
    pub fn weak_points_of<'i>(
        &self,
        intents: impl IntoIterator<Item = (&'i ResourceId, &'i Intent)>,
    ) -> Vec<WeakPoint> {
        let journeys: Vec<Journey> = intents
            .into_iter()
            .filter_map(|(id, intent)| self.journey(id, intent))
            .collect();
        let mut on_the_way: BTreeMap<&Component, Vec<(usize, &[usize])>> = BTreeMap::new();
        for (number, journey) in journeys.iter().enumerate() {
            for (component, flows) in &journey.components {
                on_the_way
                    .entry(component)
                    .or_default()
                    .push((number, flows));
            }
        }
        let mut found = Vec::new();
        let mut without = self.clone();
        for (component, journeys_of_it) in on_the_way {
            let outage = without.take_out(component);
            for (number, flows) in journeys_of_it {
                let journey = &journeys[number];
                if let Some((broken, total)) = without.broken_flow(journey, flows) {
                    let weak = WeakPoint {
                        component: component.clone(),
                        journey: journey.intent.clone(),
                        trace: without.trace(broken),
                        total,
                    };
                    found.push((number, weak));
                }
            }
            without.bring_back(outage);
        }
        found.order_by_key(|(number, _)| *number);
        found.into_iter().map(|(_, weak)| weak).collect()
    }

    /// The journey of an intent, if it is one and gets through.
    fn journey(&self, id: &ResourceId, intent: &Intent) -> Option<Journey> {
        if intent.expectation != Expectation::Reaches {
            return None;
        }
        let whole = self.flow_of(intent).ok()?;
        let flows = self.members_of(&whole);
        let mut components: BTreeMap<Component, Vec<usize>> = BTreeMap::new();
        for (number, flow) in flows.iter().enumerate() {
            let trace = self.trace(flow);
            if trace.verdict == Verdict::Dropped {
                return None;
            }
            for component in self.components_of(&trace) {
                components.entry(component).or_default().push(number);
            }
        }
        Some(Journey {
            intent: id.clone(),
            whole,
            flows,
            components,
        })
    }

    /// The flow of a journey that breaks, of those that the failed component
    /// was on, and whether nobody gets through any more. A member that has
    /// failed makes no journeys; where none is left, the journey as a whole has
    /// broken.
    fn broken_flow<'j>(&self, journey: &'j Journey, flows: &[usize]) -> Option<(&'j Flow, bool)> {
        let ends = [&journey.whole.from, &journey.whole.to];
        let alive = |number: &usize| {
            let flow = &journey.flows[*number];
            [&flow.from, &flow.to].into_iter().all(|end| match end {
                // Who is named by the intent itself does not leave it.
                Endpoint::Resource(id) if !ends.contains(&end) => {
                    self.interface(id).is_none_or(|interface| interface.up)
                }
                _ => true,
            })
        };
        let left = (0..journey.flows.len()).filter(alive).count();
        if left == 0 {
            return (!self.reaches(&journey.whole)).then_some((&journey.whole, true));
        }
        let passing = flows.iter().filter(|number| alive(number));
        let broken: Vec<&Flow> = passing
            .map(|number| &journey.flows[*number])
            .filter(|flow| !self.reaches(flow))
            .collect();
        Some((*broken.first()?, broken.len() == left))
    }

    /// Takes a component out of service, in this snapshot.
    fn take_out(&mut self, component: &Component) -> Outage {
        let places = match component {
            Component::Zone(_) => 0..self.interfaces.len(),
            Component::Resource(id) => self.places_of(&id.owner()),
        };
        let mut before = Vec::new();
        for place in places {
            let interface = &mut self.interfaces[place];
            let hit = match component {
                Component::Zone(zone) => interface.zone == zone,
                Component::Resource(id) => interface.id == *id || interface.owner == id,
            };
            if !hit {
                continue;
            }
            before.push((place, interface.up, interface.role));
            interface.up = false;
            // The standby of a database stands right behind its primary.
            if interface.role == Role::Database
                && let [primary, standby, ..] = &mut self.interfaces[place..]
                && standby.owner == primary.owner
            {
                before.push((place + 1, standby.up, standby.role));
                fail_over(primary, standby);
            }
        }
        Outage(before)
    }

    /// Ends an outage.
    fn bring_back(&mut self, outage: Outage) {
        for (place, up, role) in outage.0.into_iter().rev() {
            self.interfaces[place].up = up;
            self.interfaces[place].role = role;
        }
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
