//! Security groups: what their rules let in, and what AWS takes as one.

use crate::rules::table::topic;

topic! {
    "Security groups":
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
