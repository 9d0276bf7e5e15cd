//! Network ACLs: numbered entries, asked in order, in both directions.

mod nacl;

use crate::rules::table::topic;

topic! {
    "Network ACLs":
    association_across_vpcs,
    network_acl_number_out_of_range,
    network_acl_number_taken,
    network_acl_ports_invalid,
    network_acl_entry_unreachable,
    network_acl_denies_everything,
    network_acl_blocks_replies,
    network_acl_blocks_tier,
    network_acl_blocks_s3,
    network_acl_blocks_nat,
    network_acl_unused,
}
