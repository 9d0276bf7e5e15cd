//! What a report shows, as plain values: made from a run's sums, and once a
//! drill has criteria, from its scorecard.

use crate::architecture::{Remedy, ResourceId};
use crate::simulation::Simulation;
use crate::simulation::drills::{Board, Effect, Factor, Played, Scorecard, drill};
use crate::simulation::reading::finished::{Finished, Met};
use crate::simulation::reading::words::{length, number};
use crate::text::grouped;

/// A run that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// What is kept of it.
    pub finished: Finished,
    /// How it is judged, where it was a drill.
    pub judged: Option<Judged>,
}

impl Ended {
    /// A run that has ended just now.
    pub fn of(number: u32, simulation: &Simulation) -> Self {
        let judged = Judged::of(simulation);
        let met = judged.as_ref().map(Judged::met).unwrap_or_default();
        Self {
            finished: Finished::of(number, simulation, met),
            judged,
        }
    }

    /// A run that ended before the page was opened: how it was judged is known,
    /// but not what helped it, which nobody asks of an earlier run.
    pub fn kept(finished: Finished) -> Self {
        let criteria = finished.criteria.iter().map(|it| Criterion {
            title: it.title.clone(),
            goal: it.goal.clone(),
            value: it.value.clone(),
            before: None,
            passed: it.passed,
        });
        let criteria: Vec<Criterion> = criteria.collect();
        let judged = (!criteria.is_empty()).then(|| Judged {
            title: finished.summary.title(),
            subtitle: String::new(),
            criteria,
            saved: Vec::new(),
            sank: Vec::new(),
        });
        Self { finished, judged }
    }

    fn name(&self) -> String {
        format!("Run {}", self.finished.number)
    }

    fn is_of(&self, other: &Self) -> bool {
        self.finished.scenario.id == other.finished.scenario.id
    }
}

/// How a drill was judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The result in plain words.
    title: String,
    /// What was done and what came of it.
    subtitle: String,
    criteria: Vec<Criterion>,
    saved: Vec<Verdict>,
    sank: Vec<Verdict>,
}

impl Judged {
    /// What is kept of it.
    fn met(&self) -> Vec<Met> {
        let met = self.criteria.iter().map(|it| Met {
            title: it.title.clone(),
            goal: it.goal.clone(),
            value: it.value.clone(),
            passed: it.passed,
        });
        met.collect()
    }

    /// Judges a run by the criteria of its drill; nothing for a run that is
    /// none.
    pub fn of(simulation: &Simulation) -> Option<Self> {
        let drill = drill(&simulation.run().scenario.id)?;
        let boards = Board::all(simulation);
        let played = Played::of(simulation, &boards);
        let card = Scorecard::of(&played, &drill.criteria, None);
        let criteria = card.criteria.iter().map(|it| Criterion {
            title: it.title.clone(),
            goal: match it.passed {
                true => it.goal.clone(),
                false if it.why.is_empty() => it.goal.clone(),
                false => format!("{}. {}", it.goal, it.why),
            },
            value: it.value.clone(),
            before: None,
            passed: it.passed,
        });
        let verdict = |it: &Factor, words: fn(Effect) -> String| Verdict {
            thing: it.resource.clone(),
            title: it.what.clone(),
            sentence: it.sentence.clone(),
            worth: worth(it, &played, words),
            repair: None,
        };
        let saved = |it: &Factor| verdict(it, Effect::spared);
        let sank = |it: &Factor| Verdict {
            repair: (!it.edits.is_empty()).then(|| Remedy {
                label: it.label.clone(),
                edits: it.edits.clone(),
            }),
            ..verdict(it, Effect::gained)
        };
        Some(Self {
            title: card.title.clone(),
            subtitle: card.subtitle.clone(),
            criteria: criteria.collect(),
            saved: card.saved.iter().map(saved).collect(),
            sank: card.sank.iter().map(sank).collect(),
        })
    }
}

/// What something gained or lost: the same run is played once more without it.
fn worth(factor: &Factor, played: &Played, words: fn(Effect) -> String) -> String {
    if !factor.amount.is_empty() {
        return factor.amount.clone();
    }
    factor.measure(played).map(words).unwrap_or_default()
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// What it is of: `Drill report · Zone lost · run 3`.
    pub about: String,
    /// The result in plain words.
    pub title: String,
    /// What was done and what came of it, in a sentence.
    pub sentence: String,
    /// What the run before is called; none for a first run.
    pub before: Option<String>,
    /// What had to hold.
    pub criteria: Vec<Criterion>,
    /// The numbers.
    pub numbers: Vec<Number>,
    /// Failed requests by cause, the most frequent first.
    pub causes: Vec<(String, u64)>,
    /// The share answered well, every ten seconds.
    pub series: Vec<Option<f64>>,
    /// The same of the run before.
    pub series_before: Vec<Option<f64>>,
    /// What helped.
    pub saved: Vec<Verdict>,
    /// What did not.
    pub sank: Vec<Verdict>,
    /// The longest outage of every run, in seconds.
    pub outages: Vec<(String, u32)>,
}

