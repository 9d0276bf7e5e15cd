//! What the learner expects, checked for everybody that it speaks of, as it is
//! after each change.

use std::fmt;

use cloud_campus::architecture::*;
use cloud_campus::network::*;
use divan::{Bencher, black_box};
use serde_json::{Value, json};

use crate::campuses::{broken_notebooklies, notebooklies, with_more};

/// An architecture of 1,000 resources, by what is expected of it.
#[derive(Clone, Copy)]
enum Expected {
    /// The three intents of each of ten Notebooklies.
    OfEachShop,
    /// The same, and six more of each, whose ends are groups, subnets and VPCs.
    OfGroupsSubnetsAndVpcs,
    /// The same, where hardly anything is let in.
    WhereMuchIsWrong,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OfEachShop => "of each shop",
            Self::OfGroupsSubnetsAndVpcs => "of groups, subnets and VPCs",
            Self::WhereMuchIsWrong => "where much is wrong",
        })
    }
}

impl Expected {
    fn architecture(self) -> Architecture {
        match self {
            Self::OfEachShop => notebooklies(1_000),
            Self::OfGroupsSubnetsAndVpcs => with_more(&notebooklies(1_000), wide_intents()),
            Self::WhereMuchIsWrong => with_more(&broken_notebooklies(1_000), wide_intents()),
        }
    }
}

/// Whatever of the nine hundred and more resources the intents speak of; the
/// snapshot is not counted, as the findings have it already.
#[divan::bench(args = [
    Expected::OfEachShop,
    Expected::OfGroupsSubnetsAndVpcs,
    Expected::WhereMuchIsWrong,
])]
fn intents_of_1000(bencher: Bencher, expected: Expected) {
    let architecture = expected.architecture();
    let network = Network::new(&architecture);
    bencher.bench_local(|| black_box(network.check_intents()));
}

/// How it grows with the number of shops, each with three intents.
#[divan::bench(args = [100, 1_000, 10_000])]
fn intents(bencher: Bencher, size: usize) {
    let architecture = notebooklies(size);
    let network = Network::new(&architecture);
    bencher.bench_local(|| black_box(network.check_intents()));
}

/// What is expected of the ends of a shop that have many members.
fn wide_intents() -> Vec<Value> {
    let ends = [
        ("auto-scaling-group-1", "database-1", 3306, "reaches"),
        ("security-group-2", "database-1", 3306, "reaches"),
        ("subnet-3", "internet", 443, "reaches"),
        ("internet", "subnet-3", 22, "never"),
        ("internet", "vpc-1", 3389, "never"),
        ("vpc-1", "vpc-1", 23, "never"),
    ];
    let of = |shop: usize| {
        ends.iter().enumerate().map(move |(place, end)| {
            let (from, to, port, expectation) = end;
            let name = |end: &str| match end {
                "internet" => end.to_owned(),
                other => format!("{other}-of-{shop}"),
            };
            json!({
                "kind": "intent",
                "id": format!("intent-{place}-for-{shop}"),
                "name": format!("Expected {place} of {shop}"),
                "from": name(from),
                "to": name(to),
                "port": port,
                "expectation": expectation,
            })
        })
    };
    (0..10).flat_map(of).collect()
}
