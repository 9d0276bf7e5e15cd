//! What is decided where a packet passes.

use serde::Serialize;

use crate::architecture::ResourceId;

/// What is decided at a hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is sent.
    Sent,
    /// A name was answered with an address.
    Resolved,
    /// It is allowed.
    Allowed,
    /// It is allowed because the filter remembers the request.
    Remembered,
    /// A way is chosen.
    Routed,
    /// An address is replaced.
    Translated,
    /// It is handed on over a new connection.
    Forwarded,
    /// It is answered on the spot: a redirect, a fixed response, an error.
    Answered,
    /// It has arrived.
    Delivered,
    /// It ends here.
    Dropped,
}

/// What a route leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteTarget {
    /// Stays inside the VPC.
    Local,
    /// A resource that exists.
    Resource(ResourceId),
    /// A resource that does not exist, is detached or of another VPC, or no
    /// target at all: a blackhole.
    Blackhole(Option<ResourceId>),
}
