//! The forms of the inspector without its screen: which fields there are, what
//! they show and take, what can be chosen in them, and the edits that follow.

pub mod fields;
mod named;
pub mod next_row;
pub mod offers;
pub mod policy;
mod ports;
mod refused;
pub mod sheet;
pub mod tables;
pub mod tags;

pub use refused::Refused;
