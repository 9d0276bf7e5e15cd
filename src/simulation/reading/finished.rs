//! A run that is over, as a browser keeps it beside its document: what it was,
//! so that it can be played again on any design, and what came of it, so that
//! the next run can be compared with it.

use serde::{Deserialize, Serialize};

use super::summary::Summary;
use crate::simulation::drills::saved;
use crate::simulation::playing::Simulation;
use crate::simulation::scenario::Scenario;

/// How many finished runs of a document are kept.
pub const MOST: u32 = 5;

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finished {
    /// Its number among those of its document, from 1.
    pub number: u32,
    /// What chance began with.
    pub seed: u64,
    /// What was played: as long as it was played, with what was done by hand.
    pub scenario: Scenario,
    /// What came of it.
    pub summary: Summary,
    /// What was asked of it, where it was a drill.
    pub criteria: Vec<Met>,
}

/// What was asked of a run, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// What it is called.
    pub title: String,
    /// What was asked, in words.
    pub goal: String,
    /// What was measured, in words.
    pub value: String,
    /// Whether it holds.
    pub passed: bool,
}

impl Finished {
    /// A run as far as it is played.
    pub fn of(number: u32, simulation: &Simulation, criteria: Vec<Met>) -> Self {
        let (run, now) = (simulation.run(), simulation.now());
        Self {
            number,
            seed: run.seed,
            scenario: saved::until(run, now),
            summary: Summary::of(simulation.record(), now),
            criteria,
        }
    }

    /// As it is kept.
    pub fn to_json(&self) -> String {
        // Numbers, texts and lists are always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept; nothing of what cannot be read, such as what a later
    /// version of the page wrote.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The runs that were kept, with those that have ended since behind them under
/// numbers of their own.
pub fn joined(mut kept: Vec<Finished>, since: Vec<Finished>) -> Vec<Finished> {
    kept.sort_by_key(|it| it.number);
    for run in since {
        let number = kept.last().map_or(1, |it| it.number.saturating_add(1));
        kept.push(Finished { number, ..run });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Document;
    use crate::simulation::drills::drill;
    use crate::simulation::{Deed, Run, Whom};

    fn played() -> Finished {
        let text = include_str!("../../../assets/examples/notebookly.campus.json");
        let document = Document::from_json(text).expect("the example can be read");
        let mut simulation = Simulation::begin(drill("visit").expect("there").run(&document));
        simulation.advance(100);
        simulation.act(Deed::Stop(Whom::Server));
        simulation.advance(200);
        let met = Met {
            title: "Longest outage".to_owned(),
            goal: "at most 2 min".to_owned(),
            value: "none".to_owned(),
            passed: true,
        };
        Finished::of(3, &simulation, vec![met])
    }

    #[test]
    fn what_was_kept_says_the_same_and_can_be_played_again() {
        let run = played();
        assert_eq!((run.scenario.length, run.scenario.deeds.len()), (300, 1));
        let read = Finished::from_json(&run.to_json()).expect("it is one");
        // Shares are kept in thousandths.
        let mut expected = run.clone();
        for share in expected.summary.series.iter_mut().flatten() {
            *share = (*share * 1000.0).round() / 1000.0;
        }
        assert_eq!(read, expected);
        let text = include_str!("../../../assets/examples/notebookly.campus.json");
        let mut again = Simulation::begin(Run {
            document: Document::from_json(text).expect("the example can be read"),
            scenario: read.scenario.clone(),
            seed: read.seed,
        });
        again.advance(read.scenario.length);
        assert!(again.is_over());
        assert_eq!(Summary::of(again.record(), again.now()), run.summary);
    }

    #[test]
    fn a_kept_run_of_a_day_is_small() {
        let mut run = played();
        run.summary.series = vec![Some(1.0 / 3.0); 8_640];
        assert!(run.to_json().len() < 50_000, "{}", run.to_json().len());
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for text in ["", "[", "{}", r#"{"number": 1}"#] {
            assert_eq!(Finished::from_json(text), None);
        }
    }

    #[test]
    fn runs_that_ended_meanwhile_come_behind_those_that_were_kept() {
        let run = |number| Finished { number, ..played() };
        let numbers = |kept: Vec<Finished>, since: Vec<Finished>| {
            let all = joined(kept, since);
            all.into_iter().map(|it| it.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(vec![run(5), run(4)], vec![run(1)]), [4, 5, 6]);
        assert_eq!(numbers(vec![], vec![run(1), run(2)]), [1, 2]);
        assert_eq!(numbers(vec![run(2)], vec![]), [2]);
    }
}
