//! How packets move through what a learner has built.
//!
//! [`Network`] is a snapshot of an architecture in which everything that
//! routing and filtering need has been looked up once: blocks parsed,
//! addresses given, tables and filters found. [`Network::trace`] follows one
//! flow through it and says what every stage decided, and why.

pub mod answer;

pub use answer::{
    Code, Decision, Direction, Endpoint, Evidence, Flow, Hop, Leg, Packet, RouteTarget, Stage,
    Trace, Verdict,
};
