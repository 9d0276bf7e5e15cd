//! What "Add" writes breaks no rule of ours, however often it is pressed.

use std::collections::BTreeSet;

use expect_test::expect;

use super::*;
use crate::analysis::Analysis;
use crate::architecture::{Document, Kind, PropertyType};
use crate::building::placement::create;
use crate::editor::Session;
use crate::editor::form::{tables, tags};
use crate::rules::moment::Told;
use crate::rules::{Finding, Severity};

/// The states of the example build: the reference, grown kind by kind.
fn states() -> Vec<(String, Document)> {
    let text = include_str!("../../../../tests/files/notebookly.campus.json");
    let whole = Document::from_json(text).unwrap();
    let course = include_str!("../../../../lessons/24-architecture/solution.campus.json");
    let course = Document::from_json(course).unwrap();
    let mut states = vec![("blank".to_owned(), crate::editor::actions::blank())];
    for without in [
        &[
            Kind::AutoScalingGroup,
            Kind::LaunchTemplate,
            Kind::LoadBalancer,
            Kind::TargetGroup,
            Kind::Database,
        ][..],
        &[Kind::AutoScalingGroup, Kind::LoadBalancer],
        &[],
    ] {
        let mut state = whole.clone();
        let doomed: Vec<_> = without
            .iter()
            .flat_map(|kind| {
                state
                    .architecture
                    .ids_of(*kind)
                    .cloned()
                    .collect::<Vec<_>>()
            })
            .collect();
        let edits = crate::building::placement::deletion(&state, &doomed);
        state.apply_all(edits).unwrap();
        states.push((format!("reference without {without:?}"), state));
    }
    states.push(("chapter 24".to_owned(), course));
    states
}

fn key(finding: &Finding) -> (&'static str, Vec<ResourceId>) {
    (finding.code, finding.resources.clone())
}

/// What `check` says of the document, and what of it the page tells.
struct Said {
    all: Vec<Finding>,
    told: Vec<Finding>,
}

impl Said {
    fn of(session: &mut Session) -> Self {
        let analysis = Analysis::of(&session.document().architecture);
        session.answer(analysis.findings());
        let relations = analysis.calm().network().relations();
        Self {
            all: analysis.findings().to_vec(),
            told: Told::of(analysis.findings(), relations, session.fresh()).findings,
        }
    }

    /// What was not said before, in `all` and in `told`.
    fn beyond(&self, before: &Self) -> Self {
        let new = |now: &[Finding], then: &[Finding]| {
            let then: BTreeSet<_> = then.iter().map(key).collect();
            let is_new = |it: &&Finding| !then.contains(&key(it));
            now.iter().filter(is_new).cloned().collect()
        };
        Self {
            all: new(&self.all, &before.all),
            told: new(&self.told, &before.told),
        }
    }
}

/// Presses "Add" under a table, as the page does.
fn add_row(
    session: &mut Session,
    id: &ResourceId,
    property: &'static Property,
    info: &'static RowInfo,
) {
    let architecture = &session.document().architecture;
    let row = next_row(architecture, id, property, info);
    let edits = tables::put_row(architecture, id, property.key, usize::MAX, row).unwrap();
    session.perform("Add", edits).unwrap();
}

