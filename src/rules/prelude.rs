//! What a rule's file needs, in one line.

pub use super::Severity::{Error, Info, Warning};
pub use super::context::Context;
pub use super::report::Report;
pub use super::rule::Rule;
pub use super::step::Step;
pub use crate::architecture::*;
pub use crate::network::Evidence;
pub use crate::order::InOrder;
pub use crate::relations::{Exit, SubnetFacts, SubnetKind};
pub use crate::text::{count, list};

#[cfg(test)]
pub use super::testing::*;
#[cfg(test)]
pub use expect_test::expect;
