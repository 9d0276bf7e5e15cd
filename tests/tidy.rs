//! What `ARCHITECTURE.md` promises of the source, checked on its text.

#[path = "support/sources.rs"]
mod sources;

use std::fs;

use sources::{none, root, sources};

/// The places where one of `words` stands, each word whole.
fn places_of(words: &[&str], place: &str, text: &str) -> Vec<String> {
    let of_word = |c: char| c.is_alphanumeric() || c == '_';
    text.lines()
        .enumerate()
        .flat_map(|(number, line)| {
            words
                .iter()
                .filter(move |word| {
                    line.match_indices(**word).any(|(at, found)| {
                        let before = line[..at].chars().next_back();
                        let after = line[at + found.len()..].chars().next();
                        // A word that ends in a sign of its own needs no border.
                        !before.is_some_and(of_word)
                            && (!found.ends_with(of_word) || !after.is_some_and(of_word))
                    })
                })
                .map(move |word| format!("{place}:{}: {word}", number + 1))
        })
        .collect()
}

const BROWSER: [&str; 12] = [
    "leptos",
    "web_sys",
    "web-sys",
    "js_sys",
    "js-sys",
    "wasm_bindgen",
    "wasm-bindgen",
    "gloo",
    "gloo-file",
    "gloo_file",
    "reactive_stores",
    "console_error_panic_hook",
];

/// Invariant 1: the core knows no browser.
#[test]
fn only_the_page_names_the_browser() {
    let problems: Vec<String> = sources("src")
        .iter()
        .filter(|(place, _)| !place.starts_with("src/app/"))
        .flat_map(|(place, text)| places_of(&BROWSER, place, text))
        .collect();
    none(&problems);
}

/// Invariant 1: a native build compiles nothing for the browser.
#[test]
fn what_the_browser_needs_is_a_dependency_of_wasm32_alone() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("there is a manifest");
    let mut table = "";
    let mut problems = Vec::new();
    let mut seen = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            table = line.trim();
        }
        let package = line.split(['=', '.', ' ']).next().unwrap_or_default();
        // Names of packages, and of modules as code writes them, differ in the
        // dash.
        if BROWSER.contains(&package) || BROWSER.contains(&package.replace('-', "_").as_str()) {
            seen += 1;
            if table != "[target.'cfg(target_arch = \"wasm32\")'.dependencies]" {
                problems.push(format!("{package} stands in {table}"));
            }
        }
    }
    none(&problems);
    assert!(seen > 0, "the manifest lists no browser library at all");
}

/// Invariant 2: the core does no I/O, reads no clock, rolls no dice.
#[test]
fn only_the_doors_touch_the_world() {
    const WORLD: [&str; 13] = [
        "std::fs",
        "std::io",
        "std::env",
        "std::process",
        "std::time",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "rand::",
        "getrandom",
        "println!",
        "eprintln!",
        "TcpStream",
    ];
    const DOORS: [&str; 3] = ["src/app/", "src/cli/", "src/main.rs"];
    let problems: Vec<String> = sources("src")
        .iter()
        .filter(|(place, _)| !DOORS.iter().any(|door| place.starts_with(door)))
        // A test may take the time; it is no part of the core.
        .filter(|(place, _)| !place.ends_with("/tests.rs"))
        // The trait alone writes into memory; whoever writes elsewhere names where.
        .map(|(place, text)| (place, text.replace("std::io::Write;", "")))
        .flat_map(|(place, text)| places_of(&WORLD, place, &text))
        .collect();
    none(&problems);
}

/// Invariant 6: what counts what asks nobody how something looks.
#[test]
fn only_who_draws_reads_how_a_kind_looks() {
    const LOOKS: [&str; 5] = [
        "Look",
        "Ground",
        "Counted",
        "is_across",
        "is_placed_by_itself",
    ];
    const ROOMS: [&str; 7] = [
        "relations",
        "network",
        "rules",
        "explain",
        "cloudformation",
        "analysis",
        "cli",
    ];
    let problems: Vec<String> = sources("src")
        .iter()
        .filter(|(place, _)| ROOMS.contains(&room(place)))
        .flat_map(|(place, text)| places_of(&LOOKS, place, text))
        .collect();
    none(&problems);
}

