//! What is right and wrong about an architecture.
//!
//! Each rule is one file: its documentation, its check, its fix, its
//! examples; and one line in the table below. A finding is data: which rule,
//! which resources, what evidence, which fix. Its sentence is made from that.
//!
//! A half-built architecture is the normal case. A rule speaks of what is
//! there: something that is missing, deleted or malformed is one finding of
//! the rule that it belongs to, and the rules that build on it stay silent.

mod blocks;
mod context;
mod finding;
mod free_block;
mod prelude;
mod report;
mod rule;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use crate::architecture::Architecture;
use context::Context;
pub use finding::{Finding, Fix, Severity};
use report::Report;
use rule::rules;
pub use rule::{Rule, Topic};

rules! {
    "Blocks and addresses" {
        cidr_malformed,
        cidr_host_bits,
        vpc_size_out_of_range,
        subnet_size_out_of_range,
        subnet_outside_vpc,
        subnets_overlap,
    }
    "Routes" {
        duplicate_route,
        route_to_deleted_target,
        route_to_detached_gateway,
    }
}

/// Every rule, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|topic| topic.rules.iter().copied())
}

/// The rule with this code.
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Asks every rule. The worst comes first; the order is always the same.
pub fn findings(architecture: &Architecture) -> Vec<Finding> {
    let context = Context::new(architecture);
    let mut rules = all();
    let Some(first) = rules.next() else {
        return Vec::new();
    };
    let mut report = Report::new(architecture, first);
    (first.check)(&context, &mut report);
    for rule in rules {
        report.turn_to(rule);
        (rule.check)(&context, &mut report);
    }
    report.finish()
}