#[test]
fn what_add_writes_breaks_no_rule_of_ours() {
    let mut shouted = BTreeSet::new();
    let mut unmarked = BTreeSet::new();
    let mut rows_seen = BTreeSet::new();
    for (name, state) in states() {
        let ids: Vec<ResourceId> = state
            .architecture
            .resources()
            .map(|it| it.0.clone())
            .collect();
        let mut seen = BTreeSet::new();
        for id in ids {
            let kind = state.architecture.kind_of(&id).unwrap();
            let tags = kind.info().tagging.map(|_| &tags::TABLE);
            for property in kind.info().properties.iter().chain(tags) {
                let PropertyType::Rows(info) = property.value else {
                    continue;
                };
                rows_seen.insert((kind.info().key, property.key));
                // One of each kind is enough, but for groups, which differ.
                if kind != Kind::SecurityGroup && !seen.insert((kind, property.key)) {
                    continue;
                }
                let mut session = Session::open(state.clone());
                session.select([id.clone()]);
                let mut before = Said::of(&mut session);
                for press in 1..=3 {
                    let held = rows(&session.document().architecture, &id, property.key);
                    if info.full(held.len()).is_some() {
                        // The button cannot be pressed.
                        break;
                    }
                    add_row(&mut session, &id, property, info);
                    let now = Said::of(&mut session);
                    let new = now.beyond(&before);
                    let place = format!("press {press} of Add in {} of {id}", property.key);
                    let grave = |it: &&Finding| it.severity != Severity::Info && it.step.is_none();
                    for it in new.all.iter().filter(grave) {
                        unmarked.insert(format!("{name}: {place}: {} {}", it.code, it.sentence));
                    }
                    for it in &new.told {
                        shouted.insert(format!("{name}: {place}: {} {}", it.code, it.sentence));
                    }
                    before = now;
                }
            }
        }
    }
    assert!(rows_seen.len() > 10, "{rows_seen:?}");
    assert!(shouted.is_empty(), "{shouted:#?}");
    // What is left follows from every proposal: no client is admitted to a third port yet, and
    // the answers to a new entry go to ports that the other direction of this ACL keeps shut.
    let unmarked: Vec<String> = unmarked.into_iter().collect();
    expect![[r#"
        chapter 24: press 1 of Add in inbound of network-acl-1: network-acl-blocks-replies private-nacl's inbound entry 200 lets requests through, but the answers go to TCP ports 32768–65535 of 0.0.0.0/0, and its outbound entries allow only some of those.
        chapter 24: press 1 of Add in listeners of load-balancer-1: listener-port-not-admitted Notebookly-ALB listens on port 8080, but ALB-SG lets no client in on it.
        reference without []: press 2 of Add in listeners of load-balancer-1: listener-port-not-admitted Notebookly-ALB listens on port 8080, but ALB-SG lets no client in on it."#]].assert_eq(&unmarked.join("\n"));
}

#[test]
fn what_is_new_breaks_no_rule_of_ours() {
    let mut shouted = BTreeSet::new();
    let mut errors = BTreeSet::new();
    for (_, state) in states() {
        for kind in Kind::ALL.iter().copied() {
            let mut session = Session::open(state.clone());
            let mut before = Said::of(&mut session);
            for _ in 0..3 {
                let Ok((id, edits)) = create(session.document(), kind, None, None) else {
                    break;
                };
                session.perform("Add", edits).unwrap();
                session.select([id.clone()]);
                let now = Said::of(&mut session);
                let new = now.beyond(&before);
                let said = |it: &Finding| {
                    format!("a new {}: {} {}", kind.info().key, it.code, it.sentence)
                };
                let is_wrong = |it: &&Finding| {
                    it.step.is_none()
                        && it.resources.first() == Some(&id)
                        && it.severity == Severity::Error
                };
                errors.extend(new.all.iter().filter(is_wrong).map(said));
                let is_its_own = |it: &&Finding| it.resources.contains(&id);
                shouted.extend(new.told.iter().filter(is_its_own).map(said));
                before = now;
            }
        }
    }
    assert!(shouted.is_empty(), "{shouted:#?}");
    let list = |all: BTreeSet<String>| all.into_iter().collect::<Vec<_>>().join("\n");
    expect![[""]].assert_eq(&list(errors));
}

fn proposals(group: &str, change: impl FnOnce(&mut Document)) -> String {
    let text = include_str!("../../../../tests/files/notebookly.campus.json");
    let mut document = Document::from_json(text).unwrap();
    change(&mut document);
    let mut session = Session::open(document);
    let id = ResourceId::new(group);
    let property = Kind::SecurityGroup.info().property("ingress").unwrap();
    let mut said = Vec::new();
    for _ in 0..3 {
        add_row(&mut session, &id, property, &SecurityGroupRule::ROW);
        let rows = rows(&session.document().architecture, &id, "ingress");
        let row = rows.last().unwrap();
        said.push(format!("{} {}", row["from_port"], row["peer"]));
    }
    said.join("\n")
}

#[test]
fn a_group_is_proposed_who_would_come() {
    let empty = |id: &'static str| {
        move |it: &mut Document| {
            it.apply(crate::architecture::Edit::set(
                &id.into(),
                "ingress",
                json!([]),
            ))
            .unwrap();
        }
    };
    // The database's callers, and never the world.
    expect![[r#"
        3306 {"group":"security-group-2"}
        3306 {"cidr":""}
        443 {"cidr":""}"#]]
    .assert_eq(&proposals("security-group-3", empty("security-group-3")));
    // The load balancer at the servers.
    expect![[r#"
        80 {"group":"security-group-1"}
        443 {"cidr":""}
        443 {"cidr":""}"#]]
    .assert_eq(&proposals("security-group-2", empty("security-group-2")));
    // Everybody at the load balancer.
    expect![[r#"
        80 {"cidr":"0.0.0.0/0"}
        443 {"cidr":"0.0.0.0/0"}
        443 {"cidr":""}"#]]
    .assert_eq(&proposals("security-group-1", empty("security-group-1")));
}
