//! A trail for examples.

use crate::architecture::*;
use crate::rules::audit::bucket_policy::{Place, policy_for};
use crate::rules::testing::{Sketch, three_tiers, to};

/// A trail that nothing is wrong with, and its bucket.
pub fn sound() -> Sketch {
    let bucket = "notebookly-trail-111122223333";
    let policy = policy_for("", Place { bucket, prefix: "", account: "111122223333" });
    let bucket = Bucket {
        region: to("region-1"),
        bucket_name: "notebookly-trail-111122223333".to_owned(),
        versioning: true,
        policy: policy.unwrap_or_default(),
        ..Bucket::default()
    };
    let trail = Trail {
        region: to("region-1"),
        bucket: to("bucket-1"),
        multi_region: true,
        validation: true,
        ..Trail::default()
    };
    three_tiers().add("bucket-1", "trail-bucket", bucket).add("trail-1", "audit", trail)
}
