//! Gateway endpoints: a private way to S3, by route.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// Three ways to a bucket: by endpoint, by NAT gateway, by internet gateway;
/// and a subnet that has none.
fn ways_to_s3() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("public", "10.0.1.0/24", "a")
        .subnet("natted", "10.0.2.0/24", "a")
        .subnet("direct", "10.0.3.0/24", "a")
        .subnet("sealed", "10.0.4.0/24", "a")
        .gateway("igw")
        .nat("nat", "public", "10.0.1.5", "13.200.0.5")
        .table("public-rt", &["public"], &["0.0.0.0/0 igw"])
        .table("natted-rt", &["natted"], &["0.0.0.0/0 nat"])
        .table("direct-rt", &["direct"], &[])
        .table("sealed-rt", &["sealed"], &[])
        .guard("sg", &[])
        .server("door", "public", "10.0.1.10", &["sg"])
        .public("door", "3.110.0.10")
        .server("clerk", "natted", "10.0.2.10", &["sg"])
        .server("runner", "direct", "10.0.3.10", &["sg"])
        .server("monk", "sealed", "10.0.4.10", &["sg"])
        .endpoint("s3", "s3", &["direct-rt"])
        .bucket("archive")
}

/// The source keeps its private address and no gateway is involved; only the
/// subnets whose table carries the route use it. [PL guide: Gateway endpoints]
#[test]
fn only_subnets_whose_table_has_the_route_use_the_endpoint() {
    ways_to_s3().check([
        flow("runner -> archive tcp 443").delivered([
            "security-group-outbound sg rule 0",
            "vpc-endpoint s3",
            "destination archive",
            "never nat-gateway",
            "never internet-gateway",
            "back: security-group-inbound remembered",
        ]),
        flow("clerk -> archive tcp 443").delivered([
            "route-table natted-rt 0.0.0.0/0 → nat",
            "nat-gateway 10.0.2.10 → 10.0.1.5",
            "internet-gateway 10.0.1.5 → 13.200.0.5",
            "never vpc-endpoint",
        ]),
        flow("door -> archive tcp 443").delivered([
            "route-table public-rt 0.0.0.0/0 → igw",
            "internet-gateway 10.0.1.10 → 3.110.0.10",
            "never vpc-endpoint",
        ]),
        flow("monk -> archive tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION sealed-rt no route"),
        // It is a way to S3 and to nothing else.
        flow("runner -> internet tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION direct-rt no route"),
    ]);
}

/// Its route is more specific than a default route, so S3 goes by it and the
/// rest does not. [VPC UG: Route priority; PL guide: Gateway endpoints]
#[test]
fn the_endpoint_wins_over_a_default_route() {
    ways_to_s3()
        .set("s3", "route_tables", json!(["natted-rt", "public-rt"]))
        .check([
            flow("clerk -> archive tcp 443").delivered(["vpc-endpoint s3", "never nat-gateway"]),
            flow("door -> archive tcp 443")
                .delivered(["vpc-endpoint s3", "never internet-gateway"]),
            flow("clerk -> internet tcp 443")
                .delivered(["nat-gateway 10.0.2.10 → 10.0.1.5", "never vpc-endpoint"]),
            flow("runner -> archive tcp 443")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION direct-rt no route"),
        ]);
}

/// Security group and network ACL must allow the service's addresses, which
/// are public ones. [PL guide: Gateway endpoints for S3]
#[test]
fn filters_see_the_public_addresses_of_the_service() {
    ways_to_s3()
        .egress("sg", &["all to 10.0.0.0/16"])
        .check([flow("runner -> archive tcp 443")
            .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of sg")]);
    ways_to_s3()
        .acl(
            "gate",
            &["direct"],
            &["100 allow all from 0.0.0.0/0"],
            &["100 allow all to 10.0.0.0/16"],
        )
        .check([flow("runner -> archive tcp 443")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at direct")]);
    ways_to_s3()
        .acl(
            "gate",
            &["direct"],
            &["100 allow all from 10.0.0.0/16"],
            &["100 allow all to 0.0.0.0/0"],
        )
        .check([flow("runner -> archive tcp 443")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at direct")]);
    ways_to_s3()
        .acl(
            "gate",
            &["direct"],
            &["100 allow tcp 1024-65535 from 0.0.0.0/0"],
            &["100 allow tcp 443 to 0.0.0.0/0"],
        )
        .check([flow("runner -> archive tcp 443").delivered(["vpc-endpoint s3"])]);
}

/// Gateway endpoints take TCP and ICMP echo. [RA guide:
/// VPCE_GATEWAY_PROTOCOL_RESTRICTION]
#[test]
fn it_takes_tcp() {
    ways_to_s3().check([flow("runner -> archive udp 443")
        .dropped("request: vpc-endpoint VPCE_GATEWAY_PROTOCOL_RESTRICTION s3")]);
}

/// It serves the buckets of its own Region. [PL guide: Gateway endpoints for
/// S3]
#[test]
fn a_bucket_of_another_region_is_not_behind_it() {
    ways_to_s3()
        .add("region", "singapore", json!({"code": "ap-southeast-1"}))
        .add("bucket", "overseas", json!({"region": "singapore"}))
        .set("s3", "route_tables", json!(["direct-rt", "natted-rt"]))
        .check([
            flow("runner -> overseas tcp 443")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION direct-rt no route"),
            flow("clerk -> overseas tcp 443")
                .delivered(["nat-gateway 10.0.2.10 → 10.0.1.5", "never vpc-endpoint"]),
            flow("clerk -> archive tcp 443").delivered(["vpc-endpoint s3", "never nat-gateway"]),
        ]);
}

/// An endpoint for DynamoDB leads to DynamoDB. [PL guide: Gateway endpoints]
#[test]
fn an_endpoint_for_another_service_is_no_way_to_s3() {
    ways_to_s3()
        .set("s3", "service", json!("dynamodb"))
        .check([flow("runner -> archive tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION direct-rt no route")]);
}

/// Once deleted, its routes go with it; none stays behind. [PL guide: Gateway
/// endpoints]
#[test]
fn a_deleted_endpoint_leaves_no_route() {
    ways_to_s3()
        .gone("s3")
        .check([flow("runner -> archive tcp 443")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION direct-rt no route")]);
}

/// The name of a bucket leads the same way. [S3 UG: Virtual hosting]
#[test]
fn a_bucket_is_found_by_its_name() {
    ways_to_s3()
        .set("archive", "bucket_name", json!("notebookly-archive"))
        .check([
            flow("runner -> notebookly-archive.s3.ap-south-1.amazonaws.com tcp 443")
                .delivered(["vpc-endpoint s3"]),
            flow("monk -> notebookly-archive.s3.ap-south-1.amazonaws.com tcp 443")
                .dropped("request: route-table NO_ROUTE_TO_DESTINATION sealed-rt no route"),
        ]);
}
