//! An EFS file system: the shared reading room.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::{Choice, Property};
use crate::architecture::tags::Tagging;
use crate::architecture::values::MountTarget;

/// [API efs CreateFileSystem]
const PERFORMANCE_MODES: &[Choice] = &[
    Choice { value: "generalPurpose", label: "General purpose" },
    Choice { value: "maxIO", label: "Max I/O, older" },
];

/// Rulebook EFS-9.
const THROUGHPUT_MODES: &[Choice] = &[
    Choice { value: "bursting", label: "Bursting · by size" },
    Choice { value: "elastic", label: "Elastic · by use" },
    Choice { value: "provisioned", label: "Provisioned" },
];

/// [API efs LifecyclePolicy]
const AFTER: &[Choice] = &[
    Choice { value: "", label: "never" },
    Choice { value: "AFTER_1_DAY", label: "after 1 day" },
    Choice { value: "AFTER_7_DAYS", label: "after 7 days" },
    Choice { value: "AFTER_14_DAYS", label: "after 14 days" },
    Choice { value: "AFTER_30_DAYS", label: "after 30 days" },
    Choice { value: "AFTER_60_DAYS", label: "after 60 days" },
    Choice { value: "AFTER_90_DAYS", label: "after 90 days" },
    Choice { value: "AFTER_180_DAYS", label: "after 180 days" },
    Choice { value: "AFTER_270_DAYS", label: "after 270 days" },
    Choice { value: "AFTER_365_DAYS", label: "after 365 days" },
];

declare! {
    /// An EFS file system is shared by many instances over NFS. They reach it
    /// through mount targets, at most one per Availability Zone.
    /// [EFS UG: Mount targets]
    FileSystem = KindInfo::new("file-system", "EFS", "AWS::EFS::FileSystem")
        .icon("efs")
        .category(Category::Storage)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateFileSystem", "DeleteFileSystem")
        .tagged(Tagging::EFS)
        .can_fail()
        .talks()
        .noun("EFS file system")
        .keywords("efs nfs shared files");

    /// The Region that it lives in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// Where it can be reached: one per zone.
    mount_targets: Vec<MountTarget> = Vec::new()
        => Property::rows("Mount targets", "MountTarget", &MountTarget::ROW)
            .added_by("CreateMountTarget")
            .removed_by("DeleteMountTarget");

    /// The one zone that it is kept in, for One Zone; empty for all of the
    /// Region's.
    one_zone: String = String::new()
        => Property::zone("One Zone", "AvailabilityZoneName").fixed();

    /// What it is tuned for.
    performance_mode: String = "generalPurpose".to_owned()
        => Property::choice("Performance mode", "PerformanceMode", PERFORMANCE_MODES).fixed();

    /// How its throughput is measured out.
    throughput_mode: String = "bursting".to_owned()
        => Property::choice("Throughput mode", "ThroughputMode", THROUGHPUT_MODES)
            .via("UpdateFileSystem");

    /// The throughput that is paid for, in the mode provisioned.
    provisioned_throughput: Option<u32> = None
        => Property::number("Provisioned", "ProvisionedThroughputInMibps", (1, 3_414), "MiB/s")
            .via("UpdateFileSystem");

    /// When files that nobody reads move to Infrequent Access.
    to_infrequent: String = String::new()
        => Property::choice("To Infrequent Access", "LifecyclePolicies", AFTER)
            .via("PutLifecycleConfiguration");

    /// When they move on to Archive.
    to_archive: String = String::new()
        => Property::choice("To Archive", "LifecyclePolicies", AFTER)
            .via("PutLifecycleConfiguration");

    /// Whether AWS Backup keeps a daily copy.
    backups: bool = false
        => Property::flag("Automatic backups", "BackupPolicy").via("PutBackupPolicy");

    /// Whether it is encrypted; it cannot be changed in place.
    encrypted: bool = true
        => Property::flag("Encrypted", "Encrypted").fixed();
}
