//! A network ACL: the guard at a wing's entrance.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::NetworkAclEntry;

declare! {
    /// A network ACL guards the border of a subnet. Its entries are asked in
    /// order of their numbers and the first that matches decides; it remembers
    /// nothing, so answers need entries of their own. A new one denies
    /// everything. [VPC UG: Network ACLs]
    NetworkAcl = KindInfo::new("network-acl", "Network ACL", "AWS::EC2::NetworkAcl")
        .category(Category::Security)
        .look(Look::Chip)
        .counts("network_acl", "subnet")
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .api("CreateNetworkAcl", "DeleteNetworkAcl")
        .tagged(Tagging::EC2)
        .keywords("nacl firewall stateless");

    /// The VPC that it belongs to.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// What may enter the subnet; all else is denied.
    inbound: Vec<NetworkAclEntry> = Vec::new()
        => Property::rows("Inbound entries", "NetworkAclEntry", &NetworkAclEntry::ROW)
            .added_by("CreateNetworkAclEntry")
            .removed_by("DeleteNetworkAclEntry");

    /// What may leave the subnet; all else is denied.
    outbound: Vec<NetworkAclEntry> = Vec::new()
        => Property::rows("Outbound entries", "NetworkAclEntry", &NetworkAclEntry::ROW)
            .added_by("CreateNetworkAclEntry")
            .removed_by("DeleteNetworkAclEntry");
}
