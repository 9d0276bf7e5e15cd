//! What is assumed to have failed, so that "what if" is the same question on
//! another snapshot.

use std::collections::BTreeSet;

use crate::architecture::{Kind, ResourceId};

/// Whether the network changes when a resource of this kind fails: everything
/// that has interfaces, what they stand in, and the gateways. Letting anything
/// else fail would change nothing, and say so as if that were true.
pub const fn can_fail(kind: Kind) -> bool {
    kind.info().can_fail
}

/// Resources and Availability Zones that are out of service.
///
/// A failed resource takes what stands in it along: a zone its subnets'
/// interfaces, a subnet its own. The picture is that of the first minute:
/// Multi-AZ databases have failed over and load balancers have stopped naming
/// dead nodes, but an Auto Scaling group has not yet replaced anybody
/// (rulebook X-9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// Failed resources, or members such as `auto-scaling-group-1/2`.
    pub resources: BTreeSet<ResourceId>,
    /// Failed Availability Zones, by name.
    pub zones: BTreeSet<String>,
}

impl Failures {
    /// Only this resource or member has failed.
    pub fn of(resource: impl Into<ResourceId>) -> Self {
        Self {
            resources: BTreeSet::from([resource.into()]),
            zones: BTreeSet::new(),
        }
    }

    /// Only this Availability Zone has failed.
    pub fn of_zone(zone: impl Into<String>) -> Self {
        Self {
            resources: BTreeSet::new(),
            zones: BTreeSet::from([zone.into()]),
        }
    }

    /// Whether nothing has failed.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.zones.is_empty()
    }

    /// Whether this resource or member itself is listed.
    pub fn hits(&self, id: &ResourceId) -> bool {
        self.resources.contains(id)
    }
}
