//! The web ACL of a load balancer: it looks at the client of a request.

use serde_json::json;

use super::balancer_paths::reception;
use super::campus::Campus;
use super::case::flow;

fn watched(default: &str, rules: serde_json::Value) -> Campus {
    reception()
        .add(
            "web-acl",
            "waf",
            json!({"region": "mumbai", "default_action": default, "rules": rules}),
        )
        .set("alb", "web_acl", json!("waf"))
}

/// Rules are asked from the lowest priority; allow and block end the matter,
/// and what none matches gets the default action. [WAF DG: Rule evaluation]
#[test]
fn the_first_rule_that_matches_the_client_decides() {
    watched(
        "allow",
        json!([{"priority": 5, "action": "deny", "cidr": "203.0.113.0/24"}]),
    )
    .check([
        flow("internet -> alb tcp 80").dropped("request: web-acl WEB_ACL_BLOCKED waf rule 5"),
        flow("203.0.113.99 -> 13.1.0.2 tcp 80")
            .dropped("request: web-acl WEB_ACL_BLOCKED waf rule 5"),
        flow("198.51.100.7 -> 13.1.0.1 tcp 80")
            .delivered(["web-acl waf default", "target tg healthy"]),
    ]);
    // Listed the other way round, the numbers count.
    watched(
        "deny",
        json!([
            {"priority": 20, "action": "allow", "cidr": "0.0.0.0/0"},
            {"priority": 10, "action": "deny", "cidr": "203.0.113.7/32"},
        ]),
    )
    .check([
        flow("internet -> alb tcp 80").dropped("request: web-acl WEB_ACL_BLOCKED waf rule 10"),
        flow("203.0.113.8 -> 13.1.0.1 tcp 80").delivered(["web-acl waf rule 20"]),
    ]);
    watched(
        "deny",
        json!([
            {"priority": 1, "action": "allow", "cidr": "203.0.113.7/32"},
            {"priority": 2, "action": "deny", "cidr": "203.0.113.0/24"},
        ]),
    )
    .check([
        flow("internet -> alb tcp 80").delivered(["web-acl waf rule 1"]),
        flow("203.0.113.8 -> 13.1.0.1 tcp 80")
            .dropped("request: web-acl WEB_ACL_BLOCKED waf rule 2"),
        flow("198.51.100.7 -> 13.1.0.1 tcp 80")
            .dropped("request: web-acl WEB_ACL_BLOCKED waf default"),
    ]);
}

/// It guards the balancer and not the servers, and looks only at what the
/// balancer's group let in. [WAF DG: How AWS WAF works with resources]
#[test]
fn it_sees_what_arrives_at_the_balancer() {
    watched("deny", json!([]))
        .set("web-sg", "ingress", json!([{
            "protocol": "tcp", "from_port": 8080, "to_port": 8080, "peer": {"cidr": "10.0.0.0/16"},
        }]))
        .check([
            flow("internet -> alb tcp 80").dropped("request: web-acl WEB_ACL_BLOCKED waf default"),
            flow("internet -> alb tcp 22")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of alb-sg"),
            flow("web-1 -> web-2 tcp 8080").delivered(["destination web-2", "never web-acl"]),
        ]);
    // One that is associated with nothing watches nothing.
    watched("deny", json!([]))
        .set("alb", "web_acl", json!(null))
        .check([flow("internet -> alb tcp 80").delivered(["never web-acl"])]);
}

/// At an internal balancer the client's address is a private one. [WAF DG: IP
/// set match]
#[test]
fn it_sees_private_clients_at_an_internal_balancer() {
    watched(
        "allow",
        json!([{"priority": 1, "action": "deny", "cidr": "10.0.12.0/24"}]),
    )
    .set("alb", "scheme", json!("internal"))
    .check([
        flow("web-2 -> alb tcp 80").dropped("request: web-acl WEB_ACL_BLOCKED waf rule 1"),
        flow("web-1 -> alb tcp 80").delivered(["web-acl waf default"]),
    ]);
}

/// Rule groups of AWS and rates look at what a request holds and how many
/// come; a trace passes them and says so. A rule that only counts ends
/// nothing. [WAF DG: Rule evaluation; rulebook WAF-6, WAF-9]
#[test]
fn rules_that_look_at_no_address_stop_nobody() {
    watched(
        "allow",
        json!([
            {"priority": 1, "action": "deny", "statement": "managed-group",
             "managed_group": "AWSManagedRulesCommonRuleSet", "cidr": "203.0.113.0/24"},
            {"priority": 2, "action": "deny", "statement": "rate", "cidr": "203.0.113.0/24"},
            {"priority": 3, "action": "deny", "cidr": "203.0.113.0/24", "count": true},
            {"priority": 4, "action": "deny", "cidr": "198.51.100.0/24"},
        ]),
    )
    .check([
        flow("internet -> alb tcp 80").delivered(["web-acl waf default"]),
        flow("198.51.100.7 -> 13.1.0.1 tcp 80")
            .dropped("request: web-acl WEB_ACL_BLOCKED waf rule 4"),
    ]);
}
