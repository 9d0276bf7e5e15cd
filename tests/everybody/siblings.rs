//! Siblings of the collected cases: each is a case in which one thing is a
//! little different, with the answer that follows from AWS's rules.

use cloud_campus::architecture::*;
use cloud_campus::rules::{Severity, findings};
use serde_json::{Value, json};

use crate::said;

const TABLE: &str = include_str!("siblings.txt");

/// A document as it is written, to be changed where the table says so.
struct Sibling {
    file: Value,
    question: String,
}

impl Sibling {
    fn of(case: &str, question: &str) -> Self {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/tests/cases/{case}.campus.json");
        let text = std::fs::read_to_string(path).unwrap();
        Self {
            file: serde_json::from_str(&text).unwrap(),
            question: question.to_owned(),
        }
    }

    fn change(&mut self, edit: &str) {
        if let Some(question) = edit.strip_prefix("? ") {
            self.question = question.to_owned();
            return;
        }
        let resources = self.file["resources"].as_array_mut().unwrap();
        let (place, value) = edit.split_once(' ').unwrap();
        if let Some(id) = place.strip_prefix('+') {
            let (kind, properties) = value.split_once(' ').unwrap();
            let mut made: Value = serde_json::from_str(properties).unwrap();
            made["id"] = json!(id);
            made["name"] = json!(id);
            made["kind"] = json!(kind);
            resources.push(made);
            return;
        }
        let (id, property) = place.split_once('.').unwrap();
        let mut found = resources.iter_mut().filter(|it| it["id"] == id);
        let found = found.next().unwrap_or_else(|| panic!("no {id}"));
        found[property] = written(value);
    }

    fn answer(&self) -> String {
        let document = Document::from_json(&self.file.to_string()).unwrap();
        match self.question.strip_prefix("check ") {
            Some(code) => told(&document.architecture, code),
            None => {
                let said = said(&document.architecture, &self.question);
                said.lines().next().unwrap().to_owned()
            }
        }
    }
}

/// A value: rules, entries or routes in short, or JSON.
fn written(value: &str) -> Value {
    let (sort, rest) = value.split_once(' ').unwrap_or((value, ""));
    let rows = rest
        .split(", ")
        .map(|row| row.split(' ').collect::<Vec<_>>());
    let ports = |text: &str| {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        (from.parse::<i32>().unwrap(), to.parse::<i32>().unwrap())
    };
    let traffic = |text: &str| match text {
        "*" => json!({"protocol": "all"}),
        text => {
            let (from, to) = ports(text);
            json!({"protocol": "tcp", "from_port": from, "to_port": to})
        }
    };
    match sort {
        "routes" => rows
            .map(|row| json!({"destination": row[0], "target": row[1]}))
            .collect(),
        "rules" => rows
            .map(|row| {
                let mut rule = traffic(row[0]);
                rule["peer"] = match row[1].strip_prefix('#') {
                    Some(group) => json!({"group": group}),
                    None => json!({"cidr": row[1]}),
                };
                rule
            })
            .collect(),
        "entries" => rows
            .map(|row| {
                let mut entry = traffic(row[2]);
                entry["number"] = json!(row[0].parse::<u32>().unwrap());
                entry["action"] = json!(row[1]);
                entry["cidr"] = json!(row[3]);
                entry
            })
            .collect(),
        _ => serde_json::from_str(value).unwrap_or_else(|error| panic!("{value}: {error}")),
    }
}

/// What a rule says: how grave, and of what.
fn told(architecture: &Architecture, code: &str) -> String {
    let mut told: Vec<String> = findings(architecture)
        .iter()
        .filter(|it| it.code == code)
        .map(|it| {
            let weight = match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "remark",
            };
            format!("{weight} {}", it.resources[0])
        })
        .collect();
    told.sort();
    match told.is_empty() {
        true => "nothing".to_owned(),
        false => told.join(", "),
    }
}

/// The blocks of the table: a case, its question, its lines.
fn blocks() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    TABLE.split("\n== ").skip(1).map(|block| {
        let mut lines = block.lines().filter(|it| !it.is_empty());
        let (case, question) = lines.next().unwrap().split_once(": ").unwrap();
        (case, question, lines.collect())
    })
}

#[test]
fn siblings_of_the_cases_fare_as_on_aws() {
    let mut wrong = Vec::new();
    for (case, question, lines) in blocks() {
        for line in lines {
            let (edits, expected) = line.split_once(" => ").unwrap();
            let mut sibling = Sibling::of(case, question);
            for edit in edits.split("; ") {
                sibling.change(edit);
            }
            let answer = sibling.answer();
            if answer != expected {
                wrong.push(format!("{case}: {line}\n    but: {answer}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every case has at least three siblings, and they do not all say the same.
#[test]
fn every_case_has_siblings_that_differ() {
    let mut cases = Vec::new();
    for (case, _, lines) in blocks() {
        cases.push(case);
        assert!(lines.len() >= 3, "{case} has {} siblings", lines.len());
        let mut answers: Vec<_> = lines
            .iter()
            .filter_map(|it| it.split(" => ").nth(1))
            .collect();
        answers.sort_unstable();
        answers.dedup();
        assert!(answers.len() > 1, "{case}: {answers:?}");
    }
    let folder = std::fs::read_dir(format!("{}/tests/cases", env!("CARGO_MANIFEST_DIR")));
    for file in folder.unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".campus.json");
        // What was once offered as a remedy is a sibling itself.
        let offered = name.contains("-after");
        assert!(offered || cases.contains(&name), "{name} has no siblings");
    }
}
