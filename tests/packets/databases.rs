//! Databases: one name, one active address.

use serde_json::json;

use super::campus::{Campus, campus};
use super::case::flow;

/// A MySQL database with a standby, and the application that may talk to it.
fn library() -> Campus {
    campus("10.0.0.0/16")
        .dns_hostnames()
        .subnet("app-a", "10.0.1.0/24", "a")
        .subnet("data-a", "10.0.21.0/24", "a")
        .subnet("data-b", "10.0.22.0/24", "b")
        .guard("app-sg", &[])
        .guard("db-sg", &["tcp 3306 from app-sg"])
        .server("app", "app-a", "10.0.1.10", &["app-sg"])
        .add(
            "database",
            "db",
            json!({
                "subnets": ["data-a", "data-b"], "security_groups": ["db-sg"], "multi_az": true,
                "primary_zone": "ap-south-1a",
                "private_address": "10.0.21.10", "standby_address": "10.0.22.10",
            }),
        )
}

const REFUSED: &str = "request: security-group-inbound ENI_SG_RULES_MISMATCH none of db-sg";

/// Its name answers with the primary's private address; its group admits the
/// application by group. [RDS UG: Security groups; Connecting]
#[test]
fn the_application_reaches_the_primary() {
    library()
        .guard("guest-sg", &[])
        .server("guest", "app-a", "10.0.1.20", &["guest-sg"])
        .check([
            flow("app -> db tcp 3306").delivered([
                "network-acl-inbound default 100 at data-a",
                "security-group-inbound db-sg rule 0",
                "destination 10.0.21.10",
            ]),
            flow("app -> 10.0.21.10 tcp 3306").delivered(["destination 10.0.21.10"]),
            flow("guest -> db tcp 3306").dropped(REFUSED),
            flow("app -> db tcp 5432").dropped(REFUSED),
            flow("internet -> db tcp 3306").dropped("request: * *"),
            flow("internet -> 10.0.21.10 tcp 3306")
                .dropped("request: * IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS|NO_PATH"),
        ]);
}

/// The standby takes no connections, neither reads nor writes. [RDS UG:
/// Multi-AZ DB instance deployments]
#[test]
fn the_standby_takes_no_connections() {
    library().check([
        flow("app -> 10.0.22.10 tcp 3306").dropped("request: * STANDBY_TAKES_NO_CONNECTIONS"),
        flow("app -> db/standby tcp 3306").dropped("request: * STANDBY_TAKES_NO_CONNECTIONS"),
    ]);
    // Without Multi-AZ there is nobody in the other zone.
    library().set("db", "multi_az", json!(false)).check([
        flow("app -> 10.0.22.10 tcp 3306").dropped("request: * NO_POSSIBLE_DESTINATION"),
        flow("app -> db tcp 3306").delivered(["destination 10.0.21.10"]),
    ]);
}

/// The name follows the primary: with the roles exchanged it answers with the
/// other zone's address. [RDS UG: Failover process]
#[test]
fn after_the_roles_are_exchanged_the_name_leads_to_the_other_zone() {
    let exchanged = library()
        .set("db", "primary_zone", json!("ap-south-1b"))
        .set("db", "private_address", json!("10.0.22.10"))
        .set("db", "standby_address", json!("10.0.21.10"))
        .zone("names", "campus.internal", &["db.campus.internal CNAME db"])
        .private_to("names", &["vpc"]);
    exchanged.check([
        flow("app -> db tcp 3306").delivered([
            "network-acl-inbound default 100 at data-b",
            "destination 10.0.22.10",
        ]),
        flow("app -> db.campus.internal tcp 3306").delivered(["destination 10.0.22.10"]),
        flow("app -> 10.0.21.10 tcp 3306").dropped("request: * STANDBY_TAKES_NO_CONNECTIONS"),
    ]);
}

/// When the primary's zone fails the same name answers with the standby's
/// address; without Multi-AZ nobody takes over. [RDS UG: Failover process]
#[test]
fn when_the_primarys_zone_fails_the_standby_takes_over() {
    let two_zones = library().subnet("app-b", "10.0.2.0/24", "b").server(
        "app-2",
        "app-b",
        "10.0.2.10",
        &["app-sg"],
    );
    two_zones.check_failing(
        "a",
        [
            flow("app-2 -> db tcp 3306").delivered([
                "network-acl-inbound default 100 at data-b",
                "destination 10.0.22.10",
            ]),
            flow("app -> db tcp 3306").dropped("request: * *"),
            flow("app-2 -> 10.0.21.10 tcp 3306").dropped("request: * *"),
        ],
    );
    // The standby's zone failing changes nothing.
    two_zones.check_failing(
        "b",
        [flow("app -> db tcp 3306").delivered(["destination 10.0.21.10"])],
    );
    two_zones
        .set("db", "multi_az", json!(false))
        .check_failing("a", [flow("app-2 -> db tcp 3306").dropped("request: * *")]);
}

