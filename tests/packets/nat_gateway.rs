//! The NAT gateway: out for those without a public address, in for nobody.

use super::campus::{Campus, campus};
use super::case::flow;

/// An application in a private subnet behind a NAT gateway.
pub(super) fn staff_exit() -> Campus {
    campus("10.0.0.0/16")
        .subnet("public", "10.0.1.0/24", "a")
        .subnet("private", "10.0.2.0/24", "a")
        .gateway("igw")
        .nat("nat", "public", "10.0.1.5", "13.200.0.5")
        .table("public-rt", &["public"], &["0.0.0.0/0 igw"])
        .table("private-rt", &["private"], &["0.0.0.0/0 nat"])
        .guard("app-sg", &["tcp 8080 from 10.0.0.0/16"])
        .server("app", "private", "10.0.2.10", &["app-sg"])
}

/// The source becomes the NAT gateway's private address, its subnet's table
/// counts next, and the internet gateway translates once more.
/// [VPC UG: NAT gateways]
#[test]
fn a_private_server_reaches_the_internet_over_two_translations() {
    staff_exit().check([
        flow("app -> internet tcp 443").delivered([
            "security-group-outbound app-sg rule 0",
            "route-table private-rt 0.0.0.0/0 → nat",
            "network-acl-inbound default 100 at public",
            "nat-gateway 10.0.2.10 → 10.0.1.5",
            "route-table public-rt 0.0.0.0/0 → igw",
            "internet-gateway 10.0.1.5 → 13.200.0.5",
            "back: internet-gateway 13.200.0.5 → 10.0.1.5",
            "back: network-acl-inbound default 100 at public",
            "back: nat-gateway 10.0.1.5 → 10.0.2.10",
            "back: network-acl-inbound default 100 at private",
            "back: security-group-inbound remembered",
            "back: destination app",
        ]),
        flow("app -> 198.51.100.53 udp 53").delivered(["nat-gateway 10.0.2.10 → 10.0.1.5"]),
        flow("app -> 198.51.100.53 icmp 8/0").delivered(["nat-gateway 10.0.2.10 → 10.0.1.5"]),
    ]);
}

/// It carries TCP, UDP and ICMP and nothing else. [VPC UG: NAT gateway basics;
/// RA guide: PROTOCOL_RESTRICTION]
#[test]
fn it_carries_three_protocols() {
    staff_exit().check([
        flow("app -> 198.51.100.7 50").dropped("request: nat-gateway PROTOCOL_RESTRICTION nat"),
        flow("app -> 198.51.100.7 47").dropped("request: nat-gateway PROTOCOL_RESTRICTION nat"),
    ]);
}

/// What stays in the VPC takes the local route. [VPC UG: Route priority]
#[test]
fn traffic_inside_the_vpc_does_not_pass_it() {
    staff_exit()
        .server("bastion", "public", "10.0.1.20", &["app-sg"])
        .check([
            flow("app -> bastion tcp 8080").delivered([
                "route-table private-rt 10.0.0.0/16 → local",
                "never nat-gateway",
            ]),
            flow("bastion -> app tcp 8080").delivered([
                "route-table public-rt 10.0.0.0/16 → local",
                "back: route-table private-rt 10.0.0.0/16 → local",
                "never nat-gateway",
            ]),
        ]);
}

/// A public server of the same VPC, addressed by its public address, sees the
/// NAT gateway's Elastic IP as the client.
#[test]
fn a_neighbours_public_address_is_reached_as_from_outside() {
    staff_exit()
        .guard("door-sg", &["tcp 80 from 13.200.0.5/32"])
        .guard(
            "group-sg",
            &["tcp 80 from app-sg", "tcp 80 from 10.0.0.0/16"],
        )
        .server("door", "public", "10.0.1.30", &["door-sg"])
        .public("door", "3.110.0.30")
        .server("other", "public", "10.0.1.31", &["group-sg"])
        .public("other", "3.110.0.31")
        .check([
            flow("app -> 3.110.0.30 tcp 80").delivered([
                "nat-gateway 10.0.2.10 → 10.0.1.5",
                "internet-gateway 10.0.1.5 → 13.200.0.5",
                "internet-gateway 3.110.0.30 → 10.0.1.30",
                "security-group-inbound door-sg rule 0",
                "destination door",
            ]),
            flow("app -> 3.110.0.31 tcp 80")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of group-sg"),
            flow("app -> 10.0.1.31 tcp 80").delivered(["security-group-inbound group-sg"]),
        ]);
}

/// One gateway can serve subnets of several zones. [VPC UG: NAT gateway basics]
#[test]
fn a_gateway_in_another_zone_serves_as_well() {
    staff_exit()
        .subnet("private-b", "10.0.3.0/24", "b")
        .table("private-b-rt", &["private-b"], &["0.0.0.0/0 nat"])
        .server("app-b", "private-b", "10.0.3.10", &["app-sg"])
        .check([flow("app-b -> internet tcp 443").delivered([
            "route-table private-b-rt 0.0.0.0/0 → nat",
            "nat-gateway 10.0.3.10 → 10.0.1.5",
            "back: nat-gateway 10.0.1.5 → 10.0.3.10",
            "back: destination app-b",
        ])]);
}
