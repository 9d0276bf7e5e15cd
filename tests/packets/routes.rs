//! Which route wins, and what becomes of packets when its target is gone.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// A public server whose subnet has no association of its own.
fn server_on_the_main_table() -> Campus {
    campus("10.0.0.0/16")
        .subnet("lobby", "10.0.1.0/24", "a")
        .gateway("igw")
        .guard("open", &["all from 0.0.0.0/0"])
        .server("web", "lobby", "10.0.1.10", &["open"])
        .public("web", "3.110.0.10")
}

/// A subnet without an explicit association uses the main route table, which
/// in a VPC of one's own holds just the local route. [VPC UG: Route tables]
#[test]
fn the_main_table_that_aws_makes_leads_nowhere_else() {
    server_on_the_main_table().check([
        flow("web -> 198.51.100.7 tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION main of vpc no route"),
        flow("web -> internet tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION main of vpc no route"),
        // Whether it already fails inwards or only on the way back, nobody on
        // the internet has a conversation with it.
        flow("internet -> 3.110.0.10 tcp 80").dropped("either: * NO_ROUTE_TO_DESTINATION"),
    ]);
}

/// Another table can be made the main one; it then serves every subnet that
/// names none. [VPC UG: Replace the main route table]
#[test]
fn a_table_promoted_to_main_serves_subnets_that_name_none() {
    server_on_the_main_table()
        .table("promoted", &[], &["0.0.0.0/0 igw"])
        .set("vpc", "main_route_table", json!("promoted"))
        .subnet("store", "10.0.3.0/24", "a")
        .table("store-rt", &["store"], &[])
        .server("shelf", "store", "10.0.3.10", &["open"])
        .public("shelf", "3.110.0.30")
        .check([
            flow("web -> internet tcp 443").delivered(["route-table promoted 0.0.0.0/0 → igw"]),
            flow("internet -> 3.110.0.10 tcp 80").delivered([
                "destination web",
                "back: route-table promoted 0.0.0.0/0 → igw",
            ]),
            // A table of its own counts, though the main one would lead out.
            flow("shelf -> internet tcp 443")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION store-rt no route"),
            flow("shelf -> web tcp 80").delivered([
                "route-table store-rt 10.0.0.0/16 → local",
                "destination web",
            ]),
        ]);
}

/// A table that no subnet uses changes nothing. [VPC UG: Route tables]
#[test]
fn a_table_without_subnets_routes_nothing() {
    server_on_the_main_table()
        .table("unused", &[], &["0.0.0.0/0 igw"])
        .check([flow("web -> internet tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION main of vpc no route")]);
}

/// Two ways out: everything by NAT gateway, one partner by internet gateway.
fn two_ways_out() -> Campus {
    campus("10.0.0.0/16")
        .subnet("public", "10.0.1.0/24", "a")
        .subnet("mixed", "10.0.2.0/24", "a")
        .gateway("igw")
        .nat("nat", "public", "10.0.1.5", "13.200.0.5")
        .table("public-rt", &["public"], &["0.0.0.0/0 igw"])
        .table(
            "mixed-rt",
            &["mixed"],
            &["0.0.0.0/0 nat", "198.51.100.0/24 igw"],
        )
        .guard("open", &["all from 0.0.0.0/0"])
        .server("app", "mixed", "10.0.2.10", &["open"])
        .public("app", "3.110.0.20")
}

/// The most specific route that matches wins, whatever it leads to.
/// [VPC UG: Route priority]
#[test]
fn the_longest_prefix_wins() {
    two_ways_out().check([
        flow("app -> 198.51.100.7 tcp 443").delivered([
            "route-table mixed-rt 198.51.100.0/24 → igw",
            "internet-gateway 10.0.2.10 → 3.110.0.20",
            "never nat-gateway",
        ]),
        flow("app -> 198.51.101.7 tcp 443").delivered([
            "route-table mixed-rt 0.0.0.0/0 → nat",
            "nat-gateway 10.0.2.10 → 10.0.1.5",
            "internet-gateway 10.0.1.5 → 13.200.0.5",
        ]),
        flow("app -> 10.0.1.5 icmp 8/0")
            .dropped("request: nat-gateway NGW_DEST_ADDRESS_PRESERVATION nat"),
    ]);
}

/// Answers are routed like everything else: to one partner by the internet
/// gateway, by which he came; to all others by the NAT gateway, which cannot
/// answer for the server. [VPC UG: Route priority; NAT gateways]
#[test]
fn answers_take_the_way_that_their_own_subnets_table_says() {
    two_ways_out().check([
        flow("198.51.100.7 -> 3.110.0.20 tcp 80").delivered([
            "internet-gateway 3.110.0.20 → 10.0.2.10",
            "back: route-table mixed-rt 198.51.100.0/24 → igw",
        ]),
        flow("203.0.113.7 -> 3.110.0.20 tcp 80").dropped("either: * *"),
    ]);
}

