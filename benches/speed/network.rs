//! The snapshot, one trace, the matrix.

use cloud_campus::architecture::Protocol;
use cloud_campus::network::*;
use divan::{Bencher, black_box};

use crate::campuses::{campus, notebooklies, notebookly};

fn request(from: &str, to: Endpoint, port: u16) -> Flow {
    Flow {
        from: if from == "internet" {
            Endpoint::Internet
        } else {
            Endpoint::Resource(from.into())
        },
        to,
        protocol: Protocol::Tcp,
        port,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn snapshot(bencher: Bencher, size: usize) {
    let architecture = campus(size);
    bencher.bench_local(|| black_box(Network::new(&architecture)));
}

#[divan::bench]
fn snapshot_of_notebookly(bencher: Bencher) {
    let architecture = notebookly();
    bencher.bench_local(|| black_box(Network::new(&architecture)));
}

/// From the user through all tiers to the database and back.
#[divan::bench]
fn trace_through_notebookly(bencher: Bencher) {
    let architecture = notebookly();
    let network = Network::new(&architecture);
    let flow = request("internet", Endpoint::Host("notebookly.com".to_owned()), 80);
    bencher.bench_local(|| black_box(network.trace(&flow)));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn trace(bencher: Bencher, size: usize) {
    let architecture = campus(size);
    let network = Network::new(&architecture);
    let flow = request(
        "instance-0-0",
        Endpoint::Resource("instance-0-5".into()),
        80,
    );
    bencher.bench_local(|| black_box(network.trace(&flow)));
}

/// One VPC with very many classes; 600 resources have 492 interfaces.
#[divan::bench(args = [100, 600, 1_200])]
fn matrix(bencher: Bencher, size: usize) {
    let architecture = campus(size);
    let network = Network::new(&architecture);
    bencher.bench_local(|| black_box(network.matrix()));
}

/// Architectures as somebody would draw them, side by side.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10)]
fn matrix_of_notebooklies(bencher: Bencher, size: usize) {
    let architecture = notebooklies(size);
    let network = Network::new(&architecture);
    bencher.bench_local(|| black_box(network.matrix()));
}

/// A request through all tiers of one Notebookly among many.
#[divan::bench(args = [100, 1_000, 10_000])]
fn trace_among_notebooklies(bencher: Bencher, size: usize) {
    let architecture = notebooklies(size);
    let network = Network::new(&architecture);
    let flow = request("internet", Endpoint::Host("notebookly0.com".to_owned()), 80);
    bencher.bench_local(|| black_box(network.trace(&flow)));
}
