//! A customer managed policy: a rule sheet of your own.

use super::Kind;
use crate::architecture::id::ResourceId;
use crate::architecture::kind::{Category, KindInfo, Look, Place, declare};
use crate::architecture::property::Property;
use crate::architecture::tags::Tagging;

declare! {
    /// A policy of your own: statements that allow or deny actions on
    /// resources. It counts for the users, groups and roles that it is
    /// attached to. [IAM UG: Managed policies and inline policies]
    IamPolicy = KindInfo::new("iam-policy", "IAM policy", "AWS::IAM::ManagedPolicy")
        .category(Category::Security)
        .icon("iam-policy")
        .look(Look::Chip)
        .places(&[Place::inside(Kind::Account, "account")])
        .api("CreatePolicy", "DeletePolicy")
        .tagged(Tagging::IAM_POLICY)
        .first_name("policy")
        .keywords("iam permissions statement allow deny json");

    /// The account that it belongs to.
    account: Option<ResourceId> = None
        => Property::reference("Account", "", &[Kind::Account]).fixed();

    /// Its statements, at most 6,144 characters.
    // Rulebook IAM-17.
    document: String = String::new()
        => Property::policy("Statements", "PolicyDocument").via("CreatePolicyVersion");
}
