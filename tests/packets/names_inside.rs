//! Names as instances see them: the resolver of the VPC, private zones.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// A client without any way out, a server with a public address, and two
/// zones: one for everybody and a private one for the VPC.
fn office() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("public", "10.0.1.0/24", "a")
        .subnet("private", "10.0.2.0/24", "a")
        .gateway("igw")
        .table("public-rt", &["public"], &["0.0.0.0/0 igw"])
        .table("private-rt", &["private"], &[])
        .guard("web-sg", &["tcp 80 from 0.0.0.0/0"])
        .guard("client-sg", &[])
        .server("web", "public", "10.0.1.10", &["web-sg"])
        .public("web", "3.110.0.10")
        .server("peer", "public", "10.0.1.11", &["web-sg"])
        .public("peer", "3.110.0.11")
        .server("client", "private", "10.0.2.10", &["client-sg"])
        .zone("zone", "shop.example", &["shop.example A 3.110.0.10"])
        .zone(
            "staff",
            "staff.internal",
            &[
                "web.staff.internal A 10.0.1.10",
                "alias.staff.internal CNAME web.staff.internal",
            ],
        )
        .private_to("staff", &["vpc"])
}

const PUBLIC_NAME: &str = "client -> ec2-3-110-0-10.ap-south-1.compute.amazonaws.com tcp 80";

/// The public name of an instance answers with its private address inside the
/// VPC, when DNS hostnames are on. [EC2 UG: Instance hostnames]
#[test]
fn a_public_name_answers_with_the_private_address_inside() {
    office().check([
        flow(PUBLIC_NAME).delivered([
            "route-table private-rt 10.0.0.0/16 → local",
            "destination 10.0.1.10",
            "never internet-gateway",
        ]),
        flow("client -> ip-10-0-1-10.ap-south-1.compute.internal tcp 80")
            .delivered(["destination web"]),
        // A record with the public address is no such name: it answers with
        // what it holds, and that lies outside.
        flow("client -> shop.example tcp 80")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION private-rt no route"),
        flow("peer -> shop.example tcp 80").delivered(["internet-gateway 10.0.1.11 → 3.110.0.11"]),
    ]);
}

/// A private zone answers in its VPCs and nowhere else. [R53 DG: Private
/// hosted zones]
#[test]
fn a_private_zone_answers_in_its_vpcs_alone() {
    office()
        .vpc("other", "10.1.0.0/16")
        .dns_hostnames()
        .subnet("far", "10.1.1.0/24", "a")
        .table("far-rt", &["far"], &["10.0.0.0/16 pcx"])
        .guard("far-sg", &[])
        .server("guest", "far", "10.1.1.10", &["far-sg"])
        .peering("pcx", "other", "vpc")
        .check([
            flow("client -> web.staff.internal tcp 80")
                .delivered(["dns web.staff.internal = 10.0.1.10", "destination web"]),
            flow("client -> alias.staff.internal tcp 80").delivered([
                "dns alias.staff.internal = web.staff.internal",
                "dns web.staff.internal = 10.0.1.10",
            ]),
            flow("client -> nobody.staff.internal tcp 80")
                .dropped("request: dns DNS_NAME_NOT_FOUND"),
            flow("internet -> web.staff.internal tcp 80")
                .dropped("request: dns DNS_NAME_NOT_FOUND"),
            flow("guest -> web.staff.internal tcp 80").dropped("request: dns DNS_NAME_NOT_FOUND"),
        ]);
}

