//! What rules of several rooms ask: filters, who lets whom through, the way to
//! S3, and what was plainly meant for each other.

pub mod admit;
pub mod astray;
pub mod documents;
pub mod exits;
pub mod filters;
pub mod forwarders;
pub mod passage;
pub mod policies;
pub mod s3;
pub mod snapshots;
pub mod stopped;
pub mod targets;
pub mod told;
