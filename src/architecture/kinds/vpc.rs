//! A VPC: the walls of the campus.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::CidrText;

declare! {
    /// A VPC is a private network of your own in one Region, across all of its
    /// Availability Zones. Nothing gets in or out unless you build a gate.
    /// [VPC UG: VPCs and subnets]
    Vpc = KindInfo::new("vpc", "VPC", "AWS::EC2::VPC")
        .look(Look::Container)
        .places(&[Place::inside(Kind::Region, "region")])
        .api("CreateVpc", "DeleteVpc")
        .tagged(Tagging::EC2)
        .can_fail()
        .keywords("network campus walls cidr");

    /// The Region that it lives in.
    region: Option<ResourceId> = None
        => Property::reference("Region", "", &[Kind::Region]).fixed();

    /// Its range of private addresses, from /16 (65,536 addresses) to /28
    /// (16). It cannot be changed later.
    cidr: CidrText = "10.0.0.0/16".into()
        => Property::cidr("IPv4 CIDR", "CidrBlock").fixed();

    /// Further ranges, added when the first one is used up.
    secondary_cidrs: Vec<CidrText> = Vec::new()
        => Property::cidrs("Secondary CIDRs", "VPCCidrBlock")
            .added_by("AssociateVpcCidrBlock")
            .removed_by("DisassociateVpcCidrBlock");

    /// Whether the built-in name server answers, at the first address of the
    /// range plus two, such as 10.0.0.2.
    dns_support: bool = true
        => Property::flag("DNS resolution", "EnableDnsSupport").via("ModifyVpcAttribute");

    /// Whether instances with public addresses get public names.
    dns_hostnames: bool = false
        => Property::flag("DNS hostnames", "EnableDnsHostnames").via("ModifyVpcAttribute");

    /// The route table of subnets that name none. AWS makes one with every
    /// VPC, holding just the local route; choose another to replace it.
    main_route_table: Option<ResourceId> = None
        => Property::reference("Main route table", "", &[Kind::RouteTable])
            .via("ReplaceRouteTableAssociation");

    /// The network ACL of subnets that name none. AWS makes one with every
    /// VPC that allows everything; a resource given here stands for it.
    default_network_acl: Option<ResourceId> = None
        => Property::reference("Default network ACL", "DefaultNetworkAcl", &[Kind::NetworkAcl])
            .via("ReplaceNetworkAclAssociation");

    /// The security group of interfaces that name none. AWS makes one with
    /// every VPC whose members reach each other; a resource given here stands
    /// for it.
    default_security_group: Option<ResourceId> = None
        => Property::reference("Default security group", "DefaultSecurityGroup", &[Kind::SecurityGroup]);
}
