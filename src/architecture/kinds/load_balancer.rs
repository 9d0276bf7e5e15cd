//! An Application Load Balancer: the receptionist.

use super::{Kind, Scheme};
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Ground, KindInfo, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::{Listener, NodeAddress};

declare! {
    /// An Application Load Balancer takes requests on its listeners and passes
    /// each to a healthy target, over a connection of its own. It has a node
    /// in each of its subnets, at least two, in different Availability Zones.
    /// [ALB UG: What is an Application Load Balancer]
    LoadBalancer = KindInfo::new("load-balancer", "Load balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer")
        .places(&[
            Place::inside(Kind::Subnet, "subnets"),
            Place::across(Kind::Vpc, "subnets", true),
        ])
        .ground(Ground::Across)
        .api("CreateLoadBalancer", "DeleteLoadBalancer")
        .tagged(Tagging::ELB)
        .can_fail()
        .talks()
        .first_name("alb")
        .keywords("alb elb receptionist");

    /// Internet-facing, with public addresses, or internal.
    scheme: Scheme = Scheme::InternetFacing
        => Property::choice("Scheme", "Scheme", Scheme::CHOICES).fixed();

    /// A subnet in each Availability Zone that it serves, at least two.
    subnets: Vec<ResourceId> = Vec::new()
        => Property::references("Subnets", "Subnets", &[Kind::Subnet]).via("SetSubnets");

    /// The guards at its door; none means the VPC's default group.
    security_groups: Vec<ResourceId> = Vec::new()
        => Property::references("Security groups", "SecurityGroups", &[Kind::SecurityGroup])
            .via("SetSecurityGroups");

    /// The ports that it answers on, and what it does with a request.
    listeners: Vec<Listener> = Vec::new()
        => Property::rows("Listeners", "Listener", &Listener::ROW)
            .added_by("CreateListener")
            .removed_by("DeleteListener");

    /// The web ACL that inspects requests first; at most one.
    web_acl: Option<ResourceId> = None
        => Property::reference("Web ACL", "WebACLAssociation", &[Kind::WebAcl])
            .via("AssociateWebACL");

    /// Seconds after which a connection without a word is closed.
    idle_timeout: u32 = 60
        => Property::number("Idle timeout", "idle_timeout.timeout_seconds", (1, 4_000), "seconds")
            .via("ModifyLoadBalancerAttributes").detail();

    /// Whether it refuses to be deleted.
    deletion_protection: bool = false
        => Property::flag("Deletion protection", "deletion_protection.enabled")
            .via("ModifyLoadBalancerAttributes").detail();

    /// The bucket that gets a line about each request, in its own Region.
    access_logs: Option<ResourceId> = None
        => Property::reference("Access logs to", "access_logs.s3.bucket", &[Kind::Bucket])
            .via("ModifyLoadBalancerAttributes").detail();

    /// Fixed addresses of its nodes, where they matter. AWS always chooses, so
    /// a template leaves them out.
    node_addresses: Vec<NodeAddress> = Vec::new()
        => Property::rows("Node addresses", "", &NodeAddress::ROW);
}
