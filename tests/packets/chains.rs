//! Whole journeys: members of an Auto Scaling group behind a balancer, and the
//! applications that ask further on.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// A shop in three tiers: balancer, Auto Scaling group, database, with a NAT
/// gateway for the group's own errands.
fn shop() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("public-a", "10.0.1.0/24", "a")
        .subnet("public-b", "10.0.2.0/24", "b")
        .subnet("app-a", "10.0.11.0/24", "a")
        .subnet("app-b", "10.0.12.0/24", "b")
        .subnet("data-a", "10.0.21.0/24", "a")
        .subnet("data-b", "10.0.22.0/24", "b")
        .gateway("igw")
        .nat("nat", "public-a", "10.0.1.5", "13.200.0.5")
        .table("public-rt", &["public-a", "public-b"], &["0.0.0.0/0 igw"])
        .table("app-rt", &["app-a", "app-b"], &["0.0.0.0/0 nat"])
        .guard("alb-sg", &["tcp 80 from 0.0.0.0/0"])
        .guard("app-sg", &["tcp 80 from alb-sg"])
        .guard("db-sg", &["tcp 3306 from app-sg"])
        .balancer(
            "alb",
            "internet-facing",
            &[
                "public-a 10.0.1.100 13.1.0.1",
                "public-b 10.0.2.100 13.1.0.2",
            ],
            &["alb-sg"],
        )
        .listener("alb", 80, "tg")
        .targets("tg", 80, &[])
        .add(
            "launch-template",
            "recipe",
            json!({"region": "mumbai", "security_groups": ["app-sg"], "backends": ["db"]}),
        )
        .add(
            "auto-scaling-group",
            "fleet",
            json!({
                "launch_template": "recipe", "subnets": ["app-a", "app-b"],
                "target_groups": ["tg"], "min_size": 2, "desired": 2, "max_size": 4,
            }),
        )
        .add(
            "database",
            "db",
            json!({
                "subnets": ["data-a", "data-b"], "security_groups": ["db-sg"],
                "primary_zone": "ap-south-1a", "private_address": "10.0.21.10",
                "standby_address": "10.0.22.10",
            }),
        )
        .zone("zone", "shop.example", &["shop.example alias alb"])
}

/// A customer's request goes from the name to the database and back.
#[test]
fn a_request_goes_through_all_tiers() {
    shop().check([flow("internet -> shop.example tcp 80").delivered([
        "dns zone",
        "security-group-inbound alb-sg rule 0",
        "listener alb:80 default",
        "target tg healthy",
        "security-group-inbound app-sg rule 0",
        "security-group-inbound db-sg rule 0",
        "destination 10.0.21.10",
    ])]);
}

/// Its members register by themselves, have no way in of their own, and go out
/// as their subnet's table says. [ASG UG: Attach a load balancer]
#[test]
fn members_of_a_group_are_ordinary_instances() {
    shop().check([
        flow("fleet/1 -> internet tcp 443").delivered(["nat-gateway nat"]),
        flow("fleet/2 -> internet tcp 443").delivered(["nat-gateway nat"]),
        flow("fleet/1 -> db tcp 3306").delivered(["security-group-inbound db-sg rule 0"]),
        flow("fleet/1 -> fleet/2 tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of app-sg"),
        flow("internet -> fleet/1 tcp 80").dropped("request: * *"),
    ]);
    shop()
        .set("fleet", "desired", json!(0))
        .set("fleet", "min_size", json!(0))
        .check([flow("internet -> alb tcp 80").dropped("request: * ELBV2_LISTENER_HAS_NO_TG")]);
    shop()
        .set("fleet", "target_groups", json!([]))
        .check([flow("internet -> alb tcp 80").dropped("request: * ELBV2_LISTENER_HAS_NO_TG")]);
}

/// Where the last tier does not admit the one before it, the journey ends
/// there, however well it began.
#[test]
fn a_journey_is_as_good_as_its_last_tier() {
    shop()
        .guard("wrong-sg", &["tcp 3306 from alb-sg"])
        .set("db", "security_groups", json!(["wrong-sg"]))
        .check([flow("internet -> shop.example tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of wrong-sg")]);
    shop()
        .egress("app-sg", &["tcp 443 to 0.0.0.0/0"])
        .check([flow("internet -> shop.example tcp 80")
            .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of app-sg")]);
    shop()
        .acl(
            "vault",
            &["data-a", "data-b"],
            &[
                "100 allow tcp 3306 from 10.0.11.0/24",
                "110 allow tcp 3306 from 10.0.12.0/24",
            ],
            &[],
        )
        .check([flow("internet -> shop.example tcp 80")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION vault * at data-a")]);
}

/// From inside, the public name leads out through the NAT gateway and back in
/// through the internet gateway, and the balancer's group sees the NAT
/// gateway's Elastic IP address. [ALB UG: Load balancer scheme]
#[test]
fn from_inside_the_public_name_leads_around_the_house() {
    shop().check([flow("fleet/1 -> shop.example tcp 80").delivered([
        "nat-gateway nat",
        "internet-gateway 10.0.1.5 → 13.200.0.5",
        "security-group-inbound alb-sg rule 0",
        "listener alb:80 default",
    ])]);
    shop()
        .guard(
            "house-sg",
            &["tcp 80 from app-sg", "tcp 80 from 10.0.0.0/16"],
        )
        .set("alb", "security_groups", json!(["house-sg"]))
        .check([flow("fleet/1 -> shop.example tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of house-sg")]);
    shop()
        .table("sealed-rt", &["app-a", "app-b"], &[])
        .check([flow("fleet/1 -> shop.example tcp 80")
            .dropped("request: route-table NO_ROUTE_TO_DESTINATION sealed-rt no route")]);
}

/// With one zone gone the other carries on: the balancer's node there, the
/// group's member there, the database's standby. [ALB UG: Health checks; RDS
/// UG: Failover process]
#[test]
fn the_shop_survives_the_loss_of_a_zone() {
    shop().check_failing(
        "a",
        [
            flow("internet -> shop.example tcp 80").delivered([
                "internet-gateway 13.1.0.2 → 10.0.2.100",
                "destination 10.0.22.10",
            ]),
            // The only NAT gateway stood in the lost zone.
            flow("fleet/1 -> internet tcp 443").dropped("request: * *"),
            flow("fleet/2 -> internet tcp 443").dropped("request: * *"),
        ],
    );
    shop().check_failing(
        "b",
        [flow("internet -> shop.example tcp 80").delivered([
            "internet-gateway 13.1.0.1 → 10.0.1.100",
            "destination 10.0.21.10",
        ])],
    );
    shop().check_failing(
        "nat",
        [
            flow("internet -> shop.example tcp 80").delivered(["destination 10.0.21.10"]),
            flow("fleet/1 -> internet tcp 443").dropped("request: * *"),
        ],
    );
}
