//! One cause, one remedy: whatever a trace offers for a filter that stops a
//! flow, a finding about the same offers as well, and so does the failing
//! intent.

use cloud_campus::architecture::*;
use cloud_campus::explain::intent_checks;
use cloud_campus::network::*;
use cloud_campus::rules::{Finding, findings};
use ipnet::Ipv4Net;
use proptest::prelude::*;
use serde_json::Value;

use crate::campus;
use crate::support::broken::{Break, DESIGNS, Design, broken};

/// The lists of filters.
const FILTERS: &[&str] = &["ingress", "egress", "inbound", "outbound"];

/// A list of a filter, and a row that is added to it.
type Row = ((ResourceId, String), Value);

/// What a remedy adds to filters, row by row; `None` where it does something
/// else. A new group is its rows.
fn rows(fix: &Remedy) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    for edit in &fix.edits {
        match edit {
            Edit::Insert {
                id, property, item, ..
            } if FILTERS.contains(&property.as_str()) => {
                rows.push(((id.clone(), property.clone()), item.clone()));
            }
            Edit::Create { id, resource } if resource.kind() == Kind::SecurityGroup => {
                let ingress = resource.properties.get("ingress")?;
                let list = (id.clone(), "ingress".to_owned());
                rows.extend(
                    ingress
                        .as_array()?
                        .iter()
                        .map(|row| (list.clone(), row.clone())),
                );
            }
            Edit::Set { property, .. } if property == "security_groups" => {}
            _ => return None,
        }
    }
    Some(rows)
}

/// Whether a row lets through all that another one does: whom, and on which
/// ports.
fn covers(wide: &Value, narrow: &Value) -> bool {
    let block = |row: &Value| -> Option<Ipv4Net> {
        let text = row["cidr"]
            .as_str()
            .or_else(|| row["peer"]["cidr"].as_str());
        text?.parse().ok()
    };
    let whom = match (block(wide), block(narrow)) {
        (Some(wide), Some(narrow)) => wide.contains(&narrow),
        _ => wide["peer"] == narrow["peer"],
    };
    let port = |row: &Value, key: &str| row[key].as_i64();
    whom && wide["protocol"] == narrow["protocol"]
        && port(wide, "from_port") <= port(narrow, "from_port")
        && port(wide, "to_port") >= port(narrow, "to_port")
}

/// Whether a finding is about what stops a flow: its remedy touches the same
/// lists, and with it the flow is not stopped there.
fn same_cause(architecture: &Architecture, trace: &Trace, traced: &Remedy, found: &Remedy) -> bool {
    let place = |edit: &Edit| match edit {
        Edit::Insert { id, property, .. } | Edit::Set { id, property, .. } => {
            Some((id.clone(), property.clone()))
        }
        _ => None,
    };
    let touched: Vec<_> = traced.edits.iter().filter_map(place).collect();
    if !found
        .edits
        .iter()
        .filter_map(place)
        .any(|it| touched.contains(&it))
    {
        return false;
    }
    let mut document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    document.apply_all(found.edits.clone()).unwrap();
    let hop = &trace.blockers[0];
    let then = Network::new(&document.architecture).trace(&trace.flow);
    // Where a group has its first rule the code is another, the stop the same.
    !then.blockers.first().is_some_and(|it| {
        (&it.resource, it.stage, it.packet) == (&hop.resource, hop.stage, hop.packet)
    })
}

/// Whether a finding names those between whom a security group stands: of two
/// servers that are refused each has its own.
fn is_about(finding: &Finding, network: &Network<'_>, trace: &Trace) -> bool {
    let hop = &trace.blockers[0];
    let group = matches!(
        hop.stage,
        Stage::SecurityGroupInbound | Stage::SecurityGroupOutbound
    );
    let ends = [hop.packet.source, hop.packet.destination];
    let mut there = network
        .interfaces()
        .iter()
        .filter(|it| it.private.is_some_and(|it| ends.contains(&it)));
    !group || there.all(|it| finding.resources.contains(it.owner))
}

/// What a finding offers is what the trace offers: the very same where it
/// speaks of no more than this flow, and with more ports or more callers in it
/// where it speaks of more.
fn agree(traced: &Remedy, finding: &Finding, found: &Remedy) -> Result<(), String> {
    if traced.edits == found.edits {
        return Ok(());
    }
    let differ = || {
        Err(format!(
            "{}: {found:#?}\nthe trace: {traced:#?}",
            finding.code
        ))
    };
    let (Some(of_trace), Some(of_finding)) = (rows(traced), rows(found)) else {
        return differ();
    };
    // A journey through a NAT passes one network ACL twice, and each half may
    // be a finding of its own.
    let all_in = |narrow: &[Row], wide: &[Row]| {
        let mut both = narrow
            .iter()
            .filter(|row| wide.iter().any(|it| it.0 == row.0));
        both.all(|(list, row)| wide.iter().any(|it| it.0 == *list && covers(&it.1, row)))
    };
    let replies = finding.code == "network-acl-blocks-replies";
    let covered = all_in(&of_trace, &of_finding) || replies && all_in(&of_finding, &of_trace);
    // An entry is told for all whom it lets ask, and for nobody else.
    let more = of_finding.len() != of_trace.len() || replies;
    if covered && more { Ok(()) } else { differ() }
}

