//! Scaling policies of an Auto Scaling group.

use serde::{Deserialize, Serialize};

use super::choices;
use crate::architecture::property::Row;

choices! {
    /// Which side of the threshold sets a policy off.
    Comparison {
        /// CPU is above it.
        #[default]
        Above = "above" "above",
        /// CPU is below it.
        Below = "below" "below",
    }
}

/// A simple scaling policy with the CloudWatch alarm that sets it off: when
/// the group's average CPU has been above or below a threshold for some
/// minutes, instances are added or taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScalingPolicy {
    /// Which side of the threshold.
    pub when: Comparison,
    /// The threshold, in percent of CPU.
    pub cpu_percent: u8,
    /// How long it must last, in minutes.
    pub minutes: u16,
    /// How many instances are added, or taken away when negative.
    pub change: i32,
}

impl Default for ScalingPolicy {
    fn default() -> Self {
        Self {
            when: Comparison::Above,
            cpu_percent: 70,
            minutes: 5,
            change: 1,
        }
    }
}

impl Row for ScalingPolicy {}
