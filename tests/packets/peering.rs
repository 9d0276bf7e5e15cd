//! Peering: two VPCs by private address, with a route on either side.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// Two peered VPCs with a server each. Each side has the routes that a case
/// gives it.
fn peers(near: &[&str], far: &[&str]) -> Campus {
    campus("10.0.0.0/16")
        .subnet("near", "10.0.1.0/24", "a")
        .table("near-rt", &["near"], near)
        .guard("near-sg", &["tcp 80 from 10.1.0.0/16"])
        .server("client", "near", "10.0.1.10", &["near-sg"])
        .vpc("other", "10.1.0.0/16")
        .subnet("far", "10.1.1.0/24", "a")
        .table("far-rt", &["far"], far)
        .guard(
            "far-sg",
            &["tcp 80 from 10.0.0.0/16", "tcp 3306 from near-sg"],
        )
        .server("server", "far", "10.1.1.10", &["far-sg"])
        .peering("pcx", "vpc", "other")
}

/// Both VPCs need a route to the other. [VPC Peering Guide: Update your route
/// tables]
#[test]
fn both_sides_need_a_route() {
    peers(&["10.1.0.0/16 pcx"], &["10.0.0.0/16 pcx"]).check([
        flow("client -> server tcp 80").delivered([
            "route-table near-rt 10.1.0.0/16 → pcx",
            "vpc-peering pcx",
            "network-acl-inbound default 100 at far",
            "security-group-inbound far-sg rule 0",
            "destination server",
            "back: route-table far-rt 10.0.0.0/16 → pcx",
            "back: vpc-peering pcx",
            "back: destination client",
        ]),
        flow("server -> client tcp 80").delivered([
            "route-table far-rt 10.0.0.0/16 → pcx",
            "security-group-inbound near-sg rule 0",
        ]),
        flow("client -> 10.1.1.10 tcp 80").delivered(["destination server"]),
        flow("client -> server tcp 22")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of far-sg"),
    ]);
    peers(&["10.1.0.0/16 pcx"], &[]).check([
        // It arrives, and the answer finds no way.
        flow("client -> 10.1.1.10 tcp 80")
            .dropped("response: route-table NO_ROUTE_TO_DESTINATION far-rt no route"),
        flow("server -> 10.0.1.10 tcp 80")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION far-rt no route"),
    ]);
    peers(&[], &["10.0.0.0/16 pcx"]).check([flow("client -> 10.1.1.10 tcp 80")
        .dropped("request: route-table NO_ROUTE_TO_DESTINATION near-rt no route")]);
}

/// A route may cover a part of the other VPC only. [VPC Peering Guide:
/// Configurations with specific routes]
#[test]
fn a_route_may_cover_a_single_host() {
    peers(&["10.1.1.10/32 pcx"], &["10.0.1.0/24 pcx"])
        .server("colleague", "far", "10.1.1.11", &["far-sg"])
        .check([
            flow("client -> 10.1.1.10 tcp 80").delivered(["destination server"]),
            flow("client -> 10.1.1.11 tcp 80")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION near-rt no route"),
        ]);
}

/// A group of the peer VPC can be referred to. [VPC Peering Guide: Reference
/// peer security groups]
#[test]
fn groups_of_the_peer_can_be_referred_to() {
    peers(&["10.1.0.0/16 pcx"], &["10.0.0.0/16 pcx"])
        .add(
            "instance",
            "outsider",
            json!({
                "subnet": "near", "private_address": "10.0.1.20", "public_ip": "no",
                "security_groups": ["outsider-sg"],
            }),
        )
        .add("security-group", "outsider-sg", json!({"vpc": "vpc"}))
        .check([
            flow("client -> server tcp 3306").delivered(["security-group-inbound far-sg rule 1"]),
            flow("outsider -> server tcp 3306")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of far-sg"),
            flow("outsider -> server tcp 80").delivered(["security-group-inbound far-sg rule 0"]),
        ]);
}

/// Network ACLs on both sides see the private addresses of the other VPC.
#[test]
fn network_acls_stand_on_both_sides() {
    let open = peers(&["10.1.0.0/16 pcx"], &["10.0.0.0/16 pcx"]);
    open.clone()
        .acl(
            "gate",
            &["far"],
            &["100 allow tcp 80 from 10.0.1.0/24"],
            &["100 allow tcp 1024-65535 to 10.0.1.0/24"],
        )
        .check([
            flow("client -> server tcp 80 from 50000").delivered([
                "network-acl-inbound gate 100 at far",
                "back: network-acl-outbound gate 100 at far",
            ]),
            flow("client -> server tcp 3306")
                .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at far"),
        ]);
    open.acl("gate", &["far"], &["100 allow all from 10.1.0.0/16"], &[])
        .check([flow("client -> server tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at far")]);
}

