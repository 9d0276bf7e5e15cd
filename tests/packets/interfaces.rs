//! Instances with several interfaces, and instances that forward.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// An appliance with a leg in each of two subnets, each with its own group,
/// and a client in a third.
fn two_legs() -> Campus {
    campus("10.0.0.0/16")
        .subnet("red", "10.0.1.0/24", "a")
        .subnet("blue", "10.0.2.0/24", "a")
        .subnet("green", "10.0.3.0/24", "a")
        .guard("red-sg", &["tcp 22 from 10.0.3.0/24"])
        .guard("blue-sg", &["tcp 80 from 10.0.3.0/24"])
        .guard("client-sg", &["tcp 443 from blue-sg"])
        .server("box", "red", "10.0.1.10", &["red-sg"])
        .set(
            "box",
            "interfaces",
            json!([{
                "name": "eth1", "subnet": "blue",
                "security_groups": ["blue-sg"], "private_address": "10.0.2.10",
            }]),
        )
        .server("client", "green", "10.0.3.10", &["client-sg"])
}

/// Groups belong to the interface: the rules of one do not help the other.
/// [VPC UG: Security groups]
#[test]
fn rules_of_one_interface_do_not_help_the_other() {
    two_legs().check([
        flow("client -> 10.0.1.10 tcp 22").delivered(["security-group-inbound red-sg rule 0"]),
        flow("client -> 10.0.2.10 tcp 80").delivered(["security-group-inbound blue-sg rule 0"]),
        flow("client -> 10.0.1.10 tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of red-sg"),
        flow("client -> 10.0.2.10 tcp 22")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of blue-sg"),
        // Asked for by name, the instance is its first interface.
        flow("client -> box tcp 22").delivered(["destination 10.0.1.10"]),
        flow("client -> box/eth1 tcp 80").delivered(["destination 10.0.2.10"]),
    ]);
}

/// Nor do references: what leaves by one interface is from that one's address
/// and groups. [VPC UG: Security group rules]
#[test]
fn a_reference_means_the_interfaces_in_the_group() {
    two_legs().check([
        flow("box/eth1 -> client tcp 443").delivered(["security-group-inbound client-sg rule 0"]),
        flow("box -> client tcp 443")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of client-sg"),
        flow("10.0.2.10 -> client tcp 443").delivered(["destination client"]),
        flow("10.0.1.10 -> client tcp 443")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of client-sg"),
    ]);
}

/// Each interface stands behind the network ACL of its own subnet.
#[test]
fn each_interface_stands_in_its_own_subnet() {
    two_legs().acl("wall", &["blue"], &[], &[]).check([
        flow("client -> 10.0.1.10 tcp 22").delivered(["network-acl-inbound default 100 at red"]),
        flow("client -> 10.0.2.10 tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION wall * at blue"),
    ]);
}

/// The Elastic IP address of a second interface leads to that one.
#[test]
fn a_second_interface_can_have_its_own_public_address() {
    two_legs()
        .gateway("igw")
        .table("way-out", &["red", "blue"], &["0.0.0.0/0 igw"])
        .set(
            "box",
            "interfaces",
            json!([{
                "name": "eth1", "subnet": "blue", "security_groups": ["world-sg"],
                "private_address": "10.0.2.10", "public_address": "3.110.0.77",
            }]),
        )
        .guard("world-sg", &["tcp 80 from 0.0.0.0/0"])
        .check([
            flow("internet -> 3.110.0.77 tcp 80").delivered([
                "internet-gateway 3.110.0.77 → 10.0.2.10",
                "security-group-inbound world-sg rule 0",
            ]),
            flow("box/eth1 -> internet tcp 443")
                .delivered(["internet-gateway 10.0.2.10 → 3.110.0.77"]),
            flow("box -> internet tcp 443")
                .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
        ]);
}

