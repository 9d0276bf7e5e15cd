//! The answer to a question.
//!
//! [IAM UG: Policy evaluation logic] in the order of the guide: an explicit
//! deny anywhere; else, inside one account, an allow of the resource's policy
//! or of the identity policies; across accounts both; else an implicit deny.
//! The trust policy of a role is an exception: it has to allow by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::arn;
use super::condition::Truth;
use super::decision::*;
use super::document::{Effect, Policy};
use super::managed;
use super::public::{BlockPublic, public_statement};
use super::question::{Asked, Principal, Question};
use super::shelf::{Read, Shelf};
use super::weigh::{Seen, Weighed, weigh};
use super::who::{self, Credentials, Who};
use crate::architecture::*;

/// Who may do what in one drawing. What it reads it keeps, so whoever asks
/// much makes it once; making it costs nothing.
#[derive(Debug)]
pub struct Iam<'i, 'a> {
    shelf: Shelf<'i, 'a>,
}

/// Answers one question. Whoever has more makes an [`Iam`].
pub fn decide(architecture: &Architecture, question: &Question) -> Decision {
    let indexed = Indexed::new(architecture);
    Iam::over(&indexed).decide(question)
}

/// A policy that is looked at.
struct Sheet {
    kind: PolicyKind,
    policy: String,
    document: Option<(ResourceId, &'static str)>,
    holder: ResourceId,
    read: Option<Read>,
    /// Why it does not count, beside what reading it says.
    ignored: Option<String>,
    /// What an answer hangs on where its statements are not known.
    open: Option<String>,
    /// Whether, though not known, it denies nothing.
    allows_only: bool,
}

/// What a side, identities or resource, says.
struct Side {
    deny: Truth,
    allow: Truth,
    account: bool,
    denied_by: Option<Deciding>,
    allowed_by: Option<Deciding>,
}

impl<'i, 'a> Iam<'i, 'a> {
    /// Over a drawing that is indexed already.
    pub fn over(indexed: &'i Indexed<'a>) -> Self {
        Self {
            shelf: Shelf::over(indexed),
        }
    }

    /// The drawing.
    pub fn architecture(&self) -> &'i Indexed<'a> {
        self.shelf.indexed
    }

    /// Who a principal is in the end: an instance is the role that it has.
    pub fn who(&self, principal: &Principal) -> Who {
        who::of(&self.shelf, principal)
    }

    /// Whether the trust policy of a role lets a service put it on; none where
    /// that hangs on what is not known.
    pub fn lets_in(&self, role: &ResourceId, service: &str) -> Option<bool> {
        match who::lets_in(&self.shelf, role, service) {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Unknown(_) => None,
        }
    }

    /// A document as it was read: of a policy, the trust policy of a role, the
    /// policy of a bucket or a topic. None where nothing is written.
    pub fn document(
        &self,
        id: &ResourceId,
    ) -> Option<std::rc::Rc<Result<Policy, super::PolicyError>>> {
        match self.shelf.indexed.kind_of(id)? {
            Kind::IamPolicy => self.shelf.own(id),
            Kind::IamRole => self.shelf.trust(id),
            Kind::Bucket | Kind::Topic => self.shelf.of_resource(id),
            _ => None,
        }
    }

