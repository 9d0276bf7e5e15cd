//! The editor without its screen: what is open, what is selected, what can be
//! taken back, and how gestures become edits.
//!
//! Everything here is true without a browser, so it is tested without one; the
//! page only passes on what the pointer did and draws what it is told.

mod session;

pub use session::{AuditEvent, Session};
