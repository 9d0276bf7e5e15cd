//! Remedies mend the journey that is meant, by the narrowest change.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "flows/campus.rs"]
#[allow(dead_code, reason = "the language has more words than are used here")]
mod campus;

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use expect_test::{Expect, expect};

/// The remedies of a flow, applied one after the other until it is delivered
/// or none is offered.
fn steps(architecture: Architecture, flow: &Flow) -> String {
    let mut document = Document {
        architecture,
        ..Document::default()
    };
    let mut steps = Vec::new();
    for _ in 0..8 {
        let network = Network::new(&document.architecture);
        let trace = network.trace(flow);
        let Some(hop) = trace.blockers.first() else {
            steps.push("delivered".to_owned());
            return steps.join("\n");
        };
        match network.remedy(hop) {
            Ok(fix) => {
                steps.push(fix.label);
                document.apply_all(fix.edits).unwrap();
            }
            Err(none) => {
                steps.push(format!("no fix: {}", none.why));
                return steps.join("\n");
            }
        }
    }
    steps.push("and so on".to_owned());
    steps.join("\n")
}

fn case(name: &str, question: &str, wanted: Expect) {
    let path = format!(
        "{}/tests/cases/{name}.campus.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    let architecture = Document::from_json(&text).unwrap().architecture;
    let flow = campus::flow(question, &architecture);
    wanted.assert_eq(&steps(architecture, &flow));
}

#[test]
fn cases() {
    case("nat-instance-without-public-address", "app -> internet tcp 443", expect![[r#"
        Give nat-instance an Elastic IP
        delivered"#]]);
    case("nat-instance-group-shut", "app -> internet tcp 443", expect![[r#"
        Let 10.0.10.0/24 in on TCP 443 in nat-sg
        delivered"#]]);
    case("nat-routes-to-itself", "app -> internet tcp 443", expect!["no fix: nat-instance stands in main-subnet, whose route leads to nat-instance itself: a circle. Put it into a public subnet, whose route leads to the internet gateway, and keep this one for those that it serves."]);
    case("alb-group-lacks-listener-port", "internet -> shop-alb tcp 443", expect![[r#"
        Let everybody in on TCP 443 in alb-sg
        delivered"#]]);
    case("targets-admit-one-alb-subnet-only", "alb-1/ap-south-1b -> i-web-1 tcp 80", expect![[r#"
        Let alb-sg in on TCP 80 in web-sg
        delivered"#]]);
    case("network-acl-rule-100-denies-all", "internet -> shop-alb tcp 80", expect![[r#"
        Allow TCP 80 from 10.0.0.0/24 and 10.0.1.0/24 in private-acl as rules 99 and 98, and the answers on TCP 1024–65535 as rules 99 and 98
        delivered"#]]);
    case("s3-endpoint-blocked-by-acl", "app -> archive tcp 443", expect![[r#"
        Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 110, and the answers on TCP 1024–65535 as rule 110 (the addresses of Amazon S3 are public)
        delivered"#]]);
    case("private-subnet-left-on-main-table", "mongo -> internet tcp 443", expect![[r#"
        Associate private-rt with private-1, which is left on the main route table
        delivered"#]]);
    case("database-in-default-group", "app -> shop-db tcp 3306", expect![[r#"
        Guard shop-db with db-sg, which lets app-sg in on TCP 3306
        delivered"#]]);
    case("group-reference-over-public-address", "app -> pg.example.com tcp 5432", expect!["no fix: The packet comes over the internet, from the public address 13.234.64.36. A rule that names a group means private addresses and does not match it, and no group is to be opened to an address for that. Ask postgres at its private address, or at a name that answers with it."]);
    case("internet-remedy-before", "internet -> server tcp 80", expect![[r#"
        Let everybody in on TCP 80 in group
        delivered"#]]);
    case("acl-remedy-one-port", "client -> server tcp 3306", expect![[r#"
        Allow the answers to 10.0.1.0/24 on TCP 1024–65535 in acl as rule 110
        delivered"#]]);
    case("acl-remedy-endless", "internet -> balancer tcp 80", expect![[r#"
        Allow the answers to 10.0.1.0/24 and 10.0.2.0/24 on TCP 1024–65535 in acl as rules 100 and 110
        delivered"#]]);
    case("three-percent-denied", "internet -> balancer tcp 80", expect![[r#"
        Allow the answers to 10.0.1.0/24 and 10.0.2.0/24 on TCP 8000–9999 in acl as rules 99 and 98
        delivered"#]]);
    case("one-cause-twice", "internet -> server tcp 80", expect![[r#"
        Attach igw to v
        delivered"#]]);
    case("remedy-without-effect", "internet -> 10.0.1.20 tcp 80", expect!["no fix: 10.0.1.20 is a private address: outside of its VPC nobody reaches it, whatever public address bare has. Ask bare at a public address."]);
    case("alb-one-subnet-of-three-private", "internet -> shop-alb tcp 80", expect!["delivered"]);
}
