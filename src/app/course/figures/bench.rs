//! Every figure on one page, to try and to test them without a lesson: `#/figures`. The
//! released page has no such place.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::{FigureView, Guess, GuessOption, Question};
use crate::course::figures::Figure;

/// Whether the address asks for the bench.
pub fn is_wanted() -> bool {
    fragment().is_some()
}

/// Which figure is asked for; an empty text for all of them.
fn fragment() -> Option<String> {
    let fragment = window().location().hash().ok()?;
    let rest = fragment.strip_prefix("#/figures")?;
    Some(rest.trim_start_matches('/').to_owned())
}

/// The figures of the chapters, as lessons write them: name, title, widget, members.
fn samples() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let robot = json!({ "name": "The robot", "packet": "203.0.113.66:50000 → 10.0.1.20:80 tcp" });
    let customer =
        json!({ "name": "The customer", "packet": "203.0.113.7:50000 → 10.0.1.20:80 tcp" });
    let answer = json!({ "name": "An answer for web-1", "packet": "198.51.100.10:443 → 10.0.1.166:20480 tcp" });
    vec![
        (
            "size",
            "How large is this block?",
            "ruler",
            json!({ "base": "10.0.0.0/22" }),
        ),
        (
            "guess",
            "How many servers fit?",
            "ruler",
            json!({ "base": "10.0.0.0/22" }),
        ),
        (
            "kept",
            "Rooms in a wing",
            "ruler",
            json!({ "base": "10.0.1.0/24", "mode": "kept" }),
        ),
        (
            "bits",
            "In or out?",
            "ruler",
            json!({ "base": "10.0.2.0/23", "mode": "bits", "address": "10.0.3.77" }),
        ),
        (
            "split",
            "Four equal parts",
            "ruler",
            json!({ "base": "10.0.0.0/22", "mode": "split" }),
        ),
        (
            "compare",
            "The festival plan",
            "ruler",
            json!({ "base": "10.2.0.0/20", "mode": "compare", "blocks": [
            { "name": "app-a", "block": "10.2.0.0/23" }, { "name": "app-b", "block": "10.2.2.0/23" },
            { "name": "front-a", "block": "10.2.4.0/26" }, { "name": "db-a", "block": "10.2.4.128/27" },
        ] }),
        ),
        (
            "signboard",
            "Which row takes the packet?",
            "signboard",
            json!({ "address": "198.51.100.70",
            "addresses": ["198.51.100.70", "198.51.100.9", "10.0.200.9", "8.8.8.8"], "rows": [
            { "destination": "0.0.0.0/0", "target": "gateway" }, { "destination": "198.51.100.64/26", "target": "exit-y" },
            { "destination": "10.0.0.0/16", "target": "local" }, { "destination": "198.51.100.0/24", "target": "exit-x" },
        ] }),
        ),
        (
            "dead",
            "The bank of chapter 7",
            "signboard",
            json!({ "address": "198.51.100.10", "rows": [
            { "destination": "10.0.0.0/16", "target": "local" },
            { "destination": "198.51.100.0/24", "target": "a deleted NAT", "state": "blackhole" },
            { "destination": "0.0.0.0/0", "target": "Notebookly-IGW" },
        ] }),
        ),
        (
            "order",
            "Rule 200",
            "guards",
            json!({ "mode": "order", "entries_in": [
            "100 allow tcp 80 from 0.0.0.0/0", "110 allow tcp 443 from 0.0.0.0/0",
            "120 allow tcp 1024-65535 from 0.0.0.0/0", "200 deny all from 203.0.113.66/32",
        ], "entries_out": ["100 allow all to 0.0.0.0/0"], "packets": [robot, customer, answer] }),
        ),
        (
            "both",
            "Memory against no memory",
            "guards",
            json!({ "mode": "both",
                "inbound": ["tcp 80 from 0.0.0.0/0"], "outbound": [],
                "entries_in": ["100 allow tcp 80 from 0.0.0.0/0"], "entries_out": ["100 allow tcp 80 to 0.0.0.0/0"],
            }),
        ),
        (
            "door",
            "One door",
            "guards",
            json!({ "mode": "group",
                "inbound": ["tcp 3306 from WebServer-SG"], "outbound": ["all to 0.0.0.0/0"],
                "members": { "WebServer-SG": ["10.0.3.195"] }, "packet": "10.0.3.195:50000 → 10.0.4.50:3306 tcp",
            }),
        ),
        ("gate", "The main gate", "gate", json!({})),
        (
            "nat-table",
            "The clipboard at the side exit",
            "nat-table",
            json!({
                "servers": { "web-1": "10.0.3.195", "web-2": "10.0.4.60", "web-3": "10.0.3.44" },
            }),
        ),
        ("demand", "Rent or own?", "demand", json!({ "units": 4 })),
        (
            "nines",
            "Counting nines",
            "nines",
            json!({ "shape": { "parallel": 2, "then": 0.995 } }),
        ),
        (
            "distance",
            "The floor of the sea",
            "distance",
            json!({ "region": "us-east-1" }),
        ),
        ("credits", "The purse of web-1", "credits", json!({})),
        ("oven", "How long until it serves?", "oven", json!({})),
        (
            "blocks",
            "What does a snapshot store?",
            "blocks",
            json!({ "steps": ["snapshot", "write 1-10", "snapshot", "write 1-5", "snapshot"] }),
        ),
        ("desk", "Where is her photo?", "desk", json!({})),
        (
            "years",
            "Three years of logs",
            "years",
            json!({ "moves": [{ "after": 30, "to": "STANDARD_IA" }, { "after": 90, "to": "GLACIER" }] }),
        ),
        (
            "directory",
            "Who has not heard yet?",
            "directory",
            json!({ "mode": "move", "off_at": "12:05", "at": "12:10" }),
        ),
        ("answer", "What is the answer?", "directory", json!({})),
        ("swap", "Noon, and the minutes after", "swap", json!({})),
        ("alarm-bell", "When does it ring?", "alarm-bell", json!({})),
        ("pulse", "The pulse of a target", "pulse", json!({})),
        ("roster", "A rush, and who serves", "roster", json!({})),
        (
            "verdict",
            "Yes, yes, no",
            "verdict",
            json!({ "who": "farhan", "identity": [
                "allow s3:* on *",
                "allow s3:DeleteObject on notebookly-logs-and-backups/*",
                "deny s3:DeleteObject on notebookly-logs-and-backups/*",
            ], "requests": [
                "s3:DeleteObject on notebookly-logs-and-backups/app/1.log",
                "s3:GetObject on notebookly-logs-and-backups/app/1.log",
            ] }),
        ),
        (
            "pile",
            "Which statement decides?",
            "verdict",
            json!({ "ask": true,
                "identity": ["allow s3:GetObject on notebookly-static-assets/*"],
                "bucket": ["deny everyone s3:* on notebookly-static-assets/* without TLS"],
                "requests": [
                    "s3:GetObject on notebookly-static-assets/p.jpg",
                    "s3:GetObject on notebookly-static-assets/p.jpg without TLS",
                ],
            }),
        ),
        (
            "book",
            "Half an hour of dark",
            "book",
            json!({ "days": 1, "now": "2 09:00", "events": [
                { "at": "1 22:00", "who": "admin-rahul", "call": "StopLogging",
                  "on": "trail Notebookly-Audit-Trail", "asks": { "name": "Notebookly-Audit-Trail" } },
                { "at": "1 22:05", "who": "farhan", "call": "AuthorizeSecurityGroupIngress",
                  "on": "security-group WebServer-SG" },
                { "at": "1 22:30", "who": "admin-rahul", "call": "StartLogging",
                  "on": "trail Notebookly-Audit-Trail", "asks": { "name": "Notebookly-Audit-Trail" } },
            ] }),
        ),
    ]
}

