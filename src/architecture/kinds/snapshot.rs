//! An EBS snapshot: the backup of a locker.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// An EBS snapshot is a copy of a volume as it was, kept by AWS for the
    /// whole Region; only blocks that changed since the one before are stored.
    /// CloudFormation has no resource for one, so a template leaves it out.
    /// [EBS UG: EBS snapshots]
    Snapshot = KindInfo::new("snapshot", "EBS snapshot", "")
        .category(Category::Storage)
        .icon("ebs-snapshot")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateSnapshot", "DeleteSnapshot")
        .tagged(Tagging::EC2)
        .keywords("ebs backup copy");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The volume that it was taken of; an instance stands for its root
    /// volume.
    of: Option<ResourceId> = None
        => Property::reference("Taken of", "", &[Kind::Volume, Kind::Instance]).fixed();

    /// How much of it is stored: the blocks that were written.
    size: u32 = 8
        => Property::number("Stored", "", (1, 65_536), "GiB").fixed();

    /// How long ago it was taken.
    age_days: u32 = 0
        => Property::number("Age", "", (0, 36_500), "days");
}
