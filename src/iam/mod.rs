//! Who may do what: policy documents, and the answers that follow from them.
//!
//! A request is somebody (the principal) asking for an action on a resource.
//! [`Iam::decide`] looks at the policies that count for it, the way AWS does:
//! a deny that matches ends it; else an allow in the identity policies or in
//! the resource's policy is enough inside one account, and both are needed
//! across two; else it is denied because nothing allows it (rulebook IAM-9,
//! [IAM UG: Policy evaluation logic]).
//!
//! Where to read what:
//!
//! - `document`: a policy document, read and written; `reader`, with `grammar`
//!   and `spelling`, says where it breaks the rules; `operator` the condition operators;
//!   `scan` the text of JSON, with lines and columns.
//! - `pattern`: wildcards and policy variables. `condition`: conditions.
//!   `principals`: whom a Principal element means.
//! - `arn`: the names of the drawing's own things.
//! - `managed`: policies of AWS. `public`: what S3 takes for public.
//! - `shelf`: the policies of a drawing, each read once; `weigh`: what the
//!   statements of one say.
//! - `who`: who asks, and with which credentials.
//! - `question`, `decision`: what is asked and what is answered.
//! - `evaluate`: the answer; `sheets` which policies count for it, `side` what
//!   they say together, `circumstances` what follows from who asks.
//! - `spoken`: principals and resources as people call them.
//!
//! What is not modelled, and named wherever it might matter
//! ([`NOT_MODELLED`]): permission boundaries, service and resource control
//! policies of an organization, session policies, access control lists,
//! policies of VPC endpoints. Where an answer hangs on something that the
//! drawing does not say, such as the address of a request or the statements of
//! a role that is not drawn, it is [`Outcome::NotKnown`] and says what is
//! missing; it is never guessed.
//!
//! A document that AWS would refuse does not count, as everywhere in the
//! house: nobody could have attached it. The rules say that it is refused.

pub mod arn;
mod circumstances;
mod condition;
mod decision;
mod document;
mod evaluate;
mod grammar;
pub mod managed;
mod operator;
mod pattern;
mod principals;
mod public;
mod question;
mod reader;
mod scan;
mod sheets;
mod shelf;
mod side;
mod spelling;
mod spoken;
mod weigh;
mod who;

pub use decision::{
    Deciding, Decision, LookedAt, NOT_MODELLED, Outcome, PolicyKind, Reason, StatementRef,
};
pub use document::{
    Condition, Effect, Match, Policy, PolicyError, Principals, Statement, Use, Version,
};
pub use evaluate::{Iam, decide};
pub use pattern::fits;
pub use public::{BlockPublic, public_statement};
pub use question::{Context, Principal, Question};
pub use spelling::is_unknown;
pub use spoken::{action, principal, resource};
pub use weigh::Seen;
pub use who::{Credentials, NoCredentials, Who};
