//! What a NAT gateway refuses, and the ways to build one that cannot work.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;
use super::nat_gateway::staff_exit;

/// Nobody starts a connection through it, from outside or from its own
/// subnet. [VPC UG: NAT gateways]
#[test]
fn nothing_unsolicited_comes_in() {
    staff_exit()
        .server("bastion", "public", "10.0.1.20", &["app-sg"])
        .check([
            flow("internet -> 13.200.0.5 tcp 443")
                .dropped("request: nat-gateway NGW_DEST_ADDRESS_PRESERVATION nat"),
            flow("internet -> 13.200.0.5 tcp 8080")
                .dropped("request: nat-gateway NGW_DEST_ADDRESS_PRESERVATION nat"),
            flow("bastion -> 10.0.1.5 tcp 8080")
                .dropped("request: nat-gateway NGW_DEST_ADDRESS_PRESERVATION nat"),
            flow("app -> 10.0.1.5 tcp 80")
                .dropped("request: nat-gateway NGW_DEST_ADDRESS_PRESERVATION nat"),
            flow("internet -> 10.0.2.10 tcp 8080")
                .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        ]);
}

/// Without a route to it, it helps nobody. [VPC UG: NAT gateways]
#[test]
fn it_serves_only_subnets_that_route_to_it() {
    staff_exit()
        .table("private-rt-2", &["private"], &[])
        .check([flow("app -> internet tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION private-rt-2 no route")]);
}

/// Its own subnet must lead to the internet gateway. [VPC UG: NAT gateways]
#[test]
fn in_a_private_subnet_it_cannot_get_out() {
    staff_exit()
        .subnet("cellar", "10.0.9.0/24", "a")
        .table("cellar-rt", &["cellar"], &[])
        .nat("buried", "cellar", "10.0.9.5", "13.200.0.9")
        .table("to-buried", &["private"], &["0.0.0.0/0 buried"])
        .check([flow("app -> internet tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION cellar-rt no route")]);
}

/// A default route to the gateway in the table of the gateway's own subnet
/// leads in a circle. [VPC UG: NAT gateways]
#[test]
fn used_from_its_own_subnet_it_does_not_work() {
    let circle: Campus = campus("10.0.0.0/16")
        .subnet("lone", "10.0.1.0/24", "a")
        .subnet("beside", "10.0.2.0/24", "a")
        .gateway("igw")
        .nat("nat", "lone", "10.0.1.5", "13.200.0.5")
        .table("circle-rt", &["lone", "beside"], &["0.0.0.0/0 nat"])
        .guard("open", &["all from 0.0.0.0/0"])
        .server("app", "lone", "10.0.1.10", &["open"])
        .server("guest", "beside", "10.0.2.10", &["open"]);
    circle.check([
        flow("app -> internet tcp 443").dropped("request: * *"),
        flow("guest -> internet tcp 443").dropped("request: * *"),
    ]);
}

/// A public NAT gateway needs an Elastic IP address. [VPC UG: NAT gateways]
#[test]
fn without_an_elastic_ip_it_does_not_work() {
    staff_exit()
        .set("nat", "elastic_ip", json!(false))
        .set("nat", "public_address", json!(""))
        .check([flow("app -> internet tcp 443")
            .dropped("request: * BAD_STATE|BAD_STATE_ROUTE|IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")]);
}

/// What a private NAT gateway sends to an internet gateway is dropped there.
/// [VPC UG: NAT gateways]
#[test]
fn a_private_one_does_not_reach_the_internet() {
    staff_exit()
        .set("nat", "connectivity", json!("private"))
        .set("nat", "elastic_ip", json!(false))
        .set("nat", "public_address", json!(""))
        .check([flow("app -> internet tcp 443")
            .dropped("request: internet-gateway IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")]);
}

/// A private destination outside the VPC is refused by the internet gateway
/// behind the NAT gateway. [RA guide: explanation codes]
#[test]
fn a_private_destination_is_refused_behind_it() {
    staff_exit().check([
        flow("app -> 10.50.0.1 tcp 443")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        flow("app -> 100.64.0.1 tcp 443")
            .dropped("request: internet-gateway IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"),
    ]);
}

/// A deleted gateway leaves a blackhole; so does an internet gateway that was
/// detached behind it. [VPC UG: NAT gateways]
#[test]
fn once_deleted_its_route_is_a_blackhole() {
    staff_exit()
        .gone("nat")
        .check([flow("app -> internet tcp 443")
            .dropped("request: route-table BAD_STATE_ROUTE private-rt 0.0.0.0/0 → blackhole nat")]);
    staff_exit()
        .set("igw", "vpc", json!(null))
        .check([flow("app -> internet tcp 443").dropped("request: * BAD_STATE_ROUTE|BAD_STATE")]);
}

/// It serves its own VPC only; a route of another VPC's table to it is dead.
/// [VPC UG: NAT gateways]
#[test]
fn it_serves_its_own_vpc_only() {
    staff_exit()
        .vpc("other", "10.1.0.0/16")
        .subnet("afar", "10.1.1.0/24", "a")
        .table("afar-rt", &["afar"], &["0.0.0.0/0 nat"])
        .guard("afar-sg", &[])
        .server("stranger", "afar", "10.1.1.10", &["afar-sg"])
        .check([flow("stranger -> internet tcp 443")
            .dropped("request: route-table BAD_STATE_ROUTE afar-rt 0.0.0.0/0 → blackhole nat")]);
}

/// An instance that is asked at its public address must answer by the internet
/// gateway: through a NAT gateway the answer would come from somebody else.
/// [VPC UG: NAT gateways; RA guide: NGW_SOURCE_ADDRESS_REASSIGN]
#[test]
fn an_answer_cannot_take_the_other_way_out() {
    staff_exit()
        .guard("web-sg", &["tcp 80 from 0.0.0.0/0"])
        .server("web", "private", "10.0.2.30", &["web-sg"])
        .public("web", "3.110.0.30")
        .check([
            flow("internet -> 3.110.0.30 tcp 80").dropped("either: * *"),
            // Its own requests leave as the NAT gateway.
            flow("web -> internet tcp 443").delivered([
                "nat-gateway 10.0.2.30 → 10.0.1.5",
                "internet-gateway 10.0.1.5 → 13.200.0.5",
            ]),
        ]);
}
