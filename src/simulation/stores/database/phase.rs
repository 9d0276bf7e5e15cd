//! What a database is about, and how its standby is.

use super::super::super::clock::Second;
use super::event::Reason;

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Up,
    Creating { until: Second },
    FailingOver { until: Second, reason: Reason },
    Rebooting { until: Second },
    Recovering { until: Second, ends: Ends },
    Unreachable { lost_failover: bool },
}

/// What is told at the end of a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    Single,
    Activation,
    PartialFailover,
}

/// How the standby is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standby {
    None,
    Ready,
    Rebuilding {
        until: Second,
        told: bool,
    },
    /// Its zone is dark.
    Lost,
}
