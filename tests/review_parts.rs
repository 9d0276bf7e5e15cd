//! What each part of the complete Notebookly is good for: it is taken away,
//! and what the review then no longer sees is in a table
//! (`review/parts.txt`), to be read line by line.
//!
//! A part is a resource (deleted as the page deletes, with what is in it), one
//! thing that a property names, one row, one flag, one choice, one number at
//! its least. Lines of the review are called by their codes; `?` says that the
//! review asks the learner again. Behind them stand the rules that then find
//! an error or a warning: whoever takes a part away is told of it by one or the
//! other, or the part is among those at the end that nothing depends on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::*;
use cloud_campus::building::placement::deletion;
use cloud_campus::review::{Answer, Line, Review};
use cloud_campus::rules::Severity;
use expect_test::expect_file;
use serde_json::Value;

/// The shipped example, with every statement made that a review asks for.
fn notebookly() -> Document {
    let text = include_str!("../assets/examples/notebookly.campus.json");
    let mut document = Document::from_json(text).unwrap();
    loop {
        let review = Review::of(&Analysis::of(&document.architecture));
        let asked = lines(&review).find(|it| it.answer == Answer::StatementNeeded);
        let Some(line) = asked else {
            return document;
        };
        document.apply_all(line.fix.clone().unwrap().edits).unwrap();
    }
}

/// The points, then the lines of the four lists.
fn lines(review: &Review) -> impl Iterator<Item = &Line> {
    let practices = review.pillars.iter().flat_map(|it| &it.lines);
    review.checklist.iter().chain(practices.map(|it| &it.line))
}

/// What is lost: points by number and code, lines by code, then what rules
/// find that is an error or a warning.
fn lost(document: &Document) -> Vec<String> {
    let analysis = Analysis::of(&document.architecture);
    let review = Review::of(&analysis);
    let open = lines(&review).filter(|it| !it.answer.is_met());
    let mut lost: Vec<String> = open
        .map(|it| {
            let number = it.number.map_or(String::new(), |it| format!("{it} "));
            let asks = it.answer == Answer::StatementNeeded;
            format!("{number}{}{}", it.code, if asks { "?" } else { "" })
        })
        .collect();
    let findings = analysis.findings().iter();
    let told: BTreeSet<String> = findings
        .filter_map(|it| match it.severity {
            Severity::Error => Some(format!("error: {}", it.code)),
            Severity::Warning => Some(format!("warning: {}", it.code)),
            Severity::Info => None,
        })
        .collect();
    lost.extend(told);
    lost
}

/// What can be taken away from a resource: what is said of it, and the edits.
fn parts(document: &Document, id: &ResourceId, resource: &Resource) -> Vec<(String, Vec<Edit>)> {
    let mut parts = vec![(
        "deleted".to_owned(),
        deletion(document, std::slice::from_ref(id)),
    )];
    for property in resource.kind().info().properties {
        let value = resource.properties.get(property.key).unwrap();
        if let Value::Array(items) = &value {
            for (place, item) in items.iter().enumerate() {
                let said = format!("{} without {}", property.key, short(item));
                parts.push((said, vec![Edit::remove(id, property.key, place)]));
                let PropertyType::Rows(info) = property.value else {
                    continue;
                };
                for member in info.members {
                    let Some(was) = item.get(member.key) else {
                        continue;
                    };
                    for less in lesser(member.value, was) {
                        let said = format!(
                            "{} {}: {} {}",
                            property.key,
                            place + 1,
                            member.key,
                            short(&less)
                        );
                        let mut items = items.clone();
                        items[place][member.key] = less;
                        parts.push((said, vec![Edit::set(id, property.key, items)]));
                    }
                }
            }
            continue;
        }
        for less in lesser(property.value, &value) {
            let said = format!("{} {}", property.key, short(&less));
            parts.push((said, vec![Edit::set(id, property.key, less)]));
        }
    }
    parts
}

/// What a value becomes when its part is taken away.
fn lesser(of: PropertyType, value: &Value) -> Vec<Value> {
    let lesser: Vec<Value> = match of {
        PropertyType::Flag => vec![Value::Bool(!value.as_bool().unwrap_or_default())],
        PropertyType::Number { min, .. } if !value.is_null() => vec![min.into()],
        PropertyType::Choice(choices) => choices.iter().map(|it| it.value.into()).collect(),
        PropertyType::Reference(_) | PropertyType::Zone => vec![Value::Null],
        PropertyType::Text { .. }
        | PropertyType::LongText
        | PropertyType::Policy
        | PropertyType::Cidr
        | PropertyType::Suggested(_)
            if value.is_string() =>
        {
            vec!["".into()]
        }
        _ => Vec::new(),
    };
    lesser.into_iter().filter(|it| it != value).collect()
}

/// A value in a few characters: what of a row tells it from others.
fn short(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            const TELLING: [&str; 17] = [
                "line",
                "destination",
                "number",
                "port",
                "priority",
                "when",
                "endpoint",
                "title",
                "metric",
                "basis",
                "name",
                "key",
                "prefix",
                "storage_class",
                "pattern",
                "peer",
                "from_port",
            ];
            let mut telling = TELLING.iter().filter_map(|key| members.get(*key));
            telling.next().map_or_else(|| value.to_string(), short)
        }
        Value::String(text) if text.is_empty() => "empty".to_owned(),
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    }
}

#[test]
fn each_part_carries_the_lines_that_depend_on_it_and_no_others() {
    let whole = notebookly();
    assert_eq!(lost(&whole), [""; 0]);
    let mut table = String::new();
    let mut idle = String::new();
    for (id, resource) in whole.architecture.resources() {
        // What comes to the same stands together, where it stood first.
        let mut all: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for (said, edits) in parts(&whole, id, resource) {
            let mut document = whole.clone();
            if document.apply_all(edits).is_err() {
                continue;
            }
            let lost = lost(&document);
            match all.iter_mut().find(|it| it.0 == lost) {
                Some((_, parts)) => parts.push(said),
                None => all.push((lost, vec![said])),
            }
        }
        let title = format!("{} ({id})", resource.name);
        let _ = writeln!(table, "{title}");
        for (lost, parts) in all {
            let parts = parts.join("; ");
            if lost.is_empty() {
                let _ = writeln!(idle, "{title}: {parts}");
            } else {
                let _ = writeln!(table, "  {parts}\n    -> {}", lost.join(", "));
            }
        }
    }
    let _ = write!(table, "\nNothing is lost by these:\n{idle}");
    expect_file!["review/parts.txt"].assert_eq(&table);
}
