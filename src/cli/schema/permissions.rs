//! The JSON Schema of what `may` prints.

use serde_json::{Value, json};

use super::shared::resource_id;
use super::write::{about, document, list, object, or_null, text, whole};

/// The output of `may --json`.
pub fn may() -> Value {
    let effect = || json!({ "enum": ["Allow", "Deny"] });
    let kind = || {
        about(
            json!({ "enum": ["identity", "managed", "trust", "resource"] }),
            "A policy of one's own, one of AWS, who may put a role on, or the policy of a bucket or topic.",
        )
    };
    let held = || {
        about(
            or_null(resource_id()),
            "Where its document stands; null for policies of AWS.",
        )
    };
    let whose = || about(text(), "The id of whose policy it is.");
    let deciding = object(&[
        ("kind", kind()),
        ("policy", text()),
        ("document", held()),
        ("holder", whose()),
        ("statement", about(whole(), "Its place, 1 being first.")),
        ("sid", about(text(), "Its name; empty for none.")),
        ("effect", effect()),
        ("text", about(text(), "The statement itself, as JSON.")),
    ]);
    let looked_at = object(&[
        ("kind", kind()),
        ("policy", text()),
        ("document", held()),
        ("holder", whose()),
        (
            "statements",
            list(object(&[
                ("sid", text()),
                ("effect", effect()),
                (
                    "fared",
                    about(text(), "Whether it matches, and if not why."),
                ),
            ])),
        ),
        (
            "does_not_count",
            about(or_null(text()), "Why it does not count, where it does not."),
        ),
    ]);
    let answer = object(&[
        ("action", text()),
        ("resource", about(text(), "The ARN.")),
        (
            "signed_as",
            about(
                or_null(text()),
                "The ARN of who asks in the end; null for nobody.",
            ),
        ),
        (
            "outcome",
            json!({ "enum": ["allowed", "implicit_deny", "explicit_deny", "not_known"] }),
        ),
        ("sentence", about(text(), "The answer in a sentence.")),
        (
            "asker",
            about(text(), "Who asks in the end, in a sentence."),
        ),
        ("deciding", or_null(deciding)),
        ("looked_at", list(looked_at)),
        (
            "hangs_on",
            about(
                list(text()),
                "What the answer hangs on, where it is not known.",
            ),
        ),
        ("notes", list(text())),
        (
            "not_modelled",
            about(list(text()), "What every answer leaves out."),
        ),
    ]);
    document("Output of cloud-campus may --json", answer, &[])
}
