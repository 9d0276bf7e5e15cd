//! The proof that a kind is declared once.
//!
//! `architecture/kinds/specimen.rs` declares a kind that exists only in tests,
//! with a table of its own, and `cloudformation/specimen.rs` says how it is
//! written. Both are named in the one list of kinds and the one list of
//! templates, and nowhere else; what is tested here is that this is enough.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::architecture::{
    Category, Document, Edit, Kind, PropertyType, ResourceId, Specimen, SpecimenPart,
};
use crate::building::placement::{create, deletion};
use crate::cloudformation::export;
use crate::editor::form::{fields, offers, sheet, tables, tags};
use crate::editor::scene::{Shape, default_size, scene};
use crate::editor::tools::{Context, drop_new};
use crate::editor::{Point, SceneFacts, Session, Viewport, palette};
use crate::explain::reference::{file_format, file_schema};

fn drop_on(document: &mut Document, kind: Kind, target: Option<&ResourceId>) -> ResourceId {
    let (id, edits) = create(document, kind, target, None).unwrap();
    document.apply_all(edits).unwrap();
    id
}

/// A Region with a VPC, two subnets and a specimen of one part.
fn campus() -> Document {
    let mut document = Document::default();
    let region = drop_on(&mut document, Kind::Region, None);
    let vpc = drop_on(&mut document, Kind::Vpc, Some(&region));
    drop_on(&mut document, Kind::Subnet, Some(&vpc));
    drop_on(&mut document, Kind::Subnet, Some(&vpc));
    let id = drop_on(&mut document, Kind::Specimen, Some(&vpc));
    let row = tables::new_row(&SpecimenPart::ROW, &[]);
    let row = with(row, "subnet", json!("subnet-1"));
    let edits = tables::put_row(&document.architecture, &id, "parts", usize::MAX, row);
    document.apply_all(edits.unwrap()).unwrap();
    document
}

fn with(mut row: Value, key: &str, value: Value) -> Value {
    row[key] = value;
    row
}

fn id() -> ResourceId {
    "specimen-1".into()
}

#[test]
fn the_palette_offers_it_and_a_drop_makes_it() {
    assert!(palette::kinds_of(Category::Storage).any(|kind| kind == Kind::Specimen));
    assert!(palette::finds("proof", Kind::Specimen));
    let document = campus();
    assert_eq!(document.architecture.name_of(&id()), "sample-1");
    let specimen: &Specimen = document.architecture.find(&id()).unwrap();
    assert_eq!(specimen.vpc, Some("vpc-1".into()));
}

/// Puts one down at the middle of a VPC, as a hand does.
fn put_down(document: &Document, at: &ResourceId) -> Vec<Edit> {
    let facts = SceneFacts::default();
    let drawn = scene(document, &facts);
    let middle = drawn.rect(at).unwrap().centre();
    let context = Context {
        document,
        selection: &BTreeSet::new(),
        scene: Arc::new(drawn),
        facts: Arc::new(facts),
        view: Viewport::default(),
        size: Point::new(1200.0, 900.0),
    };
    drop_new(&context, Kind::Specimen, middle).unwrap().edits
}

#[test]
fn a_hand_puts_it_down_and_the_log_says_so() {
    let document = campus();
    let edits = put_down(&document, &"vpc-1".into());
    let arranges =
        |edit: &Edit| matches!(edit, Edit::Arrange { id, .. } if id.as_str() == "specimen-2");
    assert!(
        !edits.iter().any(arranges),
        "it finds its place in the wall"
    );
    let mut session = Session::open(document);
    session.perform("Add a specimen", edits).unwrap();
    let logged = session.audit().iter();
    let logged: Vec<_> = logged.map(|it| (&*it.call, it.name.as_str())).collect();
    assert_eq!(logged, [("CreateSpecimen", "sample-2")]);
    // On a subnet it has no business.
    let refused = create(
        session.document(),
        Kind::Specimen,
        Some(&"subnet-1".into()),
        None,
    );
    assert_eq!(
        refused.unwrap_err().to_string(),
        "A specimen belongs in a VPC, not in a subnet."
    );
}

#[test]
fn it_is_drawn_on_its_ground() {
    let document = campus();
    let drawn = scene(&document, &SceneFacts::default());
    let thing = drawn.get(&id()).unwrap();
    assert_eq!(thing.shape, Shape::Node);
    assert_eq!(thing.parent, Some("vpc-1".into()));
    assert_eq!((thing.icon, thing.sub.as_str()), ("vpc", "Specimen"));
    assert_eq!(thing.label, "sample-1, Specimen, in vpc-1");
    let size = default_size(Kind::Specimen);
    assert_eq!((thing.place.w, thing.place.h), (size.x, size.y));
    assert!(thing.place.y < 0.0, "it does not stand in the wall");
    assert!(Kind::Specimen.is_in_network());
    assert_eq!(drawn.thing_at(drawn.body(thing).centre()), Some(thing));
}

