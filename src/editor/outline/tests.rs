//! Trees as they are written, and that of the example.

use super::*;
use crate::architecture::Document;
use crate::editor::facts::SceneFacts;
use crate::editor::scene::scene;

/// A tree as it is written: a name a line, two spaces a level.
fn drawn(text: &str) -> (Outline, Vec<ResourceId>) {
    let mut things: Vec<(ResourceId, Option<ResourceId>)> = Vec::new();
    let mut open: Vec<ResourceId> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let level = (line.len() - line.trim_start().len()) / 2;
        open.truncate(level);
        let id = ResourceId::new(line.trim());
        things.push((id.clone(), open.last().cloned()));
        open.push(id);
    }
    let outline = Outline::of(things.iter().map(|(id, parent)| (id, parent.as_ref())));
    (outline, things.into_iter().map(|(id, _)| id).collect())
}

const CAMPUS: &str = "
user
region
  vpc
    public
      nat
      web
    private
      db
    table
  bucket
";

fn at(ids: &[ResourceId], name: &str) -> usize {
    ids.iter().position(|id| id.as_str() == name).unwrap()
}

fn names<'a>(ids: &'a [ResourceId], rows: &[usize]) -> Vec<&'a str> {
    rows.iter().map(|at| ids[*at].as_str()).collect()
}

#[test]
fn every_node_knows_its_level_and_its_place_among_its_siblings() {
    let (outline, ids) = drawn(CAMPUS);
    let said = |name: &str| {
        let node = outline.node(at(&ids, name)).unwrap();
        (node.level, node.place, node.siblings)
    };
    assert_eq!(said("user"), (1, 1, 2));
    assert_eq!(said("region"), (1, 2, 2));
    assert_eq!(said("vpc"), (2, 1, 2));
    assert_eq!(said("web"), (4, 2, 2));
    assert_eq!(said("table"), (3, 3, 3));
    assert_eq!(said("bucket"), (2, 2, 2));
    assert!(outline.holds_some(at(&ids, "private")) && !outline.holds_some(at(&ids, "db")));
    let around: Vec<usize> = outline.around(at(&ids, "web")).collect();
    assert_eq!(names(&ids, &around), ["public", "vpc", "region"]);
}

#[test]
fn what_is_folded_hides_all_that_it_holds() {
    let (outline, ids) = drawn(CAMPUS);
    let folded = [at(&ids, "public"), at(&ids, "db")];
    let rows = outline.rows(|at| folded.contains(&at));
    let shown = [
        "user", "region", "vpc", "public", "private", "db", "table", "bucket",
    ];
    assert_eq!(names(&ids, &rows), shown);
    let rows = outline.rows(|it| it == at(&ids, "region"));
    assert_eq!(names(&ids, &rows), ["user", "region"]);
}

#[test]
fn what_is_found_stands_in_what_it_stands_in() {
    let (outline, ids) = drawn(CAMPUS);
    let rows = outline.found(|it| ["db", "bucket"].contains(&ids[it].as_str()));
    assert_eq!(
        names(&ids, &rows),
        ["region", "vpc", "private", "db", "bucket"]
    );
    assert!(outline.found(|_| false).is_empty());
}

#[test]
fn keys_do_what_the_pattern_for_trees_says() {
    let (outline, ids) = drawn(CAMPUS);
    let folded = [at(&ids, "public")];
    let is_folded = |at: usize| folded.contains(&at);
    let rows = outline.rows(is_folded);
    let press = |key: &str, name: &str| outline.key(key, at(&ids, name), &rows, 3, is_folded);
    let to = |name: &str| Some(Step::To(at(&ids, name)));
    assert_eq!(press("ArrowDown", "public"), to("private"));
    assert_eq!(press("ArrowDown", "bucket"), None);
    assert_eq!(press("ArrowUp", "private"), to("public"));
    assert_eq!(press("ArrowUp", "user"), None);
    assert_eq!(press("Home", "db"), to("user"));
    assert_eq!(press("End", "user"), to("bucket"));
    assert_eq!(press("PageDown", "region"), to("private"));
    assert_eq!(press("PageUp", "vpc"), to("user"));
    // Into what is unfolded, and out of it.
    assert_eq!(press("ArrowRight", "vpc"), to("public"));
    assert_eq!(
        press("ArrowRight", "public"),
        Some(Step::Unfold(vec![at(&ids, "public")]))
    );
    assert_eq!(press("ArrowRight", "db"), None);
    assert_eq!(press("ArrowLeft", "db"), to("private"));
    assert_eq!(
        press("ArrowLeft", "private"),
        Some(Step::Fold(at(&ids, "private")))
    );
    assert_eq!(press("ArrowLeft", "public"), to("vpc"));
    assert_eq!(press("ArrowLeft", "user"), None);
    assert_eq!(
        press("*", "table"),
        Some(Step::Unfold(vec![at(&ids, "public")]))
    );
    assert_eq!(press("a", "table"), None);
    // What was folded away is where it was folded.
    assert_eq!(press("ArrowDown", "web"), to("private"));
    assert_eq!(Outline::default().key("Home", 0, &[], 3, |_| false), None);
}

