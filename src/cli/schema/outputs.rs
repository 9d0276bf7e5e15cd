//! The JSON Schemas of the outputs, draft 2020-12.
//!
//! They are strict: no member may be missing and none may be added without a
//! word here. A test holds real outputs against them.

use serde_json::{Value, json};

use super::shared::{evidence, fix, named, resource_id};
use super::write::{about, document, list, object, or_null, text, whole};

fn severity() -> Value {
    json!({ "enum": ["error", "warning", "info"] })
}

/// The output of `check --json`.
pub fn check() -> Value {
    let told = [
        (
            "code",
            about(text(), "The rule; `cloud-campus rules CODE` explains it."),
        ),
        ("severity", severity()),
        ("title", about(text(), "A heading of a few words.")),
        (
            "sentence",
            about(text(), "What is wrong and why it matters."),
        ),
        (
            "resources",
            about(
                list(named()),
                "What it is about; the first is the one to mend.",
            ),
        ),
        (
            "property",
            about(
                json!({ "type": ["string", "null"] }),
                "The property of the first resource that it is about.",
            ),
        ),
        ("evidence", list(json!({ "$ref": "#/$defs/evidence" }))),
        (
            "fix",
            about(
                or_null(fix()),
                "The remedy, where there is one sensible one.",
            ),
        ),
    ];
    let reason = [
        ("because", about(text(), "Why it is accepted.")),
        ("by", about(text(), "Who accepted it; may be empty.")),
        ("on", about(text(), "The day; may be empty.")),
    ];
    let accepted = object(&[&told[..], &reason[..]].concat());
    let finding = object(&told);
    let stop = object(&[
        ("at", text()),
        (
            "code",
            about(text(), "Empty where a flow gets through that must not."),
        ),
        ("sentence", text()),
        (
            "fix",
            about(
                or_null(fix()),
                "The remedy, where there is one sensible one.",
            ),
        ),
    ]);
    let maybe_text = || json!({ "type": ["string", "null"] });
    let intent = object(&[
        ("id", resource_id()),
        ("name", text()),
        ("sentence", about(text(), "What it says.")),
        (
            "verdict",
            about(
                json!({ "enum": ["delivered", "dropped", null] }),
                "What happens to the flow; null where it cannot be asked.",
            ),
        ),
        (
            "holds",
            about(json!({ "type": "boolean" }), "Whether it is as intended."),
        ),
        (
            "problem",
            about(maybe_text(), "Why it cannot be asked; mostly null."),
        ),
        ("reach", or_null(super::shared::reach())),
        ("share", or_null(super::shared::share())),
        (
            "remarks",
            about(
                list(text()),
                "Who gets through and who does not, where it is neither all nor nobody.",
            ),
        ),
        (
            "stop",
            about(
                or_null(stop),
                "Where it ends that should not; null where it holds.",
            ),
        ),
    ]);
    let schema = object(&[
        ("title", about(text(), "The title of the document.")),
        ("resources", about(whole(), "How many resources it has.")),
        ("errors", whole()),
        ("warnings", whole()),
        ("remarks", whole()),
        ("findings", about(list(finding), "The worst comes first.")),
        (
            "accepted",
            about(
                list(accepted),
                "Findings that somebody has accepted; they are counted nowhere else.",
            ),
        ),
        (
            "intents",
            about(
                list(intent),
                "What the learner expects, and whether it is so.",
            ),
        ),
    ]);
    document(
        "Output of cloud-campus check --json",
        schema,
        &[("evidence", evidence())],
    )
}

/// The output of `rules --json`.
pub fn rules() -> Value {
    let rule = object(&[
        ("code", text()),
        ("severity", severity()),
        ("title", text()),
        ("topic", text()),
        ("checks", about(text(), "What it checks.")),
        ("why", about(text(), "Why that matters.")),
        ("reaction", about(text(), "How AWS reacts.")),
        ("source", about(text(), "Where that is written.")),
        (
            "aws_error",
            about(
                text(),
                "The name of AWS's error; empty where there is none.",
            ),
        ),
    ]);
    document("Output of cloud-campus rules --json", list(rule), &[])
}

/// The output of `trace --json`.
pub fn trace() -> Value {
    document(
        "Output of cloud-campus trace --json",
        super::shared::trace(),
        &[
            ("evidence", evidence()),
            ("hop", super::shared::hop()),
            ("packet", super::shared::packet()),
            ("endpoint", super::shared::endpoint()),
            ("resource_id", resource_id()),
        ],
    )
}

/// The output of `export --json`.
pub fn export() -> Value {
    let omitted = object(&[
        ("resource", resource_id()),
        ("name", text()),
        (
            "part",
            about(
                json!({ "type": ["string", "null"] }),
                "Which part of it; null where the whole resource is left out.",
            ),
        ),
        ("why", text()),
    ]);
    let schema = object(&[
        (
            "template",
            about(json!({ "type": "object" }), "The CloudFormation template."),
        ),
        (
            "omitted",
            about(
                list(omitted),
                "What is in the architecture and not in the template.",
            ),
        ),
    ]);
    document("Output of cloud-campus export --json", schema, &[])
}
