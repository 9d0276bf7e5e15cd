//! What is right and wrong about an architecture.
//!
//! Each rule is one file: its documentation, its check, its fix, its
//! examples; and one line in the table below. A finding is data: which rule,
//! which resources, what evidence, which fix. Its sentence is made from that.
//!
//! What is not here, and why:
//!
//! - What the types cannot hold needs no rule: two route tables or network
//!   ACLs on a subnet, a deny rule in a security group, an entry or a rule with
//!   two peers, a subnet in several zones, an internet gateway in a subnet,
//!   groups on a gateway, an unknown endpoint service, a volume in another zone
//!   than its instance.
//! - What cannot be changed on AWS after creation stands with each property
//!   (`Property::change`), for a drawing may change at any time.
//! - What depends on a packet's whole way is told by the trace.
//! - What is not modelled has no rule: key pairs, instance metadata options,
//!   IOPS, KMS keys, access logs, routing policies, lifecycle rules, IPv6.
//!
//! A half-built architecture is the normal case. A rule speaks of what is
//! there: something that is missing, deleted or malformed is one finding of
//! the rule that it belongs to, and the rules that build on it stay silent.

mod addresses;
mod blocks;
mod context;
mod field;
mod filters;
mod finding;
mod free_block;
mod nacl;
mod names;
mod prelude;
mod report;
mod rule;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tiers;

use crate::architecture::Architecture;
use crate::network::Network;
use context::Context;
pub use field::check_field;
pub use finding::{Finding, Fix, Severity};
use report::Report;
use rule::rules;
pub use rule::{Rule, Topic};

rules! {
    "What belongs where" {
        required_place_missing,
        reference_to_nothing,
        region_contradiction,
        zone_outside_region,
        subnet_without_zone,
    }
    "Blocks and addresses" {
        cidr_malformed,
        cidr_host_bits,
        vpc_size_out_of_range,
        vpc_link_local,
        vpc_outside_private_ranges,
        vpc_overlaps_docker,
        vpc_blocks_overlap,
        vpc_too_many_blocks,
        secondary_block_covers_route,
        secondary_block_restricted,
        vpcs_overlap,
        vpc_without_name_server,
        subnet_size_out_of_range,
        subnet_outside_vpc,
        subnets_overlap,
        subnet_takes_whole_vpc,
        subnet_addresses_exhausted,
        zone_loss_exhausts_addresses,
        private_address_unusable,
        public_address_taken,
        public_ip_without_gateway_route,
        public_ip_with_several_interfaces,
        private_tier_in_public_subnet,
        subnet_name_contradicts_routes,
    }
    "Routes" {
        subnet_on_main_route_table,
        subnet_without_default_route,
        main_route_table_leads_out,
        duplicate_route,
        route_without_target,
        route_to_deleted_target,
        route_to_detached_gateway,
        route_target_of_another_vpc,
        route_inside_vpc,
        route_to_reserved_range,
    }
    "Gateways and peering" {
        internet_gateway_detached,
        two_internet_gateways,
        nat_in_private_subnet,
        nat_without_internet_gateway,
        nat_without_elastic_ip,
        private_nat_with_elastic_ip,
        private_nat_as_internet_path,
        nat_unused,
        nat_in_another_zone,
        nat_for_s3_traffic,
        nat_instance_checks_source,
        peering_impossible,
        peering_without_route,
        peering_as_internet_path,
    }
    "Security groups" {
        security_group_name_invalid,
        security_group_name_taken,
        security_group_ports_invalid,
        security_group_all_with_ports,
        security_group_rule_twice,
        security_group_of_another_vpc,
        security_group_peer_unreachable,
        default_security_group_used,
        admin_port_open_to_world,
        database_port_open_to_world,
        private_tier_open_to_world,
    }
    "Network ACLs and endpoints" {
        association_across_vpcs,
        network_acl_number_out_of_range,
        network_acl_number_taken,
        network_acl_ports_invalid,
        network_acl_entry_unreachable,
        network_acl_denies_everything,
        network_acl_blocks_replies,
        network_acl_blocks_tier,
        network_acl_unused,
        endpoint_without_route_table,
        endpoint_without_dns,
        endpoint_of_another_region,
        bucket_not_reachable,
    }
    "Load balancers and target groups" {
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
    }
    "Auto Scaling" {
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
    }
    "Databases" {
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
        storage_not_encrypted,
    }
    "Names" {
        zone_name_invalid,
        private_zone_unusable,
        record_name_invalid,
        record_name_taken,
        record_contradicts_itself,
        record_points_nowhere,
        alias_target_impossible,
        cname_at_apex,
        cname_loop,
        record_to_private_target,
        record_to_changing_address,
    }
    "Instances" {
        template_name_invalid,
        instance_not_launchable,
        instance_type_outdated,
        processor_mismatch,
        too_many_interfaces,
        interface_in_another_zone,
        type_not_in_zone,
        user_data_too_long,
        credentials_in_user_data,
        start_script_without_internet,
        backend_in_another_vpc,
        backend_not_reachable,
        bucket_without_role,
        single_server,
        volume_invalid,
        volume_type_outdated,
    }
    "Files and archives" {
        file_system_without_mount_target,
        mount_targets_share_zone,
        file_system_not_reachable,
        bucket_name_invalid,
        bucket_name_taken,
        bucket_name_with_dots,
        bucket_not_blocked,
        bucket_without_versioning,
    }
    "Journeys" {
        single_point_of_failure,
    }
    "Tags" {
        tag_refused,
        tags_too_many,
    }
    "Web ACLs, numbers and quotas" {
        web_acl_priority_taken,
        web_acl_matches_everybody,
        web_acl_of_another_region,
        web_acl_without_effect,
        number_out_of_range,
        default_quota_exceeded,
    }
}

/// Every rule, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|topic| topic.rules.iter().copied())
}

/// The rule with this code.
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Asks every rule. The worst comes first; the order is always the same.
pub fn findings(architecture: &Architecture) -> Vec<Finding> {
    findings_in(&Network::new(architecture))
}

/// The same for whoever has looked the network up already.
pub fn findings_in(network: &Network<'_>) -> Vec<Finding> {
    let context = Context::new(network);
    let mut rules = all();
    let Some(first) = rules.next() else {
        return Vec::new();
    };
    let mut report = Report::new(network.architecture(), first);
    (first.check)(&context, &mut report);
    for rule in rules {
        report.turn_to(rule);
        (rule.check)(&context, &mut report);
    }
    report.finish()
}
