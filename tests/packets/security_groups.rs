//! Security groups: stateful, at the interface, allow rules only.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// Web, application and database tiers that name each other by group.
fn tiers() -> Campus {
    campus("10.0.0.0/16")
        .subnet("front", "10.0.1.0/24", "a")
        .subnet("back", "10.0.2.0/24", "b")
        .guard("web-sg", &["tcp 80 from 0.0.0.0/0"])
        .guard("app-sg", &["tcp 8080 from web-sg"])
        .guard("data-sg", &["tcp 3306 from app-sg"])
        .server("web", "front", "10.0.1.10", &["web-sg"])
        .server("app", "back", "10.0.2.10", &["app-sg"])
        .server("data", "back", "10.0.2.20", &["data-sg"])
}

/// A reference to a group stands for the private addresses of the interfaces
/// in it, not for the group's rules. [VPC UG: Security group rules]
#[test]
fn a_reference_admits_the_members_of_a_group_and_nobody_else() {
    tiers().check([
        flow("web -> app tcp 8080").delivered(["security-group-inbound app-sg rule 0"]),
        flow("app -> data tcp 3306")
            .delivered(["security-group-inbound data-sg rule 0", "never route-table"]),
        flow("web -> data tcp 3306")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of data-sg"),
        flow("data -> app tcp 8080")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of app-sg"),
        // The reference goes one way.
        flow("app -> web tcp 8080")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of web-sg"),
        flow("app -> web tcp 80").delivered(["security-group-inbound web-sg rule 0"]),
    ]);
}

