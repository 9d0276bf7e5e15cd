//! What keeps things: databases, caches, file systems, disks, buckets; the way
//! out through NAT gateways; Route 53's health checks; and what a run costs.
//!
//! Each is a state machine of its own. The run tells it what happens to it and
//! what is asked of it each second, in whole numbers; it answers how much of
//! that it did, what it refused and what failed, so that nothing is lost and
//! nothing invented. What it did is returned, not kept.
//!
//! | file | what | rows of the reference |
//! |---|---|---|
//! | [`database`] | RDS: work, connections, failover, storage, backups | SRD, PERF-6 to PERF-8 |
//! | [`credits`] | the CPU credits of its burstable classes | SRD-16, SEC-8 to SEC-14 |
//! | [`cache`] | ElastiCache: sessions outside the servers | SAZ-8 |
//! | [`disk`] | EBS: limits, and filling up | SEC-17, SST-1 |
//! | [`file_system`] | EFS: throughput | SST-4, SAZ-6 |
//! | [`bucket`] | S3: request rates | SST-2, SST-3, SST-5 |
//! | [`nat`] | NAT gateways | SAZ-2 |
//! | [`checks`] | Route 53's health checks | SR5 |
//! | [`costs`] | the meter of a run | SEC-1, SEC-14 |

pub mod bucket;
pub mod cache;
pub mod checks;
pub mod costs;
pub mod credits;
pub mod database;
pub mod disk;
pub mod file_system;
pub mod nat;
mod queue;
mod split;

/// An Availability Zone, as its place in the run's list of zones. A run has
/// fewer than 64.
pub type Zone = u8;

/// Zones that are dark: one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dark(u64);

impl Dark {
    fn set(&mut self, zone: Zone, dark: bool) {
        let bit = 1_u64 << (zone % 64);
        self.0 = if dark { self.0 | bit } else { self.0 & !bit };
    }

    fn has(self, zone: Zone) -> bool {
        self.0 & (1 << (zone % 64)) != 0
    }
}
