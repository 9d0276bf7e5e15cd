//! The JSON Schemas of what is said beyond a single flow: `matrix`, `what-if`
//! and `weak-points`.

use serde_json::{Value, json};

use super::shared::{self, evidence, named, port, reference, resource_id};
use super::write::{about, document, list, object, or_null, text, whole};

/// What a document that speaks of hops has to define.
fn definitions() -> [(&'static str, Value); 5] {
    [
        ("evidence", evidence()),
        ("hop", shared::hop()),
        ("packet", shared::packet()),
        ("endpoint", shared::endpoint()),
        ("flow", shared::flow()),
    ]
}

fn title() -> Value {
    about(text(), "The title of the document.")
}

fn failed() -> Value {
    let failed = object(&[
        ("resources", list(named())),
        (
            "zones",
            about(list(text()), "Availability Zones, such as ap-south-1a."),
        ),
    ]);
    about(failed, "What was assumed to have failed.")
}

fn assumed() -> Value {
    about(
        json!({ "type": "boolean" }),
        "Whether no intent says that something must reach something, so that journeys from the \
         internet to the listeners of internet-facing load balancers were assumed.",
    )
}

fn journey() -> Value {
    object(&[
        (
            "id",
            about(
                or_null(resource_id()),
                "The intent; null for an assumed journey, which no file holds.",
            ),
        ),
        ("name", text()),
        ("sentence", about(text(), "What it says.")),
    ])
}

fn verdict(description: &str) -> Value {
    about(
        json!({ "enum": ["delivered", "dropped", null] }),
        description,
    )
}

fn dropped_at() -> Value {
    about(
        or_null(reference("hop")),
        "Where and why it is dropped; null where it is not.",
    )
}

fn problem() -> Value {
    about(
        json!({ "type": ["string", "null"] }),
        "Why it cannot be asked; mostly null.",
    )
}

/// The output of `matrix --json`.
pub fn matrix() -> Value {
    let class = object(&[
        ("name", about(text(), "Its members, as one says it.")),
        (
            "internet",
            about(
                json!({ "type": "boolean" }),
                "True for the first class alone.",
            ),
        ),
        (
            "members",
            about(
                list(named()),
                "Interfaces that nothing in the network tells apart; empty for the internet.",
            ),
        ),
    ]);
    let opening = object(&[
        ("protocol", json!({ "enum": ["tcp", "udp", "icmp"] })),
        ("from", about(port(), "The first port; 0 for an ICMP echo.")),
        ("to", about(port(), "The last port; 0 for an ICMP echo.")),
        ("share", shared::share()),
    ]);
    let schema = object(&[
        ("title", title()),
        ("failed", failed()),
        ("classes", list(class)),
        (
            "cells",
            about(
                list(list(list(opening))),
                "The ports on which requests are delivered and answered, by place of the source \
                 in `classes`, then of the destination. Within a class one member asks another.",
            ),
        ),
    ]);
    document("Output of cloud-campus matrix --json", schema, &[])
}

/// The output of `what-if --json`.
pub fn what_if() -> Value {
    let change = object(&[
        ("journey", journey()),
        (
            "outcome",
            about(
                json!({ "enum": ["holds", "breaks", "fails", "unclear"] }),
                "`breaks`: it held before the failure and no longer does; `fails`: it did not \
                 hold before either.",
            ),
        ),
        ("before", verdict("While everything works.")),
        ("after", verdict("With the failure.")),
        (
            "flow",
            about(
                or_null(reference("flow")),
                "What was asked: of a group, one member; the first that fails, if any.",
            ),
        ),
        ("dropped_at", dropped_at()),
        ("problem", problem()),
    ]);
    let schema = object(&[
        ("title", title()),
        ("failed", failed()),
        ("assumed", assumed()),
        ("breaks", about(whole(), "How many journeys break.")),
        ("journeys", list(change)),
    ]);
    document(
        "Output of cloud-campus what-if --json",
        schema,
        &definitions(),
    )
}

/// The output of `weak-points --json`.
pub fn weak_points() -> Value {
    let component = json!({ "oneOf": [
        object(&[("zone", text())]),
        object(&[("resource", named())]),
    ] });
    let point = object(&[
        (
            "component",
            about(component, "What breaks the journey by failing alone."),
        ),
        ("journey", journey()),
        (
            "flow",
            about(reference("flow"), "What was asked of the rest."),
        ),
        ("dropped_at", about(reference("hop"), "The proof.")),
        ("extent", shared::extent()),
    ]);
    let failing = object(&[
        ("journey", journey()),
        ("dropped_at", dropped_at()),
        ("problem", problem()),
    ]);
    let schema = object(&[
        ("title", title()),
        ("assumed", assumed()),
        (
            "tried",
            about(
                list(journey()),
                "The journeys that get through while everything works.",
            ),
        ),
        (
            "failing_already",
            about(
                list(failing),
                "Those that do not, so that no failure can break them.",
            ),
        ),
        ("weak_points", list(point)),
    ]);
    document(
        "Output of cloud-campus weak-points --json",
        schema,
        &definitions(),
    )
}
