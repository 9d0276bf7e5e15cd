//! Blocks and addresses: what AWS takes as a VPC, a subnet and an address, and what is left to give out.

mod blocks;
mod free_block;

use crate::rules::table::topic;

topic! {
    "Blocks and addresses":
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
