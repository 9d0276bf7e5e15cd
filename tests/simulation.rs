//! Runs of whole architectures: what happens, in which order and when, and
//! that what must always hold holds.

use cloud_campus::architecture::{Document, Edit};
use cloud_campus::simulation::record::{AlarmState, Cause, Record};
use cloud_campus::simulation::{Run, Scenario, Simulation};
use serde_json::{Value, json};

#[path = "simulation/caches.rs"]
mod caches;
#[path = "simulation/drills.rs"]
mod drills;
#[path = "simulation/files.rs"]
mod files;
#[path = "simulation/names.rs"]
mod names;
#[path = "simulation/outgoing.rs"]
mod outgoing;
#[path = "simulation/properties.rs"]
mod properties;

fn notebookly() -> Document {
    Document::from_json(include_str!("../assets/examples/notebookly.campus.json"))
        .expect("it is there")
}

/// The same with a property set otherwise.
fn with(
    mut document: Document,
    name: &str,
    property: &str,
    value: impl serde::Serialize,
) -> Document {
    let id = document
        .architecture
        .called(name)
        .expect("it is there")
        .clone();
    document
        .apply(Edit::set(&id, property, value))
        .expect("it is there");
    document
}

fn begin(document: Document, seed: u64, scenario: Value) -> Simulation {
    let scenario: Scenario = serde_json::from_value(scenario).expect("it is there");
    Simulation::begin(Run {
        document,
        scenario,
        seed,
    })
}

fn play(document: Document, seed: u64, scenario: Value) -> Simulation {
    let mut simulation = begin(document, seed, scenario);
    simulation.advance(u32::MAX);
    simulation
}

/// A scenario of so many seconds in an even hour of the evening.
fn scenario(length: u32, factor: u32, deeds: Value) -> Value {
    json!({
        "id": "test", "title": "Test", "length": length,
        "load": { "shape": "peak", "factor": factor },
        "deeds": deeds
    })
}

/// When a line that holds these words was first told.
fn when(record: &Record, words: &str) -> Option<u32> {
    let mut lines = record.story.iter().filter(|it| it.what.contains(words));
    lines.next().map(|it| it.at)
}

fn answered(record: &Record, from: usize, to: usize) -> f64 {
    let tallies = &record.tallies[from / 10..(to / 10).min(record.tallies.len())];
    let good: u32 = tallies.iter().map(|it| it.answered).sum();
    let bad: u32 = tallies.iter().map(|it| it.failures()).sum();
    f64::from(good) / f64::from((good + bad).max(1))
}

fn failed(record: &Record, cause: Cause) -> u32 {
    record
        .tallies
        .iter()
        .map(|it| it.failed[cause as usize])
        .sum()
}

/// What the points of a metric on a dashboard come to, and how many they are.
fn sum(simulation: &Simulation, metric: &str) -> (f64, usize) {
    let boards = simulation.dashboards(0, simulation.now());
    let widgets = boards.into_iter().flat_map(|(_, widgets)| widgets);
    let mut lines = widgets.flat_map(|it| it.lines);
    let (_, line) = lines
        .find(|(_, it)| it.metric == metric)
        .expect("it is shown");
    (line.points.iter().map(|it| it.1).sum(), line.points.len())
}

fn rang(record: &Record, name: &str) -> Option<u32> {
    let alarm = record.alarms.iter().find(|it| it.name == name)?;
    let mut changes = alarm.changes.iter();
    changes
        .find(|it| it.state == AlarmState::Alarm)
        .map(|it| it.at)
}

/// The story of a run, a line each.
#[allow(dead_code, reason = "for whoever wants to see what a run tells")]
fn told(simulation: &Simulation) -> String {
    let clock = simulation.run().scenario.begins;
    let lines = simulation.record().story.iter().map(|it| {
        let from: Vec<String> = it.from.iter().map(ToString::to_string).collect();
        let from = from.join(" ");
        format!(
            "{:>2} {} {} {} [{}] from {from}",
            it.number,
            clock.time(it.at),
            it.what,
            it.why,
            it.rule
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
