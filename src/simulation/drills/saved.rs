//! A run as a file: the document it began with, what happened to it (by the scenario and by
//! hand), and the seed. Whoever opens it sees the same run, second by second.

use serde_json::{Map, Value, json};

use super::super::clock::Second;
use super::super::scenario::{Run, Scenario};
use super::drill::Drill;
use super::file::{self, BadDrill};
use crate::architecture::Document;

/// What tells such a file from others.
const FORMAT: &str = "cloud-campus-run";

/// The version that is written.
const VERSION: u64 = 1;

/// What was played of a run up to a second.
pub fn until(run: &Run, until: Second) -> Scenario {
    let mut scenario = run.scenario.clone();
    // What was ended by hand ends there when it is played again.
    scenario.length = until.clamp(1, scenario.length.max(1));
    let length = scenario.length;
    scenario.deeds.retain(|it| it.at < length);
    scenario.load.steps.retain(|it| it.at < length);
    scenario
}

/// Writes a run that was played up to a second.
pub fn write(run: &Run, to: Second) -> String {
    let scenario = until(run, to);
    let value = json!({
        "format": FORMAT,
        "version": VERSION,
        "seed": run.seed,
        "scenario": scenario,
        "document": run.document.to_value(),
    });
    format!("{value:#}\n")
}

/// Whether a text says that it is a run.
pub fn is_run(text: &str) -> bool {
    let value: Option<Map<String, Value>> = serde_json::from_str(text).ok();
    value.is_some_and(|it| it.get("format").and_then(Value::as_str) == Some(FORMAT))
}

/// Reads a run.
pub fn read(text: &str) -> Result<Run, BadDrill> {
    let bad = |path: &str, problem: String| BadDrill {
        path: path.to_owned(),
        problem,
    };
    let value: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        bad(
            "",
            format!("this is no run ({error}): save one in the page"),
        )
    })?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        let problem = format!("this is no run: a run has \"format\": \"{FORMAT}\"");
        return Err(bad("format", problem));
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(later) if later > VERSION => {
            let problem = format!(
                "version {later} comes from a later Cloud Campus; this one reads version {VERSION}"
            );
            return Err(bad("version", problem));
        }
        _ => return Err(bad("version", format!("give {VERSION}"))),
    }
    if let Some(other) = value.keys().find(|it| !MEMBERS.contains(&it.as_str())) {
        let problem = format!("a run has no such member; it has {}", MEMBERS.join(", "));
        return Err(bad(other, problem));
    }
    let member = |name: &str| {
        let found = value.get(name);
        found.ok_or_else(|| bad(name, "it is missing".to_owned()))
    };
    let seed = member("seed")?
        .as_u64()
        .ok_or_else(|| bad("seed", "give a whole number, 0 or more".to_owned()))?;
    let document = Document::from_json(&member("document")?.to_string())
        .map_err(|error| bad("document", error.to_string()))?;
    let drill: Drill = file::read(&json!({ "scenario": member("scenario")? }).to_string())?;
    Ok(Run {
        document,
        scenario: drill.scenario,
        seed,
    })
}

/// The members of the file.
const MEMBERS: [&str; 5] = ["format", "version", "seed", "scenario", "document"];

#[cfg(test)]
mod tests {
    use super::super::super::Simulation;
    use super::super::super::scenario::{Deed, Whom};
    use super::super::drill;
    use super::*;

    fn notebookly() -> Document {
        Document::from_json(include_str!(
            "../../../assets/examples/notebookly.campus.json"
        ))
        .expect("the example can be read")
    }

    #[test]
    fn a_run_that_is_read_again_is_the_same_with_what_was_done_by_hand() {
        let run = drill("visit").expect("it is there").run(&notebookly());
        let mut simulation = Simulation::begin(run);
        simulation.advance(100);
        simulation.act(Deed::Stop(Whom::Server));
        simulation.advance(200);
        let text = write(simulation.run(), simulation.now());
        let run = read(&text).expect("it is one");
        assert_eq!(run.scenario.length, 300);
        assert_eq!(run.scenario.deeds.len(), 1);
        let mut again = Simulation::begin(run);
        again.advance(300);
        assert_eq!(again.record(), simulation.record());
        assert_eq!(write(again.run(), again.now()), text);
    }

    #[test]
    fn what_is_no_run_is_refused_with_its_place() {
        let text = write(
            &drill("visit").expect("it is there").run(&notebookly()),
            600,
        );
        let broken = |path: &str, to: Value| {
            let mut value: Value = serde_json::from_str(&text).expect("it is JSON");
            *value.pointer_mut(path).expect("it is there") = to;
            read(&value.to_string())
                .expect_err("it is refused")
                .to_string()
        };
        assert!(broken("/version", json!(2)).starts_with("version: version 2 comes from a later"));
        assert!(broken("/seed", json!(-1)).starts_with("seed: give a whole number"));
        assert!(broken("/scenario/length", json!(0)).starts_with("scenario.length: 0 seconds"));
        assert!(broken("/document/version", json!(999)).starts_with("document: "));
        assert!(broken("/format", json!("x")).starts_with("format: this is no run"));
        assert!(read("[").is_err() && read("[]").is_err());
        assert!(is_run(&text) && !is_run("{}") && !is_run("["));
    }
}
