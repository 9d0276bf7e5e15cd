//! Digests: what proves that nobody has changed a file (SCT-3, SCT-4).
//!
//! AWS writes one an hour with the SHA-256 of each file of that hour and of the
//! digest before. Here a short sum stands for it: it is compared in the same
//! places, and nobody attacks it.

use serde::Serialize;

use crate::architecture::ResourceId;
use crate::simulation::Second;

/// A file that lies in the bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub trail: ResourceId,
    pub key: String,
    pub at: Second,
    /// What it held when it was written.
    pub sum: u64,
    /// What it holds now; none where it is gone.
    pub now: Option<u64>,
}

/// A digest of one hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// The trail.
    #[serde(skip)]
    pub trail: ResourceId,
    /// The object's key.
    pub key: String,
    /// The end of the hour.
    pub at: Second,
    /// The files of the hour, with their sums.
    pub files: Vec<(String, u64)>,
    /// The sum of the digest before; none of the first, and of the first after
    /// a gap: a new chain begins.
    pub before: Option<u64>,
}

/// What a check of the files finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Invalid {
    /// The object's key.
    pub key: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Wrong {
    /// It is not what the digest says.
    Changed,
    /// It is gone.
    Gone,
}

impl Wrong {
    /// As `aws cloudtrail validate-logs` says it.
    /// [CT UG: Validating CloudTrail log file integrity with the AWS CLI]
    pub fn said(self) -> &'static str {
        match self {
            Self::Changed => "INVALID: hash value doesn't match",
            Self::Gone => "INVALID: not found",
        }
    }
}

impl Digest {
    /// Its own sum, which the next one holds.
    pub(super) fn sum(&self) -> u64 {
        let mut all = sum(&self.key);
        for (key, of) in &self.files {
            all = all.rotate_left(5) ^ sum(key) ^ of;
        }
        all.rotate_left(5) ^ self.before.unwrap_or_default()
    }
}

/// The sum of a text (FNV-1a).
pub(super) fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
