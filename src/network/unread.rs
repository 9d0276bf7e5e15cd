//! What somebody typed as the end of a flow and cannot be read, as data.

use std::fmt;

use super::extent::Side;
use crate::architecture::{Architecture, ResourceId};

/// Why an end, or a flow, cannot be read. Written out it is a sentence without
/// its end, so that it can follow the name of a flag or of a field; names in it
/// stand in backquotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is nothing to read.
    Nothing,
    /// Several resources have this name, and none of them is meant more than
    /// the others.
    Ambiguous {
        /// The name.
        name: String,
        /// Who has it.
        ids: Vec<ResourceId>,
    },
    /// It can only have been meant as an address, and is none.
    NoAddress(String),
    /// Nobody has this name.
    Unknown {
        /// What was typed.
        name: String,
        /// The name that comes nearest, if one is near.
        near: Option<String>,
    },
    /// What a journey names was deleted; the text says what it was.
    Gone(String),
    /// What is named neither sends nor receives packets.
    Mute(String),
    /// It stands for its members, and none of them can be this end.
    Empty(String, Side),
    /// A flow has one protocol.
    EveryProtocol,
}

impl Unread {
    /// The same about a journey, which keeps ids: nobody has seen those, so it
    /// speaks of names.
    pub(super) fn spoken(self, architecture: &Architecture) -> Self {
        match self {
            Self::Unknown { name, near } => match architecture.spoken(&name) {
                what if what != name => Self::Gone(what),
                name => Self::Unknown { name, near },
            },
            Self::Mute(text) => Self::Mute(architecture.spoken(&text)),
            Self::Empty(text, side) => Self::Empty(architecture.spoken(&text), side),
            other => other,
        }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("name a resource, an address, a host name or `internet`"),
            Self::Ambiguous { name, ids } => {
                let ids: Vec<&str> = ids.iter().map(ResourceId::as_str).collect();
                write!(
                    f,
                    "several resources are called `{name}`; use an id: {}",
                    ids.join(", ")
                )
            }
            Self::NoAddress(text) => write!(
                f,
                "`{text}` is no IPv4 address: write four numbers from 0 to 255, without leading zeros, such as 10.0.1.10"
            ),
            Self::Unknown {
                name,
                near: Some(near),
            } => write!(f, "there is no `{name}`; did you mean `{near}`?"),
            Self::Unknown { name, near: None } => write!(f, "there is no `{name}`"),
            Self::Gone(what) => write!(f, "it names {what}: name one that is there"),
            Self::Mute(text) => write!(
                f,
                "`{text}` neither sends nor receives packets: name a server, a load balancer, a database, an address or `internet`"
            ),
            Self::Empty(text, Side::From) => {
                write!(f, "nothing in `{text}` runs that could send packets")
            }
            Self::Empty(text, Side::To) => {
                write!(f, "nothing in `{text}` runs that could receive packets")
            }
            Self::EveryProtocol => {
                f.write_str("a flow has one protocol: tcp, udp, icmp or a number")
            }
        }
    }
}

impl std::error::Error for Unread {}
