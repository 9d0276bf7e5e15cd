//! Every finding, from the architecture alone, as it is recomputed after each
//! change.

use cloud_campus::rules;
use divan::{Bencher, black_box};

use crate::campuses::{broken_notebooklies, notebooklies};

/// Sound architectures: what every rule costs when it has little to say.
#[divan::bench(args = [100, 1_000, 10_000])]
fn findings(bencher: Bencher, size: usize) {
    let architecture = notebooklies(size);
    bencher.bench_local(|| black_box(rules::findings(&architecture)));
}

/// Broken ones: what it costs to say much.
#[divan::bench(args = [100, 1_000, 10_000])]
fn findings_where_much_is_wrong(bencher: Bencher, size: usize) {
    let architecture = broken_notebooklies(size);
    bencher.bench_local(|| black_box(rules::findings(&architecture)));
}