/// A NAT instance: an instance that forwards, in a public subnet.
fn nat_instance(check: bool) -> Campus {
    campus("10.0.0.0/16")
        .subnet("public", "10.0.1.0/24", "a")
        .subnet("private", "10.0.2.0/24", "a")
        .gateway("igw")
        .table("public-rt", &["public"], &["0.0.0.0/0 igw"])
        .table("private-rt", &["private"], &["0.0.0.0/0 relay"])
        .guard("relay-sg", &["tcp 443 from 10.0.2.0/24"])
        .guard("app-sg", &[])
        .server("relay", "public", "10.0.1.10", &["relay-sg"])
        .public("relay", "3.110.0.10")
        .set("relay", "source_dest_check", json!(check))
        .server("app", "private", "10.0.2.10", &["app-sg"])
}

/// It has to have the source/destination check off: an interface drops what
/// is neither from nor to itself. [VPC UG: NAT instances; RA guide:
/// ENI_SOURCE_DEST_CHECK_RESTRICTION]
#[test]
fn an_instance_forwards_only_with_the_check_off() {
    nat_instance(false).check([
        flow("app -> 198.51.100.7 tcp 443").delivered([
            "route-table private-rt 0.0.0.0/0 → relay",
            "security-group-inbound relay-sg rule 0",
            "route-table public-rt 0.0.0.0/0 → igw",
            "internet-gateway 10.0.1.10 → 3.110.0.10",
        ]),
        // Unlike a NAT gateway it has a group, which must admit what it is to
        // forward.
        flow("app -> 198.51.100.7 tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of relay-sg"),
    ]);
    nat_instance(true).check([
        flow("app -> 198.51.100.7 tcp 443")
            .dropped("request: interface ENI_SOURCE_DEST_CHECK_RESTRICTION relay"),
        // To the instance itself the check has no objection.
        flow("app -> 10.0.1.10 tcp 443").delivered(["destination relay"]),
    ]);
}

/// Stopped, or without a public address, it is no way out.
#[test]
fn a_nat_instance_must_run_and_have_a_public_address() {
    nat_instance(false)
        .set("relay", "state", json!("stopped"))
        .check([flow("app -> 198.51.100.7 tcp 443").dropped("request: * *")]);
    nat_instance(false)
        .set("relay", "public_ip", json!("no"))
        .set("relay", "public_address", json!(""))
        .check([flow("app -> 198.51.100.7 tcp 443")
            .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")]);
    nat_instance(false)
        .gone("relay")
        .check([flow("app -> 198.51.100.7 tcp 443").dropped(
            "request: route-table BAD_STATE_ROUTE private-rt 0.0.0.0/0 → blackhole relay",
        )]);
}

/// Two appliances that send a packet to each other for ever never deliver it:
/// every passing on takes one from its time to live. [RFC 791]
#[test]
fn a_packet_does_not_go_round_for_ever() {
    let boxes = campus("10.0.0.0/16")
        .subnet("start", "10.0.1.0/24", "a")
        .subnet("left", "10.0.2.0/24", "a")
        .subnet("right", "10.0.3.0/24", "a")
        .subnet("goal", "10.0.4.0/24", "a")
        .table("start-rt", &["start"], &["10.0.4.0/24 left-box"])
        .table("left-rt", &["left"], &["10.0.4.0/24 right-box"])
        .table("right-rt", &["right"], &["10.0.4.0/24 left-box"])
        .guard("open", &["all from 0.0.0.0/0"])
        .server("client", "start", "10.0.1.10", &["open"])
        .server("left-box", "left", "10.0.2.10", &["open"])
        .server("right-box", "right", "10.0.3.10", &["open"])
        .server("server", "goal", "10.0.4.10", &["open"])
        .set("left-box", "source_dest_check", json!(false))
        .set("right-box", "source_dest_check", json!(false));
    boxes.check([
        flow("client -> server tcp 80").dropped("request: * *"),
        flow("server -> client tcp 80").dropped("either: * *"),
    ]);
}
