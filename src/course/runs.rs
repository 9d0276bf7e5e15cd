//! Runs that a learner has made since a task began, and what checks ask of them.
//!
//! A run is judged when it is over and while its record is at hand; what is remembered of
//! it is what the checks of the task ask, each with its value, and a summary. So a reload
//! forgets nothing, and nothing large is kept.

use super::attempt::{Attempt, Measured, Ran};
use super::condition::{Condition, Leaf, RunWanted, What};
use crate::architecture::{Architecture, Document};
use crate::simulation::drills::{Board, Criterion, Played, Scorecard, drill};
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
        let criteria: &[Criterion] = known.map_or(&[], |it| &it.criteria);
        let card = Scorecard::of(played, criteria, None);
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