/// What had to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// What it is called.
    pub title: String,
    /// What was asked: `at most 2 min`.
    pub goal: String,
    /// What came of it.
    pub value: String,
    /// What came of it in the run before.
    pub before: Option<String>,
    /// Whether it holds.
    pub passed: bool,
}

/// A number of this run and of the run before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it counts.
    pub title: &'static str,
    /// This run's.
    pub value: String,
    /// The other's.
    pub before: Option<String>,
}

/// Something that helped or did not.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The thing.
    pub thing: Option<ResourceId>,
    /// What it is called.
    pub title: String,
    /// Why.
    pub sentence: String,
    /// What it gained or lost: `15 min 34 s less`.
    pub worth: String,
    /// The change that would have prevented it, where it is one.
    pub repair: Option<Remedy>,
}

/// The report of a run, compared with the one before it of the same scenario.
pub fn card(runs: &[Ended], seed_words: &str) -> Card {
    let Some((this, earlier)) = runs.split_last() else {
        return Card::default();
    };
    let before = earlier.iter().rev().find(|it| it.is_of(this));
    let summary = &this.finished.summary;
    let numbers = |of: &Ended| {
        let it = &of.finished.summary;
        let waits = |it: Option<f64>| {
            it.map_or("–".to_owned(), |it| format!("{} ms", number(it.round())))
        };
        [
            (
                "Availability",
                it.availability().map_or("–".to_owned(), |it| {
                    format!("{} %", number((it * 1_000.0).floor() / 10.0))
                }),
            ),
            ("Latency p50", waits(it.half)),
            ("Latency p95", waits(it.most)),
            ("Requests", grouped(it.asked)),
            ("Longest outage", length(it.outage)),
            (
                "Healthy servers, lowest",
                match it.lowest {
                    Some(lowest) => format!("{lowest} of {}", it.highest),
                    None => "none".to_owned(),
                },
            ),
            ("Alarms rung", it.rang.to_string()),
            ("Logins lost", grouped(it.logins_lost)),
            // Millionths of a dollar, far below what a float keeps exactly.
            (
                "Cost of the run",
                format!("$ {:.2}", it.cost as f64 / 1_000_000.0),
            ),
        ]
    };
    let old = before.map(numbers);
    let rows = numbers(this).into_iter().enumerate();
    let rows = rows.map(|(place, (title, value))| Number {
        title,
        value,
        before: old.as_ref().map(|it| it[place].1.clone()),
    });
    let answered = format!(
        "{} of {} requests were answered in {}.",
        grouped(summary.answered),
        grouped(summary.asked),
        length(summary.length),
    );
    // What the run before measured stands beside, criterion by criterion.
    let earlier = before.and_then(|it| it.judged.as_ref());
    let criteria = |judged: &Judged| -> Vec<Criterion> {
        let all = judged.criteria.iter().cloned();
        all.map(|it| Criterion {
            before: earlier.and_then(|before| {
                let mut same = before.criteria.iter().filter(|old| old.title == it.title);
                same.next().map(|old| old.value.clone())
            }),
            ..it
        })
        .collect()
    };
    let judged = this.judged.as_ref();
    Card {
        about: format!(
            "Report · {} · run {} · {seed_words}",
            this.finished.scenario.title, this.finished.number
        ),
        title: judged.map_or_else(|| summary.title(), |it| it.title.clone()),
        sentence: judged.map_or(answered, |it| it.subtitle.clone()),
        before: before.map(Ended::name),
        criteria: judged.map(criteria).unwrap_or_default(),
        numbers: rows.collect(),
        causes: summary
            .causes
            .iter()
            .map(|(cause, count)| (cause.words().to_owned(), *count))
            .collect(),
        series: summary.series.clone(),
        series_before: before
            .map(|it| it.finished.summary.series.clone())
            .unwrap_or_default(),
        saved: judged.map(|it| it.saved.clone()).unwrap_or_default(),
        sank: judged.map(|it| it.sank.clone()).unwrap_or_default(),
        outages: runs
            .iter()
            .filter(|it| it.is_of(this))
            .map(|it| (it.name(), it.finished.summary.outage))
            .collect(),
    }
}
