//! Auto Scaling: sizes, health checks and policies that a group can act on.

use crate::rules::table::topic;

topic! {
    "Auto Scaling":
    scaling_group_incomplete,
    scaling_group_sizes_contradict,
    scaling_group_in_one_zone,
    scaling_group_health_mismatch,
    scaling_group_without_grace,
    scaling_group_of_one,
    scaling_policy_without_room,
    scaling_policy_invalid,
    scaling_policy_senseless,
    scaling_out_without_in,
    scaling_policy_of_another_alarm,
    scaling_tracking_with_alarm,
    scaling_policies_conflict,
    scaling_without_warmup,
    scaling_cooldown_unused,
}
