//! An IAM user: a person with a password or keys.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;
use crate::architecture::values::{AccessKey, ManagedPolicy};

declare! {
    /// An IAM user is a person who signs in, or a program with keys. What it
    /// may do, its policies and those of its groups say. [IAM UG: IAM users]
    IamUser = KindInfo::new("iam-user", "IAM user", "AWS::IAM::User")
        .category(Category::Security)
        .icon("iam-user")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreateUser", "DeleteUser")
        .tagged(Tagging::IAM_USER)
        .first_name("user")
        .keywords("iam person identity sign in teacher");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// Whether it signs in to the console with a password.
    console: bool = false
        => Property::flag("Console access", "LoginProfile").via("CreateLoginProfile");

    /// Whether it signs in with a second factor. A device is registered by
    /// hand, so a template leaves it out.
    mfa: bool = false
        => Property::flag("MFA", "").via("EnableMFADevice");

    /// The groups that it is in, ten at most.
    // Rulebook IAM-15.
    groups: Vec<ResourceId> = Vec::new()
        => Property::references("Groups", "Groups", &[Kind::IamGroup])
            .added_by("AddUserToGroup")
            .removed_by("RemoveUserFromGroup");

    /// Policies of your own that are attached to it directly.
    policies: Vec<ResourceId> = Vec::new()
        => Property::references("Policies", "ManagedPolicyArns", &[Kind::IamPolicy])
            .added_by("AttachUserPolicy")
            .removed_by("DetachUserPolicy");

    /// Policies of AWS that are attached to it directly.
    managed_policies: Vec<ManagedPolicy> = Vec::new()
        => Property::rows("AWS managed policies", "ManagedPolicyArns", &ManagedPolicy::ROW)
            .added_by("AttachUserPolicy")
            .removed_by("DetachUserPolicy");

    /// Its long-lived keys, two at most. The secret is shown
    /// once and kept nowhere, so a template leaves keys out.
    // Rulebook IAM-18.
    access_keys: Vec<AccessKey> = Vec::new()
        => Property::rows("Access keys", "", &AccessKey::ROW)
            .added_by("CreateAccessKey")
            .removed_by("DeleteAccessKey");
}