/// The rooms of the house, each with those that it may ask. What stands further
/// down knows what stands above it, never the other way round.
const ARROWS: [(&str, &[&str]); 22] = [
    ("text", &[]),
    ("base64", &[]),
    ("order", &[]),
    ("aws", &[]),
    ("architecture", &["text", "order", "aws"]),
    ("share", &["architecture", "text", "base64"]),
    ("relations", &["architecture", "text", "order", "aws"]),
    (
        "iam",
        &["relations", "architecture", "text", "order", "aws"],
    ),
    (
        "pricing",
        &["relations", "architecture", "text", "order", "aws"],
    ),
    (
        "network",
        &["iam", "relations", "architecture", "text", "order", "aws"],
    ),
    (
        "building",
        &["iam", "relations", "architecture", "text", "order", "aws"],
    ),
    (
        "explain",
        &[
            "iam",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
        ],
    ),
    (
        "rules",
        &[
            "iam",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
    (
        "cloudformation",
        &["relations", "architecture", "text", "order", "aws"],
    ),
    (
        "analysis",
        &[
            "iam",
            "pricing",
            "rules",
            "explain",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
        ],
    ),
    (
        "simulation",
        &[
            "analysis",
            "iam",
            "pricing",
            "cloudformation",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
    (
        "review",
        &[
            "analysis",
            "iam",
            "pricing",
            "rules",
            "explain",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
    (
        "editor",
        &[
            "simulation",
            "analysis",
            "iam",
            "pricing",
            "building",
            "rules",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
    (
        "picture",
        &[
            "editor",
            "analysis",
            "relations",
            "architecture",
            "text",
            "base64",
        ],
    ),
    (
        "course",
        &[
            "share",
            "simulation",
            "analysis",
            "iam",
            "pricing",
            "review",
            "building",
            "cloudformation",
            "rules",
            "explain",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
    (
        "cli",
        &[
            "share",
            "picture",
            "simulation",
            "iam",
            "pricing",
            "review",
            "course",
            "analysis",
            "cloudformation",
            "rules",
            "explain",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
    (
        "app",
        &[
            "share",
            "picture",
            "simulation",
            "iam",
            "pricing",
            "review",
            "course",
            "editor",
            "analysis",
            "building",
            "cloudformation",
            "rules",
            "explain",
            "network",
            "relations",
            "architecture",
            "text",
            "order",
            "aws",
        ],
    ),
];

/// The room that a file stands in: `src/rules/mod.rs` in `rules`.
fn room(place: &str) -> &str {
    let inside = place.strip_prefix("src/").unwrap_or(place);
    let end = inside.find(['/', '.']).unwrap_or(inside.len());
    &inside[..end]
}

/// Every room that a text names as `crate::room`, comments and tests aside: a
/// test may build what it likes.
fn asked(text: &str) -> impl Iterator<Item = &str> {
    let code = text
        .split("\n#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|behind| {
            let end = behind
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(behind.len());
            &behind[..end]
        })
}

#[test]
fn no_arrow_runs_up() {
    let rooms: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    let problems: Vec<String> = sources("src")
        .iter()
        .filter(|(place, _)| !["src/lib.rs", "src/main.rs"].contains(&place.as_str()))
        .filter(|(place, _)| !place.ends_with("/tests.rs"))
        .flat_map(|(place, text)| {
            let own = room(place);
            let allowed = ARROWS
                .iter()
                .find(|(room, _)| *room == own)
                .map(|(_, allowed)| *allowed);
            let mut wrong: Vec<String> = asked(text)
                .filter(|it| rooms.contains(it) && *it != own)
                .filter(|it| allowed.is_none_or(|allowed| !allowed.contains(it)))
                .map(|it| format!("{place} asks {it}, which stands above {own}"))
                .collect();
            if allowed.is_none() {
                wrong.push(format!("{place} stands in no room of the table"));
            }
            wrong.dedup();
            wrong
        })
        .collect();
    none(&problems);
}

/// The table is in order itself: a room asks only rooms that stand before it,
/// so there is no circle.
#[test]
fn the_rooms_stand_in_order() {
    for (place, (room, allowed)) in ARROWS.iter().enumerate() {
        for it in *allowed {
            let before = ARROWS[..place].iter().any(|(other, _)| other == it);
            assert!(before, "{room} asks {it}, which does not stand before it");
        }
    }
    assert_eq!(room("src/rules/dns/names.rs"), "rules");
    assert_eq!(room("src/text.rs"), "text");
    let text = "use crate::aws;\n// crate::app\nlet it = crate::text::list([]);";
    assert_eq!(asked(text).collect::<Vec<_>>(), ["aws", "text"]);
}

/// A file that has grown beyond this wants to be a folder.
const MOST_LINES: usize = 400;

#[test]
fn no_file_is_too_long() {
    let problems: Vec<String> = sources("src")
        .iter()
        // Tests do not make the code that they are about harder to read.
        .filter(|(place, _)| !place.ends_with("/tests.rs"))
        .filter_map(|(place, text)| {
            let code = text.split("\n#[cfg(test)]\nmod tests {").next();
            let lines = code.unwrap_or(text).lines().count();
            (lines > MOST_LINES).then(|| format!("{place} has {lines} lines"))
        })
        .collect();
    none(&problems);
}

#[test]
fn every_module_says_why_it_exists() {
    let problems: Vec<String> = ["src", "tests", "benches", "xtask/src"]
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(place, _)| format!("{place} does not open with `//!`"))
        .collect();
    none(&problems);
}

/// What may stand in a draft and never in the house: unfinished work, and the
/// traces of one machine.
#[test]
fn nothing_unfinished_is_left_behind() {
    // Put together here, so that this file does not find itself.
    let words: Vec<String> = [
        ("todo", "!"),
        ("unimplemented", "!"),
        ("dbg", "!"),
        ("TO", "DO"),
        ("FIX", "ME"),
        ("HA", "CK"),
        ("X", "XX"),
        ("/home", "/"),
        ("/root", "/"),
        ("/wo", "rk/"),
    ]
    .iter()
    .map(|(start, end)| format!("{start}{end}"))
    .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let problems: Vec<String> = ["src", "tests", "benches", "xtask/src"]
        .iter()
        .flat_map(|folder| sources(folder))
        .flat_map(|(place, text)| places_of(&words, &place, &text))
        .collect();
    none(&problems);
}

#[test]
fn the_search_finds_whole_words() {
    let found = |word: &str, text: &str| places_of(&[word], "here", text);
    assert_eq!(found("gloo", "use gloo::events;"), ["here:1: gloo"]);
    assert!(found("gloo", "igloo").is_empty());
    assert!(found("gloo", "gloomy").is_empty());
    assert_eq!(found("print!", "a\nprint!(b)"), ["here:2: print!"]);
    assert_eq!(
        sources("tests")
            .iter()
            .filter(|(place, _)| place == "tests/tidy.rs")
            .count(),
        1
    );
}
