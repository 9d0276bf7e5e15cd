//! A load balancer: two connections, and everything on the way of both.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// An internet-facing load balancer in two public subnets, and two web
/// servers in private ones.
pub(super) fn reception() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("public-a", "10.0.1.0/24", "a")
        .subnet("public-b", "10.0.2.0/24", "b")
        .subnet("private-a", "10.0.11.0/24", "a")
        .subnet("private-b", "10.0.12.0/24", "b")
        .gateway("igw")
        .table("public-rt", &["public-a", "public-b"], &["0.0.0.0/0 igw"])
        .table("private-rt", &["private-a", "private-b"], &[])
        .guard("alb-sg", &["tcp 80 from 0.0.0.0/0"])
        .guard("web-sg", &["tcp 8080 from alb-sg"])
        .server("web-1", "private-a", "10.0.11.10", &["web-sg"])
        .server("web-2", "private-b", "10.0.12.10", &["web-sg"])
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
        .targets("tg", 8080, &["web-1", "web-2"])
}

/// It ends the client's connection and opens its own to a target, from its
/// own address. [ALB UG: What is an Application Load Balancer]
#[test]
fn a_request_goes_over_two_connections() {
    reception().check([
        flow("internet -> alb tcp 80").delivered([
            "security-group-inbound alb-sg rule 0",
            "listener alb:80 default",
            "target tg healthy",
            "security-group-outbound alb-sg rule 0",
            "route-table public-rt 10.0.0.0/16 → local",
            "security-group-inbound web-sg rule 0",
        ]),
        flow("internet -> 13.1.0.1 tcp 80").delivered([
            "internet-gateway 13.1.0.1 → 10.0.1.100",
            "network-acl-inbound default 100 at public-a",
            "listener alb:80 default",
        ]),
        flow("internet -> 13.1.0.2 tcp 80").delivered([
            "internet-gateway 13.1.0.2 → 10.0.2.100",
            "network-acl-inbound default 100 at public-b",
        ]),
        // Inside it has private addresses too.
        flow("web-1 -> 10.0.1.100 tcp 80").delivered(["listener alb:80 default"]),
    ]);
}

/// The targets themselves take nobody but the balancer. [ALB UG: Security
/// groups]
#[test]
fn nobody_passes_by_the_reception() {
    reception()
        .server("bastion", "public-a", "10.0.1.20", &["alb-sg-2"])
        .guard("alb-sg-2", &[])
        .check([
            flow("internet -> web-1 tcp 8080").dropped("request: * *"),
            flow("internet -> 10.0.11.10 tcp 8080")
                .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
            flow("bastion -> web-1 tcp 8080")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
            flow("web-1 -> web-2 tcp 8080")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
        ]);
}

/// Its group is asked first, then its listeners. [ALB UG: Listeners; RA guide:
/// ELBV2_LISTENERS_MISMATCH]
#[test]
fn a_port_without_a_listener_is_no_door() {
    reception().check([
        flow("internet -> alb tcp 443")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of alb-sg"),
        flow("internet -> alb tcp 8080")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of alb-sg"),
    ]);
    reception()
        .set("alb", "security_groups", json!(["roomy-sg", "alb-sg"]))
        .guard("roomy-sg", &["tcp 0-65535 from 0.0.0.0/0"])
        .check([
            flow("internet -> alb tcp 443")
                .dropped("request: listener ELBV2_LISTENERS_MISMATCH alb"),
            flow("internet -> alb tcp 8080")
                .dropped("request: listener ELBV2_LISTENERS_MISMATCH alb"),
            flow("internet -> alb tcp 80").delivered(["listener alb:80 default"]),
        ]);
    // It listens to HTTP over TCP and to nothing else. [ALB UG: Listeners]
    reception()
        .set("alb", "security_groups", json!(["open-sg"]))
        .guard("open-sg", &["all from 0.0.0.0/0"])
        .check([flow("internet -> alb udp 80")
            .dropped("request: listener ELBV2_LISTENERS_MISMATCH alb")]);
}

/// Without a group of its own it is in the VPC's default group, which admits
/// nobody from outside. [VPC UG: Default security groups]
#[test]
fn in_the_default_group_it_admits_nobody() {
    reception()
        .set("alb", "security_groups", json!([]))
        .check([flow("internet -> alb tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of default")]);
}

