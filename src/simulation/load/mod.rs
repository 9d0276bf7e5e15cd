//! Who comes, and by which way: visitors and their curve, names and their
//! caches, the web ACL at the door.

mod firewall;
pub mod names;
mod visitors;

pub use firewall::{Attack, Crowd, Firewall, Outcome, RuleCount};
pub use names::Cached;
pub use visitors::{Arrivals, Change, Load, Shape, Visitors, VisitsOf};
