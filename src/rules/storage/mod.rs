//! Files and archives: file systems and buckets.

use crate::rules::rule::topic;

topic! {
    "Files and archives":
    file_system_without_mount_target,
    mount_targets_share_zone,
    file_system_not_reachable,
    file_system_name_unresolvable,
    bucket_name_invalid,
    bucket_name_taken,
    bucket_name_with_dots,
    bucket_not_blocked,
    bucket_without_versioning,
}
