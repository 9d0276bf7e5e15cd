//! An EFS file system: the shared reading room.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::MountTarget;

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

    /// Whether it is encrypted; it cannot be changed in place.
    encrypted: bool = true
        => Property::flag("Encrypted", "Encrypted").fixed();
}
