//! Every remedy that is offered, applied to random broken networks: it mends
//! the flow, breaks nothing, and opens no more than was meant.

use std::collections::{BTreeMap, BTreeSet};

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use cloud_campus::rules::{Severity, findings};
use proptest::prelude::*;

use crate::campus;
use crate::support::broken::{Break, DESIGNS, Design, broken};

/// Who reaches whom, by interface; `None` is the internet.
type Reach = BTreeMap<(Option<ResourceId>, Option<ResourceId>), Vec<Opening>>;

fn reach(architecture: &Architecture) -> Reach {
    let matrix = Network::new(architecture).matrix();
    let members = |class: &Class| -> Vec<Option<ResourceId>> {
        match class.members.is_empty() {
            true => vec![None],
            false => class.members.iter().cloned().map(Some).collect(),
        }
    };
    let mut reach = Reach::new();
    for (row, line) in matrix.cells.iter().enumerate() {
        for (column, openings) in line.iter().enumerate() {
            for from in members(&matrix.classes[row]) {
                for to in members(&matrix.classes[column]) {
                    if from != to {
                        reach.insert((from.clone(), to), openings.clone());
                    }
                }
            }
        }
    }
    reach
}

/// The parts of `wide` that `narrow` has not.
fn beyond(wide: &[Opening], narrow: &[Opening]) -> Vec<Opening> {
    let mut left = Vec::new();
    for opening in wide {
        let mut parts = vec![(u32::from(opening.from), u32::from(opening.to))];
        for hole in narrow.iter().filter(|it| it.protocol == opening.protocol) {
            let (first, last) = (u32::from(hole.from), u32::from(hole.to));
            parts = parts
                .into_iter()
                .flat_map(|(from, to)| {
                    if last < from || to < first {
                        return vec![(from, to)];
                    }
                    let mut rest = Vec::new();
                    if from < first {
                        rest.push((from, first - 1));
                    }
                    if last < to {
                        rest.push((last + 1, to));
                    }
                    rest
                })
                .collect();
        }
        left.extend(parts.into_iter().map(|(from, to)| Opening {
            protocol: opening.protocol,
            from: u16::try_from(from).unwrap(),
            to: u16::try_from(to).unwrap(),
            share: opening.share,
        }));
    }
    left
}

/// What is an error, by rule and resource.
fn errors(architecture: &Architecture) -> BTreeSet<(&'static str, String)> {
    let all = findings(architecture).into_iter();
    all.filter(|it| it.severity == Severity::Error)
        .map(|it| (it.code, it.resources[0].to_string()))
        .collect()
}

/// The interfaces that a remedy is about: those that the edited groups, ACLs,
/// tables and resources count for.
fn touched(architecture: &Architecture, edits: &[Edit]) -> BTreeSet<ResourceId> {
    let network = Network::new(architecture);
    let relations = network.relations();
    let mut touched = BTreeSet::new();
    for edit in edits {
        let (Edit::Set { id, .. } | Edit::Insert { id, .. } | Edit::Create { id, .. }) = edit
        else {
            continue;
        };
        for it in network.interfaces() {
            let subnet = relations.subnet(it.subnet);
            let counts = it.owner == id
                || it.groups.contains(id)
                || it.subnet == id
                || it.vpc == Some(id)
                || subnet.is_some_and(|subnet| subnet.acl == Some(id) || subnet.table == Some(id))
                || it
                    .vpc
                    .is_some_and(|vpc| relations.vpc(vpc).unwrap().internet_gateway == Some(id));
            if counts {
                touched.insert(it.id.clone());
            }
        }
    }
    touched
}

/// Whether an edit concerns a filter alone, which is about ports.
fn filters_alone(edits: &[Edit]) -> bool {
    edits.iter().all(|edit| match edit {
        Edit::Insert { property, .. } => {
            ["ingress", "egress", "inbound", "outbound"].contains(&property.as_str())
        }
        _ => false,
    })
}

/// Whether edits open no filter: what they give is a way, or a start.
fn restores(edits: &[Edit]) -> bool {
    edits.iter().all(|edit| match edit {
        Edit::Insert { property, .. } | Edit::Set { property, .. } => {
            ["routes", "route_table", "vpc", "state", "source_dest_check"]
                .contains(&property.as_str())
        }
        Edit::Create { resource, .. } => {
            matches!(resource.kind(), Kind::RouteTable | Kind::InternetGateway)
        }
        _ => false,
    })
}

