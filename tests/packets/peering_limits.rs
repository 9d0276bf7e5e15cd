//! What peering does not do: it leads to the other VPC and never beyond.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// Three VPCs in a row, with routes as if the middle one passed things on.
/// The middle one has an internet gateway, a NAT gateway and an endpoint.
fn row() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("a-room", "10.0.1.0/24", "a")
        .table(
            "a-rt",
            &["a-room"],
            &[
                "10.1.0.0/16 pcx-ab",
                "10.2.0.0/16 pcx-ab",
                "0.0.0.0/0 pcx-ab",
            ],
        )
        .guard("a-sg", &["all from 0.0.0.0/0"])
        .server("a", "a-room", "10.0.1.10", &["a-sg"])
        .vpc("vpc-b", "10.1.0.0/16")
        .dns_hostnames()
        .subnet("b-public", "10.1.0.0/24", "a")
        .subnet("b-room", "10.1.1.0/24", "a")
        .gateway("igw")
        .nat("nat", "b-public", "10.1.0.5", "13.200.0.5")
        .table(
            "b-public-rt",
            &["b-public"],
            &["0.0.0.0/0 igw", "10.0.0.0/16 pcx-ab"],
        )
        .table(
            "b-rt",
            &["b-room"],
            &["10.0.0.0/16 pcx-ab", "10.2.0.0/16 pcx-bc", "0.0.0.0/0 nat"],
        )
        .endpoint("s3", "s3", &["b-rt", "b-public-rt"])
        .guard("b-sg", &["all from 0.0.0.0/0"])
        .server("b", "b-room", "10.1.1.10", &["b-sg"])
        .server("b-web", "b-public", "10.1.0.10", &["b-sg"])
        .public("b-web", "3.110.0.10")
        .vpc("vpc-c", "10.2.0.0/16")
        .subnet("c-room", "10.2.1.0/24", "a")
        .table(
            "c-rt",
            &["c-room"],
            &["10.1.0.0/16 pcx-bc", "10.0.0.0/16 pcx-bc"],
        )
        .guard("c-sg", &["all from 0.0.0.0/0"])
        .server("c", "c-room", "10.2.1.10", &["c-sg"])
        .peering("pcx-ab", "vpc", "vpc-b")
        .peering("pcx-bc", "vpc-b", "vpc-c")
        .bucket("archive")
}

/// Transitive peering is not supported. [VPC Peering Guide: Limitations; RA
/// guide: PCX_REQUIRES_ADDRESS_IN_VPC_CIDR]
#[test]
fn it_is_not_transitive() {
    row().check([
        flow("a -> b tcp 80").delivered(["vpc-peering pcx-ab", "destination b"]),
        flow("b -> c tcp 80").delivered(["vpc-peering pcx-bc", "destination c"]),
        flow("a -> 10.2.1.10 tcp 80")
            .dropped("request: vpc-peering PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-ab"),
        flow("c -> 10.0.1.10 tcp 80")
            .dropped("request: vpc-peering PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-bc"),
        flow("a -> c tcp 80")
            .dropped("request: * PCX_REQUIRES_ADDRESS_IN_VPC_CIDR|DISCONNECTED_VPCS"),
    ]);
}

/// Neither the peer's internet gateway nor its NAT gateway nor its gateway
/// endpoint can be used from outside it. [VPC Peering Guide: Limitations, Edge
/// to edge routing]
#[test]
fn the_peers_gateways_serve_the_peer_alone() {
    row().check([
        flow("b -> internet tcp 443").delivered(["nat-gateway 10.1.1.10 → 10.1.0.5"]),
        flow("a -> internet tcp 443")
            .dropped("request: vpc-peering PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-ab"),
        flow("a -> 198.51.100.7 tcp 443")
            .dropped("request: vpc-peering PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-ab"),
        flow("b -> archive tcp 443").delivered(["vpc-endpoint s3", "never nat-gateway"]),
        flow("a -> archive tcp 443")
            .dropped("request: vpc-peering PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-ab"),
        // The NAT gateway's own private address is in the peer, and still
        // nobody talks to it.
        flow("a -> 10.1.0.5 tcp 80").dropped(
            "request: nat-gateway NGW_DEST_ADDRESS_PRESERVATION|NGW_REQUIRES_SOURCE_IN_VPC nat",
        ),
    ]);
}

