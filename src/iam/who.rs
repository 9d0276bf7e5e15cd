//! Who asks, in the end: with which credentials a request is signed.
//!
//! An instance has the role of its instance profile, if the role's trust
//! policy lets EC2 put it on (rulebook IAM-2, IAM-3); without one the SDK finds
//! no credentials, and a request goes out unsigned or not at all.
//! [IAM UG: Use an IAM role to grant permissions to applications on EC2]

use super::arn;
use super::condition::Truth;
use super::document::Effect;
use super::principals::Subject;
use super::question::{Asked, Context, Principal};
use super::shelf::Shelf;
use super::weigh::{Weighed, weigh};
use crate::architecture::*;

/// Why somebody has no credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoCredentials {
    /// It was asked for a request without a signature.
    Anonymous,
    /// The server has no instance profile, the function no role.
    NothingAttached(ResourceId),
    /// What is named as the profile or the role is not there.
    Gone(ResourceId),
    /// The trust policy of the role does not let the service put it on, or is
    /// none that AWS takes.
    TrustRefuses {
        /// The role.
        role: ResourceId,
        /// The service.
        service: &'static str,
    },
}

/// What a request is signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Those of a user.
    User(ResourceId),
    /// Those of a role that somebody or something has put on.
    Role(ResourceId),
    /// Those of the root user.
    Root,
    /// A service of AWS in its own name.
    Service(String),
    /// Those of somebody in another account.
    Foreign(String),
    /// None.
    None(NoCredentials),
    /// Those of something that is not drawn; what, in words.
    NotDrawn(String),
}

/// Who asks, in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// What the request is signed with.
    pub credentials: Credentials,
    /// The ARN that policies know it by, where there is one.
    pub arn: Option<String>,
}

impl Who {
    fn none(why: NoCredentials) -> Self {
        Self {
            credentials: Credentials::None(why),
            arn: None,
        }
    }

    /// How Principal elements may name it.
    pub(super) fn subject(&self, account: &str) -> Subject {
        let identity = |arn: &str, account: &str| Subject::Identity {
            arn: arn.to_owned(),
            account: account.to_owned(),
        };
        match &self.credentials {
            Credentials::User(_) | Credentials::Role(_) => {
                identity(self.arn.as_deref().unwrap_or_default(), account)
            }
            Credentials::Root => Subject::Root {
                account: account.to_owned(),
            },
            Credentials::Service(name) => Subject::Service(name.clone()),
            Credentials::Foreign(arn) => {
                let account = arn::account_of(arn).unwrap_or_default();
                match arn.ends_with(":root") {
                    true => Subject::Root {
                        account: account.to_owned(),
                    },
                    false => identity(arn, account),
                }
            }
            Credentials::None(_) => Subject::Anonymous,
            Credentials::NotDrawn(what) => Subject::NotDrawn(what.clone()),
        }
    }
}

/// The instance profile of a server: of an instance, a launch template, or an
/// Auto Scaling group or one of its instances.
fn profile_of<'a>(
    architecture: &Indexed<'a>,
    server: &ResourceId,
) -> Option<&'a Option<ResourceId>> {
    let owner = server.owner();
    Some(match &architecture.get(&owner)?.properties {
        Properties::Instance(it) => &it.instance_profile,
        Properties::LaunchTemplate(it) => &it.instance_profile,
        Properties::AutoScalingGroup(it) => {
            let template = architecture.follow::<LaunchTemplate>(&it.launch_template)?;
            &template.instance_profile
        }
        _ => return None,
    })
}

/// Who asks, in the end.
pub fn of(shelf: &Shelf<'_, '_>, principal: &Principal) -> Who {
    let architecture = shelf.indexed;
    let arn = |id: &ResourceId| arn::of(architecture, id);
    let (_, account) = arn::account(architecture);
    match principal {
        Principal::User(id) => Who {
            credentials: Credentials::User(id.clone()),
            arn: arn(id),
        },
        Principal::Role(id) => Who {
            credentials: Credentials::Role(id.clone()),
            arn: arn(id),
        },
        Principal::Root => Who {
            credentials: Credentials::Root,
            arn: Some(format!("arn:aws:iam::{account}:root")),
        },
        Principal::Service(name) => Who {
            credentials: Credentials::Service(name.clone()),
            arn: None,
        },
        Principal::Foreign(text) => Who {
            credentials: Credentials::Foreign(text.clone()),
            arn: Some(text.clone()),
        },
        Principal::Anonymous => Who::none(NoCredentials::Anonymous),
        Principal::Server(id) => {
            let Some(profile) = profile_of(architecture, id) else {
                return Who::none(NoCredentials::NothingAttached(id.clone()));
            };
            let Some(profile) = profile else {
                return Who::none(NoCredentials::NothingAttached(id.clone()));
            };
            let Some(found) = architecture.find::<InstanceProfile>(profile) else {
                return Who::none(NoCredentials::Gone(profile.clone()));
            };
            match &found.role {
                None => Who {
                    credentials: Credentials::NotDrawn(format!(
                        "the role of the instance profile {}, which is not drawn",
                        architecture.name_of(profile)
                    )),
                    arn: None,
                },
                Some(role) => put_on(shelf, role, "ec2.amazonaws.com"),
            }
        }
        Principal::Function(id) => {
            let role = architecture
                .find::<Function>(id)
                .and_then(|it| it.role.as_ref());
            match role {
                None => Who::none(NoCredentials::NothingAttached(id.clone())),
                Some(role) => put_on(shelf, role, "lambda.amazonaws.com"),
            }
        }
    }
}

/// A service puts a role on for something of its own.
fn put_on(shelf: &Shelf<'_, '_>, role: &ResourceId, service: &'static str) -> Who {
    let architecture = shelf.indexed;
    if architecture.find::<IamRole>(role).is_none() {
        return Who::none(NoCredentials::Gone(role.clone()));
    }
    match lets_in(shelf, role, service) {
        Truth::Yes => Who {
            credentials: Credentials::Role(role.clone()),
            arn: arn::of(architecture, role),
        },
        Truth::No => Who::none(NoCredentials::TrustRefuses {
            role: role.clone(),
            service,
        }),
        Truth::Unknown(why) => Who {
            credentials: Credentials::NotDrawn(format!(
                "whether {service} may put on {}: {}",
                architecture.name_of(role),
                why.join("; ")
            )),
            arn: None,
        },
    }
}

/// Whether the trust policy of a role lets a service put it on.
pub fn lets_in(shelf: &Shelf<'_, '_>, role: &ResourceId, service: &str) -> Truth {
    let Some(trust) = shelf.trust(role) else {
        return Truth::No;
    };
    let Ok(policy) = trust.as_ref() else {
        return Truth::No;
    };
    let context = Context::default();
    let arn = arn::of(shelf.indexed, role).unwrap_or_default();
    let asked = Asked {
        action: "sts:AssumeRole",
        resource: &arn,
        context: &context,
        standing: Default::default(),
        not_said: ["aws:sourcearn", "aws:sourceaccount"].into(),
    };
    let subject = Subject::Service(service.to_owned());
    let weighed = weigh(policy, &asked, Some(&subject));
    let fate = |effect: Effect| Weighed::fate(&weighed, effect);
    match (fate(Effect::Deny), fate(Effect::Allow)) {
        (Truth::Yes, _) => Truth::No,
        (Truth::No, allow) => allow,
        (Truth::Unknown(_), Truth::No) => Truth::No,
        (unknown, _) => unknown,
    }
}
