//! Files and archives: volumes, file systems and buckets.

use crate::rules::table::topic;

topic! {
    "Files and archives":
    volume_in_another_zone,
    volume_out_of_bounds,
    volume_from_snapshot_impossible,
    device_name_taken,
    volume_unattached,
    volume_not_backed_up,
    snapshot_of_nothing,
    file_system_without_mount_target,
    mount_targets_share_zone,
    one_zone_mount_target_elsewhere,
    file_system_settings_contradict,
    file_system_without_backup,
    file_system_not_reachable,
    file_system_name_unresolvable,
    bucket_name_invalid,
    bucket_name_taken,
    bucket_name_with_dots,
    bucket_not_blocked,
    bucket_without_versioning,
    mfa_delete_with_lifecycle,
    lifecycle_rule_invalid,
    lifecycle_order_senseless,
    earlier_versions_without_versioning,
    website_not_public,
    access_logs_impossible,
}
