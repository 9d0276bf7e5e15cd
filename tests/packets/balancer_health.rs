//! Which targets get requests: health, zones, and failing open.

use serde_json::json;

use super::balancer_paths::reception;
use super::case::flow;

const FROM_ALB: &str = "tcp 8080 from alb-sg";

/// A target that its checks do not reach is unhealthy, and gets nothing while
/// another one is healthy. [ALB UG: Health checks]
#[test]
fn only_healthy_targets_get_requests() {
    // Its group does not admit the balancer.
    reception()
        .guard("shut-sg", &["tcp 8080 from 10.9.0.0/16"])
        .set("web-1", "security_groups", json!(["shut-sg"]))
        .check([
            flow("internet -> 13.1.0.1 tcp 80").delivered(["target tg web-2 healthy"]),
            flow("internet -> 13.1.0.2 tcp 80").delivered(["target tg web-2 healthy"]),
        ]);
    // The network ACL of its subnet does not.
    reception()
        .acl(
            "wall",
            &["private-b"],
            &["100 deny tcp 8080 from 10.0.0.0/16"],
            &[],
        )
        .check([
            flow("internet -> 13.1.0.1 tcp 80").delivered(["target tg web-1 healthy"]),
            flow("internet -> 13.1.0.2 tcp 80").delivered(["target tg web-1 healthy"]),
        ]);
    // The answer to the check does not get out.
    reception()
        .acl(
            "mute",
            &["private-b"],
            &["100 allow all from 0.0.0.0/0"],
            &["100 allow tcp 443 to 0.0.0.0/0"],
        )
        .check([flow("internet -> alb tcp 80").delivered(["target tg web-1 healthy"])]);
    // It is stopped.
    reception()
        .set("web-2", "state", json!("stopped"))
        .check([flow("internet -> alb tcp 80").delivered(["target tg web-1 healthy"])]);
    // Its checks go to a port that only the other one opens.
    reception()
        .set("tg", "health_port", json!(9000))
        .guard("checked-sg", &[FROM_ALB, "tcp 9000 from alb-sg"])
        .set("web-2", "security_groups", json!(["checked-sg"]))
        .check([flow("internet -> alb tcp 80").delivered(["target tg web-2 healthy"])]);
}