/// A connection that was deleted, or that nobody accepted, carries nothing.
/// [VPC Peering Guide: Lifecycle]
#[test]
fn a_connection_that_is_not_active_carries_nothing() {
    let open = peers(&["10.1.0.0/16 pcx"], &["10.0.0.0/16 pcx"]);
    open.clone()
        .gone("pcx")
        .check([flow("client -> 10.1.1.10 tcp 80")
            .dropped("request: route-table BAD_STATE_ROUTE near-rt 10.1.0.0/16 → blackhole pcx")]);
    open.set("pcx", "accepter", json!(null))
        .check([flow("client -> 10.1.1.10 tcp 80")
            .dropped("request: * BAD_STATE_ROUTE|BAD_STATE|BAD_STATE_ATTACHMENT")]);
}

/// Nobody answers at an address of the peer that nobody has.
#[test]
fn an_unused_address_of_the_peer_is_nobodys() {
    peers(&["10.1.0.0/16 pcx"], &["10.0.0.0/16 pcx"]).check([
        flow("client -> 10.1.1.99 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
        flow("client -> 10.1.200.1 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
    ]);
}

/// Between Regions a group cannot be referred to, only addresses. [VPC Peering
/// Guide: Reference peer security groups]
#[test]
fn between_regions_groups_cannot_be_referred_to() {
    peers(&["10.1.0.0/16 pcx"], &["10.0.0.0/16 pcx"])
        .add("region", "singapore", json!({"code": "ap-southeast-1"}))
        .set("other", "region", json!("singapore"))
        .set("far", "zone", json!("ap-southeast-1a"))
        .check([
            flow("client -> server tcp 80").delivered(["security-group-inbound far-sg rule 0"]),
            flow("client -> server tcp 3306").dropped(
                "request: security-group-inbound SG_REFERENCES_NOT_PRESERVED|ENI_SG_RULES_MISMATCH",
            ),
        ]);
}

/// One VPC can be peered with two that have the same block, each reached by
/// routes for its own part. An address then means whoever is at the end of
/// the route that wins. [VPC Peering Guide: Configurations with specific
/// routes]
#[test]
fn two_peers_may_have_the_same_block() {
    let hub = |group: &str| {
        campus("10.0.0.0/16")
            .subnet("hub", "10.0.1.0/24", "a")
            .table(
                "hub-rt",
                &["hub"],
                &["10.1.1.0/24 pcx-b", "10.1.2.0/24 pcx-c"],
            )
            .guard("hub-sg", &[])
            .egress("hub-sg", &[group])
            .server("client", "hub", "10.0.1.10", &["hub-sg"])
            .vpc("vpc-b", "10.1.0.0/16")
            .subnet("b-one", "10.1.1.0/24", "a")
            .subnet("b-two", "10.1.2.0/24", "a")
            .table("b-rt", &["b-one", "b-two"], &["10.0.0.0/16 pcx-b"])
            .guard("b-sg", &["tcp 80 from 0.0.0.0/0"])
            .server("b-first", "b-one", "10.1.1.10", &["b-sg"])
            .server("b-second", "b-two", "10.1.2.10", &["b-sg"])
            .vpc("vpc-c", "10.1.0.0/16")
            .subnet("c-one", "10.1.1.0/24", "a")
            .subnet("c-two", "10.1.2.0/24", "a")
            .table("c-rt", &["c-one", "c-two"], &["10.0.0.0/16 pcx-c"])
            .guard("c-sg", &["tcp 80 from 0.0.0.0/0"])
            .server("c-first", "c-one", "10.1.1.10", &["c-sg"])
            .server("c-second", "c-two", "10.1.2.10", &["c-sg"])
            .peering("pcx-b", "vpc", "vpc-b")
            .peering("pcx-c", "vpc", "vpc-c")
    };
    let refused = "request: security-group-outbound ENI_SG_RULES_MISMATCH none of hub-sg";
    hub("all to 0.0.0.0/0").check([
        flow("client -> 10.1.1.10 tcp 80").delivered(["vpc-peering pcx-b", "destination b-first"]),
        flow("client -> 10.1.2.10 tcp 80").delivered(["vpc-peering pcx-c", "destination c-second"]),
    ]);
    hub("tcp 80 to b-sg").check([
        flow("client -> 10.1.1.10 tcp 80").delivered(["destination b-first"]),
        flow("client -> 10.1.2.10 tcp 80").dropped(refused),
    ]);
    hub("tcp 80 to c-sg").check([
        flow("client -> 10.1.2.10 tcp 80").delivered(["destination c-second"]),
        flow("client -> 10.1.1.10 tcp 80").dropped(refused),
    ]);
}

/// A secondary block of the peer belongs to the peer as well.
#[test]
fn a_secondary_block_of_the_peer_is_reached_too() {
    peers(&["100.64.0.0/16 pcx"], &[])
        .set("other", "secondary_cidrs", json!(["100.64.0.0/16"]))
        .subnet("annex", "100.64.1.0/24", "a")
        .table("annex-rt", &["annex"], &["10.0.0.0/16 pcx"])
        .server("guest", "annex", "100.64.1.10", &["far-sg"])
        .check([flow("client -> 100.64.1.10 tcp 80").delivered([
            "route-table near-rt 100.64.0.0/16 → pcx",
            "vpc-peering pcx",
            "destination guest",
        ])]);
}
