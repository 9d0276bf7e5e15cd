//! Balancers and file systems seen from a peered VPC.

use serde_json::json;

use super::balancer_paths::reception;
use super::campus::{Campus, campus};
use super::case::flow;

/// The load balancer's VPC with a second one beside it.
fn reception_with_annex() -> Campus {
    reception()
        .table(
            "peered-rt",
            &["public-a", "public-b"],
            &["0.0.0.0/0 igw", "10.1.0.0/16 pcx"],
        )
        .vpc("annex", "10.1.0.0/16")
        .subnet("annex-a", "10.1.1.0/24", "a")
        .table("annex-rt", &["annex-a"], &["10.0.0.0/16 pcx"])
        .guard("annex-sg", &["tcp 8080 from 10.0.0.0/16"])
        .server("helper", "annex-a", "10.1.1.10", &["annex-sg"])
        .peering("pcx", "vpc", "annex")
}

/// Targets named by address may be in a peered VPC, reached by the route
/// tables of the balancer's subnets. [ALB UG: Target type]
#[test]
fn targets_by_address_may_be_in_a_peered_vpc() {
    let far = reception_with_annex()
        .set("tg", "target_type", json!("ip"))
        .set("tg", "targets", json!([]))
        .set("tg", "addresses", json!(["10.1.1.10/32"]));
    far.check([flow("internet -> alb tcp 80").delivered([
        "listener alb:80 default",
        "route-table peered-rt 10.1.0.0/16 → pcx",
        "vpc-peering pcx",
        "security-group-inbound annex-sg rule 0",
        "back: route-table annex-rt 10.0.0.0/16 → pcx",
    ])]);
    far.set("annex-rt", "routes", json!([]))
        .check([flow("internet -> alb tcp 80")
            .dropped("response: route-table NO_ROUTE_TO_DESTINATION annex-rt no route")]);
}

/// A balancer is reached across peering by its private addresses.
/// [VPC Peering Guide: Basics]
#[test]
fn a_balancer_is_reached_across_peering() {
    reception_with_annex().check([
        flow("helper -> 10.0.1.100 tcp 80").delivered([
            "vpc-peering pcx",
            "listener alb:80 default",
            "target tg healthy",
            "back: route-table peered-rt 10.1.0.0/16 → pcx",
        ]),
        // Its targets have no route back to the peer, and take nobody but it.
        flow("helper -> 10.0.11.10 tcp 8080")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
    ]);
}

/// The name of a file system does not answer in another VPC; its mount targets
/// are reached by address. [EFS UG: Mounting from another VPC]
#[test]
fn a_file_systems_name_does_not_answer_in_another_vpc() {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("data-a", "10.0.21.0/24", "a")
        .table("data-rt", &["data-a"], &["10.1.0.0/16 pcx"])
        .guard("nfs-sg", &["tcp 2049 from 10.1.0.0/16"])
        .add(
            "file-system",
            "books",
            json!({
                "region": "mumbai",
                "mount_targets": [{
                    "subnet": "data-a", "security_groups": ["nfs-sg"],
                    "private_address": "10.0.21.20",
                }],
            }),
        )
        .zone(
            "names",
            "campus.example",
            &["books.campus.example CNAME books"],
        )
        .vpc("annex", "10.1.0.0/16")
        .dns_hostnames()
        .subnet("annex-a", "10.1.1.0/24", "a")
        .table("annex-rt", &["annex-a"], &["10.0.0.0/16 pcx"])
        .guard("annex-sg", &[])
        .server("reader", "annex-a", "10.1.1.10", &["annex-sg"])
        .peering("pcx", "vpc", "annex")
        .check([
            flow("reader -> 10.0.21.20 tcp 2049").delivered(["destination 10.0.21.20"]),
            flow("reader -> books.campus.example tcp 2049").dropped("request: dns *"),
        ]);
}
