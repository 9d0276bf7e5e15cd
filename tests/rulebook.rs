//! What became of each row of the rulebook: the rule that watches over it, or
//! why there is none. `tests/rulebook/rows.txt` has one line a row, in order,
//! with ` | ` between three parts: the row, a word, and what the word says.
//!
//! - `rule`: the codes of the rules, which cite the row as their source.
//! - `types`: what can be drawn cannot break it; how.
//! - `change`: it is about changing what exists; it stands with the property
//!   (`Property::change`).
//! - `fact`: nothing can be wrong about it; where it is told or counted.
//! - `absent`: what it is about is not modelled.

use std::collections::BTreeMap;

use cloud_campus::rules;

/// The sections that are in the table, with how many rows each has. One a
/// line, in order.
const SECTIONS: &[(&str, u32)] = &[
    ("ALB", 24),
    ("AMI", 4),
    ("ASG", 23),
    ("BUD", 8),
    ("CT", 11),
    ("CWA", 17),
    ("CWD", 2),
    ("CWLG", 6),
    ("EBS", 17),
    ("EC2", 20),
    ("EFS", 13),
    ("IAM", 19),
    ("LT", 7),
    ("R53", 21),
    ("RDS", 31),
    ("S3", 25),
    ("SCL", 14),
    ("SNS", 7),
    ("TG", 16),
    ("WAF", 13),
    ("X", 14),
];

const WORDS: &[&str] = &["rule", "types", "change", "fact", "absent"];

/// A row, such as EBS-12, as its section and its number.
fn row(text: &str) -> Option<(&str, u32)> {
    let (section, number) = text.split_once('-')?;
    Some((section, number.parse().ok()?))
}

/// The lines of the table: row, word, what it says.
fn table() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = include_str!("rulebook/rows.txt").lines();
    lines
        .map(|line| {
            let mut parts = line.splitn(3, " | ");
            let mut next = || {
                parts
                    .next()
                    .unwrap_or_else(|| panic!("{line}: three parts"))
            };
            (next(), next(), next())
        })
        .collect()
}

/// Whether the text of a source cites a row, by itself or in "EBS-2 to EBS-8".
fn cites(source: &str, section: &str, number: u32) -> bool {
    let words: Vec<&str> = source
        .split(|it: char| !it.is_ascii_alphanumeric() && it != '-')
        .filter(|it| !it.is_empty())
        .collect();
    let cited = |at: usize| {
        words
            .get(at)
            .and_then(|it| row(it))
            .filter(|it| it.0 == section)
    };
    (0..words.len()).any(|at| match cited(at) {
        Some((_, first)) if first == number => true,
        Some((_, first)) if words.get(at + 1) == Some(&"to") => {
            cited(at + 2).is_some_and(|(_, last)| (first..=last).contains(&number))
        }
        _ => false,
    })
}

#[test]
fn each_row_of_these_sections_stands_in_the_table_once_and_in_order() {
    let table = table();
    let rows: Vec<_> = table
        .iter()
        .map(|(text, ..)| row(text).unwrap_or_else(|| panic!("{text} is no row")))
        .collect();
    for pair in rows.windows(2) {
        assert!(
            pair[0] < pair[1],
            "{:?} stands before {:?}",
            pair[0],
            pair[1]
        );
    }
    let mut counts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (section, number) in rows {
        counts.entry(section).or_default().push(number);
    }
    for (section, numbers) in &counts {
        assert!(
            SECTIONS.iter().any(|it| it.0 == *section),
            "{section} is no section"
        );
        let many = SECTIONS.iter().find(|it| it.0 == *section).unwrap().1;
        let all: Vec<u32> = (1..=many).collect();
        assert_eq!(*numbers, all, "{section}");
    }
    assert_eq!(counts.len(), SECTIONS.len());
}

#[test]
fn each_row_has_a_rule_that_cites_it_or_a_reason_why_there_is_none() {
    for (text, word, says) in table() {
        assert!(WORDS.contains(&word), "{text}: {word}");
        assert!(!says.trim().is_empty(), "{text} says nothing");
        if word != "rule" {
            continue;
        }
        let (section, number) = row(text).unwrap();
        for code in says.split(", ") {
            let rule =
                rules::find(code).unwrap_or_else(|| panic!("{text}: there is no rule {code}"));
            assert!(
                cites(rule.source, section, number),
                "{code} does not cite {text}: {}",
                rule.source
            );
        }
    }
}

#[test]
fn a_range_of_rows_cites_all_between() {
    assert!(cites("rulebook EBS-2 to EBS-8", "EBS", 5));
    assert!(cites("rulebook EBS-2, EBS-8", "EBS", 8));
    assert!(!cites("rulebook EBS-2, EBS-8", "EBS", 5));
    assert!(!cites("rulebook EBS-12", "EBS", 1));
    assert!(!cites("rulebook EFS-2 to EFS-8", "EBS", 5));
}

#[test]
fn what_cannot_work_and_is_deployed_all_the_same_is_known_as_such() {
    let accepted =
        rules::all().filter(|it| it.severity == rules::Severity::Error && it.is_accepted());
    let codes: Vec<&str> = accepted.map(|it| it.code).collect();
    expect_test::expect![[r#"
        subnet-name-contradicts-routes
        route-to-gateway-missing
        subnet-on-main-route-table
        internet-gateway-detached
        nat-in-private-subnet
        private-nat-as-internet-path
        nat-instance-checks-source
        nat-instance-in-private-subnet
        nat-instance-without-public-address
        nat-instance-group-shut
        peering-as-internet-path
        network-acl-denies-everything
        network-acl-blocks-replies
        network-acl-blocks-tier
        network-acl-blocks-s3
        network-acl-blocks-nat
        endpoint-without-route-table
        bucket-not-reachable
        balancer-subnet-not-public
        redirect-to-nothing
        listener-port-not-admitted
        target-group-unused
        target-not-reachable
        target-zone-not-served
        scaling-policy-without-room
        database-not-reachable
        cname-loop
        backend-in-another-vpc
        backend-not-reachable
        file-system-without-mount-target
        file-system-not-reachable
        file-system-name-unresolvable
        website-not-public
        web-acl-without-effect
        alarm-in-another-region
        certificate-for-another-name"#]]
    .assert_eq(&codes.join("\n"));
}
