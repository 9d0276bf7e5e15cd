//! The JSON Schemas of what happens over time: `run`, `drill`, `drills`.

use serde_json::{Value, json};

use super::condition::{flag, number};
use super::shared::resource_id;
use super::write::{about, document, list, object, or_null, some, text, whole};
use crate::simulation::drills::METRICS;

fn seconds(description: &str) -> Value {
    about(whole(), description)
}

pub fn metric() -> Value {
    let names: Vec<&str> = METRICS.iter().map(|(_, name, ..)| *name).collect();
    json!({ "enum": names })
}

fn criterion_read() -> Value {
    object(&[
        ("metric", metric()),
        ("title", text()),
        ("goal", about(text(), "What it should be, in words.")),
        ("value", about(text(), "What it was, in words.")),
        (
            "number",
            about(
                or_null(number()),
                "The same as a number: a share from 0 to 1, seconds, milliseconds, dollars or a \
                 count; null where it is not known.",
            ),
        ),
        ("passed", flag()),
        (
            "why",
            about(text(), "Why it was not passed; empty where it was."),
        ),
    ])
}

fn factor(more: &[(&str, Value)]) -> Value {
    let mut members = vec![
        ("resource", or_null(resource_id())),
        ("what", text()),
        ("sentence", text()),
        ("amount", about(text(), "What it amounts to; may be empty.")),
        ("label", about(text(), "The repair in words; may be empty.")),
        (
            "edits",
            about(
                list(json!({ "type": "object" })),
                "For what sank it the repair, for what saved it what would take it away.",
            ),
        ),
    ];
    members.extend_from_slice(more);
    object(&members)
}

/// The output of `run --json`.
pub fn run() -> Value {
    let at = || seconds("Seconds since the run began.");
    let happened = object(&[
        ("number", about(whole(), "Its number, from 1.")),
        ("at", at()),
        ("time", about(text(), "The same in UTC.")),
        (
            "manner",
            json!({ "enum": ["done", "followed", "expected"] }),
        ),
        ("what", text()),
        ("why", text()),
        (
            "from",
            about(list(whole()), "The numbers of what it follows from."),
        ),
        (
            "place",
            about(
                or_null(text()),
                "A resource's id, or a zone; null for the customers.",
            ),
        ),
        ("rule", about(text(), "The row of the reference.")),
        (
            "assumption",
            about(
                or_null(text()),
                "What it rests on that AWS does not say, by name.",
            ),
        ),
    ]);
    let change = object(&[
        ("at", at()),
        (
            "state",
            json!({ "enum": ["OK", "ALARM", "INSUFFICIENT_DATA"] }),
        ),
        ("reason", text()),
    ]);
    let failure = object(&[
        ("at", at()),
        (
            "history",
            about(text(), "What CloudWatch writes into its history."),
        ),
    ]);
    let alarm = some(
        &["resource", "name", "of_a_policy", "condition", "changes"],
        &[
            ("resource", resource_id()),
            ("name", text()),
            (
                "of_a_policy",
                about(flag(), "Whether a scaling policy brings it along."),
            ),
            ("condition", text()),
            ("changes", list(change)),
            (
                "failures",
                about(
                    list(failure),
                    "Its actions that failed; left out where none did.",
                ),
            ),
        ],
    );
    let mail = object(&[
        ("at", at()),
        ("to", text()),
        ("subject", text()),
        ("body", text()),
        (
            "dropped",
            about(text(), "Why nobody got it; empty where somebody did."),
        ),
        ("resource", resource_id()),
    ]);
    let activity = object(&[
        ("resource", resource_id()),
        ("at", at()),
        ("ended", or_null(whole())),
        ("description", text()),
        ("cause", text()),
        ("status", text()),
    ]);
    let call = object(&[
        ("at", at()),
        (
            "delivered",
            about(
                or_null(whole()),
                "When its record is delivered; null where no trail records it.",
            ),
        ),
        ("name", text()),
        ("who", text()),
        ("sentence", text()),
        ("resource", or_null(resource_id())),
        ("error", or_null(text())),
    ]);
    let gap = object(&[
        ("resource", resource_id()),
        ("from", whole()),
        ("to", or_null(whole())),
    ]);
    let event = object(&[
        ("resource", resource_id()),
        ("at", at()),
        ("id", text()),
        ("text", text()),
    ]);
    let cause = object(&[
        ("cause", text()),
        (
            "status",
            about(or_null(whole()), "What the browser shows, if anything."),
        ),
        ("requests", whole()),
    ]);
    let numbers = object(&[
        ("availability", or_null(number())),
        ("latency_p50_ms", or_null(number())),
        ("latency_p95_ms", or_null(number())),
        ("requests", whole()),
        ("failed", whole()),
        ("lowest_healthy", whole()),
        ("most_healthy", whole()),
        ("alarms", whole()),
        ("launches", whole()),
        ("logins_lost", whole()),
        ("cost_millionths_usd", whole()),
        (
            "cost_inr",
            about(text(), "With the tax of an Indian account; exact."),
        ),
    ]);
    document(
        "Output of cloud-campus run --json",
        object(&[
            ("title", text()),
            ("scenario", object(&[("id", text()), ("title", text())])),
            ("seed", whole()),
            ("begins", about(text(), "In UTC.")),
            ("length", seconds("In seconds.")),
            ("result", about(text(), "How it ended, in a few words.")),
            ("summary", text()),
            ("passed", about(flag(), "Whether all that is asked was so.")),
            ("criteria", list(criterion_read())),
            ("numbers", numbers),
            ("failed_by_cause", list(cause)),
            (
                "outage",
                or_null(object(&[("from", whole()), ("seconds", whole())])),
            ),
            ("timeline", list(happened)),
            ("alarms", list(alarm)),
            ("mails", list(mail)),
            ("activities", list(activity)),
            ("calls", list(call)),
            ("gaps", list(gap)),
            ("database_events", list(event)),
            ("saved", list(factor(&[]))),
            ("sank", list(factor(&[]))),
            (
                "answered",
                about(
                    list(json!({ "type": "array" })),
                    "Every ten seconds: seconds after the first thing that is done (below zero \
                     before it), and the share of requests that was answered, or null.",
                ),
            ),
            ("not_modelled", list(text())),
        ]),
        &[],
    )
}

