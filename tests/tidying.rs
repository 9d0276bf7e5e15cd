//! Tidying up, held against every document of the course and against
//! architectures that nobody would draw: nothing lies over anything, all of it
//! stands where it belongs, doing it twice is doing it once, and nothing but
//! places changes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::{Document, Edit, Ground, Kind, ResourceId};
use cloud_campus::editor::scene::{Layer, Links, Scene, Shape, Thing, scene};
use cloud_campus::editor::tidy::{Scope, tidy};
use cloud_campus::editor::{Point, Rect, SceneFacts, Session};
use proptest::prelude::*;
use support::arbitrary;

/// Every document that comes with the house.
fn documents() -> Vec<(String, Document)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> = ["assets/examples", "lessons", "tests/cases", "tests/files"]
        .iter()
        .map(|folder| root.join(folder))
        .collect();
    let mut documents = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(".campus.json") {
                // Some of the files are there to be refused.
                let read = Document::from_json(&fs::read_to_string(&path).unwrap());
                documents.extend(read.ok().map(|document| (name, document)));
            }
        }
    }
    documents.sort_by(|(one, _), (other, _)| one.cmp(other));
    documents
}

fn facts(document: &Document) -> SceneFacts {
    let analysis = Analysis::of(&document.architecture);
    SceneFacts::of(analysis.calm().network(), analysis.findings())
}

fn tidied(document: &Document, facts: &SceneFacts) -> Document {
    let mut after = document.clone();
    let edits = tidy(document, facts, &Scope::Everything);
    assert!(
        edits.iter().all(|it| matches!(it, Edit::Arrange { .. })),
        "only places"
    );
    after.apply_all(edits).unwrap();
    assert_eq!(after.architecture, document.architecture);
    assert_eq!(after.title, document.title);
    after
}

/// Whether a thing stands over others by its nature: a balancer on the seam
/// of its subnets.
fn lies_over(thing: &Thing) -> bool {
    thing.kind.info().ground == Ground::Across
}

fn assert_in_order(name: &str, scene: &Scene) {
    let mut siblings: BTreeMap<Option<&ResourceId>, Vec<&Thing>> = BTreeMap::new();
    for thing in scene.things().filter(|it| it.shape != Shape::Frame) {
        siblings
            .entry(thing.parent.as_ref())
            .or_default()
            .push(thing);
    }
    for things in siblings.values() {
        for (place, thing) in things.iter().enumerate() {
            for other in &things[..place] {
                let box_under =
                    |over: &Thing, under: &Thing| lies_over(over) && under.shape == Shape::Box;
                if box_under(thing, other) || box_under(other, thing) {
                    continue;
                }
                assert!(
                    !thing.place.overlaps(&other.place),
                    "{name}: {} at {:?} lies over {} at {:?}",
                    thing.id,
                    thing.place,
                    other.id,
                    other.place
                );
            }
        }
    }
    for thing in scene.things() {
        let Some(parent) = thing.parent.as_ref().and_then(|id| scene.get(id)) else {
            continue;
        };
        let room = Rect::new(0.0, 0.0, parent.place.w, parent.place.h);
        // A gate stands in the wall; a frame reaches over several subnets.
        let in_wall = parent.kind == Kind::Vpc && thing.shape == Shape::Node;
        let room = if in_wall { room.grown(24.0) } else { room };
        if thing.shape != Shape::Frame && !lies_over(thing) {
            assert!(
                room.encloses(&thing.place),
                "{name}: {} at {:?} stands outside {} of {:?}",
                thing.id,
                thing.place,
                parent.id,
                parent.place
            );
        }
    }
    // What stands in subnets and the balancers between these.
    let nodes: Vec<(&Thing, Rect)> = (scene.of_shape(Shape::Node))
        .map(|thing| (thing, scene.rect_of(thing)))
        .collect();
    for (balancer, rect) in nodes.iter().filter(|(thing, _)| lies_over(thing)) {
        for (other, there) in &nodes {
            assert!(
                balancer.id == other.id || !rect.overlaps(there),
                "{name}: {} lies over {}",
                balancer.id,
                other.id
            );
        }
    }
}

