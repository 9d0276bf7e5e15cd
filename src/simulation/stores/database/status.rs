//! Where a database stands, what it is doing, and how long clients keep its
//! address.

use super::super::super::clock::Second;
use super::super::Zone;

/// How long clients keep an address (SRD-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientCache {
    /// For so many seconds.
    Seconds(Second),
    /// Until they are restarted, as some Java runtimes do by default.
    ForEver,
}

/// The cache of clients of which nothing is said: the shorter one of TV-37
/// (assumption `client-cache`).
pub const CLIENT_CACHE: ClientCache = ClientCache::Seconds(5);

/// Where a database stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The zone of the primary.
    pub primary: Zone,
    /// The zone of the standby, where there is one.
    pub standby: Option<Zone>,
}

/// What it is doing. Words of AWS's console where it has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is restored from a backup and not there yet.
    Creating,
    /// It answers.
    Available,
    /// It answers, and a backup is made.
    BackingUp,
    /// It answers, and its disk grows.
    Modifying,
    /// It answers, and its grown disk is optimised.
    StorageOptimization,
    /// The standby takes over.
    FailingOver,
    /// It restarts.
    Rebooting,
    /// It is repaired where it is.
    Recovering,
    /// Its zone is dark, and nothing takes over.
    Unreachable,
    /// Its disk is used up.
    StorageFull,
}

impl Status {
    /// In words. Failing over, recovering and unreachable are ours: AWS's
    /// console has no word for them.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Available => "available",
            Self::BackingUp => "backing-up",
            Self::Modifying => "modifying",
            Self::StorageOptimization => "storage-optimization",
            Self::FailingOver => "failing over",
            Self::Rebooting => "rebooting",
            Self::Recovering => "recovering",
            Self::Unreachable => "unreachable",
            Self::StorageFull => "storage-full",
        }
    }
}
