//! A gateway endpoint: a private path to S3 or DynamoDB.

use super::{EndpointService, Kind};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Ground, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A gateway endpoint is a free private path from a VPC to S3 or
    /// DynamoDB: a route in each chosen table, with no internet gateway or NAT
    /// gateway on the way. Interface endpoints are not modelled.
    /// [PL guide: Gateway endpoints]
    VpcEndpoint = KindInfo::new("vpc-endpoint", "Gateway endpoint", "AWS::EC2::VPCEndpoint")
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .ground(Ground::Wall)
        .api("CreateVpcEndpoint", "DeleteVpcEndpoints")
        .tagged(Tagging::EC2)
        .can_fail()
        .keywords("s3 dynamodb private");

    /// The VPC that it serves.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// The service that it leads to, in the VPC's own Region.
    service: EndpointService = EndpointService::S3
        => Property::choice("Service", "ServiceName", EndpointService::CHOICES).fixed();

    /// The route tables that get a route to it. Only their subnets use it.
    route_tables: Vec<ResourceId> = Vec::new()
        => Property::references("Route tables", "RouteTableIds", &[Kind::RouteTable])
            .via("ModifyVpcEndpoint");
}
