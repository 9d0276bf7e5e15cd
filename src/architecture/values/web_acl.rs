//! Rules of a web ACL.

use serde::{Deserialize, Serialize};

use super::{CidrText, RuleAction};
use crate::architecture::property::Row;

/// A rule that matches the client's address. The other statements of AWS WAF
/// look into the request and are not modelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebAclRule {
    /// Its place in the order; the lowest that matches decides
    /// (rulebook WAF-6).
    pub priority: u32,
    /// What it does; a request that is stopped is answered with 403
    /// (rulebook WAF-7).
    pub action: RuleAction,
    /// The client addresses that it matches.
    pub cidr: CidrText,
}

impl Row for WebAclRule {}