/// A zone can be associated with several VPCs; that gives a name, not a way.
/// [R53 DG: Associating more VPCs]
#[test]
fn a_name_is_no_way() {
    office()
        .private_to("staff", &["vpc", "other"])
        .vpc("other", "10.1.0.0/16")
        .dns_hostnames()
        .subnet("far", "10.1.1.0/24", "a")
        .guard("far-sg", &[])
        .server("guest", "far", "10.1.1.10", &["far-sg"])
        .check([flow("guest -> web.staff.internal tcp 80")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION main of other no route")]);
}

/// Where a private and a public zone have the same name, instances see the
/// private one, and a record that it lacks is not looked up in the public
/// one. [R53 DG: Considerations when working with a private hosted zone]
#[test]
fn the_private_zone_hides_the_public_one() {
    office()
        .zone("inner", "shop.example", &["shop.example A 10.0.1.10"])
        .private_to("inner", &["vpc"])
        .set(
            "zone",
            "records",
            json!([
                {"name": "shop.example", "type": "A", "values": ["3.110.0.10"]},
                {"name": "www.shop.example", "type": "A", "values": ["3.110.0.10"]},
            ]),
        )
        .check([
            flow("client -> shop.example tcp 80")
                .delivered(["dns shop.example = 10.0.1.10", "destination web"]),
            flow("internet -> shop.example tcp 80")
                .delivered(["dns shop.example = 3.110.0.10", "destination web"]),
            flow("internet -> www.shop.example tcp 80").delivered(["destination web"]),
            flow("peer -> www.shop.example tcp 80").dropped("request: dns DNS_NAME_NOT_FOUND"),
        ]);
}

/// Of zones one within the other, the more specific one is asked. [R53 DG:
/// Considerations when working with a private hosted zone]
#[test]
fn the_more_specific_zone_is_asked() {
    office()
        .zone(
            "deep",
            "lab.staff.internal",
            &["web.lab.staff.internal A 10.0.1.10"],
        )
        .private_to("deep", &["vpc"])
        .set(
            "staff",
            "records",
            json!([{"name": "two.lab.staff.internal", "type": "A", "values": ["10.0.1.10"]}]),
        )
        .check([
            flow("client -> web.lab.staff.internal tcp 80").delivered(["destination web"]),
            flow("client -> two.lab.staff.internal tcp 80")
                .dropped("request: dns DNS_NAME_NOT_FOUND"),
        ]);
}

/// Private zones need both DNS attributes of the VPC, and without DNS support
/// its resolver answers nothing at all. [R53 DG: Private hosted zones; VPC UG:
/// DNS attributes]
#[test]
fn the_dns_attributes_of_the_vpc_decide() {
    office().set("vpc", "dns_hostnames", json!(false)).check([
        flow("client -> web.staff.internal tcp 80").dropped("request: dns *"),
        flow("peer -> shop.example tcp 80").delivered(["dns shop.example = 3.110.0.10"]),
    ]);
    office()
        .set("vpc", "dns_hostnames", json!(false))
        .set("vpc", "dns_support", json!(false))
        .check([
            flow("client -> web.staff.internal tcp 80").dropped("request: dns *"),
            flow("peer -> shop.example tcp 80").dropped("request: dns DNS_SUPPORT_DISABLED"),
            flow("client -> 10.0.1.10 tcp 80").delivered(["destination web"]),
            // On the internet somebody else's resolver answers.
            flow("internet -> shop.example tcp 80").delivered(["destination web"]),
        ]);
}

/// Neither security groups nor network ACLs filter the way to the resolver.
/// [VPC UG: Network ACLs; Security groups]
#[test]
fn filters_do_not_stand_before_the_resolver() {
    office()
        .acl("wall", &["private"], &[], &[])
        .check([flow("client -> web.staff.internal tcp 80")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION wall * at private")]);
    office()
        .egress("client-sg", &["tcp 80 to 10.0.1.10/32"])
        .check([flow("client -> web.staff.internal tcp 80").delivered(["destination web"])]);
}

/// The resolver itself is at the base of the VPC's block plus two, and no
/// filter stands before it. [VPC UG: DNS support; Network ACLs]
#[test]
fn the_resolver_is_at_plus_two() {
    let walled = office()
        .acl("wall", &["private"], &[], &[])
        .egress("client-sg", &[]);
    walled.check([flow("client -> 10.0.0.2 udp 53").delivered([])]);
    walled
        .set("vpc", "dns_hostnames", json!(false))
        .set("vpc", "dns_support", json!(false))
        .check([flow("client -> 10.0.0.2 udp 53").dropped("request: * *")]);
}

/// A name of one's own that leads to an instance's public name answers as that
/// does: privately inside, publicly outside. [EC2 UG: Instance hostnames]
#[test]
fn a_name_for_a_public_name_answers_both_ways() {
    office()
        .zone(
            "brand",
            "brand.example",
            &["www.brand.example CNAME ec2-3-110-0-10.ap-south-1.compute.amazonaws.com"],
        )
        .check([
            flow("client -> www.brand.example tcp 80")
                .delivered(["destination 10.0.1.10", "never internet-gateway"]),
            flow("internet -> www.brand.example tcp 80")
                .delivered(["internet-gateway 3.110.0.10 → 10.0.1.10"]),
        ]);
}
