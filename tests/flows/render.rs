//! Traces as text that a reader can check by eye.

use std::fmt::Write;

use cloud_campus::network::*;
use expect_test::Expect;

use crate::campus;

/// Every flow of the text has the outcome that it states, and its hops are the
/// expected ones.
pub fn check(network: &str, flows: &str, expected: Expect) {
    let architecture = campus::build(network);
    let net = Network::new(&architecture);
    let mut rendered = String::new();
    for line in flows.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (question, outcome) = line.split_once(" = ").unwrap_or((line, "delivered"));
        let flow = campus::flow(question, &architecture);
        let trace = net.trace(&flow);
        let text = render(&trace);
        assert_eq!(outcome_of(&trace), outcome, "{question}\n{text}");
        assert_eq!(
            net.reaches(&flow),
            trace.verdict == Verdict::Delivered,
            "{question}: the quick answer differs from the trace"
        );
        consistent(&trace);
        writeln!(rendered, "{question}\n{text}").unwrap();
    }
    expected.assert_eq(&rendered);
}

/// `delivered`, or the code of the drop.
pub fn outcome_of(trace: &Trace) -> String {
    let request = trace.request.hops.last();
    let response = trace.response.hops.last();
    // An answer that says no is an answer: the packet has arrived.
    let dropped = |hop: &&Hop| hop.decision == Decision::Dropped;
    let code = |hop: Option<&Hop>| hop.filter(dropped).and_then(|hop| hop.code);
    match (trace.verdict, code(request), code(response)) {
        (Verdict::Delivered, None, None) => "delivered".to_owned(),
        (Verdict::Dropped, Some(code), None) => code.name().to_owned(),
        (Verdict::Dropped, None, Some(code)) => format!("{} on return", code.name()),
        other => panic!("verdict and hops disagree: {other:?}"),
    }
}

/// What is true of every trace.
fn consistent(trace: &Trace) {
    let hops = trace.request.hops.iter().chain(&trace.response.hops);
    let dropped: Vec<&Hop> = hops
        .filter(|hop| hop.decision == Decision::Dropped)
        .collect();
    match trace.verdict {
        Verdict::Delivered => assert!(dropped.is_empty() && trace.blockers.is_empty()),
        Verdict::Dropped => {
            assert_eq!(dropped.len(), 1);
            assert_eq!(trace.blockers.first(), Some(dropped[0]));
        }
    }
}

fn render(trace: &Trace) -> String {
    let mut text = String::new();
    for (name, leg) in [("there", &trace.request), ("back", &trace.response)] {
        let hops: Vec<String> = leg.hops.iter().map(hop).collect();
        if !hops.is_empty() {
            writeln!(text, "  {name}: {}", hops.join(" | ")).unwrap();
        }
    }
    let behind: Vec<&str> = trace
        .blockers
        .iter()
        .skip(1)
        .filter_map(|hop| Some(hop.code?.name()))
        .collect();
    if !behind.is_empty() {
        writeln!(text, "  behind it: {}", behind.join(", ")).unwrap();
    }
    text
}

fn hop(hop: &Hop) -> String {
    let name = hop.resource.as_ref().map_or("-", |id| id.as_str());
    let detail = hop.evidence.first().map(evidence).unwrap_or_default();
    let stage = match hop.stage {
        Stage::Source => "from",
        Stage::Dns => "dns",
        Stage::WebAcl => "waf",
        Stage::InternetGateway => "igw",
        Stage::NatGateway => "nat",
        Stage::VpcEndpoint => "endpoint",
        Stage::VpcPeering => "peering",
        Stage::RouteTable => "route",
        Stage::NetworkAclInbound => "acl in",
        Stage::NetworkAclOutbound => "acl out",
        Stage::SecurityGroupInbound => "sg in",
        Stage::SecurityGroupOutbound => "sg out",
        Stage::Interface => "eni",
        Stage::Listener => "listener",
        Stage::Target => "target",
        Stage::Destination => "at",
    };
    let outcome = match (hop.decision, hop.code) {
        (_, Some(code)) => format!(" !{}", code.name()),
        (Decision::Remembered, None) => " remembered".to_owned(),
        _ => String::new(),
    };
    format!("{stage} {name}{detail}{outcome}")
}

fn evidence(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Route {
            destination: Some(net),
            ..
        } => format!(" {net}"),
        Evidence::NetworkAclEntry {
            number: Some(number),
            subnet,
            ..
        } => format!(" {number} at {subnet}"),
        Evidence::NetworkAclEntry {
            number: None,
            subnet,
            ..
        } => format!(" * at {subnet}"),
        Evidence::SecurityGroupRule { index, .. } => format!(" [{index}]"),
        Evidence::Translation { before, after } => format!(" {before}>{after}"),
        Evidence::Record { name, answer, .. } => format!(" {name}={answer}"),
        Evidence::Listener {
            port,
            rule: Some(rule),
            ..
        } => format!(" {port} rule {rule}"),
        Evidence::Listener {
            port,
            status: Some(status),
            ..
        } => format!(" {port} {status}"),
        Evidence::Listener { port, .. } => format!(" {port}"),
        Evidence::Target {
            healthy: false,
            target: Some(_),
            ..
        } => " unhealthy".to_owned(),
        _ => String::new(),
    }
}
