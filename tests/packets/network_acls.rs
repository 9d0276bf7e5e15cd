//! Network ACLs: stateless, numbered, at the border of a subnet.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// A client in one subnet, a server in another, everything open but for what
/// a case puts at the borders.
pub(super) fn border(inbound: &[&str], outbound: &[&str]) -> Campus {
    campus("10.0.0.0/16")
        .subnet("here", "10.0.1.0/24", "a")
        .subnet("there", "10.0.2.0/24", "b")
        .guard("open", &["all from 0.0.0.0/0"])
        .server("client", "here", "10.0.1.10", &["open"])
        .server("server", "there", "10.0.2.10", &["open"])
        .acl("gate", &["there"], inbound, outbound)
}

/// The answer goes to the client's port, so whether it gets out depends on
/// that. [VPC UG: Network ACLs; Ephemeral ports]
#[test]
fn the_answer_depends_on_the_clients_port() {
    border(
        &["100 allow tcp 80 from 10.0.1.0/24"],
        &["100 allow tcp 32768-61000 to 10.0.1.0/24"],
    )
    .check([
        flow("client -> server tcp 80 from 40000").delivered([
            "network-acl-inbound gate 100 at there",
            "back: network-acl-outbound gate 100 at there",
        ]),
        flow("client -> server tcp 80 from 32768").delivered([]),
        flow("client -> server tcp 80 from 61000").delivered([]),
        flow("client -> server tcp 80 from 32767")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("client -> server tcp 80 from 61001")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("client -> server tcp 80 from 1024")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("client -> server tcp 443 from 40000")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("client -> server udp 80 from 40000")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
}

/// It remembers nothing: what may come in does not thereby get out again, and
/// a server behind it needs entries of its own to ask. [VPC UG: Network ACLs]
#[test]
fn it_remembers_nothing() {
    border(&["100 allow all from 0.0.0.0/0"], &[]).check([
        flow("client -> server tcp 80")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("server -> client tcp 80")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
    border(&[], &["100 allow all to 0.0.0.0/0"]).check([
        flow("client -> server tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("server -> client tcp 80")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
}

/// The lowest number that matches decides, in whatever order the entries are
/// listed. [VPC UG: Network ACL rules]
#[test]
fn the_lowest_number_that_matches_decides() {
    let out = &["100 allow all to 0.0.0.0/0"][..];
    border(
        &[
            "200 allow tcp 22 from 10.0.0.0/16",
            "100 deny tcp 22 from 10.0.1.10/32",
        ],
        out,
    )
    .server("colleague", "here", "10.0.1.11", &["open"])
    .check([
        flow("client -> server tcp 22")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate 100 at there"),
        flow("colleague -> server tcp 22").delivered(["network-acl-inbound gate 200 at there"]),
    ]);
    // The broad allow in front makes the deny a dead letter.
    border(
        &[
            "100 allow tcp from 10.0.0.0/16",
            "200 deny tcp 22 from 10.0.1.10/32",
        ],
        out,
    )
    .check([flow("client -> server tcp 22").delivered(["network-acl-inbound gate 100 at there"])]);
    // 9 comes before 10 and 100: numbers, not words.
    border(
        &[
            "100 allow tcp 22 from 0.0.0.0/0",
            "10 allow tcp 22 from 0.0.0.0/0",
            "9 deny tcp 22 from 0.0.0.0/0",
        ],
        out,
    )
    .check([flow("client -> server tcp 22")
        .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate 9 at there")]);
}

/// Inbound and outbound are two lists, each with its own numbers.
/// [API ec2: CreateNetworkAclEntry]
#[test]
fn the_two_lists_are_apart() {
    border(
        &["100 allow tcp 80 from 0.0.0.0/0"],
        &[
            "100 deny tcp 40000 to 0.0.0.0/0",
            "110 allow tcp 1024-65535 to 0.0.0.0/0",
        ],
    )
    .check([
        flow("client -> server tcp 80 from 40000")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION gate 100 at there"),
        flow("client -> server tcp 80 from 40001")
            .delivered(["back: network-acl-outbound gate 110 at there"]),
    ]);
}

/// One that was just made denies everything; the default one allows
/// everything. [VPC UG: Custom network ACLs; Default network ACL]
#[test]
fn a_new_one_denies_and_the_default_one_allows() {
    border(&[], &[]).check([
        flow("client -> server tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION gate * at there"),
        flow("server -> client tcp 80")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION gate * at there"),
    ]);
    border(&[], &[])
        .set("there", "network_acl", json!(null))
        .check([flow("client -> server tcp 80").delivered([
            "network-acl-outbound default 100 at here",
            "network-acl-inbound default 100 at there",
            "back: network-acl-outbound default 100 at there",
            "back: network-acl-inbound default 100 at here",
        ])]);
    // One that no subnet uses decides nothing. [VPC UG: Custom network ACLs]
    border(&[], &[])
        .acl(
            "roomy",
            &["there"],
            &["100 allow all from 0.0.0.0/0"],
            &["100 allow all to 0.0.0.0/0"],
        )
        .check([
            flow("client -> server tcp 80").delivered(["network-acl-inbound roomy 100 at there"])
        ]);
}

/// The default network ACL can be edited; it then counts for every subnet
/// that names none. [VPC UG: Default network ACL]
#[test]
fn the_default_one_can_be_another() {
    border(
        &["100 allow all from 0.0.0.0/0"],
        &["100 allow all to 0.0.0.0/0"],
    )
    .acl("strict", &[], &[], &["100 allow all to 0.0.0.0/0"])
    .set("vpc", "default_network_acl", json!("strict"))
    .check([
        flow("client -> server tcp 80")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION strict * at here"),
        flow("server -> client tcp 80")
            .dropped("request: network-acl-inbound SUBNET_ACL_RESTRICTION strict * at here"),
    ]);
}

/// Both subnets on the way are asked, in both directions.
#[test]
fn the_clients_subnet_is_asked_as_well() {
    let out_only_web = |answers: &str| {
        border(
            &["100 allow all from 0.0.0.0/0"],
            &["100 allow all to 0.0.0.0/0"],
        )
        .acl(
            "porch",
            &["here"],
            &[answers],
            &["100 allow tcp 80 to 10.0.2.0/24"],
        )
    };
    out_only_web("100 allow tcp 1024-65535 from 10.0.2.0/24").check([
        flow("client -> server tcp 80 from 50000").delivered([
            "network-acl-outbound porch 100 at here",
            "network-acl-inbound gate 100 at there",
            "back: network-acl-outbound gate 100 at there",
            "back: network-acl-inbound porch 100 at here",
        ]),
        flow("client -> server tcp 443")
            .dropped("request: network-acl-outbound SUBNET_ACL_RESTRICTION porch * at here"),
        flow("client -> server tcp 80 from 1023")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION porch * at here"),
    ]);
    out_only_web("100 allow tcp 80 from 10.0.2.0/24")
        .check([flow("client -> server tcp 80 from 50000")
            .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION porch * at here")]);
}

/// One network ACL can serve several subnets, and stands at the border of
/// each. [VPC UG: Network ACLs]
#[test]
fn one_can_stand_at_several_borders() {
    border(&[], &[])
        .acl(
            "shared",
            &["here", "there"],
            &["100 allow tcp 80 from 10.0.1.0/24"],
            &[
                "100 allow tcp 80 to 10.0.2.0/24",
                "110 allow tcp 1024-65535 to 10.0.1.0/24",
            ],
        )
        .server("other", "here", "10.0.1.20", &["open"])
        .check([
            flow("client -> other tcp 22").delivered(["destination other"]),
            flow("client -> server tcp 80")
                .dropped("response: network-acl-inbound SUBNET_ACL_RESTRICTION shared * at here"),
        ]);
}
