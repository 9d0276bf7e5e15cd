//! A subnet: one wing of the campus, in one building.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::CidrText;

declare! {
    /// A subnet is a slice of the VPC's addresses in one Availability Zone.
    /// It is public when its route table leads to an internet gateway; there
    /// is no switch for it. [VPC UG: Subnets for your VPC]
    Subnet = KindInfo::new("subnet", "Subnet", "AWS::EC2::Subnet")
        .icon("subnet-private")
        .container(292, 128)
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .api("CreateSubnet", "DeleteSubnet")
        .tagged(Tagging::EC2)
        .can_fail()
        .keywords("public private wing cidr");

    /// The VPC that it is a part of.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// Its range of addresses, inside the VPC's, from /16 to /28. AWS keeps
    /// five of them for itself.
    cidr: CidrText = CidrText::default()
        => Property::cidr("IPv4 CIDR", "CidrBlock").fixed();

    /// The Availability Zone that it is in; all that it holds is there too.
    zone: String = String::new()
        => Property::zone("Zone", "AvailabilityZone").fixed();

    /// The signboard of the subnet: where packets leave to. Without one the
    /// VPC's main route table counts.
    route_table: Option<ResourceId> = None
        => Property::reference("Route table", "SubnetRouteTableAssociation", &[Kind::RouteTable])
            .via("AssociateRouteTable");

    /// The guard at the subnet's entrance. Without one the VPC's default
    /// network ACL counts, which allows everything.
    network_acl: Option<ResourceId> = None
        => Property::reference("Network ACL", "SubnetNetworkAclAssociation", &[Kind::NetworkAcl])
            .via("ReplaceNetworkAclAssociation");

    /// Whether instances that start here get a public address.
    map_public_ip: bool = false
        => Property::flag("Auto-assign public IP", "MapPublicIpOnLaunch")
            .via("ModifySubnetAttribute");
}
