//! What is said while a task is not done yet, on every document that its way comes by: each
//! sentence is one that somebody learning English can read.
//!
//! `cargo test --test missing -- --nocapture` prints them all.

#[path = "support/course.rs"]
mod course;
#[path = "support/lessons.rs"]
mod lessons;

use std::collections::BTreeSet;

use cloud_campus::analysis::Analysis;
use cloud_campus::architecture::Document;
use cloud_campus::course::attempt::Attempt;
use cloud_campus::course::condition::Condition;
use cloud_campus::course::judge::{LineState, Moment, verdict};
use cloud_campus::course::lesson::{Files, Lesson};
use cloud_campus::course::lint;
use cloud_campus::course::read::At;
use course::catalogue;
use expect_test::expect_file;
use lessons::files_of;

/// The sentences of what is not so, task by task, on the way that the hints lead.
fn sentences(lesson: &Lesson) -> Vec<(String, LineState, String)> {
    let mut all = Vec::new();
    for place in lint::walk(lesson, &mut Vec::new()) {
        let Some(check) = &place.task.check else {
            continue;
        };
        let steps = place.task.hints.show_on(place.start);
        for done in 0..=steps.len() {
            let figures = &lesson.chapter.figures;
            let Ok((document, attempt)) =
                lint::shown(place.task, &place.begun, &steps[..done], figures)
            else {
                continue;
            };
            let analysis = Analysis::of(&document.architecture);
            let verdict = verdict(check, &Moment::new(&analysis, &attempt));
            for line in verdict.lines {
                if line.state != LineState::Met {
                    all.push((place.task.id.clone(), line.state, line.sentence));
                }
            }
        }
    }
    all
}

/// What is wrong with how a sentence reads, if anything is.
fn flaw(sentence: &str) -> Option<&'static str> {
    let says = |part: &str| sentence.contains(part);
    if says("`") {
        return Some("a sign of programs");
    }
    if ["..", "?.", "!.", " ,", " .", ",,", "  ", ": ."]
        .iter()
        .any(|it| says(it))
    {
        return Some("doubled or lost punctuation");
    }
    if ["null", " true.", " false.", "None", " _"]
        .iter()
        .any(|it| says(it))
    {
        return Some("a word of programs");
    }
    if !sentence.ends_with(['.', '?', '!', '”', '"']) {
        return Some("no end");
    }
    let id = |word: &str| {
        let word = word.trim_matches(|it: char| !it.is_alphanumeric());
        word.rsplit_once('-').is_some_and(|(kind, number)| {
            !number.is_empty()
                && number.bytes().all(|it| it.is_ascii_digit())
                && cloud_campus::architecture::Kind::ALL
                    .iter()
                    .any(|it| it.info().key == kind)
        })
    };
    if sentence.split_whitespace().any(id) {
        return Some("an id");
    }
    None
}

fn check(name: &str, files: &Files, flaws: &mut Vec<String>) {
    let lesson = Lesson::read(files).unwrap_or_else(|why| panic!("{name}: {}", why[0]));
    let mut told = BTreeSet::new();
    for (task, state, sentence) in sentences(&lesson) {
        if !told.insert((task.clone(), sentence.clone())) {
            continue;
        }
        println!("{task} {state:?}: {sentence}");
        if let Some(flaw) = flaw(&sentence) {
            flaws.push(format!("{task}: {flaw}: {sentence}"));
        }
    }
}

