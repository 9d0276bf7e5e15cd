//! Decisions of IAM in words.

use super::words::name_or;
use crate::architecture::{Architecture, Kind, ResourceId};
use crate::iam::{
    Credentials, Deciding, Decision, LookedAt, NoCredentials, Outcome, PolicyKind, Question,
    Reason, Seen,
};

fn named(id: &ResourceId, architecture: &Architecture) -> String {
    name_or(Some(id), architecture, "")
}

/// A statement, as one says it: "statement 2, ReadOnly, of the policy read-docs".
fn statement(it: &Deciding, architecture: &Architecture) -> String {
    let at = &it.statement;
    let number = at.index + 1;
    let which = match at.sid.as_str() {
        "" => format!("statement {number}"),
        sid => format!("statement {sid}"),
    };
    format!(
        "{which} of {}",
        policy(at.kind, &at.policy, &at.holder, architecture)
    )
}

/// A policy, and whose it is.
pub fn policy(
    kind: PolicyKind,
    name: &str,
    holder: &ResourceId,
    architecture: &Architecture,
) -> String {
    let whose = named(holder, architecture);
    match kind {
        PolicyKind::Identity => format!("the policy {name}, attached to {whose}"),
        PolicyKind::Managed => format!("the AWS managed policy {name}, attached to {whose}"),
        PolicyKind::Trust | PolicyKind::Resource => format!("the {name} of {whose}"),
    }
}

/// Who asks in the end, in a sentence; empty where it is who was named.
pub fn asker_sentence(decision: &Decision, architecture: &Architecture) -> String {
    match &decision.who.credentials {
        Credentials::Role(id) => format!(
            "The request is signed as the role {}.",
            named(id, architecture)
        ),
        Credentials::User(id) => format!(
            "The request is signed as the user {}.",
            named(id, architecture)
        ),
        Credentials::Root => "The request is signed as the root user of the account.".to_owned(),
        Credentials::Service(name) => format!("The service {name} asks in its own name."),
        Credentials::Foreign(arn) => format!("{arn} asks from another account."),
        Credentials::NotDrawn(what) => format!("Not known: {what}."),
        Credentials::None(why) => unsigned(why, architecture),
    }
}

/// Why a request has no signature.
fn unsigned(why: &NoCredentials, architecture: &Architecture) -> String {
    match why {
        NoCredentials::Anonymous => "The request is not signed: nobody knows who asks.".to_owned(),
        NoCredentials::NothingAttached(id) => {
            let what = match architecture.kind_of(&id.owner()) {
                Some(Kind::Function) => "role",
                _ => "instance profile",
            };
            format!(
                "{} has no {what}, so it finds no credentials and the request is not signed.",
                named(id, architecture)
            )
        }
        NoCredentials::Gone(id) => format!(
            "What should give it credentials is not there ({}), so the request is not signed.",
            architecture.name_of(id)
        ),
        NoCredentials::TrustRefuses { role, service } => format!(
            "The trust policy of {} does not let {service} put the role on, so the request is not signed.",
            named(role, architecture)
        ),
    }
}

/// The answer in a sentence: "Denied: no statement allows s3:PutObject."
pub fn decision_sentence(
    decision: &Decision,
    question: &Question,
    architecture: &Architecture,
) -> String {
    let action = question.action.trim();
    match (decision.outcome, &decision.reason) {
        (Outcome::Allowed, Reason::RootUser) => {
            "Allowed: the root user may do everything in its own account.".to_owned()
        }
        (Outcome::Allowed, _) => match &decision.deciding {
            Some(it) => format!("Allowed by {}.", statement(it, architecture)),
            None => "Allowed.".to_owned(),
        },
        (Outcome::ExplicitDeny, _) => match &decision.deciding {
            Some(it) => format!("Denied by {}.", statement(it, architecture)),
            None => "Denied by a statement.".to_owned(),
        },
        (Outcome::ImplicitDeny, reason) => match reason {
            Reason::PublicAccessRestricted => format!(
                "Denied: the bucket restricts public access, so its policy lets nobody from outside the account in, and no other statement allows {action}."
            ),
            Reason::LeftToIdentityPolicies => format!(
                "Denied: the resource leaves it to the account, and no policy of who asks allows {action}."
            ),
            Reason::TrustPolicyDoesNotAllow => {
                "Denied: a policy of who asks allows it, but the trust policy of the role does not."
                    .to_owned()
            }
            _ => format!("Denied: no statement allows {action}."),
        },
        (Outcome::NotKnown, _) => format!(
            "Not known: it hangs on {}.",
            decision.hangs_on.join("; on ")
        ),
    }
}

/// How a statement fared, in a few words.
pub fn seen(it: &Seen) -> String {
    match it {
        Seen::Matches => "matches".to_owned(),
        Seen::OtherPrincipal => "is about other principals".to_owned(),
        Seen::NamesAccount => "leaves it to the policies of who asks".to_owned(),
        Seen::OtherAction => "is about other actions".to_owned(),
        Seen::OtherResource => "is about other resources".to_owned(),
        Seen::ConditionFails => "its condition does not hold".to_owned(),
        Seen::HangsOn(why) => format!("hangs on {}", why.join("; on ")),
    }
}

/// A policy that was looked at, in words.
pub fn looked_at(it: &LookedAt, architecture: &Architecture) -> String {
    policy(it.kind, &it.policy, &it.holder, architecture)
}
