//! What RDS tells: events with AWS's ids and texts (SRD-6), and why a database
//! failed over (SRD-3).
//!
//! Texts as in [RDS UG: Amazon RDS event categories and event messages] and
//! [RDS UG: Multi-AZ DB instance deployments: failover process], with the
//! names and sizes filled in.

use super::super::super::clock::Second;
use super::class::GIB;

/// Why a database fails over (SRD-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The operating system is patched offline.
    Patched,
    /// The primary's host is impaired.
    HostUnhealthy,
    /// The primary is cut off.
    Unreachable,
    /// Somebody changed it, such as its class.
    Modified,
    /// It is too busy to answer.
    Busy,
    /// The primary's disk failed.
    StorageFailed,
    /// Somebody rebooted it with failover.
    Requested,
}

impl Reason {
    /// AWS's words for it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Patched => {
                "The operating system underlying the RDS database instance is being patched in an offline operation."
            }
            Self::HostUnhealthy => "The primary host of the RDS Multi-AZ instance is unhealthy.",
            Self::Unreachable => {
                "The primary host of the RDS Multi-AZ instance is unreachable due to loss of network connectivity."
            }
            Self::Modified => "The RDS instance was modified by customer.",
            Self::Busy => "The RDS Multi-AZ primary instance is busy and unresponsive.",
            Self::StorageFailed => {
                "The storage volume underlying the primary host of the RDS Multi-AZ instance experienced a failure."
            }
            Self::Requested => "The user requested a failover of the DB instance.",
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A backup begins.
    BackupStarted,
    /// It is done.
    BackupFinished,
    /// It was shut down, to start again.
    Shutdown,
    /// It is there, for the first time.
    Created,
    /// It runs again.
    Restarted,
    /// Its disk is used up.
    StorageExhausted,
    /// The standby takes over.
    FailoverStarted,
    /// It has taken over.
    FailoverCompleted,
    /// Why it did. AWS lists it in the event log and names no id for it.
    FailoverReason(Reason),
    /// A failover that somebody asked for is not done.
    FailoverAbandoned,
    /// Work on the disk's size begins, because somebody asked for it.
    StorageChanging,
    /// It is done.
    StorageChanged,
    /// It was restored from the backups of another.
    Restored,
    /// Without a standby, it is repaired.
    RecoveryStarted,
    /// It is repaired.
    RecoveryCompleted,
    /// A primary that has no standby just now goes on where it was.
    ActivationStarted,
    /// It is there again.
    ActivationCompleted,
    /// A primary that has no standby just now is repaired.
    MultiAzRecoveryStarted,
    /// It is repaired.
    MultiAzRecoveryCompleted,
    /// A failover that lost its way ended well.
    PartialFailoverRecovered,
    /// Little of the disk is free: sizes in bytes.
    LowStorage {
        /// What it has.
        allocated: u64,
        /// What of that is free.
        free: u64,
    },
    /// The disk grows by itself.
    AutoscalingStarted,
    /// It has grown.
    AutoscalingFinished,
    /// It has to grow again so soon.
    AutoscalingCoolingOff,
    /// The used-up disk stopped the database.
    StorageFull,
    /// It would grow beyond what it may.
    AutoscalingAtThreshold,
    /// It has nearly grown as far as it may, in GiB.
    NearThreshold {
        /// What it has.
        allocated: u32,
        /// What it may have.
        most: u32,
    },
    /// A standby is made anew.
    StandbyRecoveryStarted,
    /// There is a standby again.
    StandbyRecoveryCompleted,
}

