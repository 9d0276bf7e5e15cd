//! Gateways and peering: the ways out of a VPC, and what keeps them from working.

use crate::rules::rule::topic;

topic! {
    "Gateways and peering":
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
    nat_instance_in_private_subnet,
    nat_instance_without_public_address,
    nat_instance_group_shut,
    peering_impossible,
    peering_without_route,
    peering_as_internet_path,
}
