//! What each explanation code means, in one sentence.
//!
//! The codes are those of AWS's Reachability Analyzer where it has one (VPC
//! Reachability Analyzer guide, "Reachability Analyzer explanation codes").

use crate::network::Code;

/// What a code means, in one sentence that needs no example.
pub const fn code_explanation(code: Code) -> &'static str {
    match code {
        Code::BadStateAttachment => {
            "The gateway is not attached to the VPC, and a gate that stands in no wall lets nobody through."
        }
        Code::BadStateRoute => {
            "The route is a blackhole: what it leads to is gone or detached, and a dead route is not skipped for a less specific one."
        }
        Code::NoRouteToDestination => {
            "No route of the table matches the destination, so the packet has no way to go."
        }
        other => other.meaning(),
    }
}