/// What came of it: how many steps, and why no further one.
struct Outcome {
    steps: usize,
    reason: Option<String>,
}

fn try_out(design: Design, breaks: &[Break], asked: usize) -> Result<Outcome, TestCaseError> {
    let mut document = Document {
        architecture: campus::build(design.text),
        ..Document::default()
    };
    let question = design.flows[asked];
    let mut done = Vec::new();
    for it in breaks {
        if let Some(edit) = it.edit(&document.architecture) {
            done.push(format!("{edit:?}"));
            document.apply(edit).unwrap();
        }
    }
    let flow = campus::flow(question, &document.architecture);
    let mut labels: Vec<String> = Vec::new();
    let wrong = errors(&document.architecture);
    for step in 0.. {
        let architecture = document.architecture.clone();
        let network = Network::new(&architecture);
        let trace = network.trace(&flow);
        let story = || {
            format!(
                "{} {question}\nbroken: {}\nmended: {}",
                design.name,
                done.join("\n        "),
                labels.join("\n        ")
            )
        };
        let Some(hop) = trace.blockers.first() else {
            // Between two steps a rule may speak of what is still broken behind
            // the first. Where just one thing was broken, nothing else is an
            // error in the end that was none; where several were, what is mended
            // may let rules speak of the others.
            let now = errors(&architecture);
            let other = |id: &str| done.len() == 1 && !done[0].contains(id);
            let new: Vec<_> = now.difference(&wrong).filter(|(_, id)| other(id)).collect();
            prop_assert!(new.is_empty(), "in the end there is {new:?}\n{}", story());
            return Ok(Outcome {
                steps: step,
                reason: None,
            });
        };
        let remedy = match network.remedy(hop) {
            Ok(remedy) => remedy,
            Err(none) => {
                let reason = Some(format!("{}\n{}", none.why, story()));
                return Ok(Outcome {
                    steps: step,
                    reason,
                });
            }
        };
        prop_assert!(
            step < done.len().max(2) + 1,
            "a fourth remedy: {}\n{}",
            remedy.label,
            story()
        );
        let causes = network.causes(&trace);
        let label = remedy.label.clone();
        let mut mended = document.clone();
        mended.apply_all(remedy.edits.clone()).unwrap();
        let after = Network::new(&mended.architecture);
        // The hop is mended: the flow is not stopped there again.
        let then = after.trace(&flow);
        let again = then.blockers.first().is_some_and(|it| {
            (it.code, &it.resource, it.answering, it.packet)
                == (hop.code, &hop.resource, hop.answering, hop.packet)
        });
        prop_assert!(!again, "no effect: {label}\n{}", story());
        // What is told besides does stop the flow then.
        for other in &causes[1..] {
            prop_assert!(
                then.blockers
                    .iter()
                    .any(|it| it.code == other.code && it.resource == other.resource),
                "told twice: {:?}\n{}",
                other.code,
                story()
            );
        }
        // Nothing that was right becomes wrong.
        let (before, now) = (reach(&architecture), reach(&mended.architecture));
        let touched = touched(&mended.architecture, &remedy.edits);
        let none = Vec::new();
        for (pair, openings) in &before {
            let lost = beyond(openings, now.get(pair).unwrap_or(&none));
            prop_assert!(
                lost.is_empty(),
                "{label} takes {pair:?} {lost:?}\n{}",
                story()
            );
        }
        for (pair, openings) in &now {
            let won = beyond(openings, before.get(pair).unwrap_or(&none));
            if won.is_empty() {
                continue;
            }
            let (from, to) = pair;
            let about =
                |end: &Option<ResourceId>| end.as_ref().is_some_and(|it| touched.contains(it));
            // A relay passes on what it is let have, to whom it leads.
            let relayed = touched
                .iter()
                .any(|it| it.as_str() == "relay" || it.as_str().starts_with("exit"));
            // A load balancer answers again when what is behind it does.
            let front = to
                .as_ref()
                .is_some_and(|it| it.as_str().starts_with("shop/"));
            prop_assert!(
                about(from) || about(to) || relayed || front,
                "{label} opens {pair:?} {won:?}\n{}",
                story()
            );
            let service = if hop.answering {
                hop.packet.source_port
            } else {
                hop.packet.destination_port
            };
            for opening in &won {
                let narrow = opening.protocol == hop.packet.protocol
                    && (opening.from == service && opening.to == service || opening.from >= 1024);
                prop_assert!(
                    narrow || front || !filters_alone(&remedy.edits),
                    "{label} opens {pair:?} {opening:?}\n{}",
                    story()
                );
            }
            // Nobody on the internet gets in by it, unless the flow comes from
            // there, or a stateless filter has to let answers in from there.
            let outward = trace.flow.to == Endpoint::Internet || question.contains("archive");
            let answers = outward && won.iter().all(|it| it.from >= 1024);
            // What groups let in already is reached again when its way is there.
            let own_door = remedy.edits.iter().any(|edit| match edit {
                Edit::Insert { id, property, .. } if property == "ingress" => to
                    .as_ref()
                    .and_then(|it| after.interface(it))
                    .is_some_and(|it| it.groups.contains(id)),
                _ => false,
            });
            let restored = front && !own_door || restores(&remedy.edits);
            // A block of a few addresses was let in before; now it has a way.
            let restored = restored || won.iter().all(|it| it.share.fraction() < 0.01);
            prop_assert!(
                from.is_some() || trace.flow.from == Endpoint::Internet || answers || restored,
                "{label} lets the internet in: {pair:?} {won:?}\n{}",
                story()
            );
        }
        // Nothing private becomes public.
        for subnet in after.subnets().iter().filter(|it| it.is_public()) {
            let was = network.subnet(subnet.id).unwrap().is_public();
            let public = subnet.id.as_str().starts_with("public");
            prop_assert!(
                was || public,
                "{label} makes {} public\n{}",
                subnet.id,
                story()
            );
        }
        for it in after.interfaces().iter().filter(|it| it.public.is_some()) {
            let was = network.interface(&it.id).unwrap().public.is_some();
            let public = it.subnet.as_str().starts_with("public");
            prop_assert!(
                was || public,
                "{label} gives {} a public address\n{}",
                it.id,
                story()
            );
        }
        labels.push(label);
        document = mended;
    }
    unreachable!("a loop without end returns");
}

