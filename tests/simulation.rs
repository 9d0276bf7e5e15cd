//! Runs of whole architectures: what happens, in which order, and that what
//! must always hold holds.

use cloud_campus::architecture::Document;
use cloud_campus::simulation::record::Cause;
use cloud_campus::simulation::{Run, Scenario, Simulation};

fn notebookly() -> Document {
    Document::from_json(include_str!("../assets/examples/notebookly.campus.json")).unwrap()
}

fn play(document: Document, scenario: serde_json::Value) -> Simulation {
    let scenario: Scenario = serde_json::from_value(scenario).unwrap();
    let length = scenario.length;
    let mut simulation = Simulation::begin(Run {
        document,
        scenario,
        seed: 7,
    });
    simulation.advance(length);
    simulation
}

/// The story of a run, a line each.
fn told(simulation: &Simulation) -> String {
    let clock = simulation.run().scenario.begins;
    let lines = simulation.record().story.iter().map(|it| {
        let from: Vec<String> = it.from.iter().map(ToString::to_string).collect();
        format!(
            "{:>2} {} {} {} [{}] from {}",
            it.number,
            clock.time(it.at),
            it.what,
            it.why,
            it.rule,
            from.join(" ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_zone_is_lost_and_the_shop_comes_back() {
    let simulation = play(
        notebookly(),
        serde_json::json!({
            "id": "fail-zone", "title": "Zone lost", "length": 1800,
            "load": { "shape": "peak", "factor": 10 },
            "deeds": [
                { "at": 300, "do": { "fail-zone": "@zone" } },
                { "at": 1200, "do": { "restore-zone": "@zone" } }
            ]
        }),
    );
    println!("{}", told(&simulation));
    let record = simulation.record();
    let asked: u32 = record.tallies.iter().map(|it| it.asked).sum();
    let answered: u32 = record.tallies.iter().map(|it| it.answered).sum();
    let failed: u32 = record.tallies.iter().map(|it| it.failures()).sum();
    println!(
        "asked {asked} answered {answered} failed {failed} in flight {}",
        simulation.in_flight()
    );
    for cause in Cause::ALL {
        let many: u32 = record
            .tallies
            .iter()
            .map(|it| it.failed[cause as usize])
            .sum();
        if many > 0 {
            println!("  {many} {}", cause.words());
        }
    }
    for it in &record.activities {
        println!("{:?}", it);
    }
    for it in &record.alarms {
        println!(
            "{} {:?}",
            it.name,
            it.changes
                .iter()
                .map(|c| (c.at, c.state))
                .collect::<Vec<_>>()
        );
    }
    println!("{:#?}", simulation.view());
    assert_eq!(asked, answered + failed + simulation.in_flight());
}

#[test]
#[ignore]
fn a_day() {
    let simulation = play(
        notebookly(),
        serde_json::json!({ "id": "day", "title": "A day", "length": 86400 }),
    );
    println!("{}", told(&simulation));
    println!("{} bytes", simulation.bytes());
}
