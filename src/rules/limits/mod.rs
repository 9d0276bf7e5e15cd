//! Numbers and quotas that AWS does not go beyond.

use crate::rules::table::topic;

topic! {
    "Numbers and quotas":
    number_out_of_range,
    default_quota_exceeded,
    name_refused,
    name_taken,
}
