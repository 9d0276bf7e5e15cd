//! Who may do what: a table of decisions from AWS's documentation, and the
//! evaluator of the program against one that was written from the same texts
//! alone (`iam/reference.rs`).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "iam/campus.rs"]
mod campus;
mod cli_support;
#[path = "iam/documents.rs"]
mod documents;
#[path = "iam/property.rs"]
mod property;
#[path = "iam/reference.rs"]
mod reference;
#[path = "iam/trace.rs"]
mod trace;

use campus::{Campus, Request};
use cloud_campus::iam::{Iam, Outcome};

const TABLE: &str = include_str!("iam/decisions.txt");

/// The table: scenes, each with what is attached and what is asked.
#[test]
fn decisions_are_those_of_the_documentation() {
    let mut asked = 0;
    let mut problems = Vec::new();
    let mut heading = "";
    let mut campus = Campus::default();
    for (number, line) in TABLE.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(next) = line.strip_prefix("== ") {
            assert!(next.contains('['), "line {}: no source", number + 1);
            heading = next;
            campus = Campus::default();
        } else if let Some(question) = line.strip_prefix("? ") {
            asked += 1;
            let (question, wanted) = question.split_once(" -> ").unwrap();
            let request = Request::read(question);
            let document = campus.document();
            let decision = cloud_campus::iam::decide(&document.architecture, &request.question());
            let mut given = match decision.outcome {
                Outcome::Allowed => "allowed",
                Outcome::ImplicitDeny => "implicit deny",
                Outcome::ExplicitDeny => "explicit deny",
                Outcome::NotKnown => "not known",
            }
            .to_owned();
            if wanted.contains(" by ") {
                let by = decision.deciding.as_ref().map_or_else(
                    || "nobody".to_owned(),
                    |it| format!("{} {}", it.statement.holder, it.statement.index + 1),
                );
                given = format!("{given} by {by}");
            }
            if let Some((_, what)) = wanted.split_once(": ") {
                let hangs_on = decision.hangs_on.join("; ");
                if hangs_on.contains(what) {
                    given = format!("{given}: {what}");
                } else {
                    given = format!("{given}: {hangs_on}");
                }
            }
            if given != wanted {
                problems.push(format!(
                    "line {}: {heading}\n    {question} is {given}, not {wanted}\n    {decision:?}",
                    number + 1
                ));
            }
            // What the program knows for sure, the other evaluator finds too.
            if decision.outcome != Outcome::NotKnown {
                let other = reference::decide(&campus, &request);
                if other.is_some_and(|it| it != decision.outcome) {
                    problems.push(format!(
                        "line {}: {question} is {given}, but {other:?} by the other evaluator",
                        number + 1
                    ));
                }
            }
        } else {
            campus.read(line);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(asked >= 80, "only {asked} decisions");
}

/// Whoever asks much gets the same answers as whoever asks once.
#[test]
fn an_answer_does_not_depend_on_what_was_asked_before() {
    let mut campus = Campus::default();
    campus.read(r#"rahul {"Effect":"Allow","Action":"s3:*","Resource":"*"}"#);
    campus.read(r#"bucket {"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::docs/*"}"#);
    let document = campus.document();
    let indexed = cloud_campus::architecture::Indexed::new(&document.architecture);
    let iam = Iam::over(&indexed);
    for _ in 0..2 {
        for (question, allowed) in [
            ("rahul s3:GetObject docs/a", true),
            ("rahul s3:DeleteObject docs/a", false),
            ("asha s3:GetObject docs/a", false),
        ] {
            let question = Request::read(question).question();
            let decision = iam.decide(&question);
            assert_eq!(decision.is_allowed(), allowed);
            let alone = cloud_campus::iam::decide(&document.architecture, &question);
            assert_eq!(decision, alone);
        }
    }
}
