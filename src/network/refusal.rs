//! Why a service answers a server that it may not.

use serde::Serialize;

/// Why IAM lets somebody not do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It has no credentials, and not everybody is let in.
    NoCredentials,
    /// It has an instance profile, but the trust policy of the role does not
    /// let EC2 put the role on.
    TrustRefuses,
    /// No statement allows it.
    NothingAllows,
    /// A statement denies it.
    Denied,
}
