//! An EBS volume: a student's locker.

use super::{EBS_TYPES, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// An EBS volume is a disk in one Availability Zone. An instance of that
    /// zone can have it, normally one at a time; to move it, a snapshot is
    /// taken along. [EBS UG: EBS volumes]
    Volume = KindInfo::new("volume", "EBS volume", "AWS::EC2::Volume")
        .icon("ebs-volume")
        .category(Category::Storage)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateVolume", "DeleteVolume")
        .tagged(Tagging::EC2)
        .keywords("ebs disk block storage locker gp3");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The Availability Zone that it is in.
    zone: String = "ap-south-1a".to_owned()
        => Property::zone("Availability Zone", "AvailabilityZone").fixed();

    /// The instance that has it, in the same zone.
    attached_to: Option<ResourceId> = None
        => Property::reference("Attached to", "VolumeAttachment", &[Kind::Instance])
            .via("AttachVolume");

    /// Under which name the instance sees it, such as /dev/sdf.
    device: String = "/dev/sdf".to_owned()
        => Property::text("Device", "Device", "/dev/sdf").via("AttachVolume");

    /// Its size; it can grow and never shrink.
    // Rulebook EBS-14.
    size: u32 = 8
        => Property::number("Size", "Size", (1, 65_536), "GiB").via("ModifyVolume");

    /// Its type.
    volume_type: String = "gp3".to_owned()
        => Property::choice("Type", "VolumeType", EBS_TYPES).via("ModifyVolume");

    /// Operations a second; empty for what the type includes.
    iops: Option<u32> = None
        => Property::number("IOPS", "Iops", (100, 256_000), "").via("ModifyVolume").detail();

    /// Throughput of a gp3; empty for the 125 MiB/s that it includes.
    throughput: Option<u32> = None
        => Property::number("Throughput", "Throughput", (125, 2_000), "MiB/s").via("ModifyVolume").detail();

    /// Whether it is encrypted; it cannot be changed in place.
    encrypted: bool = true
        => Property::flag("Encrypted", "Encrypted").fixed();

    /// The snapshot that it was made from.
    snapshot: Option<ResourceId> = None
        => Property::reference("From snapshot", "SnapshotId", &[Kind::Snapshot]).fixed().detail();
}
