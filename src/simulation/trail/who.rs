//! Who makes a call: the learner, as a user of the drawing, or the root user.

use super::record::{SessionAttributes, UserIdentity};
use crate::architecture::{Account, IamUser, Indexed, ResourceId};
use crate::iam::{Context, Iam, Principal, Question, arn};
use crate::simulation::Dice;

/// The address that a learner's calls come from: one that is set aside for
/// documentation. [RFC 5737]
pub const ADDRESS: &str = "203.0.113.9";

/// What somebody must be allowed to do to count as an administrator.
const OF_AN_ADMINISTRATOR: [&str; 4] = [
    "cloudtrail:StopLogging",
    "ec2:RunInstances",
    "iam:CreateUser",
    "s3:CreateBucket",
];

/// Somebody who makes calls in the console.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Who it is to IAM.
    pub principal: Principal,
    /// What people call it.
    pub name: String,
    /// Whether it signed in with a second factor.
    pub mfa: bool,
    /// The address that it calls from.
    pub address: String,
}

impl Actor {
    /// The learner: the first administrator among the users of the drawing,
    /// those who sign in with a password before others; else the root user,
    /// which [`Actor::said`] tells.
    pub fn learner(architecture: &Indexed<'_>) -> Self {
        let iam = Iam::over(architecture);
        let is_administrator = |id: &ResourceId, user: &IamUser| {
            OF_AN_ADMINISTRATOR.iter().all(|action| {
                let context = mfa_context(user.mfa);
                let question = Question::new(Principal::User(id.clone()), *action, "*");
                iam.decide(&question.under(context)).is_allowed()
            })
        };
        let users = || architecture.all::<IamUser>();
        let found = users()
            .find(|(id, user)| user.console && is_administrator(id, user))
            .or_else(|| users().find(|(id, user)| is_administrator(id, user)));
        match found {
            Some((id, _)) => Self::user(architecture, id),
            None => Self::root(architecture),
        }
    }

    /// A user of the drawing.
    pub fn user(architecture: &Indexed<'_>, id: &ResourceId) -> Self {
        Self {
            principal: Principal::User(id.clone()),
            name: architecture.name_of(id),
            mfa: architecture.find::<IamUser>(id).is_some_and(|it| it.mfa),
            address: ADDRESS.to_owned(),
        }
    }

    /// The root user.
    pub fn root(architecture: &Indexed<'_>) -> Self {
        let account = architecture.all::<Account>().next();
        Self {
            principal: Principal::Root,
            name: "root".to_owned(),
            mfa: account.is_some_and(|(_, it)| it.root_mfa),
            address: ADDRESS.to_owned(),
        }
    }

    /// The same from another address.
    pub fn from(mut self, address: &str) -> Self {
        address.clone_into(&mut self.address);
        self
    }

    /// In whose name the calls are made, in a sentence for people.
    pub fn said(&self) -> String {
        let factor = match self.mfa {
            true => "with a second factor",
            false => "without a second factor",
        };
        match &self.principal {
            Principal::Root => format!(
                "Your calls are recorded as those of the root user, who signed in {factor}, \
                 because no IAM user of the drawing is an administrator."
            ),
            _ => format!(
                "Your calls are recorded as those of the IAM user {}, who signed in {factor}.",
                self.name
            ),
        }
    }

    /// As it stands in records; the session began at `since`. Keys are left
    /// out: none are made up.
    pub fn identity(&self, account: &str, since: &str) -> UserIdentity {
        let session = SessionAttributes {
            creation_date: since.to_owned(),
            mfa_authenticated: self.mfa.to_string(),
        };
        match &self.principal {
            Principal::User(id) => {
                let principal = unique_id("AIDA", id.as_str());
                UserIdentity::iam_user(account, &self.name, &principal, session)
            }
            Principal::Role(id) => {
                let principal = unique_id("AROA", id.as_str());
                UserIdentity::assumed_role(account, &self.name, "session", &principal, session)
            }
            _ => UserIdentity::root(account, session),
        }
    }

    /// The program that the call came with. [CT UG: Record contents, userAgent]
    pub fn agent(&self) -> &'static str {
        match self.principal {
            Principal::Root => "console.amazonaws.com",
            _ => "signin.amazonaws.com",
        }
    }

    /// What IAM is told of its requests.
    pub(super) fn context(&self) -> Context {
        mfa_context(self.mfa)
            .with("aws:SourceIp", self.address.clone())
            .with("aws:SecureTransport", "true")
    }
}

fn mfa_context(mfa: bool) -> Context {
    // Console sessions carry the key whether or not a device was used.
    Context::new().with("aws:MultiFactorAuthPresent", mfa.to_string())
}

/// An IAM unique id: a prefix and seventeen capitals and digits.
/// [IAM UG: IAM identifiers]
pub fn unique_id(prefix: &str, of: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut dice = Dice::of(0, of);
    let mut id = prefix.to_owned();
    for _ in 0..17 {
        let letter = usize::try_from(dice.throw() % 32).unwrap_or_default();
        id.push(char::from(LETTERS[letter]));
    }
    id
}

/// The account of a drawing.
pub fn account(architecture: &Indexed<'_>) -> String {
    arn::account(architecture).1
}
