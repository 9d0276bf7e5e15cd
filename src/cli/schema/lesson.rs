//! The JSON Schema of a chapter's settings, `chapter.json`: for authors whose editor
//! completes and checks while they write.

use serde_json::{Value, json};

use super::condition::{
    anything, conditions, flag, flow, free, number, one_or_many, refer, selector, stop,
};
use super::write::{about, document, list, some, text, whole};
use crate::course::lesson::TaskKind;

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
    let by_start = |one: Value| {
        json!({ "oneOf": [
            one,
            about(free(), "By the name of the start, where there are several."),
        ] })
    };
    let hints = some(
        &["nudge", "pointer"],
        &[
            ("nudge", by_start(text())),
            ("pointer", by_start(text())),
            ("focus", by_start(list(text()))),
            ("show", by_start(list(refer("step")))),
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
            (
                "ask_after",
                about(flag(), "The questions are asked of what was built."),
            ),
            ("par", whole()),
            ("symptom", by_start(text())),
            ("minutes", whole()),
            ("most_wrong", whole()),
            (
                "look",
                some(
                    &["seconds", "text"],
                    &[("seconds", whole()), ("text", text())],
                ),
            ),
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
            (
                "review",
                about(flag(), "Whether the review stands beside the canvas."),
            ),
            (
                "begins",
                about(
                    text(),
                    "What it begins with, where that is not what the chapter before ends with.",
                ),
            ),
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
