//! Hops as they are told, over the example that ships with Cloud Campus.

use std::net::Ipv4Addr;

use expect_test::{Expect, expect};

use super::*;
use crate::architecture::{Architecture, Document, Protocol, ResourceId};
use crate::network::{
    Code, Decision, Direction, Evidence, Hop, Network, Packet, RouteTarget, Stage,
};

fn notebookly() -> Architecture {
    let text = include_str!("../../tests/files/notebookly.campus.json");
    Document::from_json(text).unwrap().architecture
}

fn address(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

fn hop(resource: &str, stage: Stage, decision: Decision, evidence: Vec<Evidence>) -> Hop {
    Hop {
        resource: Some(ResourceId::new(resource)),
        stage,
        decision,
        code: None,
        evidence,
        packet: Packet {
            source: address("10.0.1.20"),
            destination: address("10.0.3.21"),
            protocol: Protocol::Tcp,
            source_port: 40_000,
            destination_port: 80,
        },
        connection: 1,
        answering: false,
        by_resource: false,
    }
}

/// The stop, the sentence and the table of a hop.
fn told(hop: &Hop, expected: Expect) {
    let architecture = notebookly();
    let mut text = format!(
        "{} | {}\n{}\n",
        hop_title(hop, &architecture),
        hop_subtitle(hop, &architecture),
        hop_sentence(hop, &architecture)
    );
    if let Some(table) = deciding_table(hop, &Network::new(&architecture)) {
        text.push_str(&format!(
            "{}\n  {}\n",
            table.title,
            table.columns.join(" | ")
        ));
        for row in &table.rows {
            let mark = if row.decided { ">" } else { " " };
            text.push_str(&format!("{mark} {}\n", row.cells.join(" | ")));
        }
        text.push_str(&format!("({})\n", table.because));
    }
    expected.assert_eq(&text);
}

fn route(table: &str, to: &str, destination: &str, target: RouteTarget) -> Evidence {
    Evidence::Route {
        table: Some(ResourceId::new(table)),
        vpc: "vpc-1".into(),
        address: address(to),
        destination: Some(destination.parse().unwrap()),
        target: Some(target),
    }
}

#[test]
fn the_signboard_keeps_a_packet_inside_the_walls() {
    let evidence = route(
        "route-table-1",
        "10.0.3.21",
        "10.0.0.0/16",
        RouteTarget::Local,
    );
    let hop = hop(
        "route-table-1",
        Stage::RouteTable,
        Decision::Routed,
        vec![evidence],
    );
    told(
        &hop,
        expect![[r#"
            public-rt | 10.0.0.0/16 → local
            The route table public-rt, the signboard, says that 10.0.0.0/16 is local: 10.0.3.21 is an address of Notebookly-VPC, so the packet stays in the VPC, inside the walls.
            Route table public-rt
              Destination | Target
            > 10.0.0.0/16 | local
              0.0.0.0/0 | Notebookly-IGW
            (longest match for 10.0.3.21)
        "#]],
    );
}

#[test]
fn the_signboard_sends_a_packet_to_the_side_exit() {
    let target = RouteTarget::Resource("nat-gateway-2".into());
    let evidence = route("route-table-3", "198.51.100.20", "0.0.0.0/0", target);
    let hop = hop(
        "route-table-3",
        Stage::RouteTable,
        Decision::Routed,
        vec![evidence],
    );
    told(
        &hop,
        expect![[r#"
            private-rt-b | 0.0.0.0/0 → NAT-GW-AZ2
            The route table private-rt-b, the signboard, sends 198.51.100.20 to NAT-GW-AZ2: 0.0.0.0/0 is its most specific match.
            Route table private-rt-b
              Destination | Target
              10.0.0.0/16 | local
            > 0.0.0.0/0 | NAT-GW-AZ2
            (the only match for 198.51.100.20)
        "#]],
    );
}

#[test]
fn no_line_of_the_signboard_matches() {
    let mut hop = hop(
        "vpc-1",
        Stage::RouteTable,
        Decision::Dropped,
        vec![Evidence::Route {
            table: None,
            vpc: "vpc-1".into(),
            address: address("198.51.100.20"),
            destination: None,
            target: None,
        }],
    );
    hop.resource = None;
    hop.code = Some(Code::NoRouteToDestination);
    told(
        &hop,
        expect![[r#"
            Main route table | no route to 198.51.100.20
            The main route table of Notebookly-VPC, the signboard, has no route for 198.51.100.20, so the packet has no way to go.
            Main route table of Notebookly-VPC
              Destination | Target
              10.0.0.0/16 | local
            (no route matches 198.51.100.20)
        "#]],
    );
}

fn entry(direction: Direction, number: Option<u32>) -> Vec<Evidence> {
    vec![Evidence::NetworkAclEntry {
        acl: Some("network-acl-2".into()),
        subnet: "subnet-3".into(),
        direction,
        number,
    }]
}

#[test]
fn the_guard_at_the_entrance_reads_from_the_top() {
    let evidence = entry(Direction::Inbound, Some(100));
    let hop = hop(
        "network-acl-2",
        Stage::NetworkAclInbound,
        Decision::Allowed,
        evidence,
    );
    told(
        &hop,
        expect![[r#"
            NACL in | rule 100
            The network ACL private-acl, the guard at the entrance of private-a, is read from the top: rule 100 is the first that matches, and it allows.
            Network ACL private-acl, inbound at private-a
              Rule | Action | Protocol | Ports | Source
            > 100 | Allow | tcp | 80 | 10.0.1.0/24
              110 | Allow | tcp | 80 | 10.0.2.0/24
              120 | Allow | tcp | 3306 | 10.0.3.0/24
              130 | Allow | tcp | 3306 | 10.0.4.0/24
              140 | Allow | tcp | 1024–65535 | 0.0.0.0/0
              * | Deny | all | all | 0.0.0.0/0
            (the first that matches TCP to port 80 from 10.0.1.20)
        "#]],
    );
}

#[test]
fn the_last_line_of_a_network_acl_denies() {
    let evidence = entry(Direction::Outbound, None);
    let hop = hop(
        "network-acl-2",
        Stage::NetworkAclOutbound,
        Decision::Dropped,
        evidence,
    );
    told(
        &hop,
        expect![[r#"
            NACL out | rule *
            The network ACL private-acl, the guard at the exit of private-a, has no entry for TCP to port 80 of 10.0.3.21, and its last line, *, denies the rest. Network ACLs remember nothing: answers need entries of their own.
            Network ACL private-acl, outbound at private-a
              Rule | Action | Protocol | Ports | Destination
              100 | Allow | tcp | 80 | 0.0.0.0/0
              110 | Allow | tcp | 443 | 0.0.0.0/0
              120 | Allow | tcp | 3306 | 10.0.3.0/24
              130 | Allow | tcp | 3306 | 10.0.4.0/24
              140 | Allow | tcp | 1024–65535 | 10.0.0.0/16
            > * | Deny | all | all | 0.0.0.0/0
            (no entry above matches TCP to port 80 of 10.0.3.21)
        "#]],
    );
}

#[test]
fn the_guard_at_the_door_finds_a_rule() {
    let evidence = vec![Evidence::SecurityGroupRule {
        group: Some("security-group-2".into()),
        direction: Direction::Inbound,
        index: 0,
    }];
    let web = "auto-scaling-group-1/1";
    let hop = hop(
        web,
        Stage::SecurityGroupInbound,
        Decision::Allowed,
        evidence,
    );
    told(
        &hop,
        expect![[r#"
            WebServer-SG in | tcp 80 from ALB-SG
            The security group WebServer-SG, the guard at the door of web-1, has a rule that allows TCP to port 80 from 10.0.1.20.
            Security group WebServer-SG, inbound
              Protocol | Ports | Source | Note
            > tcp | 80 | ALB-SG | HTTP from the load balancer
              tcp | 22 | 198.51.100.44/32 | SSH from the address of the administrator
            (it allows TCP to port 80 from 10.0.1.20)
        "#]],
    );
}

#[test]
fn the_guard_at_the_door_finds_no_rule() {
    let evidence = vec![Evidence::NoSecurityGroupRule {
        groups: vec!["security-group-3".into()],
        direction: Direction::Inbound,
    }];
    let hop = hop(
        "database-1",
        Stage::SecurityGroupInbound,
        Decision::Dropped,
        evidence,
    );
    told(
        &hop,
        expect![[r#"
            Database-SG in | no rule for tcp 80
            No rule of the security group Database-SG, the guard at the door of notebook-db, allows TCP to port 80 from 10.0.1.20, so it is turned away.
            Security group Database-SG, inbound
              Group | Protocol | Ports | Source | Note
              Database-SG | tcp | 3306 | WebServer-SG | MySQL from the web servers
            (no rule allows TCP to port 80 from 10.0.1.20)
        "#]],
    );
}

#[test]
fn the_guard_at_the_door_remembers() {
    let hop = hop(
        "load-balancer-1",
        Stage::SecurityGroupOutbound,
        Decision::Remembered,
        vec![],
    );
    told(
        &hop,
        expect![[r#"
            Security group out | Notebookly-ALB
            The security group, the guard at the door of Notebookly-ALB, remembers the request and lets its answer through without asking a rule: security groups are stateful.
        "#]],
    );
}

#[test]
fn the_directory_answers() {
    let evidence = vec![Evidence::Record {
        zone: "hosted-zone-1".into(),
        index: 1,
        name: "www.notebookly.com".into(),
        answer: "notebookly.com".into(),
    }];
    told(
        &hop("hosted-zone-1", Stage::Dns, Decision::Resolved, evidence),
        expect![[r#"
            Route 53 | www.notebookly.com is notebookly.com
            This is a question, not yet the request: a DNS resolver asks for www.notebookly.com. Route 53, the directory, finds it in the zone notebookly.com and answers notebookly.com.
            Hosted zone notebookly.com
              Name | Type | Value
              notebookly.com | A | alias → Notebookly-ALB
            > www.notebookly.com | CNAME | notebookly.com
            (the record of www.notebookly.com)
        "#]],
    );
}

#[test]
fn the_receptionist_takes_the_request_and_picks_a_target() {
    let evidence = vec![Evidence::Listener {
        balancer: "load-balancer-1".into(),
        port: 80,
        rule: None,
        status: None,
    }];
    let balancer = "load-balancer-1";
    told(
        &hop(balancer, Stage::Listener, Decision::Allowed, evidence),
        expect![[r#"
            Notebookly-ALB | listener 80
            The load balancer Notebookly-ALB, the receptionist, takes the request on port 80; the listener's default action says where it goes.
            Listener HTTP:80 of Notebookly-ALB
              Priority | Host | Path | Action
            > default | any | any | forward to Notebookly-TG
            (there are no rules to ask first)
        "#]],
    );

    let target = |number: usize, healthy| Evidence::Target {
        group: "target-group-1".into(),
        target: Some(ResourceId::new("auto-scaling-group-1").member(number)),
        healthy,
    };
    let evidence = vec![target(1, true), target(2, false)];
    told(
        &hop(balancer, Stage::Target, Decision::Forwarded, evidence),
        expect![[r#"
            Notebookly-ALB | healthy
            Of the healthy targets of Notebookly-TG the load balancer picks web-1 and opens a connection of its own to it.
            Targets of Notebookly-TG
              Target | Health
            > web-1 | healthy
              web-2 | unhealthy
            (a healthy target takes the request)
        "#]],
    );
}

#[test]
fn the_receptionist_does_not_listen() {
    let evidence = vec![Evidence::Listener {
        balancer: "load-balancer-1".into(),
        port: 443,
        rule: None,
        status: None,
    }];
    told(
        &hop(
            "load-balancer-1",
            Stage::Listener,
            Decision::Dropped,
            evidence,
        ),
        expect![[r#"
            Notebookly-ALB | no listener on 443
            The load balancer Notebookly-ALB, the receptionist, has no listener for TCP to port 80, so nobody answers there.
            Listeners of Notebookly-ALB
              Listener | Default action
              HTTP:80 | forward to Notebookly-TG
            (none of them answers on port 443)
        "#]],
    );
}

#[test]
fn the_main_gate_translates() {
    let evidence = vec![Evidence::Translation {
        before: address("13.234.1.9"),
        after: address("10.0.1.20"),
    }];
    let gate = "internet-gateway-1";
    told(
        &hop(gate, Stage::InternetGateway, Decision::Translated, evidence),
        expect![[r#"
            Notebookly-IGW | 13.234.1.9 → 10.0.1.20
            The internet gateway Notebookly-IGW, the main gate, replaces 13.234.1.9 by 10.0.1.20: outside only the public address is known, inside only the private one.
            What counts here
              Fact | Value
              Address | 13.234.1.9 → 10.0.1.20
            ()
        "#]],
    );
}

#[test]
fn a_fact_without_a_table_is_told_by_its_property() {
    let evidence = vec![Evidence::Property {
        resource: "vpc-1".into(),
        property: "dns_support".into(),
        value: false.into(),
    }];
    let mut hop = hop("vpc-1", Stage::Dns, Decision::Dropped, evidence);
    hop.code = Some(Code::BadState);
    told(
        &hop,
        expect![[r#"
            Route 53 | dropped
            The instance Notebookly-VPC is stopped: it takes no packets and sends none.
            What counts here
              Fact | Value
              DNS resolution of Notebookly-VPC | no
            (The component is not in a state in which it works: stopped, failed, or without an address.)
        "#]],
    );
}

#[test]
fn a_subnet_is_public_or_private_by_its_routes() {
    let architecture = notebookly();
    let why = |subnet: &str| why_subnet_kind(&subnet.into(), &Network::new(&architecture));
    expect!["Its route table public-rt sends 0.0.0.0/0 to Notebookly-IGW. What has a public address here can reach the internet, and can be reached from it where its guards allow."].assert_eq(&why("subnet-1").unwrap());
    expect!["Its route table private-rt-b sends 0.0.0.0/0 to NAT-GW-AZ2. Servers here can reach the internet; nobody on the internet can start a connection to them."].assert_eq(&why("subnet-4").unwrap());
    assert_eq!(why("vpc-1"), None);
}
