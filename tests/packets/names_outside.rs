//! Names as the internet sees them: public zones, aliases, chains.

use super::campus::{Campus, campus};
use super::case::flow;

/// A web server with an Elastic IP address and a zone with these records.
fn shop(records: &[&str]) -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("public", "10.0.1.0/24", "a")
        .gateway("igw")
        .table("public-rt", &["public"], &["0.0.0.0/0 igw"])
        .guard("web-sg", &["tcp 80 from 0.0.0.0/0"])
        .server("web", "public", "10.0.1.10", &["web-sg"])
        .public("web", "3.110.0.10")
        .server("peer", "public", "10.0.1.11", &["web-sg"])
        .public("peer", "3.110.0.11")
        .zone("zone", "shop.example", records)
}

/// An A record answers with its address. [R53 DG: Record types]
#[test]
fn an_address_record_answers_with_its_address() {
    shop(&[
        "shop.example A 3.110.0.10",
        "inside.shop.example A 10.0.1.10",
    ])
    .check([
        flow("internet -> shop.example tcp 80").delivered([
            "dns shop.example = 3.110.0.10",
            "internet-gateway 3.110.0.10 → 10.0.1.10",
            "destination web",
        ]),
        // Names know no upper case. [R53 DG: DNS name format]
        flow("internet -> Shop.Example tcp 80").delivered(["destination web"]),
        flow("internet -> shop.example. tcp 80").delivered(["destination web"]),
        flow("internet -> www.shop.example tcp 80").dropped("request: dns DNS_NAME_NOT_FOUND"),
        // A private address in a public zone is an answer, and no help.
        flow("internet -> inside.shop.example tcp 80")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        flow("peer -> inside.shop.example tcp 80").delivered(["destination web"]),
    ]);
}

/// A record's value may be a resource, which stands for its address.
#[test]
fn a_record_may_name_an_instance() {
    shop(&["shop.example A web"])
        .check([flow("internet -> shop.example tcp 80").delivered(["destination web"])]);
}

/// A CNAME leads to another name, through a chain of them if need be.
/// [R53 DG: CNAME]
#[test]
fn a_chain_of_names_is_followed() {
    shop(&[
        "www.shop.example CNAME store.shop.example",
        "store.shop.example CNAME shop.example",
        "shop.example A 3.110.0.10",
    ])
    .check([flow("internet -> www.shop.example tcp 80").delivered([
        "dns www.shop.example = store.shop.example",
        "dns store.shop.example = shop.example",
        "dns shop.example = 3.110.0.10",
        "destination web",
    ])]);
}

/// A chain that bites its tail has no answer, nor has one that ends nowhere.
#[test]
fn a_chain_that_leads_nowhere_has_no_answer() {
    shop(&[
        "a.shop.example CNAME b.shop.example",
        "b.shop.example CNAME a.shop.example",
        "self.shop.example CNAME self.shop.example",
        "lost.shop.example CNAME gone.shop.example",
    ])
    .check([
        flow("internet -> a.shop.example tcp 80").dropped("request: dns DNS_LOOP"),
        flow("internet -> b.shop.example tcp 80").dropped("request: dns DNS_LOOP"),
        flow("internet -> self.shop.example tcp 80").dropped("request: dns DNS_LOOP"),
        flow("internet -> lost.shop.example tcp 80")
            .dropped("request: dns DNS_NAME_NOT_FOUND|DNS_RECORD_POINTS_NOWHERE"),
        flow("internet -> missing.shop.example tcp 80").dropped("request: dns DNS_NAME_NOT_FOUND"),
    ]);
}

/// A chain may lead into another zone.
#[test]
fn a_chain_may_lead_into_another_zone() {
    shop(&["www.shop.example CNAME www.brand.example"])
        .zone(
            "brand",
            "brand.example",
            &["www.brand.example A 3.110.0.10"],
        )
        .check([flow("internet -> www.shop.example tcp 80").delivered([
            "dns www.shop.example = www.brand.example",
            "dns www.brand.example = 3.110.0.10",
        ])]);
}

/// An asterisk as the left-most label answers for names that have no record
/// of their own. [R53 DG: DNS name format]
#[test]
fn an_asterisk_answers_for_what_has_no_record() {
    shop(&[
        "*.shop.example A 3.110.0.10",
        "quiet.shop.example A 3.110.0.99",
        "shop.example A 3.110.0.98",
    ])
    .server("quiet", "public", "10.0.1.20", &["web-sg"])
    .public("quiet", "3.110.0.99")
    .check([
        flow("internet -> any.shop.example tcp 80").delivered(["destination web"]),
        flow("internet -> quiet.shop.example tcp 80").delivered(["destination quiet"]),
    ]);
}

/// An alias to a load balancer answers with the addresses of its nodes: the
/// public ones of an internet-facing balancer, for everybody, and the private
/// ones of an internal one. [R53 DG: Alias; ALB UG: Load balancer scheme]
#[test]
fn an_alias_answers_with_the_balancers_addresses() {
    let facing = |scheme: &str, nodes: &[&str]| {
        shop(&[
            "shop.example alias alb",
            "www.shop.example CNAME shop.example",
        ])
        .subnet("public-b", "10.0.2.0/24", "b")
        .table("public-b-rt", &["public-b"], &["0.0.0.0/0 igw"])
        .guard("alb-sg", &["tcp 80 from 0.0.0.0/0"])
        .balancer("alb", scheme, nodes, &["alb-sg"])
        .listener("alb", 80, "tg")
        .targets("tg", 80, &["web"])
    };
    facing(
        "internet-facing",
        &["public 10.0.1.100 13.1.0.1", "public-b 10.0.2.100 13.1.0.2"],
    )
    .check([
        flow("internet -> shop.example tcp 80").delivered(["dns zone", "listener alb:80 default"]),
        flow("internet -> www.shop.example tcp 80").delivered([
            "dns www.shop.example = shop.example",
            "target tg web healthy",
        ]),
        // From inside too, the public addresses: out by the internet gateway.
        flow("peer -> shop.example tcp 80").delivered([
            "route-table public-rt 0.0.0.0/0 → igw",
            "internet-gateway 10.0.1.11 → 3.110.0.11",
            "listener alb:80 default",
        ]),
    ]);
    facing("internal", &["public 10.0.1.100", "public-b 10.0.2.100"]).check([
        flow("internet -> shop.example tcp 80")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        flow("peer -> shop.example tcp 80")
            .delivered(["listener alb:80 default", "never internet-gateway"]),
    ]);
    facing(
        "internet-facing",
        &["public 10.0.1.100 13.1.0.1", "public-b 10.0.2.100 13.1.0.2"],
    )
    .gone("alb")
    .check([
        flow("internet -> shop.example tcp 80").dropped("request: dns DNS_RECORD_POINTS_NOWHERE")
    ]);
}

/// The public name of an instance answers outside with its public address.
/// [EC2 UG: Instance hostnames; VPC UG: DNS attributes]
#[test]
fn an_instance_has_a_public_name() {
    shop(&[]).check([
        flow("internet -> ec2-3-110-0-10.ap-south-1.compute.amazonaws.com tcp 80")
            .delivered(["internet-gateway 3.110.0.10 → 10.0.1.10", "destination web"]),
    ]);
    shop(&[]).check([flow("internet -> nobody.example tcp 80").delivered([])]);
}
