//! Load balancers, their listeners and target groups, and who answers behind them.

use crate::rules::table::topic;

topic! {
    "Load balancers and target groups":
    balancer_name_invalid,
    name_taken_in_region,
    balancer_in_one_zone,
    balancer_subnets_share_zone,
    balancer_subnet_not_public,
    balancer_subnet_too_small,
    subnets_in_several_vpcs,
    balancer_without_listener,
    balancer_http_only,
    listener_port_taken,
    listener_action_incomplete,
    redirect_impossible,
    redirect_to_nothing,
    listener_without_certificate,
    listener_rule_invalid,
    listener_port_not_admitted,
    target_group_of_another_vpc,
    target_type_mismatch,
    target_group_shared,
    target_group_unused,
    target_not_reachable,
    target_zone_not_served,
    targets_in_one_zone,
    stopped_instance_asked,
    target_with_public_address,
    target_address_not_private,
    health_check_invalid,
    health_check_timeout_too_long,
    target_group_slow_start,
    balancer_logs_refused,
}
