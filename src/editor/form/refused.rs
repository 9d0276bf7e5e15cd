//! Why what somebody typed into a form is not taken, as data.

use std::fmt;

/// Why a form does not take something. Written out it is a sentence that says
/// what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no whole number within these bounds.
    NoNumber {
        /// The smallest that is taken.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// It names no type and code of ICMP.
    NoIcmpType,
    /// The protocol has no ports.
    WithoutPorts,
    /// It is neither a port nor a range of ports.
    NoPorts,
    /// The range ends before it starts.
    Backwards {
        /// What stands first.
        from: i64,
        /// What stands behind it.
        to: i64,
    },
    /// It is neither a block nor the name of a security group; perhaps this
    /// group was meant.
    NoPeer {
        /// What was typed.
        typed: String,
        /// The group with the nearest name.
        meant: Option<String>,
    },
    /// The resource is no longer there.
    Gone,
    /// Its kind has no such property.
    NoSuchProperty,
    /// There is no value, and one is needed.
    Missing,
    /// The property cannot hold it, for a reason that its type tells.
    Misread(String),
    /// The table is without the row afterwards.
    NoRow,
    /// A tag has no key.
    NoKey,
    /// Another tag has this key.
    KeyTaken(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNumber { min, max } => write!(f, "Type a whole number from {min} to {max}."),
            Self::NoIcmpType => {
                f.write_str("Type an ICMP type such as 8, type and code such as 3:4, or all.")
            }
            Self::WithoutPorts => {
                f.write_str("Only TCP and UDP have ports: choose one of them first.")
            }
            Self::NoPorts => {
                f.write_str("Type a port from 0 to 65535, a range such as 1024-65535, or all.")
            }
            Self::Backwards { from, to } => {
                write!(f, "The range runs backwards: did you mean {to}-{from}?")
            }
            Self::NoPeer {
                typed,
                meant: Some(meant),
            } => write!(
                f,
                "No security group is called “{typed}”: did you mean {meant}?"
            ),
            Self::NoPeer { typed, meant: None } => write!(
                f,
                "No security group is called “{typed}”: type the name of one, or a block such as 0.0.0.0/0."
            ),
            Self::Gone => f.write_str("The resource was deleted."),
            Self::NoSuchProperty => f.write_str("The resource has no such property."),
            Self::Missing => f.write_str("A value is needed here."),
            Self::Misread(why) => f.write_str(why),
            Self::NoRow => f.write_str("The table took no row."),
            Self::NoKey => f.write_str("A tag needs a key."),
            Self::KeyTaken(key) => {
                write!(f, "There is a tag {key} already, and a key has one value.")
            }
        }
    }
}

impl std::error::Error for Refused {}
