//! Which rule speaks for which row of the rulebook, and which rows have none
//! and why. Each half of the rulebook has its table under `tests/rulebook/`:
//! `ROW  code, code` or `ROW  - reason`, a line a row, sorted.

use std::collections::BTreeMap;
use std::path::Path;

use cloud_campus::rules;

/// The sections of each table with the number of their rows.
const TABLES: [(&str, &[(&str, u32)]); 2] = [
    (
        "tests/rulebook/rows-a.txt",
        &[
            ("AMI", 4),
            ("EBS", 17),
            ("EC2", 20),
            ("EFS", 13),
            ("LT", 7),
            ("RDS", 31),
            ("S3", 26),
        ],
    ),
    (
        "tests/rulebook/rows-b.txt",
        &[
            ("ALB", 24),
            ("ASG", 23),
            ("BUD", 8),
            ("CT", 11),
            ("CWA", 17),
            ("CWD", 2),
            ("CWLG", 6),
            ("R53", 21),
            ("SCL", 14),
            ("SNS", 7),
            ("TG", 16),
            ("WAF", 13),
            ("X", 14),
        ],
    ),
];

/// A row and what stands beside it.
fn rows(text: &str) -> Vec<(&str, &str)> {
    text.lines()
        .map(|line| line.split_once(' ').expect("a row and what speaks for it"))
        .map(|(row, rest)| (row, rest.trim()))
        .collect()
}

fn tables() -> impl Iterator<Item = (&'static str, &'static [(&'static str, u32)], String)> {
    let found = TABLES.iter().filter(|(path, _)| Path::new(path).exists());
    found.map(|(path, sections)| {
        (
            *path,
            *sections,
            std::fs::read_to_string(path).expect("a table that is there can be read"),
        )
    })
}

#[test]
fn every_row_of_its_sections_is_in_the_table_once() {
    let mut read = 0;
    for (path, sections, text) in tables() {
        let all = rows(&text);
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, _) in &all {
            *here.entry(row).or_default() += 1;
        }
        for (section, last) in sections {
            for number in 1..=*last {
                let row = format!("{section}-{number}");
                assert_eq!(here.remove(row.as_str()), Some(1), "{path}: {row}");
            }
        }
        assert!(
            here.is_empty(),
            "{path} has rows that are in no section: {here:?}"
        );
        let key = |row: &str| {
            let (section, number) = row.split_once('-').expect("a section and a number");
            (section.to_owned(), number.parse::<u32>().expect("a number"))
        };
        let keys: Vec<_> = all.iter().map(|(row, _)| key(row)).collect();
        assert!(keys.is_sorted(), "{path} is not sorted");
        read += 1;
    }
    assert!(read > 0, "no table was found");
}

#[test]
fn every_rule_that_a_table_names_exists_and_names_the_row() {
    for (path, _, text) in tables() {
        for (row, rest) in rows(&text) {
            if let Some(reason) = rest.strip_prefix("- ") {
                assert!(reason.len() > 10, "{path}: {row} has no reason");
                continue;
            }
            for code in rest.split(", ") {
                let rule = rules::find(code);
                let rule =
                    rule.unwrap_or_else(|| panic!("{path}: {row} names {code}, which is no rule"));
                let names = rule
                    .source
                    .split(|it: char| !(it.is_ascii_alphanumeric() || it == '-'))
                    .any(|it| it == row);
                assert!(names, "{path}: {code} does not name {row} as its source");
            }
        }
    }
}
