//! The JSON Schema of `cost`.

use serde_json::{Value, json};

use super::condition::flag;
use super::shared::{named, resource_id};
use super::write::{about, document, list, object, or_null, text};
use crate::pricing::Group;

/// An exact decimal number, which no number of JSON is, as a text.
fn amount() -> Value {
    about(text(), "An exact decimal number.")
}

fn confidence() -> Value {
    about(
        json!({ "enum": ["good", "fair", "unverified"] }),
        "How far the source is to be trusted: published by AWS or seen on a bill; from one or an \
         old source; from a hand-made table.",
    )
}

fn rate(description: &str) -> Value {
    let rate = object(&[
        ("value", amount()),
        ("confidence", confidence()),
        ("date", about(text(), "The date of its source.")),
    ]);
    about(rate, description)
}

/// The output of `cost --json`.
pub fn cost() -> Value {
    let part = object(&[
        (
            "resource",
            about(
                or_null(resource_id()),
                "Whose it is; null for the load where no resource declares one.",
            ),
        ),
        ("formula", text()),
        ("quantity", amount()),
        ("usd", amount()),
        ("list_usd", amount()),
    ]);
    let groups: Vec<&str> = Group::ALL.iter().map(|group| group.title()).collect();
    let line = object(&[
        ("group", json!({ "enum": groups })),
        ("what", text()),
        ("price_id", about(text(), "The key of the price.")),
        (
            "region",
            about(
                text(),
                "The Region whose price it is; empty where several have it in common.",
            ),
        ),
        ("formula", about(text(), "How the quantity comes about.")),
        ("quantity", amount()),
        ("unit", text()),
        ("free", about(amount(), "How much of it is free.")),
        (
            "price",
            about(
                or_null(amount()),
                "What a unit costs in USD; null where nobody knows.",
            ),
        ),
        (
            "usd",
            about(
                or_null(amount()),
                "What it costs; null where the price is not known.",
            ),
        ),
        (
            "list_usd",
            about(or_null(amount()), "The same without anything free."),
        ),
        ("confidence", or_null(confidence())),
        ("date", about(text(), "The date of the price's source.")),
        (
            "parts",
            about(
                list(part),
                "What each resource has of it. They add up to the line.",
            ),
        ),
    ]);
    let more = || {
        about(
            flag(),
            "Whether a price of it is not known, so that it costs more.",
        )
    };
    let by_resource = object(&[
        ("resource", or_null(named())),
        ("usd", amount()),
        ("list_usd", amount()),
        ("more", more()),
    ]);
    let what_if = object(&[
        ("key", text()),
        ("what", text()),
        (
            "but",
            about(text(), "What one has to know before doing it."),
        ),
        ("delta_usd", amount()),
        ("total_usd", amount()),
    ]);
    let idle = object(&[
        ("resource", named()),
        ("why", text()),
        ("usd", amount()),
        ("more", more()),
    ]);
    let schema = object(&[
        ("title", about(text(), "The title of the document.")),
        (
            "region",
            about(text(), "The Region of what has none of its own."),
        ),
        (
            "compiled",
            about(text(), "When the prices were put together."),
        ),
        (
            "with_free",
            about(flag(), "Whether what is always free has been taken off."),
        ),
        ("festival", about(flag(), "Whether it is a festival month.")),
        ("total_usd", about(amount(), "A month before tax.")),
        (
            "list_total_usd",
            about(amount(), "The same without anything free."),
        ),
        ("hour_usd", about(amount(), "An hour, on average.")),
        ("gst_usd", about(amount(), "The tax of an Indian account.")),
        ("total_with_gst_usd", amount()),
        ("total_inr", amount()),
        ("total_with_gst_inr", amount()),
        ("fx", rate("Rupees for a dollar.")),
        ("gst_percent", rate("The tax of an Indian account.")),
        (
            "complete",
            about(
                flag(),
                "Whether every price is known. What is not known is in no sum.",
            ),
        ),
        ("unpriced_regions", list(text())),
        ("lines", list(line)),
        ("by_resource", list(by_resource)),
        ("what_ifs", list(what_if)),
        ("idle", list(idle)),
        ("notes", list(text())),
    ]);
    document("Output of cloud-campus cost --json", schema, &[])
}
