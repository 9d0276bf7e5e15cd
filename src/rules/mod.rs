//! What is right and wrong about an architecture.
//!
//! Each rule is one file: its documentation, its check, its fix, its
//! examples; and one line in the table at the top of its room, a folder by
//! topic. A finding is data: which rule, which resources, what evidence, which
//! fix. Its sentence is made from that.
//!
//! What is not here, and why:
//!
//! - What the types cannot hold needs no rule: two route tables or network
//!   ACLs on a subnet, a deny rule in a security group, an entry or a rule with
//!   two peers, a subnet in several zones, an internet gateway in a subnet,
//!   groups on a gateway, an unknown endpoint service, one volume at several
//!   instances.
//! - What cannot be changed on AWS after creation stands with each property
//!   (`Property::change`), for a drawing may change at any time.
//! - What depends on a packet's whole way is told by the trace.
//! - What is not modelled has no rule: permission boundaries,
//!   organizations, keys of one's own in KMS, ACLs and
//!   Object Lock of buckets, IOPS of databases, versions of templates, composite
//!   and anomaly alarms, geoproximity routing, IPv6.
//!   `tests/rulebook/rows.txt` says of each row of the rulebook which rule
//!   watches over it, or why there is none.
//!
//! A half-built architecture is the normal case. A rule speaks of what is
//! there: something that is missing, deleted or malformed is one finding of
//! the rule that it belongs to, and the rules that build on it stay silent.

pub mod accepted;
mod blocking;
mod context;
mod field;
mod finding;
mod fresh;
pub mod moment;
mod prelude;
mod report;
mod rule;
mod shared;
pub mod sources;
mod step;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod texts;

use crate::architecture::Architecture;
use crate::network::Network;
use blocking::Blocking;
use context::Context;
pub use field::check_field;
pub use finding::{Finding, Severity};
use report::Report;
pub use rule::{Rule, Topic};
pub use step::Step;
use table::topics as rooms;
pub use texts::topics;

rooms! {
    placement,
    addressing,
    routing,
    gateways,
    security_groups,
    network_acls,
    endpoints,
    balancing,
    scaling,
    databases,
    dns,
    compute,
    storage,
    journeys,
    web_acls,
    identity,
    watching,
    logs,
    notifying,
    audit,
    money,
    certificates,
    tags,
    limits,
}

/// Every rule, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    topics()
        .iter()
        .flat_map(|topic| topic.rules.iter().copied())
}

/// The rule with this code.
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Whether AWS refuses what a finding is about, or fails at it: an error, unless
/// the rule says that AWS accepts it. A rule that finds less than errors as a
/// rule says of the error how it differs.
pub fn is_refused(finding: &Finding) -> bool {
    let accepted = find(finding.code)
        .is_some_and(|rule| rule.severity == Severity::Error && rule.is_accepted());
    finding.severity == Severity::Error && !accepted
}

/// Asks every rule. What explains why an intent fails comes first, then the
/// worst; the order is always the same.
pub fn findings(architecture: &Architecture) -> Vec<Finding> {
    findings_in(&Network::new(architecture))
}

/// The same for whoever has looked the network up already.
pub fn findings_in(network: &Network<'_>) -> Vec<Finding> {
    let context = Context::new(network);
    let mut rules = all();
    let Some(first) = rules.next() else {
        return Vec::new();
    };
    let mut report = Report::new(network.architecture(), first.head());
    (first.check)(&context, &mut report);
    for rule in rules {
        report.turn_to(rule.head());
        (rule.check)(&context, &mut report);
    }
    report.finish(|| Blocking::of(network))
}
