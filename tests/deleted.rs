//! Nobody has seen an id, and ids look like the names that new things get: what was
//! deleted is spoken of as what it was, wherever something still names it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::{Document, Edit, Protocol, ResourceId};
use cloud_campus::cloudformation::export;
use cloud_campus::editor::SceneFacts;
use cloud_campus::editor::scene::scene;
use cloud_campus::explain::{deciding_table, hop_sentence, hop_subtitle, hop_title, intent_checks};
use cloud_campus::network::{Endpoint, Flow, Network};
use cloud_campus::{pricing, review};

const NOTEBOOKLY: &str = include_str!("files/notebookly.campus.json");

/// What is said of the document by findings, journeys, review, bill, drawing and export.
fn said(document: &Document) -> Vec<String> {
    let analysis = Analysis::of(&document.architecture);
    let mut all = Vec::new();
    for it in analysis.findings() {
        all.push(it.sentence.clone());
        all.extend(it.fix.iter().map(|fix| fix.label.clone()));
    }
    for it in intent_checks(analysis.calm().network()) {
        all.extend([it.sentence, it.problem.unwrap_or_default()]);
        all.extend(it.remarks);
        if let Some(stop) = it.stop {
            all.extend([stop.at, stop.sentence]);
        }
    }
    all.extend(
        analysis
            .calm()
            .weak_points()
            .iter()
            .map(|it| it.name.clone()),
    );
    all.extend(review::points(&analysis).into_iter().map(|it| it.sentence));
    let bill = pricing::bill_of(&document.architecture, &pricing::Options::default());
    all.extend(
        bill.lines
            .iter()
            .map(|it| format!("{} {}", it.what, it.formula)),
    );
    all.extend(bill.notes);
    let facts = SceneFacts::of(analysis.calm().network(), analysis.findings());
    for thing in scene(document, &facts).things() {
        all.extend([thing.label.clone(), thing.sub.clone()]);
    }
    for it in export(&document.architecture, None).omitted {
        all.extend(it.part);
        all.push(it.why.to_string());
    }
    all
}

fn web(from: &Endpoint, to: &Endpoint) -> Flow {
    Flow {
        from: from.clone(),
        to: to.clone(),
        protocol: Protocol::Tcp,
        port: 80,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

/// What is said of requests from the internet and from each server.
fn told(document: &Document) -> Vec<String> {
    let network = Network::new(&document.architecture);
    let architecture = network.architecture();
    let ends = [
        "internet",
        "Customer",
        "notebookly.com",
        "8.8.8.8",
        "notebook-db",
        "web-1",
        "web-2",
    ];
    let read = ends.iter().filter_map(|it| network.endpoint(it).ok());
    let ends: Vec<Endpoint> = read.collect();
    assert!(ends.len() >= 4);
    let mut all = Vec::new();
    for (from, to) in ends
        .iter()
        .flat_map(|from| ends.iter().map(move |to| (from, to)))
    {
        let trace = network.trace(&web(from, to));
        let ways = trace.request.hops.iter().chain(&trace.response.hops);
        for hop in ways.chain(&trace.blockers) {
            all.extend([
                hop_title(hop, architecture),
                hop_sentence(hop, architecture),
            ]);
            all.push(hop_subtitle(hop, architecture));
            if let Some(table) = deciding_table(hop, &network) {
                all.extend(table.rows.into_iter().flat_map(|row| row.cells));
            }
        }
    }
    all
}

/// Whether a text names this id, and not a longer word.
fn names(text: &str, id: &ResourceId) -> bool {
    let inside = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    text.match_indices(id.as_str()).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

#[test]
fn what_was_deleted_is_spoken_of_as_what_it_was() {
    let document = Document::from_json(NOTEBOOKLY).unwrap();
    let ids: Vec<ResourceId> = document
        .architecture
        .resources()
        .map(|it| it.0.clone())
        .collect();
    let (mut slips, mut gone) = (BTreeSet::new(), 0);
    for id in ids {
        let mut without = document.clone();
        without.apply(Edit::Delete { id: id.clone() }).unwrap();
        for text in said(&without).into_iter().chain(told(&without)) {
            gone += usize::from(text.contains("deleted "));
            if names(&text, &id) {
                slips.insert(format!("{id}: {text}"));
            }
        }
    }
    assert!(slips.is_empty(), "{slips:#?}");
    assert!(gone > 50, "deleted things are spoken of: {gone}");
}