/// Holds the remedies of one flow against each other; how many findings had the
/// same cause.
fn compare(architecture: &Architecture, flow: &Flow) -> Result<usize, String> {
    let network = Network::new(architecture);
    let trace = network.trace(flow);
    let Some(traced) = trace.blockers.first().and_then(|hop| network.fix(hop)) else {
        return Ok(0);
    };
    let filter = |edit: &Edit| match edit {
        Edit::Insert { property, .. } | Edit::Set { property, .. } => {
            FILTERS.contains(&property.as_str()) || property == "security_groups"
        }
        _ => true,
    };
    if !traced.edits.iter().all(filter) {
        return Ok(0);
    }
    let mut alike = 0;
    for finding in findings(architecture) {
        let Some(found) = &finding.fix else { continue };
        if is_about(&finding, &network, &trace) && same_cause(architecture, &trace, &traced, found)
        {
            agree(&traced, &finding, found)?;
            alike += 1;
        }
    }
    Ok(alike)
}

/// The collected cases: each intent that fails, by its trace, by what `check`
/// says of it, by the findings.
#[test]
fn cases_tell_one_story() {
    let mut alike = 0;
    let folder = format!("{}/tests/cases", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let architecture = Document::from_json(&text).unwrap().architecture;
        let network = Network::new(&architecture);
        for check in intent_checks(&network) {
            let Some(stop) = check.stop else { continue };
            let intent: &Intent = architecture.find(&check.id).unwrap();
            let flow = network.flow_of(intent).unwrap();
            if intent.expectation == Expectation::Never {
                continue;
            }
            let traced = network.trace(&flow);
            // A trace shows the usual customer, who may fare better than others.
            if let Some(hop) = traced.blockers.first() {
                assert_eq!(stop.fix, network.fix(hop), "{}", path.display());
            }
            match compare(&architecture, &flow) {
                Ok(count) => alike += count,
                Err(differ) => panic!("{}: {differ}", path.display()),
            }
        }
    }
    assert!(
        alike >= 5,
        "only {alike} findings have the cause of a trace"
    );
}

fn story(design: Design, breaks: &[Break], asked: usize) -> Result<usize, String> {
    let mut document = Document {
        architecture: campus::build(design.text),
        ..Document::default()
    };
    let mut done = Vec::new();
    for it in breaks {
        if let Some(edit) = it.edit(&document.architecture) {
            done.push(format!("{edit:?}"));
            document.apply(edit).unwrap();
        }
    }
    let question = design.flows[asked];
    let flow = campus::flow(question, &document.architecture);
    compare(&document.architecture, &flow).map_err(|differ| {
        format!(
            "{} {question}\nbroken: {}\n{differ}",
            design.name,
            done.join("\n        ")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::support::cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    /// The same for random broken networks.
    #[test]
    fn broken_networks_tell_one_story((design, breaks, which) in broken()) {
        let told = story(design, &breaks, which.index(design.flows.len()));
        prop_assert!(told.is_ok(), "{}", told.unwrap_err());
    }
}

/// A gatekeeper that a NAT's journey passes twice gets one pair of entries under
/// the same numbers, and one for a whole subnet of which a half gets through,
/// whoever tells it.
#[test]
fn halves_of_a_journey_tell_one_story() {
    let design = DESIGNS
        .iter()
        .find(|it| it.name == "a NAT gateway in each zone")
        .unwrap();
    let street = "acl street: in 100 allow tcp 443 10.0.0.0/16; in 110 allow tcp 1024-65535 0.0.0.0/0; out 100 allow tcp 443 0.0.0.0/0; out 110 allow tcp 1024-65535 10.0.0.0/16";
    assert!(design.text.contains(street));
    let lists = [
        "in 100 allow tcp 443 10.0.0.0/16; in 110 allow tcp 1024-65535 0.0.0.0/0; out 110 allow tcp 1024-65535 10.0.3.0/25",
        "in 100 allow tcp 443 10.0.3.0/25; out 100 allow tcp 443 0.0.0.0/0; out 110 allow tcp 1024-65535 10.0.0.0/16",
    ];
    for list in lists {
        let architecture =
            campus::build(&design.text.replace(street, &format!("acl street: {list}")));
        let flow = campus::flow("job-a -> internet tcp 443", &architecture);
        let alike = compare(&architecture, &flow);
        assert!(matches!(alike, Ok(1..)), "{list}: {alike:?}");
    }
}

/// The property above is about something: many a cause is told by both.
#[test]
fn many_causes_are_told_by_both() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut alike = 0;
    for _ in 0..200 {
        let (design, breaks, which) = broken().new_tree(&mut runner).unwrap().current();
        alike += story(design, &breaks, which.index(design.flows.len())).unwrap();
    }
    assert!(
        alike >= 20,
        "only {alike} of 200 networks; {} designs",
        DESIGNS.len()
    );
}
