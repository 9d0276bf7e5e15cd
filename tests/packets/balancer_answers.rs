//! What listeners do with a request: rules by host and path, and answers on
//! the spot.

use serde_json::json;

use super::balancer_paths::reception;
use super::campus::Campus;
use super::case::{alone, flow};

fn forward(group: &str) -> serde_json::Value {
    json!({"forward": {"target_group": group}})
}

/// Rules by path and host in front of a default that answers by itself.
fn desk() -> Campus {
    reception()
        .targets("one", 8080, &["web-1"])
        .targets("two", 8080, &["web-2"])
        .guard("wide-sg", &["tcp 8081 from 0.0.0.0/0"])
        .set("alb", "security_groups", json!(["alb-sg", "wide-sg"]))
        .listens(
            "alb",
            json!({
                "port": 8081, "protocol": "http",
                "rules": [
                    {"priority": 30, "paths": ["/api/*"], "action": forward("two")},
                    {"priority": 20, "paths": ["/api/v1/*"], "action": forward("one")},
                    {"priority": 40, "hosts": ["*.shop.example"], "action": forward("one")},
                    {"priority": 50, "hosts": ["api.brand.example"], "paths": ["/v?/items"],
                        "action": forward("two")},
                ],
                "default_action": {"fixed_response": {"status": 200, "body": "welcome"}},
            }),
        )
        .zone(
            "zone",
            "shop.example",
            &["www.shop.example alias alb", "shop.example alias alb"],
        )
        .zone("brand", "brand.example", &["api.brand.example alias alb"])
}

/// Rules are tried in order of priority; the first whose conditions all hold
/// decides, else the default action. [ALB UG: Listener rules]
#[test]
fn the_rule_with_the_lowest_number_that_matches_decides() {
    desk().check([
        flow("internet -> alb tcp 8081 path /api/v1/users")
            .delivered(["listener alb:8081 rule 20", "target one web-1"]),
        flow("internet -> alb tcp 8081 path /api/v2/users")
            .delivered(["listener alb:8081 rule 30", "target two web-2"]),
        flow("internet -> alb tcp 8081 path /api/")
            .delivered(["listener alb:8081 rule 30", "target two web-2"]),
        flow("internet -> alb tcp 8081 path /api").delivered(["listener alb:8081 default"]),
        // Paths are case sensitive. [ALB UG: Path conditions]
        flow("internet -> alb tcp 8081 path /API/v1/users")
            .delivered(["listener alb:8081 default"]),
        // The other listener has no such rules.
        flow("internet -> alb tcp 80 path /api/v1/users")
            .delivered(["listener alb:80 default", "target tg healthy"]),
    ]);
}

/// Hosts are compared without regard to case; `*` stands for any number of
/// characters, `?` for one. [ALB UG: Host conditions]
#[test]
fn hosts_and_paths_are_matched_by_pattern() {
    desk().check([
        flow("internet -> www.shop.example tcp 8081 path /")
            .delivered(["listener alb:8081 rule 40", "target one web-1"]),
        flow("internet -> WWW.Shop.Example tcp 8081 path /")
            .delivered(["listener alb:8081 rule 40", "target one web-1"]),
        // `*.shop.example` needs something in front of the dot.
        flow("internet -> shop.example tcp 8081 path /").delivered(["listener alb:8081 default"]),
        // Both conditions of a rule must hold.
        flow("internet -> api.brand.example tcp 8081 path /v1/items")
            .delivered(["listener alb:8081 rule 50", "target two web-2"]),
        flow("internet -> api.brand.example tcp 8081 path /v10/items")
            .delivered(["listener alb:8081 default"]),
        flow("internet -> www.shop.example tcp 8081 path /v1/items")
            .delivered(["listener alb:8081 rule 40"]),
        flow("internet -> www.shop.example tcp 8081 path /api/x")
            .delivered(["listener alb:8081 rule 30"]),
    ]);
}

/// A fixed response or a redirect comes from the balancer itself; no target is
/// asked. [ALB UG: Rule action types]
#[test]
fn some_requests_are_answered_on_the_spot() {
    let doors = |action: serde_json::Value| {
        reception().set(
            "alb",
            "listeners",
            json!([{"port": 80, "protocol": "http", "default_action": action}]),
        )
    };
    doors(json!({"fixed_response": {"status": 200, "body": "closed"}}))
        .check([flow("internet -> alb tcp 80")
            .delivered(["listener alb:80 default answers 200", "never target"])]);
    doors(json!({"redirect": {"protocol": "https", "port": 443, "status": 301}})).check([
        flow("internet -> alb tcp 80")
            .delivered(["listener alb:80 default answers 301", "never target"]),
        flow("internet -> alb tcp 443")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of alb-sg"),
    ]);
}

/// A redirect sends the browser to another listener, which must be there and
/// let in. [ALB UG: Rule action types]
#[test]
fn both_doors_of_a_redirect_are_asked_for_themselves() {
    reception()
        .guard("tls-sg", &["tcp 443 from 0.0.0.0/0"])
        .add(
            "certificate",
            "proof",
            json!({"region": "mumbai", "arn": "arn:aws:acm:ap-south-1:1:certificate/1"}),
        )
        .set("alb", "security_groups", json!(["alb-sg", "tls-sg"]))
        .set(
            "alb",
            "listeners",
            json!([
                {"port": 80, "protocol": "http",
                    "default_action": {"redirect": {"protocol": "https", "port": 443, "status": 301}}},
                {"port": 443, "protocol": "https", "certificate": "proof",
                    "default_action": {"forward": {"target_group": "tg"}}},
            ]),
        )
        .check([
            flow("internet -> alb tcp 80").delivered(["listener alb:80 default answers 301"]),
            flow("internet -> alb tcp 443")
                .delivered(["listener alb:443 default", "target tg healthy"]),
        ]);
}

/// A group without targets answers with 503. A listener without a group or a
/// balancer without a listener is half-built, and answers nobody.
/// [ALB UG: Troubleshoot, HTTP 503; RA guide: ELBV2_LISTENER_HAS_NO_TG]
#[test]
fn without_targets_nobody_answers() {
    reception()
        .set("tg", "targets", json!([]))
        .check([flow("internet -> alb tcp 80").dropped("request: * ELBV2_LISTENER_HAS_NO_TG")]);
    reception()
        .gone("tg")
        .check([flow("internet -> alb tcp 80").dropped("request: * *")]);
    reception()
        .set(
            "alb",
            "listeners",
            json!([{"port": 80, "protocol": "http", "default_action": {"forward": {}}}]),
        )
        .check([flow("internet -> alb tcp 80").dropped("request: * *")]);
    reception()
        .set("alb", "listeners", json!([]))
        .check([flow("internet -> alb tcp 80")
            .dropped("request: listener ELBV2_LISTENERS_MISMATCH alb")]);
}

/// A balancer that is its own target passes a request round until its header
/// of addresses is too long, and then answers with 463. [ALB UG: Troubleshoot,
/// HTTP 463]
#[test]
fn a_balancer_cannot_serve_itself() {
    alone("balancer_answers::a_balancer_cannot_serve_itself", || {
        reception()
            .add(
                "target-group",
                "mirror",
                json!({
                    "vpc": "vpc", "port": 80, "target_type": "ip",
                    "addresses": ["10.0.1.100/32"],
                }),
            )
            .set("alb", "listeners", json!([]))
            .listener("alb", 80, "mirror")
            .check([flow("internet -> alb tcp 80").dropped("either: * *")]);
    });
}
