//! The line, on the finished shop and with what is broken in it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::analysis::Analysis;
use crate::analysis::question::Question;
use crate::architecture::{Document, Edit, Protocol};
use crate::course::judge::answer;
use crate::course::lesson::{Ask, AskKind, TaskKind};
use crate::course::read::At;

fn shop() -> Document {
    let text = include_str!("../../../tests/files/notebookly.campus.json");
    Document::from_json(text).unwrap()
}

fn options(options: Value) -> Vec<Choice> {
    let ask = json!({ "question": "?", "trace": "a → b tcp 1", "options": options });
    match Ask::read(&At::root(&ask), TaskKind::Predict).unwrap().kind {
        AskKind::Choose { options, .. } => options,
        _ => unreachable!("it has options"),
    }
}

fn trace(document: &Document, from: &str, to: &str, port: u16) -> Trace {
    let analysis = Analysis::of(&document.architecture);
    let question = Question {
        from: from.to_owned(),
        to: to.to_owned(),
        protocol: Protocol::Tcp,
        port: port.to_string(),
    };
    let network = analysis.calm().network();
    network.trace(&question.flow(network).unwrap())
}

fn told(stops: &[GuessStop]) -> Vec<String> {
    let words = stops.iter().map(|stop| {
        let letters: String = stop
            .options
            .iter()
            .map(|it| char::from(b'A' + *it as u8))
            .collect();
        let left_out = match stop.left_out {
            0 => String::new(),
            some => format!("+{some} "),
        };
        let lost = if stop.hop.is_some() {
            ""
        } else {
            " (not reached)"
        };
        format!("{left_out}{} {letters}{lost}", stop.title)
    });
    words.collect()
}

fn way_out() -> Vec<Choice> {
    options(json!([
        { "text": "It arrives", "when": "delivered", "why": "-" },
        { "text": "The board", "when": { "stage": "route_table" }, "at": "private-rt-a", "why": "-" },
        { "text": "The exit", "when": { "stage": "nat_gateway" }, "at": "NAT-GW-AZ1", "why": "-" },
        { "text": "The group", "when": { "stage": "security_group_outbound" }, "at": "WebServer-SG", "why": "-" },
    ]))
}

#[test]
fn the_line_before_is_the_same_wherever_the_packet_dies() {
    let whole = shop();
    let options = way_out();
    let fine = trace(&whole, "web-1", "internet", 443);
    assert_eq!(fine.verdict, Verdict::Delivered);
    let line = told(&before(&fine, &options, &whole.architecture));
    let mut broken = shop();
    let table = broken
        .architecture
        .resources()
        .find(|(_, it)| it.name == "private-rt-a")
        .map(|(id, _)| id.clone())
        .unwrap();
    broken
        .apply(Edit::Set {
            id: table,
            property: "routes".to_owned(),
            value: json!([]),
        })
        .unwrap();
    let lost = trace(&broken, "web-1", "internet", 443);
    assert_eq!(lost.verdict, Verdict::Dropped);
    let names = |line: Vec<String>| -> Vec<String> {
        line.iter()
            .map(|it| it.replace(" (not reached)", ""))
            .collect()
    };
    let broken_line = told(&before(&lost, &options, &broken.architecture));
    assert_eq!(names(line), names(broken_line));
}

