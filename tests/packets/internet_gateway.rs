//! The internet gateway: one to one, for those who have a public address.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// Two public servers in two public subnets, and one without an address.
fn shop_window() -> Campus {
    campus("10.0.0.0/16")
        .subnet("public-a", "10.0.1.0/24", "a")
        .subnet("public-b", "10.0.2.0/24", "b")
        .gateway("igw")
        .table("public-rt", &["public-a", "public-b"], &["0.0.0.0/0 igw"])
        .guard("web-sg", &["tcp 80 from 0.0.0.0/0"])
        .guard(
            "friends-sg",
            &["tcp 8080 from web-sg", "tcp 9090 from 3.110.0.10/32"],
        )
        .server("web", "public-a", "10.0.1.10", &["web-sg"])
        .public("web", "3.110.0.10")
        .server("partner", "public-b", "10.0.2.10", &["friends-sg"])
        .public("partner", "3.110.0.20")
        .server("shy", "public-a", "10.0.1.30", &["web-sg"])
}

/// Inbound, the gateway puts the private address in place of the public one
/// before the network ACL and the security group look; outbound the other way
/// round. [VPC UG: Internet gateways]
#[test]
fn a_public_server_is_reached_through_the_gateway() {
    shop_window().check([
        flow("internet -> 3.110.0.10 tcp 80").delivered([
            "internet-gateway 3.110.0.10 → 10.0.1.10",
            "network-acl-inbound default 100 at public-a",
            "security-group-inbound web-sg rule 0",
            "destination web",
            "back: security-group-outbound remembered",
            "back: route-table public-rt 0.0.0.0/0 → igw",
            "back: internet-gateway 10.0.1.10 → 3.110.0.10",
        ]),
        flow("internet -> web tcp 80").delivered(["internet-gateway 3.110.0.10 → 10.0.1.10"]),
        flow("internet -> 3.110.0.10 tcp 22")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
        flow("web -> internet tcp 443").delivered([
            "security-group-outbound web-sg rule 0",
            "route-table public-rt 0.0.0.0/0 → igw",
            "internet-gateway 10.0.1.10 → 3.110.0.10",
            "back: internet-gateway 3.110.0.10 → 10.0.1.10",
            "back: security-group-inbound remembered",
        ]),
    ]);
}

/// Who has no public address is not served, outbound or inbound.
/// [VPC UG: Internet gateways; RA guide: explanation codes]
#[test]
fn a_server_without_a_public_address_is_not_served() {
    shop_window().check([
        flow("shy -> internet tcp 443")
            .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw"),
        flow("shy -> 198.51.100.7 udp 53")
            .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
        // A private address means nothing on the internet.
        flow("internet -> 10.0.1.30 tcp 80")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        flow("internet -> 10.0.1.10 tcp 80")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        flow("web -> shy tcp 80").delivered(["destination shy"]),
    ]);
}

/// The gateway refuses private and shared destinations on the way out.
/// [RA guide: explanation codes]
#[test]
fn private_and_shared_destinations_do_not_leave() {
    shop_window().check([
        flow("web -> 10.99.0.1 tcp 80")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        flow("web -> 172.16.5.1 tcp 80")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        flow("web -> 172.31.255.255 tcp 80")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        flow("web -> 192.168.1.1 tcp 80")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        flow("web -> 100.64.3.4 tcp 80")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"),
        flow("web -> 100.127.255.254 tcp 80")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"),
        // The neighbours of those blocks are public.
        flow("web -> 172.32.0.1 tcp 80").delivered(["internet-gateway 10.0.1.10 → 3.110.0.10"]),
        flow("web -> 100.128.0.1 tcp 80").delivered(["internet-gateway 10.0.1.10 → 3.110.0.10"]),
    ]);
}

/// Nor does it take private or shared sources on the way in.
/// [RA guide: explanation codes]
#[test]
fn private_and_shared_sources_do_not_enter() {
    shop_window().check([
        flow("192.168.1.5 -> 3.110.0.10 tcp 80")
            .dropped("request: internet-gateway IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"),
        flow("172.20.0.9 -> 3.110.0.10 tcp 80")
            .dropped("request: internet-gateway IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"),
        flow("100.64.9.9 -> 3.110.0.10 tcp 80")
            .dropped("request: internet-gateway IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS"),
        flow("198.51.100.9 -> 3.110.0.10 tcp 80").delivered(["destination web"]),
    ]);
}

/// A neighbour's public address is not local: the packet goes out and comes
/// back in with the sender's public address as its source, so a rule that
/// refers to the sender's group does not match any more: a reference stands
/// for private addresses. [VPC UG: Security group rules]
#[test]
fn a_neighbours_public_address_lies_outside() {
    shop_window().check([
        flow("web -> 3.110.0.20 tcp 9090").delivered([
            "route-table public-rt 0.0.0.0/0 → igw",
            "internet-gateway 10.0.1.10 → 3.110.0.10",
            "internet-gateway 3.110.0.20 → 10.0.2.10",
            "security-group-inbound friends-sg rule 1",
            "destination partner",
        ]),
        flow("web -> 3.110.0.20 tcp 8080")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of friends-sg"),
        flow("web -> 10.0.2.10 tcp 8080").delivered([
            "security-group-inbound friends-sg rule 0",
            "never internet-gateway",
        ]),
        flow("web -> 10.0.2.10 tcp 9090")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of friends-sg"),
        flow("shy -> 3.110.0.20 tcp 9090")
            .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
    ]);
    shop_window()
        .subnet("cellar", "10.0.8.0/24", "a")
        .server("hermit", "cellar", "10.0.8.10", &["web-sg"])
        .check([
            flow("hermit -> 3.110.0.10 tcp 80")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION main of vpc no route"),
            flow("hermit -> 10.0.1.10 tcp 80").delivered(["destination web"]),
        ]);
}

/// A gateway does nothing until it is attached. [VPC UG: Internet gateways]
#[test]
fn a_gateway_that_is_not_attached_does_nothing() {
    shop_window().set("igw", "vpc", json!(null)).check([
        flow("web -> internet tcp 443")
            .dropped("request: route-table BAD_STATE_ROUTE public-rt 0.0.0.0/0 → blackhole igw"),
        flow("internet -> 3.110.0.10 tcp 80").dropped(
            "request: * BAD_STATE_ATTACHMENT|NO_PATH|IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
        ),
        flow("web -> partner tcp 8080").delivered(["destination partner"]),
    ]);
}

/// The network ACL sees the private destination inbound and the sender's
/// public address; outbound the private source is behind it already, and the
/// client's public address in front. [VPC UG: Network ACLs]
#[test]
fn the_network_acl_sees_private_destinations_and_public_senders() {
    shop_window()
        .acl(
            "picky",
            &["public-a"],
            &[
                "100 deny tcp 80 from 198.51.100.0/24",
                "200 allow tcp 80 from 0.0.0.0/0",
            ],
            &["100 allow tcp 1024-65535 to 203.0.113.0/24"],
        )
        .check([
            flow("internet -> 3.110.0.10 tcp 80").delivered([
                "network-acl-inbound picky 200 at public-a",
                "back: network-acl-outbound picky 100 at public-a",
            ]),
            flow("198.51.100.7 -> 3.110.0.10 tcp 80")
                .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION picky 100"),
            flow("192.0.2.7 -> 3.110.0.10 tcp 80")
                .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION picky *"),
        ]);
}
