//! The schema of conditions, selectors and flows, of which lessons are full.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::write::{about, list, some, text, whole};
use crate::architecture::Kind;
use crate::course::condition::{ASKED_WITH, FACTS, STAGES};
use crate::course::figures::LABELS;
use crate::simulation::drills::{Drill, METRICS, drills};

pub fn refer(to: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{to}") })
}

/// One, or a list of them.
pub fn one_or_many(of: Value) -> Value {
    json!({ "oneOf": [of.clone(), list(of)] })
}

pub fn flag() -> Value {
    json!({ "type": "boolean" })
}

pub fn number() -> Value {
    json!({ "type": "number" })
}

pub fn anything() -> Value {
    json!({})
}

pub fn free() -> Value {
    json!({ "type": "object" })
}

/// A condition that begins with its first member.
fn condition(required: &[&str], members: &[(&str, Value)]) -> Value {
    let mut all = members.to_vec();
    all.push(("line", about(text(), "What the task card says of it.")));
    all.push(("say", about(text(), "What is said while it is missing.")));
    some(required, &all)
}

/// The outputs of figures, with what they are called.
fn output() -> Value {
    let names: BTreeSet<&str> = LABELS
        .iter()
        .flat_map(|(_, all)| all.iter().map(|it| it.0))
        .collect();
    let widgets = LABELS.iter().map(|(widget, all)| {
        let called = all
            .iter()
            .map(|(name, label)| format!("`{name}` “{label}”"));
        format!("{widget}: {}.", called.collect::<Vec<_>>().join(", "))
    });
    let called = widgets.collect::<Vec<_>>().join(" ");
    about(
        json!({ "enum": names }),
        &format!("An output of the figure, and what learners read. {called}"),
    )
}

