//! A whole review, from the architecture alone, findings and all: it is asked
//! for when its page opens, and after each change while it is open.

use cloud_campus::analysis::Analysis;
use cloud_campus::review::Review;
use divan::{Bencher, black_box};

use crate::campuses::{broken_notebooklies, notebooklies};

/// Of a thousand resources.
#[divan::bench]
fn review_of_1000(bencher: Bencher) {
    let architecture = notebooklies(1_000);
    bencher.bench_local(|| black_box(Review::of(&Analysis::of(&architecture))));
}

/// The same without the findings, which the page has already.
#[divan::bench]
fn review_of_1000_with_findings_known(bencher: Bencher) {
    let architecture = notebooklies(1_000);
    let analysis = Analysis::of(&architecture);
    analysis.findings();
    analysis.calm().journeys();
    bencher.bench_local(|| black_box(Review::of(&analysis)));
}

/// Of a thousand resources with much that is wrong.
#[divan::bench]
fn review_of_1000_where_much_is_wrong(bencher: Bencher) {
    let architecture = broken_notebooklies(1_000);
    bencher.bench_local(|| black_box(Review::of(&Analysis::of(&architecture))));
}