    /// Answers a question.
    pub fn decide(&self, question: &Question) -> Decision {
        let architecture = self.shelf.indexed;
        let (_, account) = arn::account(architecture);
        let who = self.who(&question.principal);
        let asked = self.asked(question, &who, &account);
        let mut notes = Vec::new();
        let mut looked_at = Vec::new();

        let identity = self.identity_sheets(&who);
        let identity = weigh_side(&identity, &asked, None, &mut looked_at);

        let subject = who.subject(&account);
        let sheet = self.resource_sheet(question, &mut notes);
        let trust = is_assume_role(&question.action);
        let sheets: Vec<Sheet> = sheet.into_iter().collect();
        let public = self.public_restriction(question);
        let resource = weigh_side(&sheets, &asked, Some(&subject), &mut looked_at);

        let own = match &who.credentials {
            Credentials::Foreign(arn) => arn::account_of(arn) == Some(account.as_str()),
            _ => true,
        };
        let home = arn::account_of(&question.resource)
            .is_none_or(|it| it == account || it == "aws" || it.contains(['*', '?']));
        let mut done = |outcome, reason, deciding, hangs_on: Vec<String>| {
            let mut seen = BTreeSet::new();
            Decision {
                outcome,
                reason,
                deciding,
                who: who.clone(),
                looked_at: std::mem::take(&mut looked_at),
                hangs_on: hangs_on
                    .into_iter()
                    .filter(|it| seen.insert(it.clone()))
                    .collect(),
                notes: std::mem::take(&mut notes),
            }
        };

        // An explicit deny ends it, wherever it stands.
        for side in [&identity, &resource] {
            if side.deny == Truth::Yes {
                return done(
                    Outcome::ExplicitDeny,
                    Reason::Statement,
                    side.denied_by.clone(),
                    Vec::new(),
                );
            }
        }
        let denies = or(identity.deny.clone(), resource.deny.clone());

        // What allows it.
        let restricted = public.is_some()
            && match &who.credentials {
                Credentials::None(_) => true,
                Credentials::Foreign(_) => !own,
                _ => false,
            };
        let mut by = resource.allowed_by.clone();
        let mut resource_allows = resource.allow.clone();
        let mut reason = Reason::NothingAllows;
        if restricted && resource_allows != Truth::No {
            resource_allows = Truth::No;
            reason = Reason::PublicAccessRestricted;
        }
        let allow = match &who.credentials {
            Credentials::Root if !trust && home => {
                by = None;
                reason = Reason::RootUser;
                Truth::Yes
            }
            // Both sides are needed, and the other account's is not drawn.
            Credentials::Foreign(arn) if !own => match resource_allows {
                Truth::No if !resource.account || restricted => Truth::No,
                _ => Truth::Unknown(vec![format!(
                    "the identity policies of {arn}, which are not drawn"
                )]),
            },
            _ if !home => {
                let allow = or(identity.allow.clone(), Truth::No);
                allow.and(Truth::Unknown(vec![format!(
                    "the policy of {}, which belongs to another account and is not drawn",
                    question.resource
                )]))
            }
            _ if trust => {
                if resource.allow == Truth::No {
                    if resource.account {
                        // The trust policy leaves it to the account.
                        by = identity.allowed_by.clone();
                        reason = Reason::LeftToIdentityPolicies;
                        identity.allow.clone()
                    } else {
                        if identity.allow == Truth::Yes {
                            reason = Reason::TrustPolicyDoesNotAllow;
                        }
                        Truth::No
                    }
                } else {
                    resource_allows
                }
            }
            _ => {
                if identity.allow == Truth::Yes {
                    by = identity.allowed_by.clone();
                } else if resource.account && resource_allows == Truth::No {
                    reason = Reason::LeftToIdentityPolicies;
                }
                or(identity.allow.clone(), resource_allows)
            }
        };
        match (allow, denies) {
            // Nothing allows it, so it does not matter what might deny it.
            (Truth::No, _) => done(Outcome::ImplicitDeny, reason, None, Vec::new()),
            (Truth::Yes, Truth::No) => {
                let reason = match (&by, reason) {
                    (None, Reason::RootUser) => Reason::RootUser,
                    _ => Reason::Statement,
                };
                done(Outcome::Allowed, reason, by, Vec::new())
            }
            (Truth::Unknown(mut why), Truth::Unknown(more)) => {
                why.extend(more);
                done(Outcome::NotKnown, Reason::HangsOn, None, why)
            }
            (Truth::Unknown(why), _) | (Truth::Yes, Truth::Unknown(why)) => {
                done(Outcome::NotKnown, Reason::HangsOn, None, why)
            }
            // A deny was told before.
            (Truth::Yes, Truth::Yes) => {
                done(Outcome::ExplicitDeny, Reason::Statement, None, Vec::new())
            }
        }
    }

