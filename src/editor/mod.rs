//! The editor without its screen: what is open, what is selected, what can be
//! taken back, and how gestures become edits.
//!
//! Everything here is true without a browser, so it is tested without one; the
//! page only passes on what the pointer did and draws what it is told.

pub mod actions;
pub mod fields;
pub mod forms;
pub mod offers;
mod player;
mod ports;
mod session;
pub mod tables;

pub use player::{Player, SPEEDS, Way};
pub use session::{AuditEvent, Session};
