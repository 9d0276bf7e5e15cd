//! Why things may not be put where they are held, as data.

use std::fmt;

use crate::building::placement::Refusal;

/// Why a thing may not be carried into a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoLanding {
    /// It does not belong there.
    Refused(Refusal),
    /// A database of this name stands where its subnet group says.
    OfSubnetGroup(String),
}

impl fmt::Display for NoLanding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::OfSubnetGroup(name) => write!(
                f,
                "{name} stands in the subnets of its subnet group: \
                 connect it with a subnet to add that one."
            ),
        }
    }
}
