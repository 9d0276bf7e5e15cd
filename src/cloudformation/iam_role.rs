//! IAM roles.

use super::iam_policy;
use super::policy;
use super::value::Fields;
use super::writer::Writer;
use crate::architecture::{IamRole, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, role: &IamRole) {
    let trust = match policy::document(w, policy::Kind::Trust, &role.trust_policy) {
        Ok(trust) => trust,
        Err(why) => return w.omit(id, why),
    };
    let name = iam_policy::name(w, id, "AWS::IAM::Role", 64);
    let policies = iam_policy::attached(w, id, &role.policies, &role.managed_policies);
    // An hour is what IAM takes when it is told nothing.
    let session = Some(role.max_session.clamp(3600, 43_200)).filter(|it| *it != 3600);
    let properties = Fields::new()
        .maybe("RoleName", name)
        .with("AssumeRolePolicyDocument", trust)
        .list("ManagedPolicyArns", policies)
        .maybe("MaxSessionDuration", session)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::IAM::Role", properties);
}
