//! The settings of a target group.

use crate::architecture::{self, Algorithm};

use super::super::clock::Second;
use super::checks::{Checks, Matcher};

/// An Availability Zone, as the run numbers them.
pub type Zone = usize;

/// The settings of a group, as they stand in the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How targets are checked.
    pub checks: Checks,
    /// How long a target that leaves may finish (SLB-17).
    pub delay: Second,
    /// Over how long a new target's share grows; 0 for at once (SLB-16).
    pub slow_start: Second,
    /// How a target is chosen (SLB-15).
    pub algorithm: Algorithm,
    /// How long a cookie keeps a customer on a target.
    pub stickiness: Option<Second>,
    /// Whether a node passes requests to targets of other zones (SLB-14). The
    /// drawing does not turn it off.
    pub cross_zone: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of(&architecture::TargetGroup::default())
    }
}

impl Settings {
    /// Those of a group of the drawing. What is outside of AWS's ranges
    /// (SLB-2) is a finding of the rules; here a run must only go on.
    pub fn of(group: &architecture::TargetGroup) -> Self {
        Self {
            checks: Checks {
                interval: group.health_interval.max(1),
                timeout: group.health_timeout,
                healthy_after: group.healthy_threshold.max(1),
                unhealthy_after: group.unhealthy_threshold.max(1),
                matcher: Matcher::of(&group.health_matcher),
            },
            delay: group.deregistration_delay,
            slow_start: group.slow_start,
            algorithm: group.algorithm,
            stickiness: group.stickiness,
            cross_zone: true,
        }
    }

    /// Slow start goes with round robin only
    /// [ALB UG: Slow start mode, considerations].
    pub(super) fn starts_slowly(&self) -> bool {
        self.slow_start > 0 && self.algorithm == Algorithm::RoundRobin
    }
}
