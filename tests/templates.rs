//! Templates, from the architectures in `tests/templates/`.
//!
//! That AWS takes a template is checked by `cargo xtask test`, which has
//! cfn-lint read the export of every one of these files. Here stands what can
//! be told without it: that a template is whole, that its two forms are the
//! same, and that no architecture whatsoever makes the export fail.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cloud_campus::architecture::{Document, Kind, ResourceId};
use cloud_campus::cloudformation::{Export, Template, export};
use expect_test::expect;
use proptest::prelude::*;
use serde_json::{Value, json};

fn open(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/templates")
        .join(format!("{name}.campus.json"));
    let text = std::fs::read_to_string(path).unwrap();
    Document::from_json(&text).unwrap()
}

fn samples() -> Vec<(String, Document)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".campus.json")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 10, "the samples are missing");
    names
        .into_iter()
        .map(|name| (name.clone(), open(&name)))
        .collect()
}

fn export_of(name: &str) -> Export {
    export(&open(name).architecture, None)
}

/// Everything that must hold of any template.
fn check_whole(template: &Template) {
    let mut ids = BTreeSet::new();
    let parameters = template.parameters.iter().map(|it| &it.id);
    for id in parameters.chain(template.resources.iter().map(|it| &it.id)) {
        assert!((1..=255).contains(&id.len()), "{id} is too long");
        assert!(
            id.chars().all(|it| it.is_ascii_alphanumeric()),
            "{id} is no logical id"
        );
        assert!(ids.insert(id.as_str()), "{id} is there twice");
    }
    let mut outputs = BTreeSet::new();
    for output in &template.outputs {
        assert!(
            outputs.insert(&output.id),
            "output {} is there twice",
            output.id
        );
        output.value.visit_references(&mut |id| known(&ids, id));
    }
    let mut made: BTreeSet<&str> = template
        .parameters
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    for entry in &template.resources {
        entry.visit_references(&mut |id| {
            known(&ids, id);
            // What a resource needs stands before it: so there are no rings.
            assert!(
                id.starts_with("AWS::") || made.contains(id),
                "{} stands before {id}, which it needs",
                entry.id
            );
        });
        made.insert(&entry.id);
    }
    let yaml: yaml_serde::Value = yaml_serde::from_str(&template.to_yaml()).unwrap();
    let json: Value = serde_json::from_str(&template.to_json()).unwrap();
    assert_eq!(long_form(&yaml), json, "YAML and JSON differ");
}

fn known(ids: &BTreeSet<&str>, id: &str) {
    let pseudo = ["AWS::Region", "AWS::URLSuffix", "AWS::AccountId"];
    assert!(
        ids.contains(id) || pseudo.contains(&id),
        "{id} is not in the template"
    );
}

