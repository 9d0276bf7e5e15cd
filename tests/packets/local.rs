//! Inside the VPC: one subnet, two subnets, addresses that nobody has.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// Two subnets of one VPC on its main table, a client and a neighbour in one,
/// a server in the other.
fn two_rooms() -> Campus {
    campus("10.0.0.0/16")
        .subnet("left", "10.0.1.0/24", "a")
        .subnet("right", "10.0.2.0/24", "b")
        .guard("open", &["all from 10.0.0.0/16"])
        .guard("web-sg", &["tcp 80 from 10.0.0.0/16"])
        .server("client", "left", "10.0.1.10", &["open"])
        .server("neighbour", "left", "10.0.1.20", &["web-sg"])
        .server("server", "right", "10.0.2.10", &["web-sg"])
}

/// Every route table has a local route for the VPC's block; a subnet without
/// an association uses the main table and the default network ACL, which
/// allows everything. [VPC UG: Route tables; Network ACLs]
#[test]
fn subnets_of_one_vpc_reach_each_other() {
    two_rooms().check([
        flow("client -> server tcp 80").delivered([
            "security-group-outbound open rule 0",
            "route-table main of vpc 10.0.0.0/16 → local",
            "network-acl-inbound default 100 at right",
            "security-group-inbound web-sg rule 0",
            "destination server",
            "back: security-group-outbound remembered",
            "back: route-table main of vpc 10.0.0.0/16 → local",
            "back: security-group-inbound remembered",
            "back: destination client",
        ]),
        flow("client -> 10.0.2.10 tcp 80").delivered(["destination server"]),
        flow("client -> server tcp 81")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
        flow("client -> server udp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
        flow("10.0.1.10 -> 10.0.2.10 tcp 80").delivered(["destination server"]),
    ]);
}

/// Network ACLs and route tables stand at the border of a subnet, so they do
/// not see what stays inside. Security groups do. [VPC UG: Network ACLs]
#[test]
fn inside_a_subnet_only_security_groups_are_asked() {
    two_rooms().acl("wall", &["left"], &[], &[]).check([
        flow("client -> neighbour tcp 80").delivered([
            "never network-acl-inbound",
            "never network-acl-outbound",
            "never route-table",
            "security-group-inbound web-sg rule 0",
        ]),
        flow("client -> neighbour tcp 22")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
        flow("client -> server tcp 80")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION wall * at left"),
        flow("server -> client tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION wall * at left"),
    ]);
}

/// The local route covers the whole VPC, also where no subnet is; it is more
/// specific than 0.0.0.0/0, so nothing for the VPC ever leaves by it.
/// [VPC UG: Route priority]
#[test]
fn an_address_of_the_vpc_that_nobody_has_never_leaves_by_the_default_route() {
    two_rooms()
        .gateway("igw")
        .table("way-out", &["left"], &["0.0.0.0/0 igw"])
        .public("client", "3.110.0.10")
        .check([
            // No subnet covers it.
            flow("client -> 10.0.200.5 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
            // A subnet covers it, and no interface there has it.
            flow("client -> 10.0.2.99 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
            // The same inside the client's own subnet.
            flow("client -> 10.0.1.99 tcp 80")
                .dropped("request: * NO_POSSIBLE_DESTINATION|NO_SOURCE_OR_DESTINATION"),
            flow("client -> 198.51.100.7 tcp 80").delivered([
                "route-table way-out 0.0.0.0/0 → igw",
                "internet-gateway 10.0.1.10 → 3.110.0.10",
            ]),
        ]);
}

/// A secondary block gets a local route of its own in every table.
/// [VPC UG: VPC CIDR blocks]
#[test]
fn a_secondary_block_is_local_too() {
    two_rooms()
        .set("vpc", "secondary_cidrs", json!(["100.64.0.0/16"]))
        .subnet("annex", "100.64.1.0/24", "a")
        .guard("annex-sg", &["tcp 80 from 10.0.1.0/24"])
        .server("guest", "annex", "100.64.1.10", &["annex-sg"])
        .gateway("igw")
        .table("way-out", &["left"], &["0.0.0.0/0 igw"])
        .public("client", "3.110.0.10")
        .check([
            flow("client -> guest tcp 80").delivered([
                "route-table way-out 100.64.0.0/16 → local",
                "destination guest",
                "back: route-table main of vpc 10.0.0.0/16 → local",
            ]),
            flow("server -> guest tcp 80")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of annex-sg"),
            // An unused address of the secondary block is local as well.
            flow("client -> 100.64.9.9 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
        ]);
}

/// A stopped instance keeps its private address and answers nothing.
/// [EC2 UG: Stop and start]
#[test]
fn a_stopped_instance_answers_nothing() {
    two_rooms().set("server", "state", json!("stopped")).check([
        flow("client -> server tcp 80").dropped("request: * BAD_STATE"),
        flow("client -> neighbour tcp 80").delivered(["destination neighbour"]),
    ]);
}

/// A VPC may use a public range; inside it the local route wins all the same.
/// [VPC UG: VPC CIDR blocks; Route priority]
#[test]
fn a_public_range_is_local_inside_its_vpc() {
    campus("198.51.100.0/24")
        .subnet("left", "198.51.100.0/26", "a")
        .subnet("right", "198.51.100.64/26", "b")
        .gateway("igw")
        .table("way-out", &["left"], &["0.0.0.0/0 igw"])
        .guard("open", &["tcp 80 from open"])
        .server("client", "left", "198.51.100.10", &["open"])
        .public("client", "3.110.0.10")
        .server("server", "right", "198.51.100.70", &["open"])
        .server("plain", "left", "198.51.100.11", &["open"])
        .check([
            flow("client -> 198.51.100.70 tcp 80").delivered([
                "route-table way-out 198.51.100.0/24 → local",
                "security-group-inbound open rule 0",
                "destination server",
            ]),
            flow("client -> 198.51.100.200 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
            flow("client -> 203.0.113.9 tcp 80")
                .delivered(["internet-gateway 198.51.100.10 → 3.110.0.10"]),
            flow("plain -> 203.0.113.9 tcp 80")
                .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
        ]);
}
