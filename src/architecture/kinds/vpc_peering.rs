//! A peering connection between two VPCs.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A peering connection lets two VPCs reach each other by private address.
    /// Both need routes to it, their ranges may not overlap, and it is not
    /// transitive: it leads to the other VPC and never beyond. Accepted and
    /// active as soon as both sides are named. [VPC Peering Guide: Basics]
    VpcPeering = KindInfo::new("vpc-peering", "VPC peering", "AWS::EC2::VPCPeeringConnection")
        .icon("peering")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Vpc, "requester")])
        .api("CreateVpcPeeringConnection", "DeleteVpcPeeringConnection")
        .tagged(Tagging::EC2)
        .can_fail()
        .keywords("peer connection pcx");

    /// The VPC that asked for it.
    requester: Option<ResourceId> = None
        => Property::reference("Requester VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// The VPC that accepted it.
    accepter: Option<ResourceId> = None
        => Property::reference("Accepter VPC", "PeerVpcId", &[Kind::Vpc]).fixed();
}