/// The output of `events --json`.
pub fn events() -> Value {
    let event = object(&[
        ("at", seconds("Seconds since the run began.")),
        ("time", about(text(), "The same in UTC, as in the record.")),
        ("name", about(text(), "What was called.")),
        ("who", about(text(), "A user, root, a role, or a service.")),
        ("resource", or_null(resource_id())),
        ("sentence", text()),
        ("error", or_null(text())),
        (
            "delivered",
            about(
                or_null(whole()),
                "When its record arrives; null where none does.",
            ),
        ),
        (
            "why_not",
            about(or_null(text()), "Why no file and no log group gets it."),
        ),
        (
            "record",
            about(json!({ "type": "object" }), "As CloudTrail writes it."),
        ),
    ]);
    let strange = object(&[("what", text()), ("why", text())]);
    document(
        "The calls of a run, as CloudTrail writes them",
        object(&[
            ("title", text()),
            ("scenario", about(text(), "Its id.")),
            ("begins", about(text(), "When the run begins, in UTC.")),
            (
                "calls",
                about(whole(), "How many calls there are in the run."),
            ),
            ("events", about(list(event), "Those that are looked for.")),
            (
                "no_events",
                about(list(strange), "What CloudTrail does not write, and why."),
            ),
        ]),
        &[],
    )
}

/// The output of `drill --json`.
pub fn drill() -> Value {
    let gain = object(&[
        ("outage_seconds", json!({ "type": "integer" })),
        ("failed_requests", json!({ "type": "integer" })),
        ("logins_lost", json!({ "type": "integer" })),
    ]);
    let gain = about(
        or_null(gain),
        "What the repair would have saved, found by playing the run with it; null without \
         --measure, and where there is none.",
    );
    let drill = object(&[
        ("id", text()),
        ("title", text()),
        ("validation", or_null(whole())),
        ("seed", whole()),
        ("result", text()),
        ("passed", flag()),
        ("criteria", list(criterion_read())),
        ("sank", list(factor(&[("gain", gain)]))),
        ("not_modelled", list(text())),
    ]);
    document(
        "Output of cloud-campus drill --json",
        object(&[
            ("title", text()),
            ("failed", about(whole(), "How many are not passed.")),
            ("drills", list(drill)),
        ]),
        &[],
    )
}

/// The output of `drills --json`.
pub fn drills() -> Value {
    let drill = object(&[
        ("id", text()),
        ("title", text()),
        ("about", text()),
        ("validation", or_null(whole())),
        ("length", whole()),
        ("criteria", list(text())),
    ]);
    document(
        "Output of cloud-campus drills --json",
        object(&[("drills", list(drill))]),
        &[],
    )
}
