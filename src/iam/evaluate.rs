//! The answer to a question.
//!
//! [IAM UG: Policy evaluation logic] in the order of the guide: an explicit
//! deny anywhere; else, inside one account, an allow of the resource's policy
//! or of the identity policies; across accounts both; else an implicit deny.
//! The trust policy of a role is an exception: it has to allow by itself.

use std::collections::BTreeSet;

use super::arn;
use super::condition::Truth;
use super::decision::*;
use super::document::{Policy, PolicyError};
use super::question::{Principal, Question};
use super::sheets::{Sheet, is_assume_role};
use super::shelf::Shelf;
use super::side::{or, weigh_side};
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
    pub fn document(&self, id: &ResourceId) -> Option<std::rc::Rc<Result<Policy, PolicyError>>> {
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
        let asked = self.shelf.asked(question, &who, &account);
        let mut notes = Vec::new();
        let mut looked_at = Vec::new();

        let identity = self.shelf.identity_sheets(&who);
        let identity = weigh_side(&identity, &asked, None, &mut looked_at);

        let subject = who.subject(&account);
        let sheet = self.shelf.resource_sheet(question, &mut notes);
        let trust = is_assume_role(&question.action);
        let sheets: Vec<Sheet> = sheet.into_iter().collect();
        let public = self.shelf.public_restriction(question);
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
}