#[test]
fn typed_letters_lead_to_the_next_name_that_begins_with_them() {
    let (outline, ids) = drawn(CAMPUS);
    let rows = outline.rows(|_| false);
    let name = |at: usize| ids[at].as_str();
    let find = |letters: &str, here: &str| {
        typed(letters, at(&ids, here), &rows, name).map(|it| ids[it].as_str())
    };
    assert_eq!(find("p", "user"), Some("public"));
    assert_eq!(find("p", "public"), Some("private"));
    assert_eq!(find("PP", "private"), Some("public"), "and round");
    assert_eq!(find("pr", "public"), Some("private"));
    assert_eq!(find("pu", "public"), Some("public"), "it still fits");
    assert_eq!(find("x", "public"), None);
    assert_eq!(find("", "public"), None);
    assert_eq!(typed("a", 0, &[], name), None);
}

#[test]
fn a_list_shows_what_is_in_sight_and_a_little_more() {
    assert_eq!(in_sight(10_000, 500.0, 20.0), 494..526);
    assert_eq!(in_sight(10_000, 0.0, 20.0), 0..26);
    assert_eq!(in_sight(8, 3.0, 20.0), 0..8);
    assert_eq!(in_sight(0, 0.0, 20.0), 0..0);
    assert_eq!(in_sight(5, 900.0, 20.0), 5..5);
    assert_eq!(scrolled_to(3, 10.0, 20.0), 3.0);
    assert_eq!(scrolled_to(15, 10.0, 20.0), 10.0);
    assert_eq!(scrolled_to(40, 10.0, 20.0), 21.0);
}

#[test]
fn the_outline_of_notebookly_says_where_everything_stands() {
    let text = include_str!("../../../tests/files/notebookly.campus.json");
    let document = Document::from_json(text).unwrap();
    let scene = scene(&document, &SceneFacts::default());
    let things: Vec<_> = scene.things().collect();
    let outline = Outline::of(things.iter().map(|it| (&it.id, it.parent.as_ref())));
    for (at, thing) in things.iter().enumerate() {
        let around = outline.around(at).next().map(|at| &things[at].id);
        assert_eq!(around, thing.parent.as_ref(), "{}", thing.id);
    }
    let place = |name: &str| {
        let thing = things.iter().find(|it| it.name == name).unwrap();
        whereabouts(&document.architecture, &thing.id, thing.parent.as_ref())
    };
    assert_eq!(place("private-a"), "in Notebookly-VPC, ap-south-1a");
    assert_eq!(
        place("NAT-GW-AZ1"),
        "in public-a of Notebookly-VPC, ap-south-1a"
    );
    assert_eq!(place("public-rt"), "in Notebookly-VPC");
    assert_eq!(place("Notebookly-VPC"), "in ap-south-1");
    assert_eq!(place("Customer"), "");
}

#[test]
fn ten_thousand_rows_are_one_walk() {
    let ids: Vec<ResourceId> = (0..10_000)
        .map(|it| ResourceId::new(format!("it-{it}")))
        .collect();
    let parent = |at: usize| (!at.is_multiple_of(100)).then(|| &ids[at - at % 100]);
    let things = ids.iter().enumerate().map(|(at, id)| (id, parent(at)));
    let outline = Outline::of(things);
    assert_eq!(outline.rows(|_| true).len(), 100);
    assert_eq!(outline.rows(|_| false).len(), 10_000);
    let node = outline.node(9_999).unwrap();
    assert_eq!((node.level, node.place, node.siblings), (2, 99, 99));
}
