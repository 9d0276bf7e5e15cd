//! The JSON Schema of `review --json`.

use serde_json::{Value, json};

use super::shared::{fix, resource_id};
use super::write::{about, document, list, object, or_null, text, whole};

fn chapter() -> Value {
    object(&[
        ("number", whole()),
        ("folder", about(text(), "Its folder under lessons/.")),
    ])
}

fn maybe_text() -> Value {
    json!({ "type": ["string", "null"] })
}

/// The members of a line, of the checklist and of a pillar alike.
fn line() -> Vec<(&'static str, Value)> {
    let proof = object(&[
        ("resource", resource_id()),
        ("name", text()),
        (
            "property",
            about(
                maybe_text(),
                "The property that decides; null where the thing itself does.",
            ),
        ),
        ("value", about(json!({}), "Its value, as in files.")),
    ]);
    vec![
        (
            "number",
            about(
                json!({ "type": ["integer", "null"] }),
                "Its number in the checklist; null in a pillar.",
            ),
        ),
        (
            "code",
            about(
                text(),
                "Its name, by which a statement of the account answers it.",
            ),
        ),
        ("title", about(text(), "What it asks for.")),
        (
            "answer",
            about(
                json!({ "enum": ["met", "stated", "not_met", "statement_needed"] }),
                "Seen in the drawing, said by the learner, not so, or not to be seen and not said yet.",
            ),
        ),
        ("sentence", about(text(), "What decides, in words.")),
        (
            "said",
            about(
                maybe_text(),
                "What the learner has said, where that is the answer.",
            ),
        ),
        ("proofs", about(list(proof), "What decides, as data.")),
        (
            "missing",
            about(
                maybe_text(),
                "The kind that is not there yet, where that is why it is not met.",
            ),
        ),
        (
            "fix",
            about(or_null(fix()), "What would mend it or state it."),
        ),
        ("chapter", chapter()),
    ]
}

/// The output of `review --json`.
pub fn review() -> Value {
    let mut practice = line();
    practice.push((
        "weight",
        about(whole(), "How many points of 100 it counts."),
    ));
    practice.push(("why", about(text(), "Why so many.")));
    let pillar = object(&[
        ("code", text()),
        ("title", text()),
        ("score", about(whole(), "0 to 100: the weight that is met.")),
        ("lines", list(object(&practice))),
    ]);
    let todo = object(&[
        ("title", about(text(), "What to do.")),
        ("sentence", about(text(), "What is wrong.")),
        ("why", about(text(), "Why it stands where it stands.")),
        (
            "lines",
            about(list(text()), "The lines that it is about, by their codes."),
        ),
        ("rules", about(list(text()), "The rules that found it.")),
        ("resources", list(resource_id())),
        ("fix", or_null(fix())),
        ("risk", about(whole(), "Severity times stake, 1 to 27.")),
        ("effort", about(whole(), "How much work it is, in edits.")),
        (
            "cost",
            about(
                json!({ "type": ["number", "null"] }),
                "What it adds to a month's bill, in US dollars; null where that is not known.",
            ),
        ),
        ("chapter", or_null(chapter())),
    ]);
    let step = object(&[
        ("code", text()),
        ("title", text()),
        ("sentence", text()),
        (
            "stated",
            about(
                json!({ "type": "boolean" }),
                "Whether the learner says that it is done.",
            ),
        ),
        ("said", maybe_text()),
        ("resources", list(resource_id())),
        ("state", about(or_null(fix()), "What states it.")),
        ("chapter", chapter()),
    ]);
    let schema = object(&[
        ("title", about(text(), "The title of the document.")),
        (
            "met",
            about(whole(), "How many points are met, seen or said."),
        ),
        ("not_met", whole()),
        ("statements_needed", whole()),
        (
            "checklist",
            about(list(object(&line())), "The twenty points, in order."),
        ),
        (
            "pillars",
            about(list(pillar), "The four pillars, in order."),
        ),
        (
            "first",
            about(list(todo), "What to do first, the most worthwhile on top."),
        ),
        ("manual", about(list(step), "What no template can do.")),
        (
            "accepted",
            about(
                list(object(&[
                    ("title", text()),
                    ("sentence", text()),
                    ("resources", list(resource_id())),
                    (
                        "reason",
                        about(text(), "Why, by whom and when, in a sentence."),
                    ),
                ])),
                "Findings that somebody has accepted.",
            ),
        ),
    ]);
    document("Output of cloud-campus review --json", schema, &[])
}
