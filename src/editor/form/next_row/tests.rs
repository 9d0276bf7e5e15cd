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

fn findings(document: &Document) -> Vec<Finding> {
    Analysis::of(&document.architecture).findings().to_vec()
}

fn key(finding: &Finding) -> (&'static str, Vec<ResourceId>) {
    (finding.code, finding.resources.clone())
}

fn told(session: &mut Session) -> Vec<Finding> {
    let analysis = Analysis::of(&session.document().architecture);
    session.answer(analysis.findings());
    let relations = analysis.calm().network().relations();
    Told::of(analysis.findings(), relations, session.fresh()).findings
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
                for press in 1..=3 {
                    let before: BTreeSet<_> =
                        findings(session.document()).iter().map(key).collect();
                    let loud: BTreeSet<_> = told(&mut session).iter().map(key).collect();
                    add_row(&mut session, &id, property, info);
                    for new in findings(session.document()) {
                        let grave = new.severity != Severity::Info && new.step.is_none();
                        if grave && !before.contains(&key(&new)) {
                            unmarked.insert(format!(
                                "{} {}: {} on press {press} in {name}: {}",
                                kind.info().key,
                                property.key,
                                new.code,
                                new.sentence
                            ));
                        }
                    }
                    for new in told(&mut session) {
                        if !loud.contains(&key(&new)) {
                            shouted.insert(format!(
                                "{name}: press {press} of Add in {} of {id}: {} {}",
                                property.key, new.code, new.sentence
                            ));
                        }
                    }
                }
            }
        }
    }
    assert!(rows_seen.len() > 10, "{rows_seen:?}");
    assert!(shouted.is_empty(), "{shouted:#?}");
    let unmarked: Vec<String> = unmarked.into_iter().collect();
    expect![[r#"
        dashboard widgets: dashboard-without-data on press 1 in chapter 24: Metric 7 of Notebookly-Production never has a value: CPUUtilization is counted for each InstanceId or AutoScalingGroupName alone, and nothing is chosen to be watched.
        hosted-zone records: record-name-taken on press 2 in chapter 24: Records 3 and 4 of notebookly.com are both for : a name has one record of each type, and none beside a CNAME.
        hosted-zone records: record-name-taken on press 2 in reference without [AutoScalingGroup, LaunchTemplate, LoadBalancer, TargetGroup, Database]: Records 3 and 4 of notebookly.com are both for : a name has one record of each type, and none beside a CNAME.
        hosted-zone records: record-name-taken on press 2 in reference without [AutoScalingGroup, LoadBalancer]: Records 3 and 4 of notebookly.com are both for : a name has one record of each type, and none beside a CNAME.
        hosted-zone records: record-name-taken on press 2 in reference without []: Records 3 and 4 of notebookly.com are both for : a name has one record of each type, and none beside a CNAME.
        iam-user access_keys: too-many-access-keys on press 3 in chapter 24: admin-rahul has 3 access keys; AWS takes two.
        load-balancer listeners: listener-port-not-admitted on press 1 in chapter 24: Notebookly-ALB listens on port 8080, but ALB-SG lets no client in on it.
        load-balancer listeners: listener-port-not-admitted on press 2 in reference without []: Notebookly-ALB listens on port 8080, but ALB-SG lets no client in on it.
        network-acl inbound: network-acl-blocks-replies on press 1 in chapter 24: private-nacl's inbound entry 200 lets requests through, but the answers go to TCP ports 32768–65535 of 0.0.0.0/0, and its outbound entries allow only some of those."#]].assert_eq(&unmarked.join("\n"));
}

#[test]
fn what_is_new_breaks_no_rule_of_ours() {
    let mut shouted = BTreeSet::new();
    let mut errors = BTreeSet::new();
    for (_, state) in states() {
        for kind in Kind::ALL.iter().copied() {
            let mut homes: Vec<Option<ResourceId>> = vec![None];
            let mut kinds = BTreeSet::new();
            for (id, resource) in state.architecture.resources() {
                if kinds.insert(resource.kind()) || resource.kind() == Kind::Subnet {
                    homes.push(Some(id.clone()));
                }
            }
            for home in homes {
                let mut session = Session::open(state.clone());
                for _ in 0..3 {
                    let Ok((id, edits)) = create(session.document(), kind, home.as_ref(), None)
                    else {
                        break;
                    };
                    let before: BTreeSet<_> =
                        findings(session.document()).iter().map(key).collect();
                    let loud: BTreeSet<_> = told(&mut session).iter().map(key).collect();
                    session.perform("Add", edits).unwrap();
                    session.select([id.clone()]);
                    for new in findings(session.document()) {
                        if home.is_none()
                            && new.step.is_none()
                            && !before.contains(&key(&new))
                            && new.resources.first() == Some(&id)
                        {
                            if new.severity == Severity::Error {
                                errors.insert(format!(
                                    "{}: {} {}",
                                    kind.info().key,
                                    new.code,
                                    new.sentence
                                ));
                            }
                        }
                    }
                    for new in told(&mut session) {
                        // Who drops it on something has chosen that; a contradiction is told.
                        let is_chosen = home.is_some();
                        if !is_chosen && new.resources.contains(&id) && !loud.contains(&key(&new)) {
                            shouted.insert(format!(
                                "a new {}: {} {}",
                                kind.info().key,
                                new.code,
                                new.sentence
                            ));
                        }
                    }
                }
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
