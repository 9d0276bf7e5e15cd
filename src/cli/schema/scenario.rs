//! The JSON Schema of the file of a scenario, alone or with criteria.

use serde_json::{Value, json};

use super::condition::number;
use super::simulation::metric;
use super::write::{about, document, list, object, some, text, whole};
use crate::simulation::clock::DAY;
use crate::simulation::drills::ALARM_WORDS;

/// What is done, by its name.
fn deed() -> Value {
    let whom = || {
        about(
            text(),
            "The name or id of a thing or a member, or @server, @group, @zone, @database, @nat, \
             @trail.",
        )
    };
    let named = |name: &str, what: Value| object(&[(name, what)]);
    let mut all: Vec<Value> = [
        "stop",
        "start",
        "terminate",
        "crash",
        "fail-zone",
        "restore-zone",
        "fail",
        "restore",
        "failover",
        "bad-deployment",
        "roll-back",
        "stop-logging",
        "start-logging",
        "refresh",
    ]
    .into_iter()
    .map(|name| named(name, whom()))
    .collect();
    let many = || object(&[("per_second", whole())]);
    all.extend([
        named("spike", object(&[("of", whom()), ("seconds", whole())])),
        named(
            "fill",
            some(
                &["of", "seconds"],
                &[("of", whom()), ("leaves", whole()), ("seconds", whole())],
            ),
        ),
        named(
            "restore-database",
            object(&[("of", whom()), ("ago", whole())]),
        ),
        named("flood", many()),
        named("attack", many()),
        named("load", number()),
        named("edit", list(json!({ "type": "object" }))),
    ]);
    json!({ "oneOf": all })
}

/// A file with a drill, or with a scenario alone.
pub fn scenario() -> Value {
    let factor = || json!({ "type": "number", "minimum": 0, "maximum": 10_000 });
    let step = some(
        &["at", "factor"],
        &[("at", whole()), ("over", whole()), ("factor", factor())],
    );
    let load = some(
        &[],
        &[
            ("visits_a_day", whole()),
            ("shape", json!({ "enum": ["day", "peak", "even"] })),
            (
                "factor",
                about(factor(), "How many times as many customers come."),
            ),
            ("steps", list(step)),
        ],
    );
    let scenario = || {
        some(
            &["id", "title", "length"],
            &[
                ("id", text()),
                ("title", text()),
                ("about", text()),
                (
                    "begins",
                    about(
                        json!({ "type": "integer" }),
                        "Seconds since 1 January 1970, UTC.",
                    ),
                ),
                (
                    "length",
                    json!({ "type": "integer", "minimum": 1, "maximum": 31 * DAY }),
                ),
                ("load", load.clone()),
                (
                    "deeds",
                    about(
                        list(object(&[("at", whole()), ("do", deed())])),
                        "In order of time.",
                    ),
                ),
            ],
        )
    };
    let bound = some(
        &[],
        &[
            ("eq", number()),
            ("lt", number()),
            ("le", number()),
            ("gt", number()),
            ("ge", number()),
        ],
    );
    let words: Vec<&str> = ALARM_WORDS.iter().map(|(word, _)| *word).collect();
    let of = format!(
        "Which alarm ({}, or a name), whose mail, which call.",
        words.join(", ")
    );
    let second = |description: &str| about(json!({ "type": "integer" }), description);
    let criterion = some(
        &["metric", "is"],
        &[
            ("metric", metric()),
            ("of", about(text(), &of)),
            (
                "from",
                second("From when on it counts, in seconds after it begins to go wrong."),
            ),
            ("to", second("Until when.")),
            ("is", bound),
        ],
    );
    let drill = some(
        &["scenario"],
        &[
            ("scenario", scenario()),
            ("seed", whole()),
            ("validation", whole()),
            ("criteria", list(criterion)),
        ],
    );
    document(
        "A scenario for cloud-campus run, alone or with criteria",
        json!({ "oneOf": [drill, scenario()] }),
        &[],
    )
}
