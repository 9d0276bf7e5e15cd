//! Runs that a learner has made since a task began, and what checks ask of them.
//!
//! A run is judged when it is over and while its record is at hand; what is remembered of
//! it is what the checks of the task ask, each with its value, and a summary. So a reload
//! forgets nothing, and nothing large is kept.

use super::attempt::{Attempt, Measured, Ran};
use super::condition::{Condition, Leaf, RunWanted, What};
use crate::architecture::{Architecture, Document};
use crate::simulation::drills::{Board, Played, Scorecard, criteria_of, drill};
use crate::simulation::{Run, Simulation};

/// How many runs of a task are remembered.
const REMEMBERED: usize = 12;

/// What tells one architecture from another: whatever was decided in it, and neither how it
/// is drawn nor what it is called.
pub fn fingerprint(architecture: &Architecture) -> String {
    let document = Document {
        architecture: architecture.clone(),
        ..Document::default()
    };
    // FNV-1a: no secret is kept by it.
    let text = document.to_value().to_string();
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The runs that a condition asks for.
pub fn wanted(check: &Condition) -> Vec<&RunWanted> {
    let mut all = Vec::new();
    check.walk(&mut |it| {
        if let What::Leaf(leaf) = &it.what
            && let Leaf::Run(wanted, _) = leaf.as_ref()
        {
            all.push(wanted);
        }
    });
    all
}

impl Attempt {
    /// Takes note of a run that is over.
    pub fn ran(&mut self, check: Option<&Condition>, played: &Played) {
        let scenario = &played.run.scenario;
        let known = drill(&scenario.id);
        let card = Scorecard::of(played, criteria_of(&scenario.id), None);
        let asked = check.map(wanted).unwrap_or_default();
        let asked = asked.into_iter().filter(|it| it.scenario == scenario.id);
        let measured = asked.filter_map(|it| {
            let criterion = it.criterion.as_ref()?;
            Some((it.key(), Measured::of(criterion.value(played))))
        });
        let failed = card.criteria.iter().filter(|it| !it.passed);
        let mut ran = Ran {
            scenario: scenario.id.clone(),
            seed: played.run.seed,
            fingerprint: fingerprint(played.architecture()),
            touched: known.is_none_or(|it| it.scenario != *scenario),
            measured: measured.collect(),
            failed: failed
                .map(|it| (it.title.clone(), it.why.clone()))
                .collect(),
            kept: card.kept(),
        };
        // The same run once more says the same, and what was asked of it before holds.
        let same = |it: &Ran| {
            it.scenario == ran.scenario
                && it.seed == ran.seed
                && it.fingerprint == ran.fingerprint
                && it.touched == ran.touched
        };
        if let Some(place) = self.since.runs.iter().position(same) {
            let before = self.since.runs.remove(place).measured;
            for (key, value) in before {
                ran.measured.entry(key).or_insert(value);
            }
        }
        self.since.runs.push(ran);
        let many = self.since.runs.len().saturating_sub(REMEMBERED);
        self.since.runs.drain(..many);
    }

    /// Plays the runs that a condition asks for, where nobody else will: for the key of a
    /// question, and when lessons are tried out.
    pub fn play(&mut self, check: &Condition, architecture: &Architecture) {
        let mut done: Vec<(&str, u64)> = Vec::new();
        for wanted in wanted(check) {
            let Some(drill) = drill(&wanted.scenario) else {
                continue;
            };
            let seed = wanted.seed.unwrap_or(drill.seed);
            if done.contains(&(&wanted.scenario, seed)) {
                continue;
            }
            done.push((&wanted.scenario, seed));
            let mut simulation = Simulation::begin(Run {
                document: Document {
                    architecture: architecture.clone(),
                    ..Document::default()
                },
                scenario: drill.scenario.clone(),
                seed,
            });
            simulation.advance(drill.scenario.length);
            let boards = Board::all(&simulation);
            self.ran(Some(check), &Played::of(&simulation, &boards));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::architecture::Edit;
    use crate::course::judge::{Moment, State, state};
    use crate::course::notes::Notes;
    use crate::course::read::At;
    use serde_json::json;

    fn notebookly() -> Document {
        Document::from_json(include_str!("../../assets/examples/notebookly.campus.json"))
            .expect("the example can be read")
    }

    fn read(value: &serde_json::Value) -> Condition {
        Condition::read_all(&At::root(value)).expect("a condition")
    }

    fn judged(check: &Condition, document: &Document, attempt: &Attempt) -> State {
        let analysis = Analysis::of(&document.architecture);
        state(check, &Moment::new(&analysis, attempt))
    }

    #[test]
    fn a_run_counts_until_something_is_changed_and_again_when_it_is_taken_back() {
        let check = read(&json!({
            "run": {"scenario": "stop-one"}, "metric": "success", "is": {"ge": 0.97}
        }));
        let mut document = notebookly();
        let mut attempt = Attempt::new(&Analysis::of(&document.architecture));
        assert_eq!(judged(&check, &document, &attempt), State::Missing);
        attempt.play(&check, &document.architecture);
        assert_eq!(judged(&check, &document, &attempt), State::Met);
        let edit = Edit::set(&"auto-scaling-group-1".into(), "min_size", 1);
        let applied = document.apply(edit).expect("it can be set");
        assert_eq!(judged(&check, &document, &attempt), State::Missing);
        document
            .apply(applied.inverse)
            .expect("it can be taken back");
        assert_eq!(judged(&check, &document, &attempt), State::Met);
    }

    #[test]
    fn runs_are_remembered_over_a_reload() {
        let check = read(&json!({"all": [
            {"run": {"scenario": "visit"}, "metric": "success", "is": {"ge": 0.999}},
            {"run": {"scenario": "visit"}, "metric": "latency_p95", "is": {"lt": 2000}},
            {"run": {"scenario": "visit"}},
        ]}));
        let document = notebookly();
        let mut notes = Notes::default();
        notes.work_mut("24-v1").begin(&document, 0);
        let mut attempt = notes.work("24-v1").attempt().expect("it was begun");
        attempt.play(&check, &document.architecture);
        notes.work_mut("24-v1").since = attempt.since.clone();
        let again = Notes::from_json(&notes.to_json());
        let resumed = again.work("24-v1").attempt().expect("it goes on");
        assert_eq!(resumed.since, attempt.since);
        assert_eq!(resumed.since.runs.len(), 1);
        assert_eq!(judged(&check, &document, &resumed), State::Met);
        // Notes of before runs were known are read as well.
        let old = Notes::from_json(r#"{"tasks": {"24-v1": {"since": {"calls": []}}}}"#);
        assert!(old.work("24-v1").since.runs.is_empty());
    }

    #[test]
    fn a_run_with_a_helping_hand_does_not_count() {
        let check = read(&json!({
            "run": {"scenario": "visit"}, "metric": "success", "is": {"ge": 0}
        }));
        let document = notebookly();
        let mut run = drill("visit").expect("it is there").run(&document);
        run.scenario.load.factor = 0.1;
        let mut simulation = Simulation::begin(run);
        simulation.advance(600);
        let mut attempt = Attempt::new(&Analysis::of(&document.architecture));
        attempt.ran(Some(&check), &Played::of(&simulation, &[]));
        assert!(attempt.since.runs[0].touched);
        assert_eq!(judged(&check, &document, &attempt), State::Missing);
        // And does not stand in the way of one without.
        attempt.play(&check, &document.architecture);
        assert_eq!(judged(&check, &document, &attempt), State::Met);
    }

    #[test]
    fn what_a_drill_is_not_is_refused() {
        for (bad, why) in [
            (
                json!({"run": {"scenario": "earthquake"}}),
                "there is no drill `earthquake`",
            ),
            (
                json!({"run": {"scenario": "visit"}, "metric": "luck", "is": 1}),
                "there is no metric `luck`",
            ),
            (
                json!({"run": {"scenario": "visit"}, "metric": "success"}),
                "one asks a `metric` and what it `is`",
            ),
            (
                json!({"run": {"scenario": "visit"}, "metric": "alarm.rang", "is": 1}),
                "name it by `of`",
            ),
            (
                json!({"run": {"scenario": "visit"}, "metric": "alarm.rang", "of": "@smoke", "is": 1}),
                "there is no `@smoke`",
            ),
        ] {
            let fault = Condition::read_all(&At::root(&bad)).expect_err("it is refused");
            assert!(fault.to_string().contains(why), "{fault}");
        }
    }
}