    /// The question with what follows from who asks.
    /// [IAM UG: AWS global condition context keys]
    fn asked<'q>(&self, question: &'q Question, who: &Who, account: &str) -> Asked<'q> {
        let mut standing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut not_said: BTreeSet<&'static str> = BTreeSet::new();
        let mut put = |key: &str, value: &str| {
            standing.insert(key.to_owned(), vec![value.to_owned()]);
        };
        let home = arn::account_of(&question.resource).unwrap_or(account);
        put("aws:resourceaccount", home);
        put("s3:resourceaccount", home);
        let identity = |put: &mut dyn FnMut(&str, &str), kind: &str| {
            put("aws:principaltype", kind);
            put("aws:principalisawsservice", "false");
            put("aws:principalaccount", account);
            if let Some(arn) = &who.arn {
                put("aws:principalarn", arn);
            }
        };
        match &who.credentials {
            Credentials::User(id) | Credentials::Role(id) => {
                let user = matches!(who.credentials, Credentials::User(_));
                identity(&mut put, if user { "User" } else { "AssumedRole" });
                if let Some(resource) = self.shelf.indexed.get(id) {
                    if user {
                        put("aws:username", resource.name.trim());
                    }
                    for (key, value) in resource.tags.iter() {
                        put(
                            &format!("aws:principaltag/{}", key.to_ascii_lowercase()),
                            value,
                        );
                    }
                }
            }
            Credentials::Root => identity(&mut put, "Account"),
            Credentials::Service(name) => {
                put("aws:principalisawsservice", "true");
                put("aws:principalservicename", name);
                // For whom it does it, the service says.
                not_said.extend(["aws:sourcearn", "aws:sourceaccount"]);
            }
            Credentials::Foreign(arn) => {
                put("aws:principalisawsservice", "false");
                put("aws:principalaccount", arn::account_of(arn).unwrap_or(""));
                put("aws:principalarn", arn);
                not_said.extend([
                    "aws:username",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                ]);
            }
            Credentials::None(_) => {
                put("aws:principaltype", "Anonymous");
                put("aws:principalaccount", "anonymous");
                put("aws:principalisawsservice", "false");
                put("aws:userid", "anonymous");
            }
            Credentials::NotDrawn(_) => not_said.extend(["aws:username"]),
        }
        // A server may ask through an endpoint of its VPC.
        if matches!(question.principal, Principal::Server(_)) {
            not_said.extend(["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"]);
            not_said.extend([
                "aws:ec2instancesourcevpc",
                "aws:ec2instancesourceprivateipv4",
            ]);
        }
        Asked {
            action: question.action.trim(),
            resource: question.resource.trim(),
            context: &question.context,
            standing,
            not_said,
        }
    }

    /// The policies that are attached to who asks, those of groups behind its
    /// own.
    fn identity_sheets(&self, who: &Who) -> Vec<Sheet> {
        let architecture = self.shelf.indexed;
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
        self.shelf.indexed.find::<IamPolicy>(id)?;
        let read = self.shelf.own(id);
        let ignored = read
            .is_none()
            .then(|| "nothing is written in it yet".to_owned());
        Some(Sheet {
            kind: PolicyKind::Identity,
            policy: self.shelf.indexed.name_of(id),
            document: Some((id.clone(), "document")),
            holder: holder.clone(),
            read,
            ignored,
            open: None,
            allows_only: false,
        })
    }

    fn managed_sheet(&self, holder: &ResourceId, name: &str) -> Sheet {
        let read = self.shelf.of_aws(name);
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
    fn resource_sheet(&self, question: &Question, notes: &mut Vec<String>) -> Option<Sheet> {
        let architecture = self.shelf.indexed;
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
            let read = self.shelf.trust(id);
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
            let read = self.shelf.of_resource(id)?;
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
        let service = arn.splitn(6, ':').nth(2);
        if service == Some("sns") {
            let (id, _) = architecture
                .all::<Topic>()
                .find(|(id, _)| arn::of(architecture, id).as_deref() == Some(arn))?;
            return match self.shelf.of_resource(id) {
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
    fn public_restriction(&self, question: &Question) -> Option<ResourceId> {
        let architecture = self.shelf.indexed;
        let (id, bucket) = arn::bucket(architecture, &question.resource)?;
        let read = self.shelf.of_resource(id)?;
        public_statement(read.as_ref().as_ref().ok()?)?;
        BlockPublic::of(architecture, bucket)
            .restrict
            .then(|| id.clone())
    }
}

fn is_assume_role(action: &str) -> bool {
    action.trim().eq_ignore_ascii_case("sts:AssumeRole")
}

/// Whether one of two holds.
fn or(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
        (Truth::No, it) | (it, Truth::No) => it,
        (Truth::Unknown(mut one), Truth::Unknown(other)) => {
            one.extend(other);
            Truth::Unknown(one)
        }
    }
}

fn weigh_side(
    sheets: &[Sheet],
    asked: &Asked<'_>,
    subject: Option<&super::principals::Subject>,
    looked_at: &mut Vec<LookedAt>,
) -> Side {
    let mut side = Side {
        deny: Truth::No,
        allow: Truth::No,
        account: false,
        denied_by: None,
        allowed_by: None,
    };
    for sheet in sheets {
        let mut look = LookedAt {
            kind: sheet.kind,
            policy: sheet.policy.clone(),
            document: sheet.document.clone(),
            holder: sheet.holder.clone(),
            statements: Vec::new(),
            does_not_count: sheet.ignored.clone(),
        };
        if let Some(open) = &sheet.open {
            let unknown = Truth::Unknown(vec![open.clone()]);
            if !sheet.allows_only {
                side.deny = or(side.deny, unknown.clone());
            }
            side.allow = or(side.allow, unknown);
            look.does_not_count = Some("its statements are not known here".to_owned());
            looked_at.push(look);
            continue;
        }
        let policy = match sheet.read.as_deref() {
            Some(Ok(policy)) if sheet.ignored.is_none() => policy,
            Some(Err(error)) => {
                look.does_not_count = Some(format!("AWS refuses it: {error}"));
                looked_at.push(look);
                continue;
            }
            _ => {
                looked_at.push(look);
                continue;
            }
        };
        let weighed = weigh(policy, asked, subject);
        for effect in [Effect::Deny, Effect::Allow] {
            let truth = Weighed::fate(&weighed, effect);
            let matching = weighed
                .iter()
                .find(|it| it.effect == effect && it.seen == Seen::Matches);
            let deciding = matching.map(|it| Deciding {
                statement: StatementRef {
                    kind: sheet.kind,
                    policy: sheet.policy.clone(),
                    document: sheet.document.clone(),
                    holder: sheet.holder.clone(),
                    index: it.index,
                    sid: policy.statements[it.index].sid.clone(),
                },
                effect,
                text: policy.statements[it.index].to_value().to_string(),
            });
            let (total, by) = match effect {
                Effect::Deny => (&mut side.deny, &mut side.denied_by),
                Effect::Allow => (&mut side.allow, &mut side.allowed_by),
            };
            *total = or(std::mem::replace(total, Truth::No), truth);
            if by.is_none() {
                *by = deciding;
            }
        }
        side.account |= weighed.iter().any(|it| it.seen == Seen::NamesAccount);
        look.statements = weighed
            .into_iter()
            .map(|it| (policy.statements[it.index].sid.clone(), it.effect, it.seen))
            .collect();
        looked_at.push(look);
    }
    side
}
