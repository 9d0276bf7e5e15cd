//! The JSON Schema of `grade --json`.

use serde_json::{Value, json};

use super::write::{about, document, list, object, or_null, text, whole};

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn maybe_text() -> Value {
    json!({ "type": ["string", "null"] })
}

fn tally() -> Value {
    object(&[
        (
            "id",
            about(text(), "A point's number, or the code of a rule."),
        ),
        ("title", text()),
        ("met", whole()),
        (
            "open",
            about(list(text()), "The files of the submissions that do not."),
        ),
    ])
}

fn of_document() -> Value {
    let point = object(&[
        ("number", whole()),
        ("title", text()),
        ("met", flag()),
        ("answer", text()),
        ("sentence", text()),
    ]);
    let finding = object(&[
        ("code", text()),
        ("severity", json!({ "enum": ["error", "warning", "info"] })),
        ("sentence", text()),
    ]);
    let drill = object(&[
        ("id", text()),
        ("title", text()),
        (
            "validation",
            about(
                json!({ "type": ["integer", "null"] }),
                "Which of the five validations it is.",
            ),
        ),
        (
            "passed",
            about(
                json!({ "type": ["boolean", "null"] }),
                "Null where it was played for tasks alone.",
            ),
        ),
        ("result", text()),
    ]);
    object(&[
        ("things", about(whole(), "How many resources there are.")),
        (
            "untouched",
            about(flag(), "Whether it is what the chapter begins with."),
        ),
        (
            "points",
            about(
                list(point),
                "The production checklist; empty but for chapter 24.",
            ),
        ),
        ("findings", list(finding)),
        ("drills", about(list(drill), "Empty without --drills.")),
    ])
}

fn submission() -> Value {
    let task = object(&[
        ("id", text()),
        (
            "state",
            about(
                json!({ "enum": ["met", "open", "unseen"] }),
                "Unseen: this kind of submission cannot show it.",
            ),
        ),
        (
            "said",
            about(
                list(text()),
                "What is missing; of a progress, how it was met.",
            ),
        ),
    ]);
    let progress = object(&[
        ("quiz_passed", flag()),
        ("quiz_tries", whole()),
        ("next_task", maybe_text()),
        (
            "wrong_at_first",
            about(list(text()), "Tasks, and questions of the quiz."),
        ),
        (
            "left_out",
            about(whole(), "How many parts could not be read."),
        ),
    ]);
    object(&[
        ("file", about(text(), "Its way from the folder.")),
        (
            "kind",
            json!({ "enum": ["document", "progress", "refused"] }),
        ),
        ("problem", about(maybe_text(), "Why it cannot be read.")),
        (
            "name",
            about(
                maybe_text(),
                "The title of the document, or the learner's name.",
            ),
        ),
        ("complete", flag()),
        ("tasks_met", whole()),
        ("tasks_asked", whole()),
        ("tasks", list(task)),
        ("document", or_null(of_document())),
        ("progress", or_null(progress)),
    ])
}

/// The output of `grade --json`.
pub fn grade() -> Value {
    let task = object(&[
        ("id", text()),
        ("title", text()),
        ("kind", text()),
        (
            "not_seen_in_documents",
            about(maybe_text(), "Why documents are not judged on it."),
        ),
        ("met", whole()),
        ("open", list(text())),
    ]);
    let question = object(&[
        ("submissions", list(text())),
        (
            "same",
            json!({ "enum": ["everything", "design", "names", "structure", "nearly"] }),
        ),
        ("reason", about(text(), "What is equal, in sentences.")),
    ]);
    let wrong = object(&[("question", text()), ("about", text()), ("count", whole())]);
    let schema = object(&[
        ("chapter", whole()),
        ("title", text()),
        ("complete", about(whole(), "How many submissions are.")),
        ("submissions", about(list(submission()), "By their files.")),
        ("tasks", list(task)),
        (
            "hardest",
            about(maybe_text(), "The task that most do not meet."),
        ),
        ("points", list(tally())),
        (
            "findings",
            about(list(tally()), "What the rules found, most frequent first."),
        ),
        ("wrong_at_first", list(wrong)),
        (
            "questions",
            about(
                list(question),
                "Documents that are equal in something: questions, no verdicts.",
            ),
        ),
        (
            "as_the_chapter_leads",
            about(
                whole(),
                "How many documents are built as the chapter's own hints lead to.",
            ),
        ),
        ("drills_played", flag()),
    ]);
    document("Output of cloud-campus grade --json", schema, &[])
}
