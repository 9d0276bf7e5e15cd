//! Instance profiles. One without a role stands for one of its name that
//! exists already, so nothing is made for it.

use super::iam_policy;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{IamRole, InstanceProfile, Kind, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, profile: &InstanceProfile) {
    if profile.role.is_none() {
        return w.omit(
            id,
            Why::Inexpressible(
                "without a role it stands for a profile of this name that exists already",
            ),
        );
    }
    let role = match w.follow(&profile.role, Kind::IamRole, "a role") {
        Ok(role) => role,
        Err(why) => return w.omit(id, why),
    };
    trusts(w, id, &role, "ec2.amazonaws.com");
    let name = iam_policy::name(w, id, "AWS::IAM::InstanceProfile", 128);
    let properties = Fields::new()
        .maybe("InstanceProfileName", name)
        .with("Roles", vec![Value::Ref(w.id(&role))]);
    w.add(id, "AWS::IAM::InstanceProfile", properties);
    iam_policy::without_tags(w, id);
}

/// Notes where the service that is to put a role on may not.
pub(super) fn trusts(w: &mut Writer, owner: &ResourceId, role: &ResourceId, service: &'static str) {
    let lets = w
        .architecture
        .find::<IamRole>(role)
        .is_some_and(|it| policy::lets(&it.trust_policy, service, "sts:AssumeRole"));
    if !lets {
        w.omit_part(
            owner,
            format!("trust of role {}", w.architecture.name_of(role)),
            Why::Refused(match service {
                "lambda.amazonaws.com" => "Lambda refuses a role that does not let lambda.amazonaws.com put it on",
                "ec2.amazonaws.com" => "instances get no keys from a role that does not let ec2.amazonaws.com put it on",
                "cloudtrail.amazonaws.com" => "CloudTrail refuses a role that does not let cloudtrail.amazonaws.com put it on",
                _ => "nothing is delivered with a role that does not let vpc-flow-logs.amazonaws.com put it on",
            }),
        );
    }
}