#[test]
fn what_is_missing_reads_well_in_every_chapter() {
    let mut flaws = Vec::new();
    for room in catalogue().rooms.iter().filter(|room| room.open) {
        check(&room.folder, &files_of(&room.folder), &mut flaws);
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

/// Comparisons, some of them together.
type Comparisons = &'static [&'static [&'static str]];

/// Comparisons, with places for a value and for a list.
const TEXT: &[&str] = &["<one>", r#"{"not": "<is>"}"#, r#"{"in": <many>}"#];
const PATTERN: &[&str] = &[
    r#"{"like": "a*"}"#,
    r#"{"like": "*b"}"#,
    r#"{"like": "*m*"}"#,
    r#"{"like": "a*m*b"}"#,
    r#"{"like": "web-?9"}"#,
    r#"{"like": "????????????????*"}"#,
    r#"{"contains": "nginx"}"#,
];
const BLOCK: &[&str] = &[r#"{"inside": ["10.9.0.0/16", "10.8.0.0/16"]}"#];
const FLAG: &[&str] = &["<one>"];
const NUMBER: &[&str] = &[
    "<one>",
    r#"{"not": <is>}"#,
    r#"{"lt": 1}"#,
    r#"{"le": 1}"#,
    r#"{"gt": <one>}"#,
    r#"{"ge": <one>}"#,
    r#"{"in": <many>}"#,
    r#"{"ge": 2, "le": 3}"#,
    r#"{"ge": 2, "le": 2}"#,
];
const LIST: &[&str] = &[
    "<many>",
    r#"{"contains": <one>}"#,
    r#"{"has": <many>}"#,
    r#"{"within": <many>}"#,
];
const FILLED: &[&str] = &[r#"{"set": true}"#];
const EMPTY: &[&str] = &[r#"{"set": false}"#];

/// Of each kind of value: a setting, what it is, another value, two of them, and what it can
/// be compared by.
const VALUES: [(&str, &str, &str, &str, &str, Comparisons); 11] = [
    (
        "web-1",
        "name",
        "web-1",
        r#""web-9""#,
        r#"["web-8", "web-9"]"#,
        &[TEXT, PATTERN],
    ),
    (
        "public-a",
        "cidr",
        "10.0.1.0/24",
        r#""10.0.9.0/24""#,
        r#"["10.0.8.0/24", "10.0.9.0/24"]"#,
        &[TEXT, BLOCK],
    ),
    (
        "notebookly-db",
        "multi_az",
        "true",
        "false",
        "[false]",
        &[FLAG],
    ),
    (
        "notebookly-db",
        "storage",
        "20",
        "100",
        "[50, 100]",
        &[NUMBER],
    ),
    (
        "notebookly-db",
        "backup_days",
        "7",
        "9",
        "[1, 2]",
        &[NUMBER],
    ),
    (
        "web-1",
        "instance_type",
        "t3.micro",
        r#""t3.large""#,
        r#"["t3.large", "m5.large"]"#,
        &[TEXT, PATTERN],
    ),
    (
        "web-1",
        "state",
        "running",
        r#""stopped""#,
        r#"["stopped", "terminated"]"#,
        &[TEXT],
    ),
    (
        "web-1",
        "subnet",
        "private-a",
        r#""public-a""#,
        r#"["public-a", "public-b"]"#,
        &[TEXT],
    ),
    (
        "web-1",
        "security_groups",
        "WebServer-SG",
        r#""ALB-SG""#,
        r#"["ALB-SG", "Database-SG"]"#,
        &[LIST, EMPTY],
    ),
    ("private-rt-a", "routes", "", "[]", "[]", &[FLAG]),
    (
        "web-1",
        "user_data",
        "",
        r#""nginx""#,
        r#"["nginx", "httpd"]"#,
        &[PATTERN, FILLED],
    ),
];

#[test]
fn every_comparison_has_words_for_every_kind_of_value() {
    let text = &files_of("10-security-groups")["solution.campus.json"];
    let shop = Document::from_json(text).expect("the solution can be read");
    let analysis = Analysis::of(&shop.architecture);
    let attempt = Attempt::new(&analysis);
    let moment = Moment::new(&analysis, &attempt);
    let mut conditions = Vec::new();
    for (of, prop, is, one, many, comparisons) in VALUES {
        for comparison in comparisons.iter().copied().flatten() {
            let is = comparison
                .replace("<is>", is)
                .replace("<one>", one)
                .replace("<many>", many);
            let asked = format!(r#"{{"prop": "{prop}", "of": "{of}", "is": {is}}}"#);
            conditions.push(asked.clone());
            conditions.push(format!(r#"{{"not": {asked}}}"#));
        }
    }
    let rows: Vec<String> = include_str!("conditions/rows.jsonl")
        .lines()
        .map(str::to_owned)
        .collect();
    let mut table = String::new();
    let mut flaws = Vec::new();
    for text in conditions.iter().chain(&rows) {
        let value = serde_json::from_str(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let condition = Condition::read(&At::root(&value));
        let condition = condition.unwrap_or_else(|why| panic!("{text}: {why}"));
        let line = verdict(&condition, &moment).lines.remove(0);
        if line.state == LineState::Met {
            continue;
        }
        table.push_str(&format!("{text}\n    {}\n", line.sentence));
        if let Some(flaw) = flaw(&line.sentence) {
            flaws.push(format!("{text}: {flaw}: {}", line.sentence));
        }
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    expect_file!["conditions/comparisons.txt"].assert_eq(&table);
}
