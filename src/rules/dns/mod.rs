//! Names: hosted zones and records, and what they point at.

pub mod names;

use crate::rules::table::topic;

topic! {
    "Names":
    zone_name_invalid,
    private_zone_unusable,
    private_zone_hides_public_record,
    public_name_of_grouped_instance,
    record_name_invalid,
    record_name_taken,
    record_contradicts_itself,
    record_points_nowhere,
    alias_target_impossible,
    cname_at_apex,
    cname_loop,
    record_to_private_target,
    record_to_changing_address,
    record_policies_mixed,
    record_set_id_invalid,
    record_policy_impossible,
    failover_incomplete,
    geolocation_incomplete,
    latency_region_invalid,
    weights_all_zero,
    record_slow_to_fail_over,
    dns_health_check_unreachable,
    dns_health_check_unused,
}
