//! An IAM group: what many people may do alike.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::values::ManagedPolicy;

declare! {
    /// An IAM group gives its policies to all its users. Groups hold no groups
    /// and nobody signs in as one. [IAM UG: IAM user groups]
    IamGroup = KindInfo::new("iam-group", "IAM group", "AWS::IAM::Group")
        .category(Category::Security)
        .icon("users")
        .look(Look::Chip)
        .counts("groups", "user")
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreateGroup", "DeleteGroup")
        .first_name("group")
        .keywords("iam team admins identity");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// Policies of your own that are attached to it.
    policies: Vec<ResourceId> = Vec::new()
        => Property::references("Policies", "ManagedPolicyArns", &[Kind::IamPolicy])
            .added_by("AttachGroupPolicy")
            .removed_by("DetachGroupPolicy");

    /// Policies of AWS that are attached to it.
    managed_policies: Vec<ManagedPolicy> = Vec::new()
        => Property::rows("AWS managed policies", "ManagedPolicyArns", &ManagedPolicy::ROW)
            .added_by("AttachGroupPolicy")
            .removed_by("DetachGroupPolicy");
}
