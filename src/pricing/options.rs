//! How a bill is counted.

/// How a bill is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The Region whose prices count for everything; `None` for the Regions of
    /// the drawing.
    pub region: Option<String>,
    /// Whether what is free for every account, for ever, is taken off.
    pub free: bool,
    /// Whether it is a festival month, as the load declares it.
    pub festival: bool,
    /// Whether instances are reserved, where what that saves is known.
    pub reserved: bool,
    /// Whether the secret counts in which RDS keeps the password of a master
    /// user. A template of ours lets RDS do so, and the account is charged for
    /// it. [RDS UG: Password management with Amazon RDS and AWS Secrets
    /// Manager]
    pub managed_secrets: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            region: None,
            free: true,
            festival: false,
            reserved: false,
            managed_secrets: true,
        }
    }
}
