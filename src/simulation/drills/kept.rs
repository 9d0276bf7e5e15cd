//! What is kept of a run when it is over: enough to compare the next with it,
//! small enough for a browser's store.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;
use super::super::record::TALLY;
use super::scorecard::Scorecard;

/// How many points of the series are kept at most.
const POINTS: usize = 720;

/// A summary of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The scenario's id.
    pub scenario: String,
    /// The scenario's title.
    pub title: String,
    /// The seed.
    pub seed: u64,
    /// How it ended, as the scorecard's title says.
    pub result: String,
    /// How many criteria were met.
    pub passed: u32,
    /// How many were not.
    pub failed: u32,
    /// What the criteria measured: title, value in words.
    pub criteria: Vec<(String, String)>,
    /// The share that was answered well.
    pub availability: Option<f64>,
    /// Half of the answers were faster than so many milliseconds.
    pub p50: Option<f64>,
    /// And 95 of 100.
    pub p95: Option<f64>,
    /// Requests of customers.
    pub requests: u64,
    /// Those that failed.
    pub failures: u64,
    /// The fewest healthy targets.
    pub lowest_healthy: u32,
    /// And the most.
    pub most_healthy: u32,
    /// How many times alarms rang.
    pub alarms: u32,
    /// Lost logins.
    pub logins_lost: u64,
    /// What it cost, in millionths of a dollar.
    pub cost: u64,
    /// The longest outage, in seconds.
    pub outage: Second,
    /// When it began to go wrong, in seconds of the run.
    pub fault: Second,
    /// How many seconds a point of the series is.
    pub step: Second,
    /// The share answered, in thousandths; none where nobody asked.
    pub series: Vec<Option<u16>>,
}

impl Kept {
    /// What is kept of a scorecard.
    pub fn of(card: &Scorecard) -> Self {
        let many = |of: bool| {
            let count = card.criteria.iter().filter(|it| it.passed == of).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        let every = card.series.len().div_ceil(POINTS).max(1);
        let series = card.series.chunks(every).map(|chunk| {
            let known: Vec<f64> = chunk.iter().filter_map(|(_, share)| *share).collect();
            // The worst of several, so that no outage is lost.
            let worst = known.into_iter().reduce(f64::min)?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 1000"
            )]
            let thousandths = (worst.clamp(0.0, 1.0) * 1000.0).round() as u16;
            Some(thousandths)
        });
        Self {
            scenario: card.scenario.clone(),
            title: card.scenario_title.clone(),
            seed: card.seed,
            result: card.title.clone(),
            passed: many(true),
            failed: many(false),
            criteria: card
                .criteria
                .iter()
                .map(|it| (it.title.clone(), it.value.clone()))
                .collect(),
            availability: card.availability,
            p50: card.p50,
            p95: card.p95,
            requests: card.requests,
            failures: card.failures,
            lowest_healthy: card.lowest_healthy,
            most_healthy: card.most_healthy,
            alarms: card.alarms,
            logins_lost: card.logins_lost,
            cost: card.cost,
            outage: card.outage.map_or(0, |(_, it)| it),
            fault: card.fault.unwrap_or(0),
            step: TALLY.saturating_mul(Second::try_from(every).unwrap_or(Second::MAX)),
            series: series.collect(),
        }
    }
}
