//! The JSON Schema of a chapter's settings, `chapter.json`: for authors whose editor
//! completes and checks while they write.

use serde_json::{Map, Value, json};

use super::write::{about, document, list, text, whole};
use crate::architecture::Kind;
use crate::course::condition::{FACTS, STAGES};
use crate::course::lesson::TaskKind;

fn refer(to: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{to}") })
}

/// An object of which only some members must be there; of the others `rest` may.
fn some(required: &[&str], members: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = members
        .iter()
        .map(|(key, schema)| ((*key).to_owned(), schema.clone()))
        .collect();
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

/// One, or a list of them.
fn one_or_many(of: Value) -> Value {
    json!({ "oneOf": [of.clone(), list(of)] })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn number() -> Value {
    json!({ "type": "number" })
}

fn anything() -> Value {
    json!({})
}

fn free() -> Value {
    json!({ "type": "object" })
}

/// A condition that begins with its first member.
fn condition(required: &[&str], members: &[(&str, Value)]) -> Value {
    let mut all = members.to_vec();
    all.push(("line", about(text(), "What the task card says of it.")));
    all.push(("say", about(text(), "What is said while it is missing.")));
    some(required, &all)
}

fn conditions() -> Value {
    let c = || refer("condition");
    let s = || refer("selector");
    let t = || refer("test");
    let f = || refer("flow");
    let all_or_one = || one_or_many(c());
    let with = [
        "address",
        "other",
        "peer",
        "port",
        "protocol",
        "direction",
        "prefix",
        "zone",
    ];
    let mut derived: Vec<(&str, Value)> = vec![
        ("derived", json!({ "enum": FACTS.as_slice() })),
        ("of", s()),
        ("block", text()),
        ("is", t()),
    ];
    derived.extend(with.map(|key| (key, json!({ "type": ["string", "integer"] }))));
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
        condition(&["event"], &[("event", text()), ("on", s()), ("is", t())]),
        condition(&["edits", "is"], &[("edits", s()), ("is", t())]),
        condition(
            &["figure", "output", "is"],
            &[("figure", text()), ("output", text()), ("is", t())],
        ),
        condition(&["export", "is"], &[("export", text()), ("is", t())]),
        condition(&["unchanged"], &[("unchanged", s())]),
    ];
    json!({ "oneOf": ways })
}

fn selector() -> Value {
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

fn stop() -> Value {
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

fn flow() -> Value {
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

fn step() -> Value {
    let why = || ("why", about(text(), "The reason, in a sentence."));
    json!({ "oneOf": [
        some(&["add", "name"], &[
            ("add", text()), ("name", text()), ("id", text()), ("set", free()), why(),
        ]),
        some(&["set", "property", "to"], &[
            ("set", text()), ("property", text()), ("to", anything()), why(),
        ]),
        some(&["insert", "property", "row"], &[
            ("insert", text()), ("property", text()), ("row", anything()), why(),
        ]),
        some(&["remove", "property", "where"], &[
            ("remove", text()), ("property", text()), ("where", free()), why(),
        ]),
        some(&["delete"], &[("delete", text()), why()]),
        some(&["rename", "to"], &[("rename", text()), ("to", text()), why()]),
        some(&["figure"], &[("figure", text()), ("set", free()), why()]),
    ] })
}

fn ask() -> Value {
    let when = json!({ "oneOf": [{ "enum": ["delivered", "dropped"] }, refer("stop")] });
    let option = some(
        &["text", "why"],
        &[
            ("text", text()),
            ("why", text()),
            ("when", when),
            ("if", one_or_many(refer("condition"))),
            ("at", text()),
        ],
    );
    let card = some(
        &["text", "why"],
        &[("text", text()), ("why", text()), ("pile", whole())],
    );
    let wrong = some(&["value", "why"], &[("value", number()), ("why", text())]);
    let question = || ("question", text());
    json!({ "oneOf": [
        some(&["options"], &[
            question(), ("trace", refer("flow")), ("options", list(option)), ("set", flag()),
        ]),
        some(&["truth", "why"], &[
            question(), ("unit", text()), ("truth", json!({ "type": ["object", "number"] })),
            ("tolerance", number()), ("why", text()), ("wrong", list(wrong)), ("source", text()),
        ]),
        some(&["show", "questions"], &[
            question(),
            ("show", free()),
            ("questions", list(some(&["text", "truth", "why"], &[
                ("text", text()), ("truth", free()), ("why", text()),
            ]))),
        ]),
        some(&["piles", "cards"], &[
            question(), ("piles", list(text())), ("cards", list(card.clone())), ("truth", free()),
        ]),
        some(&["cards", "before"], &[
            question(), ("cards", list(card)), ("before", list(list(whole()))),
        ]),
    ] })
}

fn task() -> Value {
    let kinds: Vec<&str> = TaskKind::all().iter().map(|(key, _, _)| *key).collect();
    let show = json!({ "oneOf": [
        list(refer("step")),
        about(free(), "By the name of the start, where there are several."),
    ] });
    let hints = some(
        &["nudge", "pointer"],
        &[
            ("nudge", text()),
            ("pointer", text()),
            ("focus", list(text())),
            ("show", show),
        ],
    );
    some(
        &["id", "kind", "title", "text"],
        &[
            ("id", about(text(), "Such as `05-2`.")),
            ("kind", json!({ "enum": kinds })),
            ("title", text()),
            (
                "text",
                about(text(), "The instruction, a paragraph of Markdown."),
            ),
            ("start", one_or_many(text())),
            ("apply", list(refer("step"))),
            ("check", one_or_many(refer("condition"))),
            ("ask", one_or_many(refer("ask"))),
            ("par", whole()),
            ("symptom", text()),
            ("minutes", whole()),
            ("figure", text()),
            ("hints", hints),
            (
                "after",
                some(&["say"], &[("say", text()), ("trace", refer("flow"))]),
            ),
        ],
    )
}

/// The settings of a chapter.
pub fn lesson() -> Value {
    let option = some(
        &["text", "why"],
        &[
            ("text", text()),
            ("right", flag()),
            ("why", text()),
            ("mix_up", about(text(), "The wrong belief behind it.")),
        ],
    );
    let question = some(
        &["question", "options"],
        &[
            ("question", text()),
            ("options", list(option)),
            (
                "from",
                about(whole(), "The earlier chapter that it comes back to."),
            ),
        ],
    );
    let interview = some(
        &["question", "points"],
        &[("question", text()), ("points", list(text()))],
    );
    let broken = some(
        &["text", "means"],
        &[
            ("text", text()),
            ("start", text()),
            ("apply", list(refer("step"))),
            ("ask", free()),
            ("answer", text()),
            ("means", text()),
        ],
    );
    let term = some(&["term", "means"], &[("term", text()), ("means", text())]);
    let chapter = some(
        &["number", "title", "version", "sources", "tasks"],
        &[
            ("number", whole()),
            ("title", text()),
            (
                "version",
                about(whole(), "Rises when tasks change their meaning."),
            ),
            ("kinds", about(list(text()), "What the palette offers.")),
            ("promise", list(text())),
            ("terms", list(term)),
            ("sources", about(free(), "What source ids stand for.")),
            ("figures", about(free(), "Figures by name.")),
            ("tasks", list(refer("task"))),
            ("break_it", broken),
            ("quiz", list(question)),
            ("interview", list(interview)),
            ("summary", list(text())),
            ("clean_up", list(text())),
        ],
    );
    document(
        "A chapter of Cloud Campus, chapter.json",
        about(
            chapter,
            "What everything means is written in lessons/README.md.",
        ),
        &[
            ("task", task()),
            ("ask", ask()),
            ("step", step()),
            ("condition", conditions()),
            ("selector", selector()),
            (
                "test",
                about(anything(), "A plain value, or an object of comparisons."),
            ),
            ("flow", flow()),
            ("stop", stop()),
        ],
    )
}