pub fn conditions() -> Value {
    let c = || refer("condition");
    let s = || refer("selector");
    let t = || refer("test");
    let f = || refer("flow");
    let all_or_one = || one_or_many(c());
    let drills: Vec<&str> = drills().iter().map(Drill::id).collect();
    let metrics: Vec<&str> = METRICS.iter().map(|(_, name, ..)| *name).collect();
    let mut derived: Vec<(&str, Value)> = vec![
        ("derived", json!({ "enum": FACTS.as_slice() })),
        ("of", s()),
        ("block", text()),
        ("is", t()),
    ];
    let with = ASKED_WITH.iter();
    derived.extend(with.map(|key| (*key, json!({ "type": ["string", "integer"] }))));
    let ways = vec![
        condition(&["all"], &[("all", list(c()))]),
        condition(&["any"], &[("any", list(c()))]),
        condition(&["not"], &[("not", all_or_one())]),
        condition(
            &["at_least", "of"],
            &[("at_least", whole()), ("of", list(c()))],
        ),
        condition(
            &["when", "then"],
            &[("when", all_or_one()), ("then", all_or_one())],
        ),
        condition(
            &["first", "then"],
            &[("first", all_or_one()), ("then", all_or_one())],
        ),
        condition(&["let", "in"], &[("let", free()), ("in", all_or_one())]),
        condition(&["count", "is"], &[("count", s()), ("is", t())]),
        condition(
            &["every", "must"],
            &[("every", s()), ("must", all_or_one()), ("or_none", flag())],
        ),
        condition(&["some", "must"], &[("some", s()), ("must", all_or_one())]),
        condition(&["none"], &[("none", s()), ("must", all_or_one())]),
        condition(
            &["prop", "is"],
            &[("prop", text()), ("of", s()), ("is", t())],
        ),
        condition(
            &["row"],
            &[("row", text()), ("of", s()), ("where", free()), ("is", t())],
        ),
        condition(&["derived", "is"], &derived),
        condition(
            &["related", "to"],
            &[("related", text()), ("from", s()), ("to", s())],
        ),
        condition(
            &["finding", "is"],
            &[
                ("finding", text()),
                ("on", s()),
                ("is", json!({ "enum": ["absent", "present", "seen"] })),
            ],
        ),
        condition(&["errors"], &[("errors", t())]),
        condition(&["warnings"], &[("warnings", t())]),
        condition(
            &["trace", "is"],
            &[
                ("trace", f()),
                ("is", json!({ "enum": ["delivered", "dropped"] })),
                ("stop", refer("stop")),
                ("passes", one_or_many(s())),
                ("avoids", one_or_many(s())),
                ("status", whole()),
                (
                    "behind",
                    about(
                        refer("stop"),
                        "Of a stop that the flow comes by: what comes directly behind it.",
                    ),
                ),
                ("comes", refer("stop")),
            ],
        ),
        condition(&["intents"], &[("intents", json!({ "const": "hold" }))]),
        condition(
            &["what_if", "journey", "is"],
            &[
                ("what_if", one_or_many(text())),
                ("journey", f()),
                ("is", json!({ "enum": ["holds", "breaks"] })),
            ],
        ),
        condition(
            &["weak_points", "is"],
            &[
                (
                    "weak_points",
                    json!({ "enum": ["zones", "resources", "all"] }),
                ),
                ("is", t()),
            ],
        ),
        condition(
            &["cell", "is"],
            &[
                ("cell", some(&["from", "to"], &[("from", s()), ("to", s())])),
                ("is", text()),
                ("exactly", flag()),
            ],
        ),
        condition(
            &["event"],
            &[("event", text()), ("on", s()), ("by", text()), ("is", t())],
        ),
        condition(
            &["gap", "is"],
            &[("gap", s()), ("is", json!({ "enum": ["none", "some"] }))],
        ),
        condition(&["edits", "is"], &[("edits", s()), ("is", t())]),
        condition(
            &["figure", "output", "is"],
            &[("figure", text()), ("output", output()), ("is", t())],
        ),
        condition(&["export", "is"], &[("export", text()), ("is", t())]),
        condition(&["unchanged"], &[("unchanged", s())]),
        condition(
            &["policy", "decision"],
            &[
                (
                    "policy",
                    some(
                        &["principal", "action", "resource"],
                        &[
                            ("principal", s()),
                            ("action", text()),
                            ("resource", s()),
                            ("context", free()),
                        ],
                    ),
                ),
                (
                    "decision",
                    json!({ "enum": ["allow", "implicit-deny", "explicit-deny", "deny"] }),
                ),
                ("statement", text()),
            ],
        ),
        condition(
            &["cost", "is"],
            &[
                (
                    "cost",
                    some(
                        &["per"],
                        &[
                            ("per", json!({ "enum": ["month", "hour"] })),
                            ("of", s()),
                            ("saved", flag()),
                        ],
                    ),
                ),
                ("is", t()),
            ],
        ),
        condition(
            &["run"],
            &[
                (
                    "run",
                    some(
                        &["scenario"],
                        &[("scenario", json!({ "enum": drills })), ("seed", whole())],
                    ),
                ),
                (
                    "metric",
                    about(
                        json!({ "enum": metrics }),
                        "What is measured; left out, all that the drill asks must be so.",
                    ),
                ),
                (
                    "of",
                    about(
                        text(),
                        "Which alarm (a name, or a word such as @5xx), whose mail, which call.",
                    ),
                ),
                (
                    "from",
                    about(
                        json!({ "type": "integer" }),
                        "From when on it counts, in seconds after it begins to go wrong.",
                    ),
                ),
                ("to", about(json!({ "type": "integer" }), "Until when.")),
                ("is", t()),
            ],
        ),
        condition(
            &["account", "is"],
            &[
                (
                    "account",
                    about(
                        text(),
                        "A property of the account, or what is computed of it.",
                    ),
                ),
                ("is", t()),
            ],
        ),
    ];
    json!({ "oneOf": ways })
}

pub fn selector() -> Value {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.info().key).collect();
    let kind = json!({ "oneOf": [
        { "enum": kinds },
        { "const": "any" },
        { "type": "array", "items": { "enum": kinds } },
    ] });
    json!({ "oneOf": [
        about(text(), "A thing by name or id, `$name`, or `any`."),
        some(&["kind"], &[
            ("kind", kind),
            ("as", text()),
            ("where", one_or_many(refer("condition"))),
        ]),
        some(&["id"], &[("id", text())]),
        some(&["members_of"], &[("members_of", refer("selector"))]),
        some(&["nodes_of"], &[("nodes_of", refer("selector"))]),
        some(&["primary_of"], &[("primary_of", refer("selector"))]),
    ] })
}

pub fn stop() -> Value {
    some(
        &[],
        &[
            ("stage", json!({ "enum": STAGES })),
            ("code", text()),
            ("resource", refer("selector")),
            ("leg", json!({ "enum": ["request", "response"] })),
        ],
    )
}

pub fn flow() -> Value {
    json!({ "oneOf": [
        about(text(), "Such as `web-1 → internet tcp 443`."),
        some(&["from", "to"], &[
            ("from", refer("selector")),
            ("to", refer("selector")),
            ("protocol", text()),
            ("port", whole()),
            ("path", text()),
        ]),
    ] })
}
