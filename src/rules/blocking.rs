//! What stands in the way of intents that fail.
//!
//! A learner who says "customers must reach the shop" and hears that they do
//! not wants to know why before anything else. So findings about what a failing
//! intent meets on its way come first, whatever else is wrong.

use rustc_hash::FxHashSet;

use super::{Finding, Severity};
use crate::architecture::ResourceId;
use crate::network::{Decision, Evidence, Hop, Network, Outcome, RouteTarget, Trace};

/// The resources that decide against intents.
#[derive(Clone, Debug, Default)]
pub struct Blocking(FxHashSet<ResourceId>);

impl Blocking {
    /// What decides against the intents of a network.
    pub fn of(network: &Network<'_>) -> Self {
        let mut blocking = Self::default();
        for check in network.check_intents() {
            if let Outcome::Broken(trace) = check.outcome {
                blocking.add(&trace);
            }
        }
        blocking
    }

    /// The hops that stop a flow, and the route that led it there.
    fn add(&mut self, trace: &Trace) {
        if trace.blockers.is_empty() {
            return;
        }
        let last = if trace.response.hops.is_empty() {
            &trace.request
        } else {
            &trace.response
        };
        let routed = last
            .hops
            .iter()
            .rev()
            .find(|hop| hop.decision == Decision::Routed);
        for hop in trace.blockers.iter().chain(routed) {
            self.add_hop(hop);
        }
    }

    fn add_hop(&mut self, hop: &Hop) {
        let mut add = |id: &ResourceId| {
            self.0.insert(id.owner());
        };
        hop.resource.iter().for_each(&mut add);
        for evidence in &hop.evidence {
            match evidence {
                Evidence::Route { table, target, .. } => {
                    table.iter().for_each(&mut add);
                    if let Some(RouteTarget::Resource(id) | RouteTarget::Blackhole(Some(id))) =
                        target
                    {
                        add(id);
                    }
                }
                Evidence::NetworkAclEntry { acl, .. } => acl.iter().for_each(&mut add),
                Evidence::SecurityGroupRule { group, .. } => group.iter().for_each(&mut add),
                Evidence::NoSecurityGroupRule { groups, .. } => groups.iter().for_each(&mut add),
                Evidence::Record { zone, .. } => add(zone),
                Evidence::Listener { balancer, .. } => add(balancer),
                Evidence::Target { group, target, .. } => {
                    add(group);
                    target.iter().for_each(&mut add);
                }
                Evidence::WebAclRule { acl, .. } => add(acl),
                Evidence::Property { resource, .. } => add(resource),
                _ => {}
            }
        }
    }

    /// Whether a finding says why an intent fails: it is about the way of
    /// packets, and about something that decides against one.
    pub fn is_explained_by(&self, finding: &Finding) -> bool {
        may_explain(finding) && finding.resources.iter().any(|id| self.0.contains(id))
    }
}

/// Whether a finding could say why some intent fails. Intents are checked only
/// where one could. How a listener is best set up stops nobody, unless it is an
/// error.
pub fn may_explain(finding: &Finding) -> bool {
    let about_the_way = finding.property.is_some_and(|it| WAYS.contains(&it));
    match finding.severity {
        Severity::Error => about_the_way,
        Severity::Warning => about_the_way && finding.property != Some("listeners"),
        Severity::Info => false,
    }
}

/// The properties that decide which way packets go, and whether they pass.
const WAYS: &[&str] = &[
    "connectivity",
    "dns_hostnames",
    "dns_support",
    "egress",
    "elastic_ip",
    "inbound",
    "ingress",
    "interfaces",
    "listeners",
    "map_public_ip",
    "mount_targets",
    "network_acl",
    "outbound",
    "public_ip",
    "records",
    "route_table",
    "route_tables",
    "routes",
    "security_groups",
    "source_dest_check",
    "state",
    "subnet",
    "subnets",
    "targets",
    "vpc",
    "vpcs",
];
