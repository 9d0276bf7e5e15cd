//! Why a link was refused.

use std::fmt;

use super::{MAX_CHARS, MAX_UNPACKED, VERSION};
use crate::architecture::file::FileError;
use crate::base64::NoBytes;
use crate::text::{grouped, size};

/// Why a link was refused, or cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It holds no document.
    NotALink,
    /// It comes from a newer Cloud Campus.
    TooNew {
        /// The version of its encoding.
        version: u32,
    },
    /// A sign in it is none that a link is made of.
    Foreign {
        /// The sign.
        sign: char,
    },
    /// Its end is missing.
    CutOff,
    /// It was changed on its way.
    Damaged,
    /// It has more characters than are read.
    TooLong {
        /// How many.
        chars: usize,
    },
    /// What it holds is larger than a link may unpack to.
    TooLarge,
    /// What it holds is no document.
    Document(FileError),
}

impl From<NoBytes> for LinkError {
    fn from(why: NoBytes) -> Self {
        match why {
            NoBytes::Foreign(sign) => Self::Foreign { sign },
            NoBytes::CutOff => Self::CutOff,
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => f.write_str("there is no architecture in this link"),
            Self::TooNew { version } => write!(
                f,
                "the link is written in version {version} and this Cloud Campus reads up to {VERSION}: \
                 open it with a newer Cloud Campus"
            ),
            Self::Foreign { sign } => write!(
                f,
                "the sign {sign:?} does not belong in a link: copy it again, without what stands around it"
            ),
            Self::CutOff => f.write_str(
                "the link ends too early: it was cut off on its way. Ask for the file instead",
            ),
            Self::Damaged => f.write_str(
                "the link was changed on its way: its check sum does not agree. Copy it again",
            ),
            Self::TooLong { chars } => write!(
                f,
                "the link has {} characters; at most {} are read. A file holds more",
                grouped(*chars as u64),
                grouped(MAX_CHARS as u64)
            ),
            Self::TooLarge => write!(
                f,
                "what the link holds is larger than {}, the most that a link may hold. A file holds more",
                size(MAX_UNPACKED)
            ),
            Self::Document(why) => write!(f, "what the link holds is no architecture: {why}"),
        }
    }
}

impl std::error::Error for LinkError {}