fn guess_of(name: &str) -> Option<Guess> {
    let option = |text: &str, why: &str, right| GuessOption {
        text: text.to_owned(),
        why: why.to_owned(),
        right,
    };
    (name == "guess").then(|| Guess {
        question: Question::Options(vec![
            option(
                "1,024",
                "That is all of them. AWS keeps five of every subnet.",
                false,
            ),
            option("1,022", "At home two are kept; AWS keeps five.", false),
            option("1,019", "The first four and the last are kept.", true),
        ]),
        chosen: None,
    })
}

/// The bench.
#[component]
pub fn Bench() -> impl IntoView {
    let asked = RwSignal::new(fragment().unwrap_or_default());
    let moved = window_event_listener(leptos::ev::hashchange, move |_| {
        asked.set(fragment().unwrap_or_default());
    });
    on_cleanup(move || moved.remove());
    view! {
        <main class="figures-bench">
            <h1>"Figures"</h1>
            {move || {
                let asked = asked.get();
                samples().into_iter().filter(|(name, ..)| asked.is_empty() || *name == asked).map(|(name, title, widget, members)| {
                    let figure = Figure::read(widget, &members);
                    match figure {
                        Ok(figure) => {
                            let guess = guess_of(name).map(RwSignal::new);
                            let shared = RwSignal::new(figure);
                            let outputs = RwSignal::new(shared.with_untracked(Figure::outputs));
                            let told = Callback::new(move |all| outputs.set(all));
                            // Panel and wide reading show one and the same state.
                            view! {
                                <section data-figure=name>
                                    <div class="figures-panel">{one(shared, title, guess, told)}</div>
                                    <div class="figures-wide">{one(shared, title, guess, told)}</div>
                                    <pre class="visually-hidden" data-outputs="">{move || serde_json::to_string(&outputs.get()).unwrap_or_default()}</pre>
                                </section>
                            }.into_any()
                        }
                        Err(problem) => view! { <p class="field-error">{problem.to_string()}</p> }.into_any(),
                    }
                }).collect_view()
            }}
        </main>
    }
}

fn one(
    figure: RwSignal<Figure>,
    title: &'static str,
    guess: Option<RwSignal<Guess>>,
    on_outputs: Callback<crate::course::figures::Outputs>,
) -> AnyView {
    match guess {
        Some(guess) => view! { <FigureView figure title guess on_outputs /> }.into_any(),
        None => view! { <FigureView figure title on_outputs /> }.into_any(),
    }
}
