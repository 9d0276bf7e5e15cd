//! The heat map and the journeys of Notebookly.

use super::*;
use crate::analysis::journeys::{State, blank, journeys, state_journey, weak};
use crate::analysis::{Analysis, failing};
use crate::architecture::{Document, Expectation};
use crate::network::{Component, Failures};
use expect_test::expect;

fn notebookly() -> Document {
    let text = include_str!("../../../tests/files/notebookly.campus.json");
    Document::from_json(text).unwrap()
}

fn told(map: &HeatMap) -> String {
    let cells = map.cells.iter().flatten();
    let open = cells.filter(|it| it.heat > Heat::Closed);
    open.map(|it| format!("{}\n", it.spoken)).collect()
}

#[test]
fn the_heat_map_says_who_reaches_whom() {
    let document = notebookly();
    let network = Network::new(&document.architecture);
    expect![[r#"
        internet reaches Notebookly-ALB on tcp 80
        Notebookly-ALB reaches internet on tcp 80, tcp 443, tcp 1024–65535
        Notebookly-ALB reaches Notebookly-ALB on tcp 80
        Notebookly-ALB reaches Notebookly-ASG on tcp 80
        Notebookly-ASG reaches internet on tcp 80, tcp 443
        Notebookly-ASG reaches Notebookly-ALB on tcp 80
        Notebookly-ASG reaches notebook-db primary on tcp 3306
        notebook-db primary reaches internet on tcp 80, tcp 443
        notebook-db primary reaches Notebookly-ALB on tcp 80
        notebook-db standby reaches internet on tcp 80, tcp 443
        notebook-db standby reaches Notebookly-ALB on tcp 80
    "#]]
    .assert_eq(&told(&HeatMap::of(&network)));
}

/// Every cell that can be chosen asks a question that can be read, and its
/// trace agrees with what the cell says.
#[test]
fn a_cell_and_its_trace_agree() {
    let document = notebookly();
    let network = Network::new(&document.architecture);
    let map = HeatMap::of(&network);
    for cell in map.cells.iter().flatten() {
        let Some(question) = &cell.question else {
            assert_eq!(cell.heat, Heat::Alone);
            continue;
        };
        let flow = question.flow(&network).unwrap();
        assert_eq!(
            network.reaches(&flow),
            cell.heat > Heat::Closed,
            "{}",
            cell.spoken
        );
    }
}

#[test]
fn a_journey_fails_where_the_trace_stops() {
    let mut document = notebookly();
    let states = |document: &Document, failures: Failures| {
        let network = Network::with_failures(&document.architecture, failures);
        journeys(&network)
            .into_iter()
            .map(|it| match it.state {
                State::Passes(_) => format!("{}: holds\n", it.name),
                State::Fails(_, proof) => {
                    format!("{}: {} {}\n", it.name, proof.stop, proof.code)
                }
                State::Unclear(why) => format!("{}: {why}\n", it.name),
            })
            .collect::<String>()
    };
    expect![[r#"
        Customers reach the shop: holds
        Nobody on the internet reaches the database: holds
        Web servers reach the internet for updates: holds
    "#]]
    .assert_eq(&states(&document, Failures::default()));
    let zones = failing::zones(Network::new(&document.architecture).relations());
    let all = Failures {
        zones: zones.clone(),
        ..Failures::default()
    };
    expect![[r#"
        Customers reach the shop: Notebookly-ALB ap-south-1a BAD_STATE
        Nobody on the internet reaches the database: holds
        Web servers reach the internet for updates: web-1 BAD_STATE
    "#]]
    .assert_eq(&states(&document, all));
    document
        .apply(crate::architecture::Edit::remove(
            &"route-table-1".into(),
            "routes",
            0,
        ))
        .unwrap();
    expect![[r#"
        Customers reach the shop: public-rt NO_ROUTE_TO_DESTINATION
        Nobody on the internet reaches the database: holds
        Web servers reach the internet for updates: public-rt NO_ROUTE_TO_DESTINATION
    "#]]
    .assert_eq(&states(&document, Failures::default()));
}

#[test]
fn what_breaks_notebookly() {
    let document = notebookly();
    let network = Network::new(&document.architecture);
    let said: String = weak(&network)
        .iter()
        .flat_map(|it| {
            it.breaks.iter().map(move |(journey, _, proof)| {
                format!("{}: {journey}, {} {}\n", it.name, proof.stop, proof.code)
            })
        })
        .collect();
    expect![""].assert_eq(&said);
}

#[test]
fn a_journey_keeps_what_was_meant_and_says_what_it_cannot_read() {
    let mut document = notebookly();
    let mut asked = blank();
    asked.to = "notebook-db".to_owned();
    asked.port = "3306".to_owned();
    let (id, edits) = state_journey(
        &asked,
        Expectation::Never,
        &Network::new(&document.architecture),
    )
    .unwrap();
    document.apply_all(edits).unwrap();
    let intent = document.architecture.get(&id).unwrap();
    assert_eq!(
        intent.name,
        "internet must never reach notebook-db, tcp 3306"
    );
    assert_eq!(
        intent.properties.get("to"),
        Some("database-1".into()),
        "kept by its id"
    );
    asked.to = "atlantis".to_owned();
    assert!(
        state_journey(
            &asked,
            Expectation::Never,
            &Network::new(&document.architecture)
        )
        .is_err()
    );
}

#[test]
fn what_was_deleted_has_not_failed() {
    let document = notebookly();
    let mut failures = Failures::default();
    assert!(failing::toggle(
        &mut failures,
        &Component::Resource("gone-1".into())
    ));
    assert!(failing::toggle(
        &mut failures,
        &Component::Zone("nowhere".into())
    ));
    assert!(failing::toggle(
        &mut failures,
        &Component::Resource("database-1".into())
    ));
    let living = failing::living(&failures, &Analysis::of(&document.architecture));
    assert_eq!(failing::said(&living).as_deref(), Some("1 thing failed"));
    assert!(!failing::toggle(
        &mut failures,
        &Component::Resource("database-1".into())
    ));
    let living = failing::living(&failures, &Analysis::of(&document.architecture));
    assert_eq!(failing::said(&living), None);
}
