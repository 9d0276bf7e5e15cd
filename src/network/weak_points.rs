//! Single points of failure: what breaks which of the learner's journeys.
//!
//! Every server, database and cache on some way of a journey, and every Availability
//! Zone, is taken out in turn and the journey is asked again, for everybody
//! that it speaks of. What is on no way cannot break it. What AWS makes
//! redundant by itself (internet and NAT gateways, load balancers, endpoints,
//! peering, file systems) is not taken out alone; its zone is.
//!
//! One snapshot serves all of it: a failure only changes what is up, so it is
//! made in place and taken back, which keeps the cost to the journeys that the
//! component is on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::answer::*;
use super::extent::Reach;
use super::failures::Failures;
use super::interfaces::{Role, fail_over};
use super::topology::Network;
use super::trace::Judge;
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
    flow: Flow,
    /// What could fail on some way of it.
    components: BTreeSet<Component>,
}

/// What an outage has changed: places of interfaces, with what they were.
struct Outage(Vec<(usize, bool, Role)>);

impl<'a> Network<'a> {
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
        let judge = Judge::new(self, true);
        let journeys: Vec<Journey> = intents
            .into_iter()
            .filter_map(|(id, intent)| self.journey(&judge, id, intent))
            .collect();
        let mut on_the_way: BTreeMap<&Component, Vec<usize>> = BTreeMap::new();
        for (number, journey) in journeys.iter().enumerate() {
            for component in &journey.components {
                on_the_way.entry(component).or_default().push(number);
            }
        }
        let mut found = Vec::new();
        let mut without = self.clone();
        for (component, journeys_of_it) in on_the_way {
            let outage = without.take_out(component);
            {
                let judge = Judge::new(&without, true);
                for number in journeys_of_it {
                    let journey = &journeys[number];
                    if let Some((trace, total)) = without.broken(&judge, &journey.flow) {
                        let weak = WeakPoint {
                            component: component.clone(),
                            journey: journey.intent.clone(),
                            trace,
                            total,
                        };
                        found.push((number, weak));
                    }
                }
            }
            without.bring_back(outage);
        }
        found.order_by_key(|(number, _)| *number);
        found.into_iter().map(|(_, weak)| weak).collect()
    }

    /// The journey of an intent, if it is one and gets through for everybody.
    fn journey<'j>(
        &'j self,
        judge: &'j Judge<'j, 'a>,
        id: &ResourceId,
        intent: &Intent,
    ) -> Option<Journey> {
        if intent.expectation != Expectation::Reaches {
            return None;
        }
        let flow = self.flow_of(intent).ok()?;
        // What is asked once is not walked again, so each journey has a judge
        // of its own that sees all that it passes.
        judge.forget();
        let everybody = self.ask(judge, &flow);
        (everybody.extent.reach == Reach::Everybody).then(|| Journey {
            intent: id.clone(),
            components: self.components_of(&flow, judge.passed()),
            flow,
        })
    }

    /// Somebody for whom a journey is broken, and whether it is for everybody.
    /// A member that has failed makes no journeys; where none is left, the
    /// journey as a whole has broken.
    fn broken<'j>(&'j self, judge: &'j Judge<'j, 'a>, flow: &Flow) -> Option<(Trace, bool)> {
        if let Endpoint::Resource(id) = &flow.from
            && self.interface(id).is_some_and(|it| !it.up)
        {
            // Who would ask is gone as well, and asks nothing.
            return None;
        }
        let everybody = self.ask(judge, flow);
        let reach = everybody.extent.reach;
        let case = everybody.bad.filter(|_| reach != Reach::Everybody)?;
        let mut trace = self.follow(&case.flow, &case.way);
        trace.extent = everybody.extent;
        Some((trace, reach == Reach::Nobody))
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
        }
        // What stands in for a primary may have failed with it, so this is
        // asked when all that fails is down.
        let stores: Vec<_> = before
            .iter()
            .filter(|(_, _, role)| *role == Role::Database)
            .map(|(place, ..)| self.places_of(self.interfaces[*place].owner))
            .collect();
        for copies in stores {
            for place in copies.clone() {
                let copy = &self.interfaces[place];
                if before.iter().all(|(known, ..)| *known != place) {
                    before.push((place, copy.up, copy.role));
                }
            }
            fail_over(&mut self.interfaces[copies]);
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

    /// What a journey passes and could fail: servers and databases, and every
    /// Availability Zone. Gateways, load balancers and file systems are
    /// redundant by themselves within a zone or beyond (rulebook IGW-5, NAT-8,
    /// ALB-5, EFS-2); what takes their nodes out is the zone. The one that
    /// asks is no weak point of its own journey.
    fn components_of(&self, flow: &Flow, passed: FxHashSet<usize>) -> BTreeSet<Component> {
        let mut components = BTreeSet::new();
        for place in passed {
            let interface = &self.interfaces[place];
            if !interface.zone.is_empty() {
                components.insert(Component::Zone(interface.zone.to_owned()));
            }
            let id = match interface.role {
                // An instance fails with all of its interfaces.
                Role::Instance if self.interface(interface.owner).is_some() => interface.owner,
                Role::Instance | Role::Database => &interface.id,
                Role::BalancerNode
                | Role::NatGateway
                | Role::MountTarget
                | Role::Standby
                | Role::Replica => continue,
            };
            if flow.from != Endpoint::Resource(id.clone()) {
                components.insert(Component::Resource(id.clone()));
            }
        }
        components
    }
}
