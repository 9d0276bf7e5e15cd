//! A run that is being played: forward by the second, back to any moment.

use super::clock::Second;
use super::record::Record;
use super::scenario::{Deed, Run};
use super::view::View;
use crate::architecture::Document;

/// The measurements that the control room always shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// RequestCount of the load balancer, a minute.
    Requests,
    /// CPUUtilization of the group, its average.
    Cpu,
    /// TargetResponseTime, p95, in seconds.
    Latency,
    /// 5XX of balancer and targets, a minute.
    Errors,
    /// HealthyHostCount.
    Healthy,
}

/// Values as CloudWatch has published them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// `RequestCount`.
    pub metric: String,
    /// `Percent`, `Seconds`, `Count`.
    pub unit: String,
    /// The length of a period: 60, or 300 with basic monitoring.
    pub period: Second,
    /// The beginnings of the periods and their values; gaps are left out.
    pub points: Vec<(Second, f64)>,
    /// Thresholds of alarms that watch it, with the alarm's name.
    pub thresholds: Vec<(f64, String)>,
}

/// A widget of the learner's own dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardWidget {
    /// Its title.
    pub title: String,
    /// Whether it shows the latest number and not lines.
    pub is_number: bool,
    /// Its metrics, each with what it is called there.
    pub lines: Vec<(String, Published)>,
}

/// A run that is being played.
#[derive(Debug)]
pub struct Simulation {
    run: Run,
    now: Second,
    record: Record,
}

impl Simulation {
    /// Begins a run, at second 0.
    pub fn begin(run: Run) -> Self {
        Self {
            run,
            now: 0,
            record: Record::default(),
        }
    }

    /// The run: what was done by hand is among its deeds, so that it can be
    /// kept and played again.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// How far it is played.
    pub fn now(&self) -> Second {
        self.now
    }

    /// Whether its end is reached.
    pub fn is_over(&self) -> bool {
        self.now >= self.run.scenario.length
    }

    /// Plays on, at most to the end.
    pub fn advance(&mut self, seconds: Second) {
        self.now = (self.now + seconds).min(self.run.scenario.length);
    }

    /// Does something by hand, now.
    pub fn act(&mut self, deed: Deed) {
        let _ = deed;
    }

    /// What was built, as it is now.
    pub fn document(&self) -> &Document {
        &self.run.document
    }

    /// What is left behind so far.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What is to be seen now.
    pub fn view(&self) -> View {
        View {
            at: self.now,
            ..View::default()
        }
    }

    /// What was to be seen at an earlier moment.
    pub fn view_at(&self, at: Second) -> View {
        View {
            at,
            ..View::default()
        }
    }

    /// A measurement as CloudWatch has published it by `now`.
    pub fn published(&self, panel: Panel, from: Second, now: Second) -> Published {
        let _ = (panel, from, now);
        Published::default()
    }

    /// The learner's own dashboards: title and widgets.
    pub fn dashboards(&self, from: Second, now: Second) -> Vec<(String, Vec<BoardWidget>)> {
        let _ = (from, now);
        Vec::new()
    }
}
