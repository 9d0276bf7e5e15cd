//! The policies that count for a question: those of who asks, and the one of
//! what is asked for.

use super::arn;
use super::decision::PolicyKind;
use super::managed;
use super::public::{BlockPublic, public_statement};
use super::question::{Principal, Question};
use super::shelf::{Read, Shelf};
use super::who::{Credentials, Who};
use crate::architecture::*;

/// A policy that is looked at.
pub struct Sheet {
    pub kind: PolicyKind,
    pub policy: String,
    pub document: Option<(ResourceId, &'static str)>,
    pub holder: ResourceId,
    pub read: Option<Read>,
    /// Why it does not count, beside what reading it says.
    pub ignored: Option<String>,
    /// What an answer hangs on where its statements are not known.
    pub open: Option<String>,
    /// Whether, though not known, it denies nothing.
    pub allows_only: bool,
}

impl Shelf<'_, '_> {
    /// The policies that are attached to who asks, those of groups behind its
    /// own.
    pub fn identity_sheets(&self, who: &Who) -> Vec<Sheet> {
        let architecture = self.indexed;
        let mut sheets = Vec::new();
        let mut add = |holder: &ResourceId, own: &[ResourceId], of_aws: &[ManagedPolicy]| {
            sheets.extend(own.iter().filter_map(|id| self.own_sheet(holder, id)));
            sheets.extend(
                of_aws
                    .iter()
                    .filter(|it| !it.name.trim().is_empty())
                    .map(|it| self.managed_sheet(holder, it.name.trim())),
            );
        };
        match &who.credentials {
            Credentials::User(id) => {
                let Some(user) = architecture.find::<IamUser>(id) else {
                    return sheets;
                };
                add(id, &user.policies, &user.managed_policies);
                for group in &user.groups {
                    if let Some(it) = architecture.find::<IamGroup>(group) {
                        add(group, &it.policies, &it.managed_policies);
                    }
                }
            }
            Credentials::Role(id) => {
                if let Some(role) = architecture.find::<IamRole>(id) {
                    add(id, &role.policies, &role.managed_policies);
                }
            }
            Credentials::NotDrawn(what) => sheets.push(Sheet {
                kind: PolicyKind::Identity,
                policy: what.clone(),
                document: None,
                holder: ResourceId::new(""),
                read: None,
                ignored: None,
                open: Some(what.clone()),
                allows_only: false,
            }),
            _ => {}
        }
        sheets
    }

    fn own_sheet(&self, holder: &ResourceId, id: &ResourceId) -> Option<Sheet> {
        // What was deleted is attached to nobody.
        self.indexed.find::<IamPolicy>(id)?;
        let read = self.own(id);
        let ignored = read
            .is_none()
            .then(|| "nothing is written in it yet".to_owned());
        Some(Sheet {
            kind: PolicyKind::Identity,
            policy: self.indexed.name_of(id),
            document: Some((id.clone(), "document")),
            holder: holder.clone(),
            read,
            ignored,
            open: None,
            allows_only: false,
        })
    }

    fn managed_sheet(&self, holder: &ResourceId, name: &str) -> Sheet {
        let read = self.of_aws(name);
        let known = managed::find(name);
        Sheet {
            kind: PolicyKind::Managed,
            policy: known.map_or(name, |it| it.name).to_owned(),
            document: None,
            holder: holder.clone(),
            open: read.is_none().then(|| {
                format!("the AWS managed policy {name}, whose statements are not known here")
            }),
            allows_only: known.is_some_and(|it| it.allows_only),
            read,
            ignored: None,
        }
    }

    /// The policy of what is asked for.
    pub fn resource_sheet(&self, question: &Question, notes: &mut Vec<String>) -> Option<Sheet> {
        let architecture = self.indexed;
        let arn = question.resource.as_str();
        let sheet = |id: &ResourceId, kind, policy: &str, property, read, ignored| Sheet {
            kind,
            policy: policy.to_owned(),
            document: Some((id.clone(), property)),
            holder: id.clone(),
            read,
            ignored,
            open: None,
            allows_only: false,
        };
        if is_assume_role(&question.action) {
            let (id, _) = architecture
                .all::<IamRole>()
                .find(|(id, _)| arn::of(architecture, id).as_deref() == Some(arn))?;
            let read = self.trust(id);
            return Some(sheet(
                id,
                PolicyKind::Trust,
                "trust policy",
                "trust_policy",
                read,
                None,
            ));
        }
        if arn.starts_with("arn:aws:s3:::") {
            let Some((id, bucket)) = arn::bucket(architecture, arn) else {
                if !arn.contains(['*', '?']) {
                    notes.push(
                        "The bucket is not drawn: it is taken for one of this account without a policy."
                            .to_owned(),
                    );
                }
                return None;
            };
            let read = self.of_resource(id)?;
            // What AWS refuses was never attached (rulebook S3-12).
            let public = read.as_ref().as_ref().ok().and_then(public_statement);
            let blocked = BlockPublic::of(architecture, bucket).policy;
            let ignored = match public {
                Some(_) if blocked => Some(
                    "AWS refuses it: it lets everybody in, and the bucket blocks public policies"
                        .to_owned(),
                ),
                _ => None,
            };
            return Some(sheet(
                id,
                PolicyKind::Resource,
                "bucket policy",
                "policy",
                Some(read),
                ignored,
            ));
        }
        let service = arn.split(':').nth(2);
        if service == Some("sns") {
            let (id, _) = architecture
                .all::<Topic>()
                .find(|(id, _)| arn::of(architecture, id).as_deref() == Some(arn))?;
            return match self.of_resource(id) {
                Some(read) => Some(sheet(
                    id,
                    PolicyKind::Resource,
                    "access policy",
                    "policy",
                    Some(read),
                    None,
                )),
                None => {
                    let mut default = sheet(
                        id,
                        PolicyKind::Resource,
                        "access policy that AWS gives a new topic",
                        "policy",
                        None,
                        None,
                    );
                    default.allows_only = true;
                    // Whether an alarm of the account passes it is not known
                    // for sure (rulebook SNS-6).
                    let alarm = matches!(&question.principal, Principal::Service(name) if name == "cloudwatch.amazonaws.com");
                    if alarm {
                        default.open = Some(
                            "the access policy that AWS gives a new topic: whether it lets alarms of the account publish is not known for sure"
                                .to_owned(),
                        );
                    } else {
                        default.ignored = Some("it lets the owner's account only".to_owned());
                    }
                    Some(default)
                }
            };
        }
        None
    }

    /// The bucket that is asked for, if its policy is public and the bucket
    /// restricts that.
    pub fn public_restriction(&self, question: &Question) -> Option<ResourceId> {
        let architecture = self.indexed;
        let (id, bucket) = arn::bucket(architecture, &question.resource)?;
        let read = self.of_resource(id)?;
        public_statement(read.as_ref().as_ref().ok()?)?;
        BlockPublic::of(architecture, bucket)
            .restrict
            .then(|| id.clone())
    }
}

/// Whether it is asked to put a role on.
pub fn is_assume_role(action: &str) -> bool {
    action.trim().eq_ignore_ascii_case("sts:AssumeRole")
}
