//! What analyses say about an architecture, as far as the drawing shows it.

mod derived;

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::ResourceId;
use crate::relations::SubnetKind;

/// The state that the small dot on a thing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing is known to be wrong.
    Fine,
    /// There are warnings.
    Warning,
    /// There are errors.
    Error,
}

impl Mark {
    /// Its class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Warning => "warn",
            Self::Error => "error",
        }
    }
}

/// A thing that a resource brings into being by itself: an instance of an Auto
/// Scaling group, the standby of a database, a replica of a cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id, such as `asg-1/2`.
    pub id: ResourceId,
    /// The subnet that it stands in.
    pub subnet: ResourceId,
}

/// Everything that the drawing shows but the architecture does not hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SceneFacts {
    /// What each subnet's routes make of it.
    pub reach: BTreeMap<ResourceId, SubnetKind>,
    /// How many instances each group runs, drawn or not.
    pub running: BTreeMap<ResourceId, usize>,
    /// The members of each group and database that are drawn, in order.
    pub members: BTreeMap<ResourceId, Vec<Member>>,
    /// The subnet in which a database's primary stands.
    pub primaries: BTreeMap<ResourceId, ResourceId>,
    /// Public addresses, of NAT gateways and instances, as text.
    pub public_addresses: BTreeMap<ResourceId, String>,
    /// How many errors and warnings each resource has.
    pub findings: BTreeMap<ResourceId, (usize, usize)>,
    /// What is out of order: resources and members.
    pub failed: BTreeSet<ResourceId>,
    /// Availability Zones that are out of order, by code.
    pub failed_zones: BTreeSet<String>,
    /// The boxes that somebody collapsed: what stands in them is not drawn.
    pub collapsed: BTreeSet<ResourceId>,
}

impl SceneFacts {
    /// The state that the findings on a resource make.
    pub fn mark(&self, id: &ResourceId) -> Mark {
        match self.findings.get(id) {
            Some((errors, _)) if *errors > 0 => Mark::Error,
            Some((_, warnings)) if *warnings > 0 => Mark::Warning,
            _ => Mark::Fine,
        }
    }

    /// The findings on a resource in words; empty when there are none.
    pub fn findings_in_words(&self, id: &ResourceId) -> String {
        let (errors, warnings) = self.findings.get(id).copied().unwrap_or_default();
        counted(errors, warnings)
    }
}

/// So many errors and warnings in words; empty for none.
pub fn counted(errors: usize, warnings: usize) -> String {
    let count = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    [count(errors, "error"), count(warnings, "warning")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}