/// Every engine has a port of its own, and another can be chosen. [RDS UG:
/// Settings]
#[test]
fn a_database_listens_on_the_port_of_its_engine() {
    let with = |port: serde_json::Value| {
        library()
            .set("db", "engine", json!("postgres"))
            .set("db", "port", port)
            .set(
                "db-sg",
                "ingress",
                json!([{"protocol": "all", "peer": {"group": "app-sg"}}]),
            )
    };
    with(json!(null)).check([
        flow("app -> db tcp 5432").delivered(["security-group-inbound db-sg rule 0"]),
        // The group lets it in, and nobody listens.
        flow("app -> db tcp 3306").dropped("request: * PORT_NOT_LISTENING"),
        flow("app -> db tcp 22").dropped("request: * PORT_NOT_LISTENING"),
        // Databases speak TCP.
        flow("app -> db udp 5432").dropped("request: * PORT_NOT_LISTENING"),
    ]);
    with(json!(6000)).check([
        flow("app -> db tcp 6000").delivered(["security-group-inbound db-sg rule 0"]),
        flow("app -> db tcp 5432").dropped("request: * PORT_NOT_LISTENING"),
    ]);
}

/// A name of one's own in a private zone leads to it too. [R53 DG: Routing to
/// AWS resources]
#[test]
fn a_name_of_ones_own_can_lead_to_it() {
    library()
        .zone("names", "campus.internal", &["db.campus.internal CNAME db"])
        .private_to("names", &["vpc"])
        .check([
            flow("app -> db.campus.internal tcp 3306").delivered([
                "security-group-inbound db-sg rule 0",
                "destination 10.0.21.10",
            ]),
            flow("internet -> db.campus.internal tcp 3306").dropped("request: dns *"),
        ]);
}

/// The network ACLs of both subnets count, as for everything in a VPC.
#[test]
fn network_acls_stand_around_it_as_well() {
    let both = &["data-a", "data-b"][..];
    library()
        .acl(
            "vault",
            both,
            &["100 allow tcp 3306 from 10.0.1.0/24"],
            &["100 allow tcp 1024-65535 to 10.0.1.0/24"],
        )
        .check([flow("app -> db tcp 3306").delivered(["network-acl-inbound vault 100 at data-a"])]);
    library()
        .acl("vault", both, &["100 allow tcp 3306 from 10.0.1.0/24"], &[])
        .check([flow("app -> db tcp 3306")
            .dropped("response: network-acl-outbound SUBNET_ACL_RESTRICTION vault * at data-a")]);
}

/// A publicly accessible database has a public address too; its name answers
/// with it outside and with the private one inside. [RDS UG: Hiding a DB
/// instance in a VPC from the internet]
#[test]
fn a_publicly_accessible_database_is_reached_from_outside() {
    let open = library()
        .gateway("igw")
        .table("data-rt", &["data-a", "data-b"], &["0.0.0.0/0 igw"])
        .guard("world-sg", &["tcp 3306 from 0.0.0.0/0"])
        .set("db", "security_groups", json!(["world-sg"]));
    open.clone().set("db", "public", json!(true)).check([
        flow("internet -> db tcp 3306").delivered([
            "security-group-inbound world-sg rule 0",
            "destination 10.0.21.10",
        ]),
        flow("app -> db tcp 3306").delivered(["destination 10.0.21.10", "never internet-gateway"]),
    ]);
    open.check([flow("internet -> db tcp 3306").dropped("request: * *")]);
}

/// A read replica answers under its own name, and stands in for nobody: when
/// the source is gone it stays what it is. [RDS UG: Working with DB instance
/// read replicas]
#[test]
fn a_read_replica_is_a_database_of_its_own() {
    let with_replica = || {
        library().set("db", "multi_az", json!(false)).add(
            "database",
            "copy",
            json!({
                "subnets": ["data-a", "data-b"], "security_groups": ["db-sg"],
                "multi_az": false, "primary_zone": "ap-south-1b",
                "private_address": "10.0.22.20", "replica_of": "db",
            }),
        )
    };
    with_replica().check([
        flow("app -> db tcp 3306").delivered(["destination db/primary"]),
        flow("app -> copy tcp 3306").delivered(["destination copy/primary"]),
    ]);
    with_replica().check_failing(
        "a",
        [flow("10.0.22.20 -> 10.0.22.20 tcp 3306").delivered(["destination copy/primary"])],
    );
    with_replica().check_failing(
        "db",
        [
            flow("app -> db tcp 3306").dropped("request: destination BAD_STATE"),
            flow("app -> copy tcp 3306").delivered(["destination copy/primary"]),
        ],
    );
}
