//! What holds for every figure.

use serde_json::json;

use super::*;

#[test]
fn every_figure_can_be_made_of_nothing_and_says_what_it_shows() {
    for widget in WIDGETS {
        let figure = Figure::read(widget, &json!({ "figure": widget })).expect("it is made");
        assert_eq!(figure.kind(), *widget);
        assert!(!figure.outputs().is_empty());
        let sentence = figure.sentence().to_string();
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.contains('!'), "{sentence}");
        assert!(
            figure.alternative().contains(&sentence) || *widget == "ruler",
            "{widget}"
        );
    }
}

#[test]
fn every_output_has_a_label_that_people_can_read() {
    for widget in WIDGETS {
        let figure = Figure::read(widget, &json!({})).expect("it is made");
        let outputs = figure.outputs();
        let named: Vec<&str> = outputs.keys().map(String::as_str).collect();
        let mut labelled: Vec<&str> = labels(widget).iter().map(|(name, _)| *name).collect();
        labelled.sort_unstable();
        assert_eq!(labelled, named, "{widget}");
        for (name, text) in labels(widget) {
            assert!(text.starts_with(char::is_uppercase), "{widget}: {text}");
            assert!(!text.contains('_'), "{widget}: {text}");
            let alike = labels(widget).iter().filter(|(_, it)| it == text);
            assert_eq!(alike.count(), 1, "{widget}: two outputs are called {text}");
            assert_eq!(label(widget, name), Some(*text));
        }
    }
    assert_eq!(LABELS.len(), WIDGETS.len());
    assert_eq!(label("ruler", "decided"), None);
}

#[test]
fn what_a_figure_does_not_have_is_refused_with_what_it_has() {
    for widget in WIDGETS {
        let wrong = Figure::read(widget, &json!({ "colour": "red" }));
        let problem = wrong.expect_err("it is refused");
        assert_eq!(problem.path, "colour");
        let mut figure = Figure::read(widget, &json!({})).expect("it is made");
        assert!(figure.set("colour", &json!("red")).is_err());
    }
    let wrong = Figure::read("oracle", &json!({})).expect_err("it is refused");
    assert!(
        wrong
            .to_string()
            .starts_with("figure: there is no figure `oracle`; write one of ruler, ")
    );
}

#[test]
fn reset_brings_back_the_beginning() {
    let mut figure = Figure::read("ruler", &json!({ "base": "10.0.0.0/22" })).expect("it is made");
    figure.set("prefix", &json!(24)).expect("a prefix");
    assert!(!figure.is_at_start());
    figure.reset();
    assert!(figure.is_at_start());
    assert_eq!(figure.outputs()["prefix"], 22);
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut figure = Figure::read("signboard", &json!({})).expect("it is made");
    assert!(figure.set("address", &json!("300.1.1.1")).is_err());
    assert!(figure.is_at_start());
}
