//! IAM groups. They cannot be tagged. [IAM UG: Tags for IAM resources]

use super::iam_policy;
use super::omission::Why;
use super::value::Fields;
use super::writer::Writer;
use crate::architecture::{IamGroup, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, group: &IamGroup) {
    if !w.first {
        return w.omit(id, Why::Refused(ONCE));
    }
    let name = iam_policy::name(w, id, "AWS::IAM::Group", 128);
    let policies = iam_policy::attached(w, id, &group.policies, &group.managed_policies);
    let properties = Fields::new()
        .maybe("GroupName", name)
        .list("ManagedPolicyArns", policies);
    w.add(id, "AWS::IAM::Group", properties);
}

/// Why what the account has once is in one template only.
pub(super) const ONCE: &str =
    "it belongs to the whole account, so the template of the first Region makes it";
