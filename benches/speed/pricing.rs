//! The bill, as it is counted anew after each change: at 1,000 resources it
//! should take less than 10 ms.

use cloud_campus::pricing::{self, Options};
use cloud_campus::relations::Relations;
use divan::{Bencher, black_box};

use crate::campuses::notebooklies;

/// From relations that are there already, as the page has them.
#[divan::bench(args = [100, 10_000])]
fn cost_of(bencher: Bencher, size: usize) {
    let architecture = notebooklies(size);
    let relations = Relations::of(&architecture);
    bencher.bench_local(|| black_box(pricing::bill(&relations, &Options::default())));
}

/// The size that has a target of its own.
#[divan::bench]
fn cost_of_1000(bencher: Bencher) {
    let architecture = notebooklies(1_000);
    let relations = Relations::of(&architecture);
    bencher.bench_local(|| black_box(pricing::bill(&relations, &Options::default())));
}
