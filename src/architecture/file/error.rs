//! Why a file was refused, and where.

use std::fmt;

use super::{FORMAT, MAX_BYTES, MAX_DEPTH, VERSION};
use crate::text::size;

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is larger than [`MAX_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// It is no JSON.
    NotJson {
        /// The line, 1 being first.
        line: usize,
        /// The column, 1 being first.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// It is nested deeper than any document.
    TooDeep {
        /// The line in which it becomes too deep, 1 being first.
        line: usize,
    },
    /// It is JSON, but nothing that Cloud Campus wrote.
    NotADocument,
    /// It comes from a newer Cloud Campus.
    TooNew {
        /// The version that it claims.
        version: u64,
    },
    /// Something in it is not as it must be.
    Malformed {
        /// Where, such as "resource `vpc-1`, property `cidr`".
        place: String,
        /// What is wrong and what to do.
        problem: String,
    },
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(
                f,
                "the file is too large: {}; at most {} are read",
                size(*bytes),
                size(MAX_BYTES)
            ),
            Self::NotJson { line, column, why } => {
                write!(f, "line {line}, column {column}: this is not JSON ({why})")
            }
            Self::TooDeep { line } => write!(
                f,
                "line {line}: lists and objects stand in each other more than {MAX_DEPTH} deep, \
                 which no Cloud Campus document does"
            ),
            Self::NotADocument => write!(
                f,
                "this is not a Cloud Campus document: `\"format\": \"{FORMAT}\"` and a `version` are missing at the top"
            ),
            Self::TooNew { version } => write!(
                f,
                "the file has format version {version} and this Cloud Campus reads up to {VERSION}: \
                 open it with a newer Cloud Campus; the file was left as it is"
            ),
            Self::Malformed { place, problem } => write!(f, "{place}: {problem}"),
        }
    }
}

impl std::error::Error for FileError {}

pub(super) fn malformed(place: impl Into<String>, problem: impl Into<String>) -> FileError {
    FileError::Malformed {
        place: place.into(),
        problem: problem.into(),
    }
}