#[test]
fn afterwards_it_is_the_way_that_the_packet_took() {
    let whole = shop();
    let fine = trace(&whole, "web-1", "internet", 443);
    let line = told(&after(&fine, &way_out(), &whole.architecture));
    expect_test::expect![[r#"
        web-1 
        WebServer-SG out D
        +1 private-rt-a B
        +1 NAT-GW-AZ1 C
        +2 Notebookly-IGW 
        Internet A"#]]
    .assert_eq(&line.join("\n"));
}

#[test]
fn the_way_back_has_places_of_its_own() {
    let whole = shop();
    let trace = trace(&whole, "internet", "notebookly.com", 80);
    let options = options(json!([
        { "text": "As before", "when": "delivered", "why": "-" },
        { "text": "In", "when": { "stage": "security_group_inbound" }, "at": "ALB-SG", "why": "-" },
        { "text": "Back", "when": { "stage": "security_group_outbound", "leg": "response" }, "at": "Database-SG", "why": "-" },
    ]));
    let line = told(&before(&trace, &options, &whole.architecture));
    expect_test::expect![[r#"
        Customer 
        +1 Notebookly-IGW 
        public-acl 
        ALB-SG B
        notebookly.com  (not reached)
        Database-SG C (not reached)
        Customer A (not reached)"#]]
    .assert_eq(&line.join("\n"));
    let line = told(&after(&trace, &options, &whole.architecture));
    expect_test::expect![[r#"
        Customer 
        +3 ALB-SG in B
        +24 Notebookly-IGW 
        Customer A"#]]
    .assert_eq(&line.join("\n"));
}

#[test]
fn what_a_request_sets_off_comes_behind_its_end() {
    let shop = shop();
    let options = options(json!([
        { "text": "It works", "when": "delivered", "why": "-" },
        { "text": "The way out", "when": { "stage": "network_acl_outbound", "leg": "response" }, "at": "Notebookly-ALB", "why": "-" },
    ]));
    let trace = trace(&shop, "internet", "Notebookly-ALB", 80);
    // The servers ask the database, and that is on the way, too.
    assert!(trace.request.hops.iter().any(|hop| hop.connection > 1));
    let line = before(&trace, &options, &shop.architecture);
    let end = line.iter().position(|it| it.title == "Notebookly-ALB");
    let end = end.expect("the request has an end");
    for stop in &line[..end] {
        let hop = stop.hop.map(|hop| &trace.request.hops[hop]);
        assert!(hop.is_none_or(|hop| hop.connection == 0), "{stop:?}");
    }
}

#[test]
fn letters_run_along_the_line() {
    let whole = shop();
    let line = before(
        &trace(&whole, "web-1", "internet", 443),
        &way_out(),
        &whole.architecture,
    );
    assert_eq!(letters(&line, 4), ['D', 'B', 'C', 'A']);
    assert_eq!(letters(&[], 3), ['A', 'B', 'C']);
}

#[test]
fn options_at_the_end_stand_at_the_end() {
    let whole = shop();
    let trace = trace(&whole, "web-1", "internet", 443);
    let options = options(json!([
        { "text": "It arrives", "when": "delivered", "why": "-" },
        { "text": "An error", "at": "internet", "why": "-" },
        { "text": "It never starts", "at": "web-1", "why": "-" },
    ]));
    let line = told(&before(&trace, &options, &whole.architecture));
    assert_eq!(line.first().map(String::as_str), Some("web-1 C"));
    assert_eq!(
        line.last().map(String::as_str),
        Some("Internet AB (not reached)")
    );
    assert!(stand_on_the_line(&options));
    assert!(!stand_on_the_line(&options[..1]));
}

/// What one may believe of a request into the shop, the right option marked, and whether
/// the engine that judges lessons says the same.
fn believed(document: &Document) -> String {
    let analysis = Analysis::of(&document.architecture);
    let trace = trace(document, "Customer", "notebookly.com", 80);
    let found = super::options::options(&trace, analysis.calm().network());
    let mut ask = json!({ "question": "?", "trace": "Customer → notebookly.com tcp 80" });
    ask["options"] = json!([
        { "text": "a", "when": "delivered", "why": "-" },
        { "text": "b", "when": "dropped", "why": "-" },
    ]);
    let mut ask = Ask::read(&At::root(&ask), TaskKind::Predict).unwrap();
    if let AskKind::Choose { options, .. } = &mut ask.kind {
        options.clone_from(&found.options);
    }
    let key = answer::key(&ask, &analysis, &BTreeMap::new()).unwrap();
    assert_eq!(key, answer::Key::Option(found.right));
    let line = before(&trace, &found.options, &document.architecture);
    let letters = letters(&line, found.options.len());
    let told = found.options.iter().enumerate().map(|(number, it)| {
        let mark = if number == found.right { "*" } else { " " };
        format!("{mark}{} {}: {}", letters[number], it.text, it.why)
    });
    told.collect::<Vec<_>>().join("\n")
}

fn set(document: &mut Document, name: &str, property: &str, value: Value) {
    let (id, property) = {
        let mut all = document.architecture.resources();
        let (id, _) = all.find(|(_, it)| it.name == name).unwrap();
        (id.clone(), property.to_owned())
    };
    document
        .apply(Edit::Set {
            id,
            property,
            value,
        })
        .unwrap();
}

#[test]
fn what_one_may_believe_is_made_of_the_way() {
    let mut document = shop();
    expect_test::expect![[r#"
         A ALB-SG does not let it in: The security group ALB-SG, the guard at the door of Notebookly-ALB ap-south-1a, has a rule that allows TCP to port 80 from 203.0.113.7.
         B notebook-db primary does not let the answer out: The security group, the guard at the door of notebook-db primary, remembers the request and lets its answer through without asking a rule: security groups are stateful.
         C private-rt-a has no route that brings the answer there: The route table private-rt-a, the signboard, says that 10.0.0.0/16 is local: 10.0.1.37 is an address of Notebookly-VPC, so the packet stays in the VPC, inside the walls.
        *D It arrives, and its answer comes back: 31 stops let it through, there and back."#]].assert_eq(&believed(&document));
    // Who is not let in never comes to what stands behind.
    set(&mut document, "ALB-SG", "ingress", json!([]));
    expect_test::expect![[r#"
        *A ALB-SG does not let it in: No rule of the security group ALB-SG, the guard at the door of Notebookly-ALB ap-south-1a, allows TCP to port 80 from 203.0.113.7, so it is turned away.
         B notebook-db primary does not let the answer out: It never comes that far, and would pass there: The security group, the guard at the door of notebook-db primary, remembers the request and lets its answer through without asking a rule: security groups are stateful.
         C private-rt-a has no route that brings the answer there: It never comes that far, and would pass there: The route table private-rt-a, the signboard, says that 10.0.0.0/16 is local: 10.0.1.37 is an address of Notebookly-VPC, so the packet stays in the VPC, inside the walls.
         D It arrives, and its answer comes back: It ends at stop 5, ALB-SG in."#]].assert_eq(&believed(&document));
}