#[test]
fn the_form_shows_and_edits_it_and_its_table() {
    let mut document = campus();
    let property = Kind::Specimen.info().property("parts").unwrap();
    let PropertyType::Rows(row) = property.value else {
        panic!("it is a table");
    };
    let columns = sheet::columns(row);
    let headings: Vec<&str> = columns
        .iter()
        .map(|column| sheet::heading(*column, property))
        .collect();
    assert_eq!(headings, ["No.", "Holder", "Label"]);
    let rows = tables::rows(&document.architecture, &id(), "parts");
    let shown: Vec<String> = columns
        .iter()
        .map(|column| {
            let cell = column.cell(&rows[0]);
            fields::show(column.value(), &cell, &document.architecture)
        })
        .collect();
    assert_eq!(shown, ["10", "subnet-1", "first"]);
    let offers = offers::options(
        columns[1].value(),
        &Value::Null,
        &document.architecture,
        &id(),
    );
    assert_eq!(offers.len(), 3, "none and the two subnets");
    // A second part, numbered behind the first; then the first goes.
    let next = tables::new_row(row, &rows);
    assert_eq!(next["number"], 20);
    let architecture = &document.architecture;
    let add = tables::put_row(architecture, &id(), "parts", usize::MAX, next).unwrap();
    let remove = tables::remove_row(architecture, &id(), "parts", 0);
    let calls: Vec<_> = add
        .iter()
        .chain(&remove)
        .map(|edit| edit.api_call(&document))
        .collect();
    assert_eq!(calls, [Some("AddSpecimenPart"), Some("RemoveSpecimenPart")]);
    document.apply_all(add).unwrap();
    document.apply_all(remove).unwrap();
    let left = tables::rows(&document.architecture, &id(), "parts");
    assert_eq!(left, [json!({ "number": 20, "label": "first" })]);
}

#[test]
fn a_row_goes_with_what_it_cannot_be_without() {
    let mut document = campus();
    let edits = deletion(&document, &["subnet-1".into()]);
    document.apply_all(edits).unwrap();
    assert!(tables::rows(&document.architecture, &id(), "parts").is_empty());
}

#[test]
fn a_file_keeps_it_and_refuses_it_with_the_place() {
    let document = campus();
    let text = document.to_json();
    assert!(text.contains("\"kind\": \"specimen\""));
    assert_eq!(Document::from_json(&text), Ok(document));
    let refused = Document::from_json(&text.replace("\"number\": 10", "\"number\": -1"));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "resource `specimen-1`, property `parts`: row 1, `number`: \
         invalid value: integer `-1`, expected a whole number, not negative"
    );
}

#[test]
fn schema_and_reference_describe_it() {
    let schema = file_schema();
    let kinds = schema["properties"]["resources"]["items"]["oneOf"].as_array();
    let described = |it: &&Value| it["properties"]["kind"]["const"] == "specimen";
    let specimen = kinds.unwrap().iter().find(described).unwrap();
    let part = &specimen["properties"]["parts"]["items"];
    assert_eq!(part["required"], json!(["number"]));
    assert_eq!(
        part["properties"]["label"],
        json!({ "type": "string", "description": "What is written on it." })
    );
    assert!(specimen["properties"]["tags"].is_object());
    let reference = file_format();
    for line in [
        "## `specimen`: Specimen",
        "| `parts` | list of [specimen part](#specimen-part) rows | `[]` | What it consists of. |",
        "### Specimen part",
        "- `subnet` (id of a subnet, optional): The subnet that holds it.",
    ] {
        assert!(reference.contains(line), "the reference lacks {line}");
    }
}

#[test]
fn the_template_makes_it_with_its_tags() {
    let mut document = campus();
    let row = with(tables::new_row(&tags::ROW, &[]), "value", json!("test"));
    let edits = tables::put_row(&document.architecture, &id(), "tags", usize::MAX, row).unwrap();
    assert_eq!(edits[0].api_call(&document), Some("CreateTags"));
    document.apply_all(edits).unwrap();
    let export = export(&document.architecture, None);
    let entry = export
        .template
        .resources
        .iter()
        .find(|it| it.id == "Sample1");
    let entry = entry.unwrap();
    assert_eq!(entry.kind, Kind::Specimen.info().aws);
    let properties = serde_json::to_value(&entry.properties).unwrap();
    assert_eq!(
        properties,
        json!({
            "VpcId": { "Ref": "Vpc1" },
            "Parts": [{ "Number": 10, "Label": "first" }],
            "Tags": [
                { "Key": "Name", "Value": "sample-1" },
                { "Key": "Environment", "Value": "test" },
            ],
        })
    );
    let delete = Edit::Delete { id: id() };
    assert_eq!(delete.api_call(&document), Some("DeleteSpecimen"));
}

#[test]
fn it_belongs_to_the_region_of_what_it_was_dropped_on() {
    let mut document = campus();
    let region = drop_on(&mut document, Kind::Region, None);
    let vpc = drop_on(&mut document, Kind::Vpc, Some(&region));
    let far = drop_on(&mut document, Kind::Specimen, Some(&vpc));
    let here = export(&document.architecture, None);
    let omitted: Vec<String> = here.omitted.iter().map(ToString::to_string).collect();
    let expected = "it is in another Region, and a template makes things in one";
    assert!(
        omitted.contains(&format!("{far}: {expected}")),
        "{omitted:?}"
    );
    let there = export(&document.architecture, Some(&region));
    let aws = Kind::Specimen.info().aws;
    let made = there.template.resources.iter().filter(|it| it.kind == aws);
    assert_eq!(made.count(), 1);
}
