//! Principals and resources as people call them.

use super::arn;
use super::question::Principal;
use crate::architecture::*;

/// What somebody may be called: `root`, `anonymous`, `user/NAME`, `role/NAME`,
/// the name of a server or a function, the name of a service, an ARN.
pub fn principal(architecture: &Indexed<'_>, text: &str) -> Result<Principal, String> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "root" => return Ok(Principal::Root),
        "anonymous" | "everybody" | "*" => return Ok(Principal::Anonymous),
        _ => {}
    }
    if text.starts_with("arn:") {
        return by_arn(architecture, text);
    }
    if let Some(service) = text.strip_prefix("service/") {
        return Ok(Principal::Service(service.to_owned()));
    }
    if text.ends_with(".amazonaws.com") {
        return Ok(Principal::Service(text.to_owned()));
    }
    for (kind, word) in [(Kind::IamUser, "user"), (Kind::IamRole, "role")] {
        let named = text
            .strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(['/', ' ']));
        if let Some(name) = named {
            return called(architecture, name, &[kind])
                .and_then(|id| of(architecture, &id))
                .ok_or_else(|| format!("there is no {word} called `{}`", name.trim()));
        }
    }
    let found = called(architecture, text, ASKERS).and_then(|id| of(architecture, &id));
    found.ok_or_else(|| {
        format!(
            "`{text}` is nobody who can ask: name an instance, an Auto Scaling group, a function, user/NAME, role/NAME, root, anonymous, a service such as cloudtrail.amazonaws.com, or an ARN"
        )
    })
}

/// The kinds that ask, those first that are meant where several share a name.
const ASKERS: &[Kind] = &[
    Kind::Instance,
    Kind::AutoScalingGroup,
    Kind::LaunchTemplate,
    Kind::Function,
    Kind::IamUser,
    Kind::IamRole,
    Kind::InstanceProfile,
];

/// The thing of one of these kinds that is called so, by id or by name.
fn called(architecture: &Indexed<'_>, text: &str, kinds: &[Kind]) -> Option<ResourceId> {
    let text = text.trim();
    let exact = ResourceId::new(text);
    // A member of a group asks as its group does.
    let kind = architecture.kind_of(&exact.owner());
    if kind.is_some_and(|it| kinds.contains(&it)) {
        return Some(exact);
    }
    kinds.iter().find_map(|kind| {
        let mut all = architecture.ids_of(*kind);
        all.find(|id| architecture.name_of(id).eq_ignore_ascii_case(text))
            .cloned()
    })
}

fn of(architecture: &Indexed<'_>, id: &ResourceId) -> Option<Principal> {
    Some(match architecture.kind_of(&id.owner())? {
        Kind::Instance | Kind::AutoScalingGroup | Kind::LaunchTemplate => {
            Principal::Server(id.clone())
        }
        Kind::Function => Principal::Function(id.clone()),
        Kind::IamUser => Principal::User(id.clone()),
        Kind::IamRole => Principal::Role(id.clone()),
        Kind::InstanceProfile => {
            let profile = architecture.find::<InstanceProfile>(id)?;
            Principal::Role(profile.role.clone()?)
        }
        _ => return None,
    })
}

fn by_arn(architecture: &Indexed<'_>, text: &str) -> Result<Principal, String> {
    let (_, account) = arn::account(architecture);
    match arn::account_of(text) {
        None => Err(format!(
            "`{text}` has no account, so it is nobody who can ask"
        )),
        Some(number) if number != account => Ok(Principal::Foreign(text.to_owned())),
        Some(_) if text.ends_with(":root") => Ok(Principal::Root),
        Some(_) => architecture
            .ids_of(Kind::IamUser)
            .chain(architecture.ids_of(Kind::IamRole))
            .find(|id| arn::of(architecture, id).as_deref() == Some(text))
            .and_then(|id| of(architecture, id))
            .ok_or_else(|| format!("nobody here has the ARN `{text}`")),
    }
}

/// An action as a request names it: a service and a name, nothing left open.
pub fn action(text: &str) -> Result<String, String> {
    let action = text.trim();
    let parts = action.split_once(':');
    let whole = parts.is_some_and(|(service, name)| !service.is_empty() && !name.is_empty());
    if whole && !action.contains(['*', '?', ' ']) {
        return Ok(action.to_owned());
    }
    Err(format!(
        "`{action}` is no action: write service:Action, such as s3:GetObject, without wildcards"
    ))
}

/// The ARN of what somebody means: an ARN, `*`, a thing by name, or
/// `BUCKET/key`.
pub fn resource(architecture: &Indexed<'_>, text: &str) -> Result<String, String> {
    arn::meant(architecture, text).ok_or_else(|| {
        format!(
            "nothing here is called `{}`: name a bucket, BUCKET/key, a topic or another thing, or give an ARN",
            text.trim()
        )
    })
}