/// YAML's short functions as JSON writes them.
fn long_form(value: &yaml_serde::Value) -> Value {
    use yaml_serde::Value as Yaml;
    match value {
        Yaml::Tagged(tagged) => {
            let inner = long_form(&tagged.value);
            let name = tagged.tag.to_string();
            match name.trim_start_matches('!') {
                "Ref" => json!({ "Ref": inner }),
                "GetAtt" => {
                    let (id, attribute) = inner.as_str().unwrap().split_once('.').unwrap();
                    json!({ "Fn::GetAtt": [id, attribute] })
                }
                function => json!({ format!("Fn::{function}"): inner }),
            }
        }
        Yaml::Sequence(items) => items.iter().map(long_form).collect(),
        Yaml::Mapping(members) => members
            .iter()
            .map(|(key, value)| (key.as_str().unwrap().to_owned(), long_form(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Yaml::Number(number) => match number.as_i64() {
            Some(whole) => json!(whole),
            None => json!(number.as_f64().unwrap()),
        },
        Yaml::String(text) => json!(text),
        Yaml::Bool(flag) => json!(flag),
        Yaml::Null => Value::Null,
    }
}

#[test]
fn every_sample_gives_a_whole_template() {
    for (name, document) in samples() {
        println!("{name}");
        check_whole(&export(&document.architecture, None).template);
    }
}

#[test]
fn the_same_architecture_gives_the_same_template() {
    for (name, document) in samples() {
        let again = Document::from_json(&document.to_json()).unwrap();
        let first = export(&document.architecture, None);
        assert_eq!(first, export(&again.architecture, None), "{name}");
        assert_eq!(
            first.template.to_yaml(),
            export(&again.architecture, None).template.to_yaml()
        );
    }
}

#[test]
fn every_kind_of_resource_has_its_place_in_a_template() {
    let document = open("everything");
    let export = export(&document.architecture, None);
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &export.template.resources {
        *types.entry(entry.kind).or_default() += 1;
    }
    for kind in Kind::ALL {
        let aws = kind.info().aws;
        let there = document.architecture.ids_of(*kind).count();
        assert!(there > 0, "the sample lacks a {kind:?}");
        // A scaling policy brings an alarm of its own, and a function a role.
        let more = match kind {
            Kind::Alarm => 2,
            Kind::IamRole => 1,
            _ => 0,
        };
        if !aws.is_empty() {
            assert_eq!(types.get(aws), Some(&(there + more)), "{kind:?}");
        }
    }
    assert!(
        export.omitted.iter().all(|it| it.part.is_some()),
        "{:?}",
        export.omitted
    );
}

#[test]
fn a_template_holds_no_password() {
    let template = export_of("databases").template;
    let databases = template
        .resources
        .iter()
        .filter(|it| it.kind == "AWS::RDS::DBInstance");
    for database in databases {
        let keys: Vec<_> = database
            .properties
            .0
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        assert!(
            keys.contains(&"ManageMasterUserPassword"),
            "{}",
            database.id
        );
        assert!(!keys.contains(&"MasterUserPassword"), "{}", database.id);
    }
}

#[test]
fn a_template_is_for_one_region() {
    let document = open("unfinished");
    let of = |region: &str| export(&document.architecture, Some(&ResourceId::new(region)));
    let has = |export: &Export, id: &str| export.template.resources.iter().any(|it| it.id == id);
    let (mumbai, dublin) = (of("region-1"), of("region-2"));
    assert!(has(&mumbai, "Campus") && !has(&mumbai, "Abroad"));
    assert!(has(&dublin, "Abroad") && !has(&dublin, "Campus"));
    assert!(
        dublin.omitted.iter().any(|it| it.to_string()
            == "vpc-1: it is in another Region, and a template makes things in one")
    );
    check_whole(&dublin.template);
}

#[test]
fn scripts_wait_for_the_whole_way_out() {
    let export = export_of("three-tiers");
    let group = export
        .template
        .resources
        .iter()
        .find(|it| it.id == "NotebooklyASG")
        .unwrap();
    expect![[r#"
        PrivateAz1RouteTableAssociation
        PrivateRtAz1DefaultRoute
        PrivateAz2RouteTableAssociation
        PrivateRtAz2DefaultRoute
        PublicAz1RouteTableAssociation
        PublicRtDefaultRoute
        PublicAz2RouteTableAssociation
    "#]]
    .assert_eq(
        &group
            .depends_on
            .iter()
            .map(|it| format!("{it}\n"))
            .collect::<String>(),
    );
}

/// One change to a document, however senseless.
#[derive(Clone, Debug)]
enum Blow {
    Delete(usize),
    Rename(usize, String),
    Set(usize, usize, Value),
    Point(usize, usize, usize),
    Leaf(usize, usize, Value),
}

fn blow() -> impl Strategy<Value = Blow> {
    let text = prop_oneof![
        "\\PC{0,40}",
        Just(String::new()),
        Just("10.0.0.0/16".to_owned()),
        Just("${AWS::Region}".to_owned()),
        Just("{{resolve:ssm:x}}".to_owned()),
        Just("0.0.0.0/0".to_owned()),
    ];
    let value = prop_oneof![
        text.clone().prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        (0u32..20).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(json!([])),
    ];
    prop_oneof![
        any::<usize>().prop_map(Blow::Delete),
        (any::<usize>(), text).prop_map(|(at, name)| Blow::Rename(at, name)),
        (any::<usize>(), any::<usize>(), value.clone())
            .prop_map(|(at, property, value)| Blow::Set(at, property, value)),
        (any::<usize>(), any::<usize>(), value)
            .prop_map(|(at, leaf, value)| Blow::Leaf(at, leaf, value)),
        (any::<usize>(), any::<usize>(), any::<usize>())
            .prop_map(|(at, property, to)| Blow::Point(at, property, to)),
    ]
}

/// Rebuilds the document's file with the change; `None` where the file format
/// does not hold it.
fn strike(document: &Document, blow: &Blow) -> Option<Document> {
    let mut file = document.to_value();
    let resources = file["resources"].as_array_mut()?;
    let ids: Vec<Value> = resources.iter().map(|it| it["id"].clone()).collect();
    let count = resources.len();
    if count == 0 {
        return None;
    }
    let properties = |resource: &Value| {
        Kind::from_key(resource["kind"].as_str().unwrap())
            .unwrap()
            .info()
            .properties
    };
    match blow {
        Blow::Delete(at) => {
            resources.remove(at % count);
        }
        Blow::Rename(at, name) => resources[at % count]["name"] = json!(name),
        Blow::Set(at, property, value) => {
            let resource = &mut resources[at % count];
            let known = properties(resource);
            let property = known.get(property % known.len().max(1))?;
            resource[property.key] = value.clone();
        }
        Blow::Leaf(at, leaf, value) => {
            let mut found = Vec::new();
            leaves(&mut resources[at % count], &mut found);
            let chosen = leaf % found.len().max(1);
            **found.get_mut(chosen)? = value.clone();
        }
        Blow::Point(at, property, to) => {
            let resource = &mut resources[at % count];
            let naming: Vec<_> = properties(resource)
                .iter()
                .filter(|it| !it.referenced_kinds().is_empty())
                .collect();
            let property = naming.get(property % naming.len().max(1))?;
            let id = ids[to % count].clone();
            resource[property.key] = if property.is_list() { json!([id]) } else { id };
        }
    }
    Document::from_value(file).ok()
}

/// The texts and numbers of a resource, those in the rows of its tables too.
fn leaves<'a>(value: &'a mut Value, found: &mut Vec<&'a mut Value>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| leaves(item, found)),
        Value::Object(members) => members
            .iter_mut()
            .filter(|(key, _)| !matches!(key.as_str(), "id" | "kind"))
            .for_each(|(_, value)| leaves(value, found)),
        leaf => found.push(leaf),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_architecture_makes_the_export_fail(blows in prop::collection::vec(blow(), 1..20)) {
        let mut document = open("everything");
        for blow in &blows {
            document = strike(&document, blow).unwrap_or(document);
        }
        check_whole(&export(&document.architecture, None).template);
    }
}
