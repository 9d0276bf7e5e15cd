//! A finding that is accepted: kept in the file, counted apart, and open again when what
//! it says has changed.

mod cli_support;

use cli_support::run_with;
use cloud_campus::architecture::{Document, Edit};
use cloud_campus::rules::{self, accepted};

/// Notebookly with its first error accepted, after a subnet was moved out of its VPC.
fn accepted_error() -> Document {
    let text = std::fs::read_to_string(cli_support::NOTEBOOKLY).expect("the example is there");
    let mut document = Document::from_json(&text).expect("the example is a document");
    let moved = Edit::set(&"subnet-4".into(), "cidr", "10.1.4.0/24");
    document.apply(moved).expect("a subnet has a block");
    let all = rules::findings(&document.architecture);
    let error = all.iter().find(|it| it.code == "subnet-outside-vpc");
    let edit = accepted::accept(
        error.expect("it is outside"),
        &document.architecture,
        "the second block comes on Monday",
        "Meera",
        "2026-11-03",
    );
    document
        .apply(edit.expect("it is about a subnet"))
        .expect("it can be accepted");
    document
}

#[test]
fn what_is_accepted_is_counted_apart() {
    let document = accepted_error();
    let text = document.to_json();
    assert!(text.contains("\"accepted\""), "the file keeps it");
    let said = run_with(&["check", "-"], &text);
    assert!(
        said.out.contains(
            "Accepted because the second block comes on Monday, by Meera, on 2026-11-03."
        ),
        "{}",
        said.shown()
    );
    assert!(
        said.out.contains("1 finding is accepted."),
        "{}",
        said.shown()
    );

    let json = run_with(&["check", "-", "--json"], &text).json();
    let codes = |list: &str| -> Vec<String> {
        let all = json[list].as_array().into_iter().flatten();
        all.map(|it| it["code"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(codes("accepted"), ["subnet-outside-vpc"]);
    assert!(!codes("findings").contains(&"subnet-outside-vpc".to_owned()));
    assert_eq!(json["accepted"][0]["by"], "Meera");

    // The exit code asks for open errors alone.
    let mut open = document.clone();
    for accepted in document.architecture.accepted().to_vec() {
        open.apply(Edit::Reopen { accepted })
            .expect("it was accepted");
    }
    let before = run_with(&["check", "-", "--json"], &open.to_json()).json();
    let errors = |json: &serde_json::Value| json["errors"].as_u64();
    assert_eq!(errors(&before), errors(&json).map(|it| it + 1));

    let review = run_with(&["review", "-"], &text);
    assert!(
        review.out.contains("Accepted because the second block"),
        "{}",
        review.shown()
    );
}

#[test]
fn it_is_open_again_when_what_it_says_has_changed() {
    let mut document = accepted_error();
    let moved = Edit::set(&"subnet-4".into(), "cidr", "10.2.4.0/24");
    document.apply(moved).expect("a subnet has a block");
    let json = run_with(&["check", "-", "--json"], &document.to_json()).json();
    let codes = json["findings"].as_array().into_iter().flatten();
    assert!(
        codes
            .into_iter()
            .any(|it| it["code"] == "subnet-outside-vpc")
    );
    assert_eq!(json["accepted"], serde_json::json!([]));
}
