//! Filters and protocols: ICMP types and codes, ports, numbers.

use super::campus::{Campus, campus};
use super::case::flow;
use super::network_acls::border;

/// A client, and a server whose group has these rules.
fn guarded(rules: &[&str]) -> Campus {
    campus("10.0.0.0/16")
        .subnet("here", "10.0.1.0/24", "a")
        .subnet("there", "10.0.2.0/24", "a")
        .guard("client-sg", &[])
        .guard("server-sg", rules)
        .server("client", "here", "10.0.1.10", &["client-sg"])
        .server("server", "there", "10.0.2.10", &["server-sg"])
}

const REFUSED: &str = "request: security-group-inbound ENI_SG_RULES_MISMATCH none of server-sg";

/// In place of ports ICMP has type and code; -1 stands for any.
/// [API ec2: IpPermission]
#[test]
fn icmp_rules_are_about_type_and_code() {
    guarded(&["icmp 8/0 from 0.0.0.0/0"]).check([
        flow("client -> server icmp 8/0").delivered([
            "security-group-inbound server-sg rule 0",
            "back: security-group-outbound remembered",
        ]),
        flow("client -> server icmp").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server icmp 13/0").dropped(REFUSED),
        flow("client -> server icmp 8/1").dropped(REFUSED),
        flow("client -> server tcp 8").dropped(REFUSED),
    ]);
    guarded(&["icmp 8/-1 from 0.0.0.0/0"]).check([
        flow("client -> server icmp 8/0").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server icmp 13/0").dropped(REFUSED),
    ]);
    guarded(&["icmp -1/-1 from 0.0.0.0/0"]).check([
        flow("client -> server icmp 8/0").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server icmp 13/0").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server udp 53").dropped(REFUSED),
    ]);
    // A code without a type: AWS demands -1 for the code as well then, and
    // what it would refuse matches nothing. [API ec2: IpPermission]
    guarded(&["icmp -1/0 from 0.0.0.0/0"])
        .check([flow("client -> server icmp 8/0").dropped(REFUSED)]);
    // Port-like ranges mean nothing to ICMP: 0/8 is type 0, code 8.
    guarded(&["icmp 0/8 from 0.0.0.0/0"])
        .check([flow("client -> server icmp 8/0").dropped(REFUSED)]);
    // Rules for TCP and UDP say nothing about it.
    guarded(&["tcp 0-65535 from 0.0.0.0/0", "udp 0-65535 from 0.0.0.0/0"])
        .check([flow("client -> server icmp 8/0").dropped(REFUSED)]);
}

/// An echo (8) is answered by an echo reply (0), which a network ACL judges by
/// itself. [VPC UG: Network ACLs]
#[test]
fn a_network_acl_judges_echo_and_reply_apart() {
    border(
        &["100 allow icmp 8/0 from 0.0.0.0/0"],
        &["100 allow icmp 0/0 to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server icmp 8/0").delivered([
            "network-acl-inbound gate 100 at there",
            "back: network-acl-outbound gate 100 at there",
        ]),
        flow("server -> client icmp 8/0")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
    border(
        &["100 allow icmp 8/-1 from 0.0.0.0/0"],
        &["100 allow icmp 8/-1 to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server icmp 8/0")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("server -> client icmp 8/0")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
    border(
        &["100 allow icmp -1/-1 from 0.0.0.0/0"],
        &["100 allow icmp -1/-1 to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server icmp 8/0").delivered([]),
        flow("server -> client icmp 8/0").delivered([]),
        flow("client -> server tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
}

/// Without ports, an entry for TCP is about every port, and an entry for all
/// protocols about everything. [API ec2: CreateNetworkAclEntry]
#[test]
fn an_entry_without_ports_is_about_every_port() {
    border(
        &["100 allow tcp from 0.0.0.0/0"],
        &["100 allow all to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server tcp 1").delivered(["network-acl-inbound gate 100 at there"]),
        flow("client -> server tcp 65535").delivered(["network-acl-inbound gate 100 at there"]),
        flow("client -> server udp 53")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
    border(
        &["100 allow udp 53 from 0.0.0.0/0"],
        &["100 allow udp to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server udp 53 from 33000").delivered([
            "network-acl-inbound gate 100 at there",
            "back: network-acl-outbound gate 100 at there",
        ]),
        flow("client -> server tcp 53")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
}

/// A protocol that no rule names passes only where all protocols do, or where
/// its number is given. [VPC UG: Security group rules; API ec2: IpPermission]
#[test]
fn protocols_by_number() {
    guarded(&["all from 0.0.0.0/0"]).check([
        flow("client -> server 50").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server 47").delivered(["security-group-inbound server-sg rule 0"]),
    ]);
    guarded(&[
        "tcp 0-65535 from 0.0.0.0/0",
        "udp from 0.0.0.0/0",
        "icmp -1/-1 from 0.0.0.0/0",
    ])
    .check([
        flow("client -> server 50").dropped(REFUSED),
        flow("client -> server 132").dropped(REFUSED),
        flow("client -> server udp 65535").delivered(["security-group-inbound server-sg rule 1"]),
    ]);
    guarded(&["50 from 0.0.0.0/0"]).check([
        flow("client -> server 50").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server 51").dropped(REFUSED),
        flow("client -> server tcp 50").dropped(REFUSED),
    ]);
    // 6 is TCP, by its number.
    guarded(&["6 443 from 0.0.0.0/0"]).check([
        flow("client -> server tcp 443").delivered(["security-group-inbound server-sg rule 0"]),
        flow("client -> server tcp 80").dropped(REFUSED),
    ]);
    border(
        &["100 allow 50 from 0.0.0.0/0"],
        &["100 allow 50 to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server 50").delivered(["network-acl-inbound gate 100 at there"]),
        flow("client -> server 47")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
    border(
        &[
            "100 deny tcp from 0.0.0.0/0",
            "200 allow all from 0.0.0.0/0",
        ],
        &["100 allow all to 0.0.0.0/0"],
    )
    .check([
        flow("client -> server 50").delivered(["network-acl-inbound gate 200 at there"]),
        flow("client -> server tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate 100 at there"),
    ]);
}
