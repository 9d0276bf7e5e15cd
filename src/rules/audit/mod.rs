//! The record of what was done in the account: trails and their buckets.

mod bucket_policy;
#[cfg(test)]
mod sound;

use crate::rules::table::topic;

topic! {
    "Audit":
    trail_incomplete,
    trail_bucket_refuses,
    trail_not_logging,
    trail_of_one_region,
    trail_without_validation,
    trail_bucket_unprotected,
    trails_too_many,
    trail_written_twice,
}