#[test]
fn the_designs_work() {
    for design in DESIGNS {
        let architecture = campus::build(design.text);
        let network = Network::new(&architecture);
        for question in design.flows {
            let trace = network.trace(&campus::flow(question, &architecture));
            assert_eq!(
                trace.verdict,
                Verdict::Delivered,
                "{} {question}: {:?}",
                design.name,
                trace.blockers.first()
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::support::cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    /// Remedies offered one after another mend the flow, in three steps
    /// (four where three things are broken), or end with a reason; none breaks something, none opens more.
    #[test]
    fn remedies_mend_what_is_broken((design, breaks, which) in broken()) {
        try_out(design, &breaks, which.index(design.flows.len()))?;
    }
}

/// How many of many random networks are mended, and in how many steps: the
/// figures are printed, and nearly all must be.
#[test]
fn most_of_what_is_broken_is_mended() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let given = std::env::var("REMEDIES").ok();
    let count: usize = given.and_then(|it| it.parse().ok()).unwrap_or(300);
    let mut runner = TestRunner::deterministic();
    let mut mended = [0; 5];
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..count {
        let (design, breaks, which) = broken().new_tree(&mut runner).unwrap().current();
        match try_out(design, &breaks, which.index(design.flows.len())) {
            Ok(Outcome {
                steps,
                reason: None,
            }) => mended[steps] += 1,
            Ok(Outcome {
                reason: Some(why), ..
            }) => {
                let why = why.lines().next().unwrap_or_default().to_owned();
                *reasons.entry(why).or_default() += 1;
            }
            Err(problem) => panic!("{problem}"),
        }
    }
    println!("mended in 0 to 4 steps: {mended:?}");
    for (why, count) in &reasons {
        println!("{count} × {why}");
    }
    let all: usize = mended.iter().sum();
    assert!(all * 10 >= count * 9, "only {all} of {count} are mended");
}
