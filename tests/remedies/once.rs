//! One cause is told once: the remedy of a finding ends no other finding, with
//! few exceptions, each of which says why.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cloud_campus::architecture::*;
use cloud_campus::rules::{Finding, findings};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::campus;
use crate::support::broken::{Break, Design, broken};

/// Findings that may end together: whose remedy it is, what it ends as well,
/// and why both are told.
const TOGETHER: &[(&str, &str, &str)] = &[
    (
        "*",
        "single-point-of-failure",
        "it is about a journey: what else is wrong on its way decides whether it works at all",
    ),
    (
        "main-route-table-leads-out",
        "subnet-on-main-route-table",
        "the trap for subnets to come, and a subnet that is in it: the remedy of the trap has to take out first who is in it",
    ),
    (
        "main-route-table-leads-out",
        "route-table-unused",
        "the same, where the subnet was meant for a table that nobody uses",
    ),
    (
        "route-to-detached-gateway",
        "nat-unused",
        "what tables are for can be told only once the gateway works: then a subnet is told to use the table that leads to the NAT gateway",
    ),
    (
        "route-to-detached-gateway",
        "route-table-unused",
        "the same of a table that nobody uses: which subnet it was meant for is told once the gateway works",
    ),
    (
        "route-to-deleted-target",
        "route-table-unused",
        "the same where what the routes lead to was deleted",
    ),
    (
        "route-to-gateway-missing",
        "nat-in-another-zone",
        "a table whose default route leads to a NAT gateway instead of the internet gateway: the one is about what stands in its subnets, the other about their way out",
    ),
    (
        "subnet-name-contradicts-routes",
        "route-table-unused",
        "two subnets are on wrong tables, and the table that one of them needs is the one that nobody uses",
    ),
    (
        "network-acl-blocks-replies",
        "network-acl-blocks-tier",
        "the ports that answers go to are also ports on which servers listen, such as 8080",
    ),
    (
        "network-acl-blocks-replies",
        "network-acl-blocks-nat",
        "the same: an entry for one high port may be for requests or for answers",
    ),
    (
        "network-acl-blocks-tier",
        "network-acl-blocks-replies",
        "the remedy for a call lets the answers of all who call so back as well, because the journey needs both",
    ),
];

fn may_end_together(mended: &str, ended: &str) -> bool {
    let fits = |pattern: &str, code: &str| pattern == "*" || pattern == code;
    TOGETHER
        .iter()
        .any(|(one, other, _)| fits(one, mended) && fits(other, ended))
}

/// What of a finding stays the same when its sentence changes.
fn key(finding: &Finding) -> (&'static str, &ResourceId) {
    (finding.code, &finding.resources[0])
}

/// The pairs of findings of which the remedy of the one ends the other: the
/// codes, and where. What another finding tells afterwards, of which nothing was
/// said before, has not ended: two things were wrong with it, one behind the
/// other.
fn told_twice(document: &Document) -> Vec<(&'static str, &'static str, String)> {
    let before = findings(&document.architecture);
    let mut pairs = Vec::new();
    for finding in &before {
        let Some(fix) = &finding.fix else { continue };
        let mut mended = document.clone();
        mended.apply_all(fix.edits.clone()).unwrap();
        let after = findings(&mended.architecture);
        if after.iter().any(|it| key(it) == key(finding)) {
            continue;
        }
        for other in &before {
            let same = key(other) == key(finding);
            let gone = !after.iter().any(|it| key(it) == key(other));
            let about = |it: &Finding| it.resources.contains(&other.resources[0]);
            let told_on = after.iter().any(|it| {
                let known = before.iter().find(|known| key(known) == key(it));
                about(it) && !known.is_some_and(about)
            });
            if !same && gone && !told_on && !may_end_together(finding.code, other.code) {
                let story = format!(
                    "{} [{}]\n    also ends: {}",
                    finding.sentence, fix.label, other.sentence
                );
                pairs.push((finding.code, other.code, story));
            }
        }
    }
    pairs
}

/// Every document that is shipped or tested with.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.to_string_lossy().ends_with(".campus.json") {
            found.push(path);
        }
    }
}

fn made(design: Design, breaks: &[Break]) -> Document {
    let mut document = Document {
        architecture: campus::build(design.text),
        ..Document::default()
    };
    for it in breaks {
        if let Some(edit) = it.edit(&document.architecture) {
            document.apply(edit).unwrap();
        }
    }
    document
}

fn tell(pairs: &BTreeMap<(&str, &str), Vec<String>>) -> String {
    let lines = pairs.iter().map(|((one, other), stories)| {
        format!("{one} + {other} ({})\n    {}", stories.len(), stories[0])
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_remedy_ends_two_findings_of_a_document() {
    let mut open = Vec::new();
    for folder in ["assets/examples", "lessons", "tests/cases", "tests/files"] {
        documents(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut open,
        );
    }
    assert!(open.len() > 100, "only {} documents", open.len());
    let mut pairs: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for path in open {
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(document) = Document::from_json(&text) else {
            continue;
        };
        for (one, other, story) in told_twice(&document) {
            let file = path.file_name().unwrap().to_string_lossy();
            pairs
                .entry((one, other))
                .or_default()
                .push(format!("{file}: {story}"));
        }
    }
    assert!(pairs.is_empty(), "{}", tell(&pairs));
}

/// The same networks each time, unless `PROPTEST_RNG_SEED` says otherwise: a pair that
/// one network in thousands shows is looked for on purpose, not met in passing.
fn seed() -> RngSeed {
    match ProptestConfig::default().rng_seed {
        RngSeed::Random => RngSeed::Fixed(7),
        given => given,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::support::cases(300), failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    /// The same for random broken networks.
    #[test]
    fn no_remedy_ends_two_findings_of_a_broken_network((design, breaks, _) in broken()) {
        let document = made(design, &breaks);
        let mut pairs: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for (one, other, story) in told_twice(&document) {
            pairs.entry((one, other)).or_default().push(story);
        }
        prop_assert!(pairs.is_empty(), "{} {breaks:?}\n{}", design.name, tell(&pairs));
    }
}
