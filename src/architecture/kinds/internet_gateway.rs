//! An internet gateway: the main gate.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Ground, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// An internet gateway connects a VPC with the internet. It does nothing
    /// until it is attached and a route leads to it, and it serves only what
    /// has a public address. One per VPC; free and redundant.
    /// [VPC UG: Internet gateways]
    InternetGateway = KindInfo::new("internet-gateway", "Internet gateway", "AWS::EC2::InternetGateway")
        .places(&[Place::inside(Kind::Vpc, "vpc"), Place::inside(Kind::Region, "region")])
        .ground(Ground::Gate)
        .api("CreateInternetGateway", "DeleteInternetGateway")
        .tagged(Tagging::EC2)
        .can_fail()
        .keywords("igw main gate");

    /// The Region that it lives in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// The VPC that it is attached to.
    vpc: Option<ResourceId> = None
        => Property::reference("Attached to", "VPCGatewayAttachment", &[Kind::Vpc])
            .via("AttachInternetGateway");
}