/// A halved block is more specific than the whole: the classic way to send
/// everything elsewhere without touching 0.0.0.0/0. [VPC UG: Route priority]
#[test]
fn two_halves_beat_the_whole() {
    two_ways_out()
        .table(
            "halves",
            &["mixed"],
            &["0.0.0.0/0 nat", "0.0.0.0/1 igw", "128.0.0.0/1 igw"],
        )
        .check([
            flow("app -> 198.51.100.7 tcp 443")
                .delivered(["route-table halves 128.0.0.0/1 → igw", "never nat-gateway"]),
            flow("app -> 93.184.216.34 tcp 443")
                .delivered(["route-table halves 0.0.0.0/1 → igw", "never nat-gateway"]),
            flow("app -> 10.0.1.77 tcp 80").dropped("request: * NO_POSSIBLE_DESTINATION"),
        ]);
}

/// A single host can have a way of its own.
#[test]
fn one_host_can_have_a_route_of_its_own() {
    two_ways_out()
        .table(
            "narrow",
            &["mixed"],
            &["198.51.100.7/32 igw", "198.51.100.0/24 nat"],
        )
        .check([
            flow("app -> 198.51.100.7 tcp 443").delivered([
                "route-table narrow 198.51.100.7/32 → igw",
                "never nat-gateway",
            ]),
            flow("app -> 198.51.100.8 tcp 443")
                .delivered(["route-table narrow 198.51.100.0/24 → nat"]),
            flow("app -> 198.51.101.8 tcp 443")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION narrow no route"),
        ]);
}

/// A route whose target was deleted stays in state `blackhole` and drops what
/// it wins; a shorter route that would still lead out is not tried.
/// [VPC UG: Route tables; NAT gateways]
#[test]
fn a_blackhole_drops_and_never_falls_back() {
    // The internet gateway was detached: the narrow route is dead, and the
    // wide one, still alive as a route, leads to a NAT gateway whose own
    // subnet has just lost its way out.
    two_ways_out().set("igw", "vpc", json!(null)).check([
        flow("app -> 198.51.100.7 tcp 443").dropped(
            "request: route-table BAD_STATE_ROUTE mixed-rt 198.51.100.0/24 → blackhole igw",
        ),
        flow("app -> 203.0.113.9 tcp 443").dropped("request: * *"),
    ]);
    // The NAT gateway was deleted: the wide route is dead, the narrow alive.
    two_ways_out().gone("nat").check([
        flow("app -> 203.0.113.9 tcp 443")
            .dropped("request: route-table BAD_STATE_ROUTE mixed-rt 0.0.0.0/0 → blackhole nat"),
        flow("app -> 198.51.100.7 tcp 443")
            .delivered(["route-table mixed-rt 198.51.100.0/24 → igw"]),
    ]);
    // A narrow dead route in front of a wide one that works.
    two_ways_out()
        .table(
            "trap",
            &["mixed"],
            &["0.0.0.0/0 igw", "198.51.100.0/24 nat-gone"],
        )
        .check([
            flow("app -> 198.51.100.7 tcp 443").dropped(
                "request: route-table BAD_STATE_ROUTE trap 198.51.100.0/24 → blackhole nat-gone",
            ),
            flow("app -> 198.51.101.7 tcp 443").delivered(["route-table trap 0.0.0.0/0 → igw"]),
        ]);
}

/// A blackhole on the way back drops the answer.
#[test]
fn an_answer_falls_into_a_blackhole_too() {
    server_on_the_main_table()
        .subnet("far", "10.0.4.0/24", "b")
        .table(
            "far-rt",
            &["far"],
            &["203.0.113.0/24 nat-gone", "0.0.0.0/0 igw"],
        )
        .server("remote", "far", "10.0.4.10", &["open"])
        .public("remote", "3.110.0.40")
        .check([
            flow("203.0.113.7 -> 3.110.0.40 tcp 80").dropped(
                "response: route-table BAD_STATE_ROUTE far-rt 203.0.113.0/24 → blackhole nat-gone",
            ),
            flow("198.51.100.7 -> 3.110.0.40 tcp 80")
                .delivered(["back: route-table far-rt 0.0.0.0/0 → igw"]),
        ]);
}

/// A gateway that is attached to another VPC serves that one alone.
/// [VPC UG: Internet gateways]
#[test]
fn a_gateway_of_another_vpc_is_a_blackhole() {
    server_on_the_main_table()
        .vpc("elsewhere", "10.9.0.0/16")
        .gateway("their-igw")
        .set("lobby", "route_table", json!("astray"))
        .add(
            "route-table",
            "astray",
            json!({"vpc": "vpc", "routes": [{"destination": "0.0.0.0/0", "target": "their-igw"}]}),
        )
        .check([flow("web -> internet tcp 443").dropped(
            "request: route-table BAD_STATE_ROUTE astray 0.0.0.0/0 → blackhole their-igw",
        )]);
}