impl What {
    /// AWS's id, such as `RDS-EVENT-0013`; `None` where AWS publishes none.
    pub const fn id(self) -> Option<&'static str> {
        Some(match self {
            Self::BackupStarted => "RDS-EVENT-0001",
            Self::BackupFinished => "RDS-EVENT-0002",
            Self::Shutdown => "RDS-EVENT-0004",
            Self::Created => "RDS-EVENT-0005",
            Self::Restarted => "RDS-EVENT-0006",
            Self::StorageExhausted => "RDS-EVENT-0007",
            Self::FailoverStarted => "RDS-EVENT-0013",
            Self::StorageChanged => "RDS-EVENT-0017",
            Self::StorageChanging => "RDS-EVENT-0018",
            Self::Restored => "RDS-EVENT-0019",
            Self::RecoveryStarted => "RDS-EVENT-0020",
            Self::RecoveryCompleted => "RDS-EVENT-0021",
            Self::FailoverAbandoned => "RDS-EVENT-0034",
            Self::FailoverCompleted => "RDS-EVENT-0049",
            Self::ActivationStarted => "RDS-EVENT-0050",
            Self::ActivationCompleted => "RDS-EVENT-0051",
            Self::MultiAzRecoveryStarted => "RDS-EVENT-0052",
            Self::MultiAzRecoveryCompleted => "RDS-EVENT-0053",
            Self::PartialFailoverRecovered => "RDS-EVENT-0065",
            Self::LowStorage { .. } => "RDS-EVENT-0089",
            Self::AutoscalingStarted => "RDS-EVENT-0217",
            Self::AutoscalingFinished => "RDS-EVENT-0218",
            Self::AutoscalingCoolingOff => "RDS-EVENT-0220",
            Self::StorageFull => "RDS-EVENT-0221",
            Self::AutoscalingAtThreshold => "RDS-EVENT-0224",
            Self::NearThreshold { .. } => "RDS-EVENT-0225",
            Self::StandbyRecoveryStarted => "RDS-EVENT-0361",
            Self::StandbyRecoveryCompleted => "RDS-EVENT-0362",
            Self::FailoverReason(_) => return None,
        })
    }

    /// AWS's category, which a subscription chooses by.
    pub const fn category(self) -> &'static str {
        match self {
            Self::BackupStarted | Self::BackupFinished => "backup",
            Self::Shutdown | Self::Restarted | Self::StorageFull => "availability",
            Self::Created => "creation",
            Self::StorageExhausted | Self::LowStorage { .. } => "low storage",
            Self::FailoverStarted
            | Self::FailoverCompleted
            | Self::FailoverReason(_)
            | Self::FailoverAbandoned
            | Self::ActivationStarted
            | Self::ActivationCompleted
            | Self::PartialFailoverRecovered => "failover",
            Self::StorageChanging
            | Self::StorageChanged
            | Self::AutoscalingStarted
            | Self::AutoscalingFinished => "configuration change",
            Self::AutoscalingCoolingOff | Self::AutoscalingAtThreshold => "failure",
            Self::NearThreshold { .. } => "notification",
            Self::Restored => "restoration",
            Self::RecoveryStarted
            | Self::RecoveryCompleted
            | Self::MultiAzRecoveryStarted
            | Self::MultiAzRecoveryCompleted
            | Self::StandbyRecoveryStarted
            | Self::StandbyRecoveryCompleted => "recovery",
        }
    }

    /// AWS's text, for a database of this name, which was restored from
    /// another's backups where that event is meant.
    pub fn message(self, name: &str, restored_from: &str) -> String {
        let text = match self {
            Self::BackupStarted => "Backing up DB instance.",
            Self::BackupFinished => "Finished DB instance backup.",
            Self::Shutdown => "DB instance shutdown.",
            Self::Created => "DB instance created.",
            Self::Restarted => "DB instance restarted.",
            Self::StorageExhausted => {
                "Allocated storage has been exhausted. Allocate additional storage to resolve."
            }
            Self::FailoverStarted => "Multi-AZ instance failover started.",
            Self::FailoverCompleted => "Multi-AZ instance failover completed.",
            Self::FailoverReason(reason) => reason.message(),
            Self::FailoverAbandoned => {
                "Abandoning user requested failover since a failover recently occurred on the database instance."
            }
            Self::StorageChanging => "Applying modification to allocated storage.",
            Self::StorageChanged => "Finished applying modification to allocated storage.",
            Self::Restored => {
                return format!("Restored from DB instance {restored_from} to {name}.");
            }
            Self::RecoveryStarted => {
                "Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered."
            }
            Self::RecoveryCompleted => "Recovery of the DB instance is complete.",
            Self::ActivationStarted => "Multi-AZ instance activation started.",
            Self::ActivationCompleted => "Multi-AZ instance activation completed.",
            Self::MultiAzRecoveryStarted => "Multi-AZ instance recovery started.",
            Self::MultiAzRecoveryCompleted => {
                "Multi-AZ instance recovery completed. Pending failover or activation."
            }
            Self::PartialFailoverRecovered => "Recovered from partial failover.",
            Self::LowStorage { allocated, free } => {
                return format!(
                    "The free storage capacity for DB instance: {name} is low at {}% of the \
                     provisioned storage [Provisioned Storage: {}, Free Storage: {}]. You may \
                     want to increase the provisioned storage to address this issue.",
                    free.saturating_mul(100) / allocated.max(1),
                    gigabytes(allocated),
                    gigabytes(free),
                );
            }
            Self::AutoscalingStarted => {
                "Applying autoscaling-initiated modification to allocated storage."
            }
            Self::AutoscalingFinished => {
                "Finished applying autoscaling-initiated modification to allocated storage."
            }
            Self::AutoscalingCoolingOff => {
                "DB instance is in the cooling-off period for a previous scale storage operation. We're optimizing your DB instance. This takes at least 6 hours. No actions are necessary. Autoscaling will retry after the cooling-off period."
            }
            Self::StorageFull => {
                "DB instance has reached the storage-full threshold, and the database has been shut down. You can increase the allocated storage to address this issue."
            }
            Self::AutoscalingAtThreshold => {
                "Storage autoscaling has triggered a pending scale storage task that will reach or exceed the maximum storage threshold. Increase the maximum storage threshold."
            }
            Self::NearThreshold { allocated, most } => {
                return format!(
                    "Allocated storage size {allocated} GB is approaching the maximum storage \
                     threshold {most} GB. Increase the maximum storage threshold."
                );
            }
            Self::StandbyRecoveryStarted => "Recovery of standby DB instance has started.",
            Self::StandbyRecoveryCompleted => "Recovery of standby DB instance has completed.",
        };
        text.to_owned()
    }
}

/// Two digits behind the point, cut off.
fn gigabytes(bytes: u64) -> String {
    let hundredths = u128::from(bytes) * 100 / u128::from(GIB);
    format!("{}.{:02} GB", hundredths / 100, hundredths % 100)
}

/// Something that RDS tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Second,
    /// What happened.
    pub what: What,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_say_what_aws_says() {
        let low = What::LowStorage {
            allocated: 20 * GIB,
            free: 19 * GIB / 10,
        };
        assert_eq!(low.id(), Some("RDS-EVENT-0089"));
        assert_eq!(
            low.message("library", ""),
            "The free storage capacity for DB instance: library is low at 9% of the provisioned \
             storage [Provisioned Storage: 20.00 GB, Free Storage: 1.89 GB]. You may want to \
             increase the provisioned storage to address this issue."
        );
        assert_eq!(What::FailoverStarted.id(), Some("RDS-EVENT-0013"));
        assert_eq!(
            What::FailoverStarted.message("library", ""),
            "Multi-AZ instance failover started."
        );
        let reason = What::FailoverReason(Reason::Requested);
        assert_eq!((reason.id(), reason.category()), (None, "failover"));
        assert_eq!(
            reason.message("library", ""),
            "The user requested a failover of the DB instance."
        );
    }
}
