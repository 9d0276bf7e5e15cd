//! Routes of a route table.

use serde::{Deserialize, Serialize};

use super::CidrText;
use crate::architecture::id::ResourceId;
use crate::architecture::property::Row;

/// One static route. The local routes are never written down: every table has
/// one per block of its VPC (rulebook RT-3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Where the packet wants to go, such as `0.0.0.0/0`.
    pub destination: CidrText,
    /// Which way it is sent: an internet gateway, a NAT gateway, a peering
    /// connection or an instance; nothing while the learner has not chosen.
    #[serde(default)]
    pub target: Option<ResourceId>,
}

impl Row for Route {
    fn references(&self, visit: &mut dyn FnMut(&ResourceId)) {
        if let Some(target) = &self.target {
            visit(target);
        }
    }

    // A route whose target is deleted stays behind as a blackhole
    // (rulebook RT-12), so `without` keeps it untouched.
}
