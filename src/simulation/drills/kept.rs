//! What is kept of a run when it is over: enough to compare the next with it,
//! small enough for a browser's store.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;

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
