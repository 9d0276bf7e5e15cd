//! Customer managed policies. They are named, because other policies name them
//! by an ARN that ends with the name; so a stack with IAM in it asks for
//! `CAPABILITY_NAMED_IAM`.

use super::names;
use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{IamPolicy, Kind, ManagedPolicy, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, it: &IamPolicy) {
    let document = match policy::document(w, policy::Kind::Identity, &it.document) {
        Ok(document) => document,
        Err(why) => return w.omit(id, why),
    };
    // Rulebook IAM-17: characters that are no white space.
    if it.document.chars().filter(|it| !it.is_whitespace()).count() > 6144 {
        return w.omit(id, Why::Refused("a policy has 6,144 characters at most"));
    }
    let name = name(w, id, "AWS::IAM::ManagedPolicy", 128);
    let properties = Fields::new()
        .maybe("ManagedPolicyName", name)
        .with("PolicyDocument", document);
    w.add(id, "AWS::IAM::ManagedPolicy", properties);
    without_tags(w, id);
}

/// What IAM calls it: letters, digits and `+=,.@_-`.
/// [IAM UG: IAM and AWS STS quotas: IAM name requirements]
pub(super) fn name(w: &mut Writer, id: &ResourceId, kind: &'static str, max: usize) -> Option<Value> {
    let takes = |char: char| char.is_ascii_alphanumeric() || "+=,.@_-".contains(char);
    let name = names::adapt(w.name(id), takes, max);
    w.global_name(kind, name)
}

/// The ARNs of what is attached to a user, group or role.
pub(super) fn attached(
    w: &mut Writer,
    id: &ResourceId,
    own: &[ResourceId],
    managed: &[ManagedPolicy],
) -> Vec<Value> {
    let own = w.follow_all(id, own, Kind::IamPolicy, "policy");
    // A `Ref` to a managed policy is its ARN.
    let mut arns = w.references(&own);
    for policy in managed {
        match managed_arn(policy.name.trim()) {
            Some(arn) if !arns.contains(&arn.as_str().into()) => arns.push(arn.into()),
            Some(_) => {}
            None => w.omit_part(id, "AWS managed policy", Why::Malformed(policy.name.clone())),
        }
    }
    // [IAM UG: IAM and AWS STS quotas: managed policies attached], the most
    // that can be asked for.
    if arns.len() > 20 {
        arns.truncate(20);
        w.omit_part(
            id,
            "policies",
            Why::Refused("20 policies can be attached at most"),
        );
    }
    arns
}

/// The ARN of a policy of AWS. Some are in folders, which the console does not
/// show. [AWS Managed Policy RG]
fn managed_arn(name: &str) -> Option<String> {
    let takes = |byte: u8| byte.is_ascii_alphanumeric() || b"+=,.@_-/".contains(&byte);
    if name.is_empty() || name.len() > 128 || !name.bytes().all(takes) {
        return None;
    }
    let folder = match name {
        "AWSLambdaBasicExecutionRole" => "service-role/",
        "Billing" => "job-function/",
        _ => "",
    };
    Some(format!("arn:aws:iam::aws:policy/{folder}{name}"))
}

/// The types of some kinds have no tags in CloudFormation, although the
/// service has.
pub(super) fn without_tags(w: &mut Writer, id: &ResourceId) {
    let tagged = w.architecture.get(id).is_some_and(|it| !it.tags.is_empty());
    if tagged {
        w.omit_part(
            id,
            "tags",
            Why::Inexpressible("CloudFormation has no tags for this type"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_of_aws_have_their_folders() {
        let arn = |name| managed_arn(name).unwrap_or_default();
        assert_eq!(arn("ReadOnlyAccess"), "arn:aws:iam::aws:policy/ReadOnlyAccess");
        assert_eq!(arn("Billing"), "arn:aws:iam::aws:policy/job-function/Billing");
        assert_eq!(arn("no such"), "");
    }
}
