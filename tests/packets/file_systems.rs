//! File systems: a mount target in each zone, found by one name.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// A file system with mount targets in two of three zones.
fn reading_room() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("app-a", "10.0.1.0/24", "a")
        .subnet("app-b", "10.0.2.0/24", "b")
        .subnet("app-c", "10.0.3.0/24", "c")
        .subnet("data-a", "10.0.21.0/24", "a")
        .subnet("data-b", "10.0.22.0/24", "b")
        .guard("app-sg", &[])
        .guard("nfs-sg", &["tcp 2049 from app-sg"])
        .guard("guest-sg", &[])
        .server("reader-a", "app-a", "10.0.1.10", &["app-sg"])
        .server("reader-b", "app-b", "10.0.2.10", &["app-sg"])
        .server("reader-c", "app-c", "10.0.3.10", &["app-sg"])
        .server("guest", "app-a", "10.0.1.20", &["guest-sg"])
        .add(
            "file-system",
            "books",
            json!({
                "region": "mumbai",
                "mount_targets": [
                    {"subnet": "data-a", "security_groups": ["nfs-sg"], "private_address": "10.0.21.20"},
                    {"subnet": "data-b", "security_groups": ["nfs-sg"], "private_address": "10.0.22.20"},
                ],
            }),
        )
}

/// Clients go to the mount target in their own zone; by address every one can
/// be reached. [EFS UG: Mount targets; Mounting with an IP address]
#[test]
fn clients_use_the_mount_target_of_their_own_zone() {
    reading_room().check([
        flow("reader-a -> books tcp 2049").delivered([
            "security-group-inbound nfs-sg rule 0",
            "destination 10.0.21.20",
        ]),
        flow("reader-b -> books tcp 2049").delivered(["destination 10.0.22.20"]),
        flow("reader-c -> 10.0.21.20 tcp 2049").delivered(["destination 10.0.21.20"]),
        flow("reader-a -> 10.0.22.20 tcp 2049").delivered(["destination 10.0.22.20"]),
    ]);
}

/// NFS is TCP on port 2049, from whom the group of the mount target admits.
/// [EFS UG: Security groups]
#[test]
fn the_mount_targets_group_decides() {
    let refused = "request: security-group-inbound ENI_SG_RULES_MISMATCH none of nfs-sg";
    reading_room().check([
        flow("guest -> books tcp 2049").dropped(refused),
        flow("reader-a -> books tcp 111").dropped(refused),
        flow("reader-a -> books udp 2049").dropped(refused),
        flow("internet -> 10.0.21.20 tcp 2049")
            .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
    ]);
    reading_room()
        .egress("app-sg", &["tcp 443 to 0.0.0.0/0"])
        .check([flow("reader-a -> books tcp 2049")
            .dropped("request: security-group-outbound ENI_SG_RULES_MISMATCH none of app-sg")]);
}

/// The name needs DNS support and DNS hostnames; an address does not.
/// [EFS UG: Mounting with a DNS name]
#[test]
fn without_dns_hostnames_only_the_address_helps() {
    let named = reading_room().zone(
        "names",
        "campus.example",
        &["books.campus.example CNAME books"],
    );
    named.check([
        flow("reader-a -> books.campus.example tcp 2049").delivered(["destination 10.0.21.20"])
    ]);
    named.set("vpc", "dns_hostnames", json!(false)).check([
        flow("reader-a -> books.campus.example tcp 2049").dropped("request: dns *"),
        flow("reader-a -> 10.0.21.20 tcp 2049").delivered(["destination 10.0.21.20"]),
    ]);
}

/// The file system's name, here behind a name of one's own, answers with the
/// mount target in the client's zone, and where there is none not at all.
/// [EFS UG: Mounting on Amazon EC2 with a DNS name]
#[test]
fn a_name_of_ones_own_answers_like_the_file_systems() {
    reading_room()
        .zone(
            "names",
            "campus.internal",
            &["books.campus.internal CNAME books"],
        )
        .private_to("names", &["vpc"])
        .check([
            flow("reader-a -> books.campus.internal tcp 2049")
                .delivered(["destination 10.0.21.20"]),
            flow("reader-b -> books.campus.internal tcp 2049")
                .delivered(["destination 10.0.22.20"]),
            flow("reader-c -> books.campus.internal tcp 2049").dropped("request: dns *"),
        ]);
}

/// A group that lets everything in does not make a mount target speak
/// anything but NFS over TCP. [EFS UG: Security groups]
#[test]
fn a_mount_target_speaks_nfs_over_tcp_alone() {
    reading_room()
        .set(
            "nfs-sg",
            "ingress",
            json!([{"protocol": "all", "peer": {"cidr": "0.0.0.0/0"}}]),
        )
        .check([
            flow("guest -> books tcp 2049").delivered(["destination 10.0.21.20"]),
            flow("guest -> books tcp 111").dropped("request: * PORT_NOT_LISTENING"),
            flow("guest -> books udp 2049").dropped("request: * PORT_NOT_LISTENING"),
        ]);
}
