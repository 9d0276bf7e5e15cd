//! Words and tables, made from data.
//!
//! Analyses answer with data: codes, evidence, addresses. Here that data is
//! turned into what people read, in the words of the course, and into the very
//! table that decided with the deciding row marked. The page and the command
//! line both print what stands here, so they never tell different stories.

mod code;
mod extent;
mod hop;
mod intent;
pub mod permission;
mod reach;
pub mod reference;
mod sentence;
mod subnet;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod words;

pub use code::code_explanation;
pub use extent::extent_sentences;
pub use hop::{decision, drop_note, hop_subtitle, hop_title, route_target};
pub use intent::{SpokenCheck, SpokenStop, intent_checks, intent_sentence};
pub use reach::{class_name, openings};
pub use sentence::hop_sentence;
pub use subnet::why_subnet_kind;
pub use table::{DecidingTable, Row, deciding_table};
pub use value::{property_value, value_text};
pub use words::{action, ports, rule_action, rule_short};
