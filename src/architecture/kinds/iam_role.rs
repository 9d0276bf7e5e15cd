//! An IAM role: an identity that is put on for a while.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::ManagedPolicy;

/// Lets EC2 put the role on for its instances (rulebook IAM-2).
const TRUST_EC2: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}"#;

declare! {
    /// An IAM role has policies as a user has, but no password and no keys:
    /// whoever its trust policy names puts it on and gets keys that expire.
    /// An instance gets one by an instance profile. [IAM UG: IAM roles]
    IamRole = KindInfo::new("iam-role", "IAM role", "AWS::IAM::Role")
        .category(Category::Security)
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreateRole", "DeleteRole")
        .tagged(Tagging::IAM_ROLE)
        .first_name("role")
        .keywords("iam identity assume permissions");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// Who may put it on: a policy with a principal and the action
    /// sts:AssumeRole. EC2, until told otherwise.
    trust_policy: String = TRUST_EC2.to_owned()
        => Property::policy("Trust policy", "AssumeRolePolicyDocument")
            .via("UpdateAssumeRolePolicy");

    /// Policies of your own that are attached to it.
    policies: Vec<ResourceId> = Vec::new()
        => Property::references("Policies", "ManagedPolicyArns", &[Kind::IamPolicy])
            .added_by("AttachRolePolicy")
            .removed_by("DetachRolePolicy");

    /// Policies of AWS that are attached to it.
    managed_policies: Vec<ManagedPolicy> = Vec::new()
        => Property::rows("AWS managed policies", "ManagedPolicyArns", &ManagedPolicy::ROW)
            .added_by("AttachRolePolicy")
            .removed_by("DetachRolePolicy");

    /// How long a session may last, 3,600 to 43,200 seconds.
    max_session: u32 = 3600
        => Property::number("Longest session", "MaxSessionDuration", (3600, 43_200), "seconds")
            .via("UpdateRole").detail();
}