fn assert_tidy(name: &str, document: &Document) -> Document {
    let facts = facts(document);
    let once = tidied(document, &facts);
    assert_in_order(name, &scene(&once, &facts));
    assert_eq!(tidied(&once, &facts).layout, once.layout, "{name}: twice");
    once
}

#[test]
fn every_document_of_the_course_is_tidied_without_an_overlap() {
    let documents = documents();
    assert!(documents.len() > 60, "{}", documents.len());
    for (name, document) in &documents {
        assert_tidy(name, document);
    }
}

/// How long the lines are together, and how often they cross.
fn lines(document: &Document, layer: Layer) -> (f64, usize) {
    let analysis = Analysis::of(&document.architecture);
    let links = Links::of(analysis.calm().network().relations(), layer);
    let drawn = scene(document, &facts(document));
    let lines = drawn.lines(&links, &|_| false);
    let mut stretches: Vec<(usize, Point, Point)> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        for pair in line.points.windows(2) {
            stretches.push((number, pair[0], pair[1]));
        }
    }
    let length = (stretches.iter()).map(|(_, one, other)| one.distance(*other));
    let crosses = |one: &(usize, Point, Point), other: &(usize, Point, Point)| {
        let level = |it: &(usize, Point, Point)| (it.1.y - it.2.y).abs() < 0.5;
        if one.0 == other.0 || level(one) == level(other) {
            return false;
        }
        let (flat, tall) = if level(one) {
            (one, other)
        } else {
            (other, one)
        };
        let between = |at: f64, from: f64, to: f64| from.min(to) < at && at < from.max(to);
        between(tall.1.x, flat.1.x, flat.2.x) && between(flat.1.y, tall.1.y, tall.2.y)
    };
    let crossings = (stretches.iter().enumerate())
        .map(|(place, one)| {
            stretches[..place]
                .iter()
                .filter(|it| crosses(one, it))
                .count()
        })
        .sum();
    (length.sum(), crossings)
}

#[test]
fn order_costs_hardly_any_length_and_few_crossings() {
    for layer in [Layer::Structure, Layer::Routing, Layer::Security] {
        let (mut before, mut after) = ((0.0, 0), (0.0, 0));
        for (name, document) in documents() {
            let was = (before, after);
            let tidy = tidied(&document, &facts(&document));
            for (sum, document) in [(&mut before, &document), (&mut after, &tidy)] {
                let (length, crossings) = lines(document, layer);
                sum.0 += length;
                sum.1 += crossings;
            }
            let more = (after.1 - was.1.1) as i64 - (before.1 - was.0.1) as i64;
            if more > 1 {
                println!("{layer:?}: {more} more crossings in {name}");
            }
        }
        println!("{layer:?}: {before:?} before, {after:?} after");
        assert!(
            after.0 <= before.0 * 1.1,
            "{layer:?}: {before:?}, {after:?}"
        );
        // Public above private above data makes lines cross that run to what stands beside
        // the VPC: half as many again as in drawings by hand, and no more.
        assert!(
            after.1 <= before.1 + before.1 / 2 + 4,
            "{layer:?}: {before:?}, {after:?}"
        );
    }
}

#[test]
fn it_is_one_step_that_is_taken_back_at_once() {
    let (_, document) = (documents().into_iter())
        .find(|(name, _)| name.ends_with("notebookly.campus.json"))
        .unwrap();
    let mut session = Session::open(document.clone());
    let edits = tidy(&document, &facts(&document), &Scope::Everything);
    assert!(!edits.is_empty());
    let built = session.built();
    session.perform("Tidy up", edits).unwrap();
    assert_eq!(session.built(), built, "nothing is analysed anew");
    assert!(session.undo());
    assert_eq!(session.document(), &document);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_there_is_is_tidied(document in arbitrary::document(40)) {
        assert_tidy("arbitrary", &document);
    }
}