/// Being in the same group lets nobody in, unless a rule of the group names
/// the group itself. [VPC UG: Security groups]
#[test]
fn members_reach_each_other_only_by_a_rule_about_themselves() {
    let pair = |rule: &str| {
        campus("10.0.0.0/16")
            .subnet("room", "10.0.1.0/24", "a")
            .guard("team-sg", &[rule])
            .guard("guest-sg", &[])
            .server("one", "room", "10.0.1.10", &["team-sg"])
            .server("two", "room", "10.0.1.20", &["team-sg"])
            .server("guest", "room", "10.0.1.30", &["guest-sg"])
    };
    pair("tcp 7000-7010 from team-sg").check([
        flow("one -> two tcp 7000").delivered(["security-group-inbound team-sg rule 0"]),
        flow("two -> one tcp 7010").delivered(["security-group-inbound team-sg rule 0"]),
        flow("one -> two tcp 7011")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of team-sg"),
        flow("one -> two tcp 6999")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of team-sg"),
        flow("guest -> one tcp 7000")
            .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of team-sg"),
        flow("one -> guest tcp 7000")
            .dropped("request: security-group-inbound SG_HAS_NO_RULES none of guest-sg"),
    ]);
    pair("tcp 7000 from 192.0.2.0/24").check([flow("one -> two tcp 7000")
        .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of team-sg")]);
}

/// All rules of all groups of an interface count together.
/// [VPC UG: Security groups]
#[test]
fn the_groups_of_an_interface_are_united() {
    tiers()
        .guard("ssh-sg", &["tcp 22 from 10.0.1.0/24"])
        .set("data", "security_groups", json!(["data-sg", "ssh-sg"]))
        .set("web", "security_groups", json!(["web-sg", "app-sg"]))
        .check([
            flow("web -> data tcp 22").delivered(["security-group-inbound ssh-sg rule 0"]),
            flow("app -> data tcp 3306").delivered(["security-group-inbound data-sg rule 0"]),
            // As a member of both groups the web server may do what either may.
            flow("web -> data tcp 3306").delivered(["security-group-inbound data-sg rule 0"]),
            flow("app -> data tcp 22").dropped(
                "request: security-group-inbound ENI_SG_RULES_MISMATCH none of data-sg, ssh-sg",
            ),
        ]);
}

/// A group without outbound rules lets nothing out that was not asked for,
/// and still answers what it let in. [VPC UG: Security groups]
#[test]
fn without_outbound_rules_it_answers_and_does_not_ask() {
    tiers().egress("app-sg", &[]).check([
        flow("web -> app tcp 8080").delivered([
            "security-group-inbound app-sg rule 0",
            "back: security-group-outbound remembered",
        ]),
        flow("app -> data tcp 3306")
            .dropped("request: security-group-outbound SG_HAS_NO_RULES none of app-sg"),
        flow("app -> web tcp 80")
            .dropped("request: security-group-outbound SG_HAS_NO_RULES none of app-sg"),
    ]);
}

/// Outbound rules are about the destination. [VPC UG: Security group rules]
#[test]
fn outbound_rules_look_at_the_destination() {
    tiers()
        .egress("app-sg", &["tcp 3306 to data-sg", "udp 53 to 10.0.0.2/32"])
        .guard("other-sg", &["all from 0.0.0.0/0"])
        .server("other", "back", "10.0.2.30", &["other-sg"])
        .check([
            flow("app -> data tcp 3306").delivered([
                "security-group-outbound app-sg rule 0",
                "security-group-inbound data-sg rule 0",
            ]),
            flow("app -> other tcp 3306")
                .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of app-sg"),
            flow("app -> data tcp 3307")
                .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of app-sg"),
            flow("other -> app tcp 8080")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of app-sg"),
        ]);
}

/// The default group: members reach each other, everything goes out, nobody
/// else comes in. Who names no group is in it. [VPC UG: Default security
/// groups]
#[test]
fn who_names_no_group_is_in_the_default_group() {
    tiers()
        .server("plain", "front", "10.0.1.40", &[])
        .server("simple", "back", "10.0.2.40", &[])
        .check([
            flow("plain -> simple tcp 9999").delivered(["security-group-inbound default rule 0"]),
            flow("simple -> plain udp 5353").delivered(["security-group-inbound default rule 0"]),
            flow("plain -> web tcp 80").delivered(["security-group-outbound default rule 0"]),
            flow("web -> plain tcp 80")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of default"),
        ]);
}

/// A default group that was changed: in AWS it is a group like any other.
/// [VPC UG: Default security groups]
#[test]
fn the_default_group_can_be_made_another() {
    tiers()
        .guard("house-sg", &["tcp 443 from 10.0.0.0/16"])
        .set("vpc", "default_security_group", json!("house-sg"))
        .server("plain", "front", "10.0.1.40", &[])
        .server("simple", "back", "10.0.2.40", &[])
        .check([
            flow("web -> plain tcp 443").delivered(["security-group-inbound house-sg rule 0"]),
            flow("simple -> plain tcp 9999")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of house-sg"),
        ]);
}

/// Ports form a range with both ends included. [API ec2: IpPermission]
#[test]
fn a_range_includes_both_ends() {
    tiers()
        .guard(
            "range-sg",
            &[
                "tcp 1000-2000 from 10.0.1.0/24",
                "udp 0-65535 from 10.0.1.10/32",
            ],
        )
        .server("range", "back", "10.0.2.50", &["range-sg"])
        .check([
            flow("web -> range tcp 1000").delivered(["security-group-inbound range-sg rule 0"]),
            flow("web -> range tcp 2000").delivered(["security-group-inbound range-sg rule 0"]),
            flow("web -> range tcp 999")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of range-sg"),
            flow("web -> range tcp 2001")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of range-sg"),
            flow("web -> range udp 65535").delivered(["security-group-inbound range-sg rule 1"]),
            flow("app -> range tcp 1500")
                .dropped("request: security-group-inbound ENI_SG_RULES_MISMATCH none of range-sg"),
        ]);
}

/// Where the traffic between two subnets is routed through an appliance, a
/// reference to the sender's group does not admit it; a rule about its
/// addresses does. [VPC Peering Guide: Reference peer security groups; VPC UG:
/// Security group rules]
#[test]
fn a_reference_does_not_see_through_an_appliance() {
    let through = |rule: &str| {
        campus("10.0.0.0/16")
            .subnet("left", "10.0.1.0/24", "a")
            .subnet("middle", "10.0.9.0/24", "a")
            .subnet("right", "10.0.2.0/24", "a")
            .table("left-rt", &["left"], &["10.0.2.0/24 box"])
            .table("right-rt", &["right"], &["10.0.1.0/24 box"])
            .guard("client-sg", &[])
            .guard("box-sg", &["all from 10.0.0.0/16"])
            .guard("server-sg", &[rule])
            .server("client", "left", "10.0.1.10", &["client-sg"])
            .server("box", "middle", "10.0.9.10", &["box-sg"])
            .set("box", "source_dest_check", json!(false))
            .server("server", "right", "10.0.2.10", &["server-sg"])
    };
    through("tcp 80 from client-sg").check([flow("client -> server tcp 80").dropped(
        "request: security-group-inbound ENI_SG_RULES_MISMATCH|SG_REFERENCES_NOT_PRESERVED",
    )]);
    through("tcp 80 from 10.0.0.0/16").check([flow("client -> server tcp 80").delivered([
        "route-table left-rt 10.0.2.0/24 → box",
        "destination server",
    ])]);
}
