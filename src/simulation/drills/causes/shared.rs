//! What all that sinks a run says in the same words.

use super::super::metric::Metric::{self, *};
use crate::text::grouped;

/// The measures that customers feel.
pub(super) const SERVICE: &[Metric] = &[Success, LongestOutage, Failed, HealthyAgain, LatencyP95];

pub(super) fn asked(requests: u64) -> String {
    many(requests, "request", "requests")
}

pub(super) fn many(number: u64, one: &str, several: &str) -> String {
    let noun = if number == 1 { one } else { several };
    format!("{} {noun}", grouped(number))
}
