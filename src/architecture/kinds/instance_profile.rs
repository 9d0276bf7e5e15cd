//! An instance profile: how an instance gets a role.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// An instance profile holds one role and hands it to the instances that
    /// name it. The console makes one with every role for EC2, of the same
    /// name; a template says it. [IAM UG: Use instance profiles]
    InstanceProfile = KindInfo::new("instance-profile", "Instance profile", "AWS::IAM::InstanceProfile")
        .category(Category::Security)
        .icon("iam-role")
        .look(Look::Chip)
        .counts("instance_profile", "user")
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreateInstanceProfile", "DeleteInstanceProfile")
        .tagged(Tagging::IAM_PROFILE)
        .first_name("profile")
        .keywords("iam ec2 role identity");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// The role that it hands out, exactly one. Without one
    /// the profile is taken for one of that name which exists already.
    // Rulebook IAM-3.
    role: Option<ResourceId> = None
        => Property::reference("Role", "Roles", &[Kind::IamRole])
            .added_by("AddRoleToInstanceProfile")
            .removed_by("RemoveRoleFromInstanceProfile");
}
