//! Databases: where they stand, who reaches them, and what survives a failure.

use crate::rules::table::topic;

topic! {
    "Databases":
    database_name_invalid,
    database_subnets_in_one_zone,
    database_zone_contradiction,
    database_class_invalid,
    database_version_unknown,
    database_version_deprecated,
    database_storage_invalid,
    database_user_invalid,
    database_public,
    database_public_without_gateway,
    database_not_reachable,
    database_without_standby,
    database_without_backup,
    database_without_deletion_protection,
    database_growth_too_small,
    backup_window_invalid,
    replica_impossible,
    performance_insights_unsupported,
    cache_node_type_invalid,
    cache_failover_impossible,
    cache_without_replica,
    secret_never_changed,
    storage_not_encrypted,
}
