//! A security group: the guard at a classroom door.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::SecurityGroupRule;

declare! {
    /// A security group guards network interfaces. It holds allow rules only,
    /// and it remembers: the answer to what was let in is let out.
    /// [VPC UG: Security groups]
    SecurityGroup = KindInfo::new("security-group", "Security group", "AWS::EC2::SecurityGroup")
        .category(Category::Security)
        .look(Look::Chip)
        .counts("security_groups", "member")
        .places(&[Place::inside(Kind::Vpc, "vpc")])
        .api("CreateSecurityGroup", "DeleteSecurityGroup")
        .tagged(Tagging::EC2)
        .keywords("sg firewall guard stateful");

    /// The VPC that it belongs to.
    vpc: Option<ResourceId> = None
        => Property::reference("VPC", "VpcId", &[Kind::Vpc]).fixed();

    /// What it is for; AWS requires a text and never lets it change.
    description: String = "Made with Cloud Campus".to_owned()
        => Property::text("Description", "GroupDescription", "Web servers").fixed();

    /// Who may start a connection to its members. Nobody, at first.
    ingress: Vec<SecurityGroupRule> = Vec::new()
        => Property::rows("Inbound rules", "SecurityGroupIngress", &SecurityGroupRule::ROW)
            .added_by("AuthorizeSecurityGroupIngress")
            .removed_by("RevokeSecurityGroupIngress")
            .calling("Peer", "Source");

    /// Whom its members may start a connection to. Everybody, at first.
    egress: Vec<SecurityGroupRule> = vec![SecurityGroupRule::allow_all()]
        => Property::rows("Outbound rules", "SecurityGroupEgress", &SecurityGroupRule::ROW)
            .added_by("AuthorizeSecurityGroupEgress")
            .removed_by("RevokeSecurityGroupEgress")
            .calling("Peer", "Destination");
}
