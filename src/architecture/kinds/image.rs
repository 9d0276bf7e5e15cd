//! An AMI of your own: the master image.

use super::{Architecture64, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// An AMI of your own, made from an instance: the disk with the system and
    /// all that was installed, from which new instances start. It is of one
    /// Region; a copy has an id of its own. CloudFormation has no resource for
    /// one, so a template asks for its id. [EC2 UG: Amazon Machine Images]
    Image = KindInfo::new("image", "AMI", "")
        .category(Category::Compute)
        .icon("ami")
        .look(Look::Chip)
        .counts("own_image", "user")
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateImage", "DeregisterImage")
        .tagged(Tagging::EC2)
        .noun("AMI")
        .first_name("ami")
        .keywords("ami image master golden");

    /// The Region that it is in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The instance that it was made from.
    source: Option<ResourceId> = None
        => Property::reference("Made from", "", &[Kind::Instance]).fixed();

    /// The AMI that it is a copy of, from this or another Region.
    copy_of: Option<ResourceId> = None
        => Property::reference("Copy of", "", &[Kind::Image]).fixed().detail();

    /// The processors that it runs on.
    // Rulebook EC2-16.
    architecture: Architecture64 = Architecture64::X86
        => Property::choice("Architecture", "", Architecture64::CHOICES).fixed();

    /// Whether the source was started anew while it was made, which keeps its
    /// files consistent.
    // Rulebook AMI-3.
    reboot: bool = true
        => Property::flag("Reboot", "").fixed().detail();

    /// The size of its disk.
    size: u32 = 8
        => Property::number("Size", "", (1, 65_536), "GiB").fixed();

    /// Whether its disk is encrypted.
    encrypted: bool = true
        => Property::flag("Encrypted", "").fixed();

    /// Accounts that may start instances from it, by number; private when
    /// there are none.
    shared_with: Vec<String> = Vec::new()
        => Property::texts("Shared with", "", "444455556666").via("ModifyImageAttribute").detail();

    /// Whether everybody may start instances from it.
    public: bool = false
        => Property::flag("Public", "").via("ModifyImageAttribute").detail();
}
