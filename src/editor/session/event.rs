//! A line of the audit log.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::architecture::ResourceId;

/// One entry of the audit log: an edit as the API call that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// The call, such as `CreateSubnet`.
    pub call: Cow<'static, str>,
    /// The resource.
    pub resource: ResourceId,
    /// What the resource was called then.
    pub name: String,
    /// When, in milliseconds since 1970, where somebody told the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u64>,
    /// Who called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The code with which AWS would have refused it; empty where it would
    /// not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refused: String,
}
