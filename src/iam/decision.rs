//! The answer, and all that it rests on.

use serde::Serialize;

use super::document::Effect;
use super::weigh::Seen;
use super::who::Who;
use crate::architecture::ResourceId;

/// What the answers leave out, in words for people; it belongs beside every
/// answer.
pub const NOT_MODELLED: [&str; 5] = [
    "permission boundaries",
    "service control policies and resource control policies of an organization",
    "session policies",
    "access control lists of S3",
    "policies of VPC endpoints",
];

/// The answer in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is allowed.
    Allowed,
    /// It is denied because nothing allows it.
    ImplicitDeny,
    /// It is denied by a statement.
    ExplicitDeny,
    /// It hangs on something that is not known or not modelled.
    NotKnown,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A statement decides; it stands in [`Decision::deciding`].
    Statement,
    /// The root user may do everything in its own account.
    /// [IAM UG: AWS account root user]
    RootUser,
    /// No statement that counts allows it.
    NothingAllows,
    /// A statement of the resource names the whole account, so it is left to
    /// the identity policies, and none of them allows it.
    LeftToIdentityPolicies,
    /// The identity policies would allow it, but the role's trust policy has
    /// to let who asks in by itself.
    TrustPolicyDoesNotAllow,
    /// The bucket's policy would let everybody in, but the bucket restricts
    /// public access (RestrictPublicBuckets).
    PublicAccessRestricted,
    /// It hangs on what stands in [`Decision::hangs_on`].
    HangsOn,
}

/// What a policy is attached to, as it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    /// A policy of one's own, attached to a user, a group or a role.
    Identity,
    /// A policy of AWS, attached likewise.
    Managed,
    /// Who may put a role on.
    Trust,
    /// The policy of a bucket or a topic.
    Resource,
}

/// Which statement of which policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRef {
    /// What the policy is.
    pub kind: PolicyKind,
    /// What the policy is called: its name, `trust policy`, `bucket policy`.
    pub policy: String,
    /// Where its document stands: the resource and its property. None for
    /// policies of AWS.
    pub document: Option<(ResourceId, &'static str)>,
    /// Whose it is: the user, group, role, bucket or topic that has it.
    pub holder: ResourceId,
    /// The place of the statement, the first being 0.
    pub index: usize,
    /// Its name; empty for none.
    pub sid: String,
}

/// The statement that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Which.
    pub statement: StatementRef,
    /// What it does.
    pub effect: Effect,
    /// The statement itself, as JSON.
    pub text: String,
}

/// A policy that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// What it is.
    pub kind: PolicyKind,
    /// What it is called.
    pub policy: String,
    /// Where its document stands, as in [`StatementRef::document`].
    pub document: Option<(ResourceId, &'static str)>,
    /// Whose it is.
    pub holder: ResourceId,
    /// Its statements in order: name, effect, how it fared.
    pub statements: Vec<(String, Effect, Seen)>,
    /// Why it does not count, where it does not: AWS refuses it, or its
    /// statements are not known here.
    pub does_not_count: Option<String>,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The answer in a word.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// The statement that decides, where one does.
    pub deciding: Option<Deciding>,
    /// Who asks, in the end.
    pub who: Who,
    /// All that was looked at, identity policies first.
    pub looked_at: Vec<LookedAt>,
    /// What the answer hangs on, where it is not known.
    pub hangs_on: Vec<String>,
    /// What is worth knowing beside the answer, in sentences.
    pub notes: Vec<String>,
}

impl Decision {
    /// Whether it is allowed.
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allowed
    }

    /// Whether it is denied, by a statement or for want of one.
    pub fn is_denied(&self) -> bool {
        matches!(self.outcome, Outcome::ImplicitDeny | Outcome::ExplicitDeny)
    }
}
