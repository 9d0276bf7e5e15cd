//! Connections of IAM: who gets which role, who has which policy, who is in
//! which group.

use super::{Answer, already, done, on_template};
use crate::architecture::{
    Architecture, Edit, FlowLog, Function, IamGroup, IamRole, IamUser, Instance, InstanceProfile,
    Kind, LaunchTemplate, Resource, ResourceId, Trail,
};

/// An instance, a template or the template of a group gets an instance
/// profile.
pub fn give_profile(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let give = |id: &ResourceId, now: &Option<ResourceId>| {
        if now.as_ref() == Some(to) {
            return Err(already(architecture, from, to));
        }
        Ok(super::Connection {
            label: format!(
                "Give {} the instance profile {}",
                architecture.name_of(from),
                architecture.name_of(to)
            ),
            edits: vec![Edit::set(id, "instance_profile", to)],
        })
    };
    if let Some(instance) = architecture.find::<Instance>(from) {
        return Some(give(from, &instance.instance_profile));
    }
    if let Some(template) = architecture.find::<LaunchTemplate>(from) {
        return Some(give(from, &template.instance_profile));
    }
    on_template(architecture, from, |template, id| {
        give(id, &template.instance_profile)
    })
}

/// An instance gets a role by way of a profile: the one that hands it out, or
/// a new one of the role's name, as the console makes it (rulebook IAM-3).
pub fn give_role(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let role: &IamRole = architecture.find(to)?;
    let mut profiles = architecture.all::<InstanceProfile>();
    let existing = profiles.find(|(_, it)| it.role.as_ref() == Some(to));
    if let Some((profile, _)) = existing {
        return give_profile(architecture, from, profile).map(|answer| {
            answer.map_err(|why| match why {
                super::ConnectRefusal::AlreadyConnected { .. } => already(architecture, from, to),
                other => other,
            })
        });
    }
    let id = architecture.free_id(Kind::InstanceProfile);
    let profile = InstanceProfile {
        account: role.account.clone(),
        role: Some(to.clone()),
    };
    let name = architecture.name_of(to);
    let create = Edit::Create {
        id: id.clone(),
        resource: Resource::new(name.clone(), profile),
    };
    let connection = |holder: &ResourceId| super::Connection {
        label: format!(
            "Give {} the role {name}, by a new instance profile",
            architecture.name_of(from)
        ),
        edits: vec![create, Edit::set(holder, "instance_profile", &id)],
    };
    if matches!(
        architecture.kind_of(from),
        Some(Kind::Instance | Kind::LaunchTemplate)
    ) {
        return Some(Ok(connection(from)));
    }
    on_template(architecture, from, |_, template| Ok(connection(template)))
}

/// A profile hands out a role, exactly one (rulebook IAM-3).
pub fn hand_out(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let profile: &InstanceProfile = architecture.find(from)?;
    if profile.role.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let {} hand out the role {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::set(from, "role", to)],
    )
}

/// A policy is attached to a user, a group or a role.
pub fn attach_policy(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let held = (architecture.find::<IamUser>(from).map(|it| &it.policies))
        .or_else(|| architecture.find::<IamGroup>(from).map(|it| &it.policies))
        .or_else(|| architecture.find::<IamRole>(from).map(|it| &it.policies))?;
    if held.contains(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Attach the policy {} to {}",
            architecture.name_of(to),
            architecture.name_of(from)
        ),
        vec![Edit::insert(from, "policies", held.len(), to)],
    )
}

/// A user is put into a group.
pub fn join(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let user: &IamUser = architecture.find(from)?;
    if user.groups.contains(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Put {} into the group {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::insert(from, "groups", user.groups.len(), to)],
    )
}

/// A service puts on a role: a function for its program, a trail or a flow log
/// to write into a log group.
pub fn work_as(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> Answer {
    let now = (architecture.find::<Function>(from).map(|it| &it.role))
        .or_else(|| architecture.find::<Trail>(from).map(|it| &it.role))
        .or_else(|| architecture.find::<FlowLog>(from).map(|it| &it.role))?;
    if now.as_ref() == Some(to) {
        return Some(Err(already(architecture, from, to)));
    }
    done(
        format!(
            "Let {} work with the role {}",
            architecture.name_of(from),
            architecture.name_of(to)
        ),
        vec![Edit::set(from, "role", to)],
    )
}
