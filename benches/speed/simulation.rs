//! Time that is played: a day, a week, a crowd of servers, a look back.

use cloud_campus::architecture::{Document, Edit};
use cloud_campus::simulation::{Run, Scenario, Simulation};
use divan::{Bencher, black_box};

fn notebookly() -> Document {
    Document::from_json(include_str!("../../assets/examples/notebookly.campus.json"))
        .expect("the example is one")
}

fn run(document: Document, length: u32, factor: u32) -> Run {
    let scenario = serde_json::json!({
        "id": "bench", "title": "Bench", "length": length, "load": { "factor": factor },
    });
    let scenario: Scenario = serde_json::from_value(scenario).expect("it is one");
    Run {
        document,
        scenario,
        seed: 7,
    }
}

/// A group of so many servers.
fn crowd(servers: u32) -> Document {
    let mut document = notebookly();
    let group = document.architecture.called("Notebookly-ASG");
    let group = group.expect("it is there").clone();
    for property in ["max_size", "min_size", "desired"] {
        let edit = Edit::set(&group, property, servers);
        document.apply(edit).expect("it is a property");
    }
    document
}

/// A day of Notebookly in steps of a second.
#[divan::bench]
fn simulated_day(bencher: Bencher) {
    bencher.bench_local(|| {
        let mut simulation = Simulation::begin(run(notebookly(), 86_400, 1));
        simulation.advance(86_400);
        black_box(simulation.now())
    });
}

/// A minute with 50 servers, which the page plays in a second.
#[divan::bench]
fn simulated_minute_of_50_servers(bencher: Bencher) {
    let mut simulation = Simulation::begin(run(crowd(50), 86_400 * 30, 20));
    bencher.bench_local(|| {
        simulation.advance(60);
        black_box(simulation.view())
    });
}

/// A look back by several minutes.
#[divan::bench]
fn look_back(bencher: Bencher) {
    let mut simulation = Simulation::begin(run(notebookly(), 7_200, 1));
    simulation.advance(7_200);
    bencher.bench_local(|| black_box(simulation.view_at(3_599)));
}

/// What a week leaves in memory is printed, and that it can be played.
#[divan::bench(sample_count = 1)]
fn simulated_week(bencher: Bencher) {
    bencher.bench_local(|| {
        let mut simulation = Simulation::begin(run(notebookly(), 7 * 86_400, 1));
        simulation.advance(7 * 86_400);
        let megabytes = simulation.bytes() / 1_000_000;
        println!("a week's metrics take {megabytes} MB");
        black_box(simulation.now())
    });
}
