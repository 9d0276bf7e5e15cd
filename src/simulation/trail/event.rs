//! A call with its times, and the forms in which it arrives.

use std::sync::Arc;

use serde_json::Value;

use super::proof::Digest;
use super::record::Record;
use crate::architecture::ResourceId;
use crate::simulation::Second;

/// A call with its times.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When it was made.
    pub called: Second,
    /// When it can be read: in the event history, and in the log group.
    pub delivered: Second,
    /// The record.
    pub record: Record,
}

/// A file that was written into a bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct LogFile {
    /// When.
    pub at: Second,
    /// The trail.
    pub trail: ResourceId,
    /// The bucket.
    pub bucket: ResourceId,
    /// The object's key.
    pub key: String,
    /// The records in it, in order of their calls.
    pub events: Vec<Arc<Event>>,
}

/// A line that was written into a log group: one record as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// When.
    pub at: Second,
    /// The trail.
    pub trail: ResourceId,
    /// The log group.
    pub log_group: ResourceId,
    /// The record as text, for patterns of metric filters.
    pub text: String,
    /// The same as a value.
    pub value: Value,
    /// The record.
    pub event: Arc<Event>,
}

/// What has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrivals {
    /// Records that can now be read in the event history.
    pub history: Vec<Arc<Event>>,
    /// Files in buckets.
    pub files: Vec<LogFile>,
    /// Lines in log groups.
    pub lines: Vec<LogLine>,
    /// Digests in buckets.
    pub digests: Vec<Digest>,
}

impl Arrivals {
    /// Whether nothing has.
    pub fn is_empty(&self) -> bool {
        self.history.is_empty()
            && self.files.is_empty()
            && self.lines.is_empty()
            && self.digests.is_empty()
    }
}
