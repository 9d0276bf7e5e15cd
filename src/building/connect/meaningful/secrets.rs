//! Who may read a secret: nothing leads to it but a permission.

use serde_json::json;

use super::{Answer, already, done, missing};
use crate::architecture::{
    Architecture, AutoScalingGroup, Edit, Function, IamPolicy, IamRole, Indexed, Instance,
    InstanceProfile, Kind, LaunchTemplate, Resource, ResourceId,
};
use crate::iam::{Iam, Outcome, Principal, Question, arn};

/// What a program has to be allowed to read a secret.
/// [SM UG: Permissions policy examples for AWS Secrets Manager]
const READ: &str = "secretsmanager:GetSecretValue";

/// The programs on a server, or a function, read a secret: their role gets a
/// policy that allows just that. A server has no other way to it, so without a
/// role it is said what is missing.
pub fn read(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let role = match role_of(architecture, from)? {
        Ok(role) => role,
        Err(lacks) => return missing(lacks),
    };
    let own: &IamRole = architecture.find(role)?;
    let indexed = Indexed::new(architecture);
    let secret = arn::of(&indexed, to)?;
    let question = Question::new(Principal::Role(role.clone()), READ, &secret);
    let (name, called) = (architecture.name_of(role), architecture.name_of(to));
    match Iam::over(&indexed).decide(&question).outcome {
        Outcome::Allowed => return Some(Err(already(architecture, from, to))),
        // An allow is of no use where something denies.
        Outcome::ExplicitDeny => {
            return missing(format!(
                "A policy of {name}, the role of {}, denies {READ} on {called}: take that statement away first.",
                architecture.name_of(from)
            ));
        }
        Outcome::ImplicitDeny | Outcome::NotKnown => {}
    }
    let id = architecture.free_id(Kind::IamPolicy);
    let document = json!({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": READ, "Resource": arn::every_suffix(&secret)}],
    });
    let policy = IamPolicy {
        account: own.account.clone(),
        document: serde_json::to_string_pretty(&document).ok()?,
    };
    let create = Edit::Create {
        id: id.clone(),
        resource: Resource::new(architecture.free_name(&format!("{called}-read")), policy),
    };
    done(
        format!(
            "Let {} read {called}, by a policy for its role {name}",
            architecture.name_of(from)
        ),
        vec![
            create,
            Edit::insert(role, "policies", own.policies.len(), &id),
        ],
    )
}

/// The role that the programs of somebody work with, or what there must be
/// before.
fn role_of<'a>(
    architecture: &'a Architecture,
    who: &ResourceId,
) -> Option<Result<&'a ResourceId, String>> {
    let name = architecture.name_of(who);
    let without = || {
        Err(format!(
            "{name} has no role yet, and a secret opens to roles only: connect {name} with an IAM role first."
        ))
    };
    let profile = if let Some(function) = architecture.find::<Function>(who) {
        return Some(function.role.as_ref().ok_or(()).or_else(|()| without()));
    } else if let Some(instance) = architecture.find::<Instance>(who) {
        &instance.instance_profile
    } else if let Some(template) = architecture.find::<LaunchTemplate>(who) {
        &template.instance_profile
    } else {
        let group = architecture.find::<AutoScalingGroup>(who)?;
        let Some(template) = architecture.follow::<LaunchTemplate>(&group.launch_template) else {
            return Some(Err(format!(
                "{name} has no launch template yet: connect it with one first."
            )));
        };
        &template.instance_profile
    };
    let Some(held) = profile else {
        return Some(without());
    };
    let Some(profile) = architecture.find::<InstanceProfile>(held) else {
        return Some(Err(format!(
            "The policies of {held} are not drawn: give {name} an instance profile of the drawing first."
        )));
    };
    let role = profile
        .role
        .as_ref()
        .filter(|it| architecture.get(it).is_some());
    Some(role.ok_or_else(|| {
        format!(
            "{} hands out no role yet, and a secret opens to roles only: connect it with an IAM role first.",
            architecture.name_of(held)
        )
    }))
}