/// The target sees the balancer's address: what admits the client, by address
/// or by group, does not admit the balancer. [ALB UG: Security groups]
#[test]
fn the_target_sees_the_balancer_and_not_the_client() {
    let admitting = |rule: &str| {
        reception()
            .guard("web-sg-2", &[rule])
            .guard("caller-sg", &[])
            .server("caller", "private-a", "10.0.11.50", &["caller-sg"])
            .set("web-1", "security_groups", json!(["web-sg-2"]))
            .set("web-2", "security_groups", json!(["web-sg-2"]))
    };
    let refused = "request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg-2";
    admitting("tcp 8080 from 203.0.113.0/24")
        .check([flow("internet -> alb tcp 80").dropped(refused)]);
    admitting("tcp 8080 from caller-sg").check([
        flow("caller -> 10.0.1.100 tcp 80").dropped(refused),
        flow("caller -> web-1 tcp 8080").delivered(["security-group-inbound web-sg-2 rule 0"]),
    ]);
    admitting("tcp 8080 from 10.0.0.0/22").check([
        flow("internet -> alb tcp 80").delivered(["security-group-inbound web-sg-2 rule 0"]),
        flow("caller -> web-1 tcp 8080").dropped(refused),
    ]);
    // The traffic port counts, not the listener's.
    admitting("tcp 80 from alb-sg").check([flow("internet -> alb tcp 80").dropped(refused)]);
}

/// Its own group must let it out to the targets. [ALB UG: Security groups]
#[test]
fn it_must_be_let_out_to_its_targets() {
    reception()
        .egress("alb-sg", &[])
        .check([flow("internet -> alb tcp 80")
            .dropped("request: security-group-outbound SG_HAS_NO_RULES none of alb-sg")]);
    reception()
        .egress("alb-sg", &["tcp 80 to 0.0.0.0/0"])
        .check([flow("internet -> alb tcp 80")
            .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of alb-sg")]);
    reception()
        .egress("alb-sg", &["tcp 8080 to web-sg"])
        .check([
            flow("internet -> alb tcp 80").delivered(["security-group-outbound alb-sg rule 0"])
        ]);
}

/// Internet-facing is a promise that its subnets must keep. [ALB UG:
/// Troubleshoot: Clients cannot connect]
#[test]
fn in_subnets_without_a_gateway_route_clients_cannot_connect() {
    reception()
        .table("sealed-rt", &["public-a", "public-b"], &[])
        .check([
            flow("internet -> 13.1.0.1 tcp 80").dropped("either: * NO_ROUTE_TO_DESTINATION"),
            flow("web-1 -> 10.0.1.100 tcp 80").delivered(["listener alb:80 default"]),
        ]);
}

/// An internal one has private addresses only. [ALB UG: Load balancer scheme]
#[test]
fn an_internal_one_serves_inside_only() {
    let internal = reception()
        .set("alb", "scheme", json!("internal"))
        .guard("caller-sg", &[])
        .server("caller", "private-b", "10.0.12.50", &["caller-sg"])
        .guard("inner-sg", &["tcp 80 from caller-sg"])
        .egress("inner-sg", &["tcp 8080 to web-sg"])
        .set("alb", "security_groups", json!(["inner-sg"]))
        .set("web-sg", "ingress", json!([{
            "protocol": "tcp", "from_port": 8080, "to_port": 8080, "peer": {"group": "inner-sg"},
        }]));
    internal.check([
        flow("caller -> alb tcp 80").delivered([
            "security-group-inbound inner-sg rule 0",
            "listener alb:80 default",
            "security-group-inbound web-sg rule 0",
            "never internet-gateway",
        ]),
        flow("internet -> alb tcp 80")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        flow("internet -> 10.0.1.100 tcp 80")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        flow("web-1 -> alb tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of inner-sg"),
    ]);
}

/// Balancer, target and client that name no group are all in the default
/// group, whose members reach each other. [VPC UG: Default security groups]
#[test]
fn in_the_default_group_everybody_knows_everybody() {
    reception()
        .set("alb", "scheme", json!("internal"))
        .set("alb", "security_groups", json!([]))
        .set("web-1", "security_groups", json!([]))
        .set("web-2", "security_groups", json!([]))
        .server("caller", "private-b", "10.0.12.50", &[])
        .check([flow("caller -> alb tcp 80").delivered([
            "security-group-inbound default rule 0",
            "listener alb:80 default",
            "target tg healthy",
            "security-group-inbound default rule 0",
        ])]);
}
