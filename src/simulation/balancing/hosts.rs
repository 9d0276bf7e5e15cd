//! How many targets are healthy, zone by zone.

use super::settings::Zone;

/// How many targets of a zone were healthy during a minute (SLB-32).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostCounts {
    /// The zone.
    pub zone: Zone,
    /// Healthy targets now.
    pub healthy: u32,
    /// The fewest of the minute.
    pub healthy_least: u32,
    /// The most of the minute.
    pub healthy_most: u32,
    /// Unhealthy targets now.
    pub unhealthy: u32,
    /// The fewest of the minute.
    pub unhealthy_least: u32,
    /// The most of the minute.
    pub unhealthy_most: u32,
}

impl HostCounts {
    pub(super) fn none(zone: Zone) -> Self {
        Self {
            zone,
            healthy: 0,
            healthy_least: 0,
            healthy_most: 0,
            unhealthy: 0,
            unhealthy_least: 0,
            unhealthy_most: 0,
        }
    }

    pub(super) fn note(&mut self) {
        self.healthy_least = self.healthy_least.min(self.healthy);
        self.healthy_most = self.healthy_most.max(self.healthy);
        self.unhealthy_least = self.unhealthy_least.min(self.unhealthy);
        self.unhealthy_most = self.unhealthy_most.max(self.unhealthy);
    }

    pub(super) fn begin(&mut self) {
        self.healthy_least = self.healthy;
        self.healthy_most = self.healthy;
        self.unhealthy_least = self.unhealthy;
        self.unhealthy_most = self.unhealthy;
    }
}