/// By default a public DNS name of the peer's answers with the public address,
/// which is no address of the peering connection. [VPC Peering Guide: DNS
/// resolution]
#[test]
fn a_public_name_of_the_peer_answers_publicly() {
    row().check([
        flow("a -> ec2-3-110-0-10.ap-south-1.compute.amazonaws.com tcp 80")
            .dropped("request: vpc-peering PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-ab"),
        flow("b -> ec2-3-110-0-10.ap-south-1.compute.amazonaws.com tcp 80")
            .delivered(["destination 10.1.0.10"]),
    ]);
}

/// Without peering there is no way by private address. [VPC UG: VPC peering]
#[test]
fn vpcs_without_peering_do_not_know_each_other() {
    row().gone("pcx-ab").gone("pcx-bc").check([
        flow("c -> 10.3.0.1 tcp 80")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION c-rt no route"),
        flow("a -> 10.1.1.10 tcp 80").dropped("request: route-table BAD_STATE_ROUTE"),
    ]);
    campus("10.0.0.0/16")
        .subnet("here", "10.0.1.0/24", "a")
        .guard("sg", &["all from 0.0.0.0/0"])
        .server("one", "here", "10.0.1.10", &["sg"])
        .vpc("other", "10.1.0.0/16")
        .subnet("there", "10.1.1.0/24", "a")
        .guard("other-sg", &["all from 0.0.0.0/0"])
        .server("two", "there", "10.1.1.10", &["other-sg"])
        .check([
            flow("one -> 10.1.1.10 tcp 80")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION main of vpc no route"),
            flow("one -> two tcp 80")
                .dropped("request: * NO_ROUTE_TO_DESTINATION|DISCONNECTED_VPCS"),
        ]);
}

/// VPCs whose blocks overlap cannot be peered, and an address of one's own
/// block never leaves it. [VPC Peering Guide: Limitations]
#[test]
fn overlapping_vpcs_stay_apart() {
    campus("10.0.0.0/16")
        .subnet("here", "10.0.1.0/24", "a")
        .table("here-rt", &["here"], &["10.0.0.0/8 pcx"])
        .guard("sg", &["all from 0.0.0.0/0"])
        .server("one", "here", "10.0.1.10", &["sg"])
        .vpc("twin", "10.0.0.0/16")
        .subnet("there", "10.0.2.0/24", "a")
        .table("there-rt", &["there"], &["10.0.0.0/8 pcx"])
        .guard("twin-sg", &["all from 0.0.0.0/0"])
        .server("two", "there", "10.0.2.10", &["twin-sg"])
        .peering("pcx", "vpc", "twin")
        .check([
            flow("one -> 10.0.2.10 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
            flow("two -> 10.0.1.10 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
            flow("one -> two tcp 80").dropped("request: * *"),
        ]);
}

/// A group of a VPC that is not peered admits nobody. [VPC UG: Security group
/// rules]
#[test]
fn a_reference_does_not_reach_past_the_peer() {
    row()
        .egress("a-sg", &["tcp 80 to c-sg"])
        .set(
            "b-sg",
            "ingress",
            json!([{
                "protocol": "tcp", "from_port": 80, "to_port": 80, "peer": {"group": "c-sg"},
            }]),
        )
        .check([
            flow("a -> 10.1.1.10 tcp 80")
                .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of a-sg"),
            flow("c -> 10.1.1.10 tcp 80").delivered(["security-group-inbound b-sg rule 0"]),
        ]);
}
