//! Who asks for a name.

use super::routing::Whereabouts;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::network) struct Client<'a> {
    /// The client's VPC; `None` on the internet.
    pub vpc: Option<usize>,
    /// The client's Availability Zone; empty on the internet.
    pub zone: &'a str,
    /// Where Route 53 takes the client to be.
    pub whereabouts: Whereabouts<'a>,
}

impl Client<'_> {
    /// Somebody on the internet, of whom nothing is known.
    pub const STRANGER: Self = Self {
        vpc: None,
        zone: "",
        whereabouts: Whereabouts {
            country: "",
            continent: "",
            region: "",
        },
    };
}