/// If no target is healthy the balancer sends to all of them: it fails open.
/// [ALB UG: Health checks]
#[test]
fn with_no_healthy_target_it_fails_open() {
    // The health port is shut, the traffic port open: requests get through.
    reception()
        .set("tg", "health_port", json!(9000))
        .check([flow("internet -> alb tcp 80").delivered([
            "target tg unhealthy",
            "security-group-inbound web-sg rule 0",
        ])]);
    // Both shut: requests are tried, and dropped at the target's door.
    reception()
        .guard("shut-sg", &["tcp 8080 from 10.9.0.0/16"])
        .set("web-1", "security_groups", json!(["shut-sg"]))
        .set("web-2", "security_groups", json!(["shut-sg"]))
        .check([flow("internet -> alb tcp 80")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of shut-sg")]);
}

/// The targets' subnets must let the request in and the answer out, to the
/// balancer's port between 1024 and 65535. [ALB UG: Security groups →
/// Recommended network ACL rules; VPC UG: Ephemeral ports]
#[test]
fn the_targets_subnet_must_let_the_answer_out() {
    let both = &["private-a", "private-b"][..];
    reception()
        .acl(
            "gate",
            both,
            &["100 allow tcp 80 from 0.0.0.0/0"],
            &["100 allow all to 0.0.0.0/0"],
        )
        .check([flow("internet -> alb tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate *")]);
    reception()
        .acl(
            "gate",
            both,
            &["100 allow tcp 8080 from 10.0.0.0/16"],
            &["100 allow tcp 443 to 0.0.0.0/0"],
        )
        .check([flow("internet -> alb tcp 80")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate *")]);
    reception()
        .acl(
            "gate",
            both,
            &["100 allow tcp 8080 from 10.0.0.0/16"],
            &["100 allow tcp 1024-65535 to 10.0.0.0/16"],
        )
        .check([flow("internet -> alb tcp 80").delivered([
            "network-acl-inbound gate 100",
            "back: network-acl-outbound gate 100",
        ])]);
}

/// The balancer's subnets must let in the client's request and the targets'
/// answers, and out both of its own. [ALB UG: Security groups → Recommended
/// network ACL rules]
#[test]
fn the_balancers_subnets_are_crossed_four_times() {
    let both = &["public-a", "public-b"][..];
    let guarded =
        |inbound: &[&str], outbound: &[&str]| reception().acl("gate", both, inbound, outbound);
    let (request, answer) = (
        "100 allow tcp 80 from 0.0.0.0/0",
        "200 allow tcp 1024-65535 from 10.0.0.0/16",
    );
    let (onward, back) = (
        "100 allow tcp 8080 to 10.0.0.0/16",
        "200 allow tcp 1024-65535 to 0.0.0.0/0",
    );
    guarded(&[request, answer], &[onward, back]).check([flow("internet -> alb tcp 80").delivered(
        [
            "network-acl-inbound gate 100",
            "network-acl-outbound gate 100",
            "back: network-acl-inbound gate 200",
            "back: network-acl-outbound gate 200",
        ],
    )]);
    guarded(&[answer], &[onward, back]).check([flow("internet -> alb tcp 80")
        .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate *")]);
    guarded(&[request], &[onward, back]).check([flow("internet -> alb tcp 80")
        .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION gate *")]);
    guarded(
        &[request, answer],
        &["100 deny tcp 8080 to 10.0.0.0/16", back],
    )
    .check([flow("internet -> alb tcp 80")
        .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION gate 100")]);
    guarded(&[request, answer], &[onward]).check([flow("internet -> alb tcp 80")
        .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate *")]);
}

/// Only targets in zones in which the balancer has a subnet are used.
/// [ALB UG: Target health reason codes, Target.NotInUse; RA guide:
/// ELBV2_NO_TARGETS_IN_AZ]
#[test]
fn targets_in_other_zones_are_not_used() {
    let with_third = |targets: &[&str]| {
        reception()
            .subnet("private-c", "10.0.13.0/24", "c")
            .server("web-3", "private-c", "10.0.13.10", &["web-sg"])
            .set("tg", "targets", json!(targets))
    };
    with_third(&["web-1", "web-3"])
        .check([flow("internet -> alb tcp 80").delivered(["target tg web-1 healthy"])]);
    with_third(&["web-3"]).check([flow("internet -> alb tcp 80")
        .dropped("request: * ELBV2_NO_TARGETS_IN_AZ|ELBV2_LISTENER_HAS_NO_TG")]);
}

/// Balancing across zones is always on: a node serves targets of the other
/// zone as well. [ALB UG: Cross-zone load balancing]
#[test]
fn a_node_serves_targets_of_the_other_zone() {
    reception()
        .set("tg", "targets", json!(["web-2"]))
        .check([flow("internet -> 13.1.0.1 tcp 80").delivered([
            "network-acl-inbound default 100 at public-a",
            "target tg web-2 healthy",
            "network-acl-inbound default 100 at private-b",
        ])]);
}

/// A target group can name private addresses instead of instances. [ALB UG:
/// Target type]
#[test]
fn targets_can_be_named_by_address() {
    reception()
        .set("tg", "target_type", json!("ip"))
        .set("tg", "targets", json!([]))
        .set("tg", "addresses", json!(["10.0.12.10/32"]))
        .check([flow("internet -> alb tcp 80")
            .delivered(["target tg healthy", "security-group-inbound web-sg rule 0"])]);
}

/// A node and a target in one subnet have no border between them. [VPC UG:
/// Network ACLs]
#[test]
fn a_target_in_the_nodes_own_subnet_is_behind_no_border() {
    reception()
        .server("near", "public-a", "10.0.1.50", &["web-sg"])
        .set("tg", "targets", json!(["near"]))
        .acl(
            "gate",
            &["public-a"],
            &[
                "100 deny tcp 8080 from 0.0.0.0/0",
                "200 allow all from 0.0.0.0/0",
            ],
            &["100 allow all to 0.0.0.0/0"],
        )
        .check([flow("internet -> 13.1.0.1 tcp 80")
            .delivered(["security-group-inbound web-sg rule 0", "destination near"])]);
}

/// A balancer takes ports from 1024 to 65535 towards its targets, and an entry
/// for fewer does not serve it. [VPC UG: Ephemeral ports]
#[test]
fn the_balancer_may_take_any_port_from_1024() {
    reception()
        .acl(
            "gate",
            &["private-a", "private-b"],
            &["100 allow tcp 8080 from 10.0.0.0/16"],
            &["100 allow tcp 32768-61000 to 10.0.0.0/16"],
        )
        .check([flow("internet -> alb tcp 80")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate *")]);
}

/// A stopped instance is registered and unused; where all are, the answer is
/// 503 as if there were none. [ALB UG: Target health reason codes,
/// Target.InvalidState; Troubleshoot, HTTP 503]
#[test]
fn stopped_instances_are_no_targets() {
    reception()
        .set("web-1", "state", json!("stopped"))
        .set("web-2", "state", json!("stopped"))
        .check([flow("internet -> alb tcp 80").dropped("request: * ELBV2_LISTENER_HAS_NO_TG")]);
}
