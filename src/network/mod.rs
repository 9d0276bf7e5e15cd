//! How packets move through what a learner has built.
//!
//! [`Network`] is a snapshot of an architecture in which everything that
//! routing and filtering need has been looked up once: blocks parsed,
//! addresses given, tables and filters found. [`Network::trace`] follows one
//! flow through it and says what every stage decided, and why.
//!
//! Where to read what:
//!
//! - What there is: [`Network`], [`Interface`]; `addresses` and `interfaces` give every interface its addresses.
//! - What decides: `routes`, `acl`, `security_groups`, `names`, `health`, each
//!   one stage by itself.
//! - How it plays together: `trace`, whose `walk` takes a packet from stage to
//!   stage in AWS's order. What is assumed and what is not modelled stands
//!   there.
//! - For whom it holds: `everybody` asks for all that a question speaks of,
//!   `scope` says how far an answer is true, `trace::judge` what becomes of
//!   all ways that AWS may take; `extent` is the answer.
//! - What follows from it: `fix`, `intents`, `weak_points`, `matrix`,
//!   `subnets`.
//!
//! Nothing here fails: every architecture that the types can hold is answered.
//! What AWS would refuse to create (a route table of another VPC, two
//! interfaces with one address) is left out of the snapshot, and the rules say
//! that it is refused.

mod acl;
pub mod addresses;
pub mod answer;
mod code;
mod decided;
mod endpoint;
mod everybody;
mod extent;
mod failures;
pub mod fix;
mod given;
mod health;
mod intents;
mod interfaces;
mod internet;
mod journeys;
mod live;
mod locate;
mod lookups;
mod matrix;
mod members;
mod names;
mod ports;
mod record_health;
mod refusal;
mod routes;
mod scope;
mod security_groups;
mod share;
mod subnets;
mod topology;
mod trace;
mod unread;
mod weak_points;

pub use answer::{
    Decision, Direction, Endpoint, Evidence, Flow, Hop, Leg, Packet, Passage, Refusal, RouteTarget,
    Stage, Trace, Verdict,
};
pub use code::Code;
pub use extent::{Answer, Extent, Limit, Reach, Side};
pub use failures::{Failures, can_fail};
pub use fix::NoRemedy;
pub use given::{Because, NotGiven, PassedOver, Routing};
pub use health::TargetHealth;
pub use intents::{IntentCheck, Outcome};
pub use interfaces::{AddressProblem, Interface, Role};
pub use journeys::assumed_journeys;
pub use lookups::DnsAnswer;
pub use matrix::{Class, Matrix, Opening};
pub use routes::RouteRow;
pub use share::Share;
pub use topology::Network;
pub use topology::tables::RouteOrigin;
pub use trace::CLIENT_PORT;
pub use unread::Unread;
pub use weak_points::{Component, WeakPoint};
