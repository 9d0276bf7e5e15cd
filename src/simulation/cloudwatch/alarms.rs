//! The alarms of a run: looked at each minute, and told of when their state
//! changes (SCW-1 to SCW-13).

use std::sync::Arc;

use super::super::clock::{Clock, MINUTE, Second};
use super::formula::{Formula, Values};
use super::judge::{Datum, State, judge, range};
use super::metrics::{Metrics, Series};
use super::reason;
use super::sample::Point;
use super::watch::{Source, Stat, Watch};
use crate::architecture::ResourceId;

/// An alarm changed its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When.
    pub at: Second,
    /// Which, as in [`Alarms::all`].
    pub alarm: usize,
    /// Its name.
    pub name: String,
    /// The alarm of the drawing, or the group of a policy's own.
    pub of: ResourceId,
    /// Its state before.
    pub from: State,
    /// Its state now.
    pub to: State,
    /// Why, in CloudWatch's words.
    pub reason: String,
    /// The newest value, if there is any.
    pub value: Option<f64>,
    /// The values that decided, the newest first.
    pub datapoints: Vec<Point>,
}

/// An alarm as it stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What it watches.
    pub watch: Arc<Watch>,
    /// Its state.
    pub state: State,
    /// Since when.
    pub since: Second,
    /// The newest value that it saw when it last looked.
    pub value: Option<f64>,
    /// Whether that is on the bad side of the threshold.
    pub breaches: bool,
    /// Whether a percentile was made of fewer samples than it takes to say
    /// something (SCW-13). It is used all the same, as CloudWatch does unless
    /// told otherwise.
    pub few_samples: bool,
    /// Why it is in this state, in CloudWatch's words.
    pub reason: Arc<str>,
    inputs: Inputs,
}

/// Where the values come from, looked up once.
#[derive(Clone, Debug)]
struct Inputs {
    /// Of one metric, or of each of the formula.
    series: Vec<Option<Series>>,
    formula: Option<Arc<Formula>>,
    /// How many metrics there were when it was last looked for those that are
    /// missing.
    looked: usize,
}

/// How many alarms there are, in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that ring.
    pub alarm: usize,
    /// Those that are well.
    pub ok: usize,
    /// Those that do not know.
    pub insufficient_data: usize,
}

/// All alarms of a run.
#[derive(Clone, Debug, Default)]
pub struct Alarms {
    clock: Clock,
    standing: Vec<Standing>,
}

/// A new alarm's reason.
const NEW: &str = "Unchecked: Initial alarm creation";

impl Alarms {
    /// New alarms: each does not know yet (SCW-9).
    pub fn new(clock: Clock, watches: &[Watch]) -> Self {
        let mut alarms = Self {
            clock,
            standing: Vec::new(),
        };
        alarms.renew(0, watches);
        alarms
    }

    /// The alarms after an edit: those that were there keep their state, also
    /// when what they watch was changed; new ones do not know yet (SCW-9). An
    /// alarm with another name is another alarm. [API cloudwatch PutMetricAlarm]
    pub fn renew(&mut self, now: Second, watches: &[Watch]) {
        let mut before = std::mem::take(&mut self.standing);
        for watch in watches {
            let same = |it: &Standing| it.watch.of == watch.of && it.watch.name == watch.name;
            let kept = before
                .iter()
                .position(same)
                .map(|it| before.swap_remove(it));
            self.standing.push(match kept {
                Some(kept) if *kept.watch == *watch => kept,
                Some(kept) => Standing {
                    inputs: Inputs::of(watch),
                    watch: Arc::new(watch.clone()),
                    ..kept
                },
                None => Standing {
                    inputs: Inputs::of(watch),
                    watch: Arc::new(watch.clone()),
                    state: State::InsufficientData,
                    since: now,
                    value: None,
                    breaches: false,
                    few_samples: false,
                    reason: NEW.into(),
                },
            });
        }
    }

    /// All of them, in the order of the watches.
    pub fn all(&self) -> &[Standing] {
        &self.standing
    }

    /// The alarm of the drawing with this id.
    pub fn of(&self, id: &ResourceId) -> Option<&Standing> {
        self.standing.iter().find(|it| it.watch.of == *id)
    }

    /// How many are in which state.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for it in &self.standing {
            match it.state {
                State::Ok => counts.ok += 1,
                State::Alarm => counts.alarm += 1,
                State::InsufficientData => counts.insufficient_data += 1,
            }
        }
        counts
    }

    /// Those that ring. The scaling policies that they call are called again
    /// each minute (SCW-10); topics and functions are told of changes alone.
    pub fn ringing(&self) -> impl Iterator<Item = (usize, &Standing)> {
        let all = self.standing.iter().enumerate();
        all.filter(|(_, it)| it.state == State::Alarm)
    }

    /// Whether [`Self::evaluate`] has something to do at this moment: at each
    /// whole minute, and every ten seconds for alarms of shorter periods
    /// (SCW-1).
    pub fn is_due(&self, now: Second) -> bool {
        now.is_multiple_of(MINUTE)
            || (now.is_multiple_of(10) && self.standing.iter().any(|it| it.watch.period < MINUTE))
    }

    /// Looks at the alarms that are due, and tells what changed.
    pub fn evaluate(&mut self, now: Second, metrics: &Metrics) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut values = Values::new();
        let mut points = Vec::new();
        for (index, standing) in self.standing.iter_mut().enumerate() {
            let short = standing.watch.period < MINUTE;
            if !now.is_multiple_of(if short { 10 } else { MINUTE }) {
                continue;
            }
            standing.inputs.look(&standing.watch, metrics);
            standing.read(now, metrics, &mut values);
            let watch = &standing.watch;
            points.clear();
            points.extend(values.iter().map(|it| match it {
                Some(it) if watch.compare.breaches(*it, watch.threshold) => Datum::Bad,
                Some(_) => Datum::Good,
                None => Datum::Gap,
            }));
            let newest = values.iter().rev().find_map(|it| *it);
            standing.value = newest;
            standing.breaches =
                newest.is_some_and(|it| watch.compare.breaches(it, watch.threshold));
            standing.few_samples = few_samples(watch, &standing.inputs, metrics, now);
            let from = standing.state;
            let (n, m) = (watch.periods, watch.datapoints);
            let to = judge(&points, n, m, watch.missing, from);
            if to == from {
                continue;
            }
            let datapoints = deciding(watch, &values, now);
            let reason = reason::of(self.clock, watch, to, &datapoints);
            standing.state = to;
            standing.since = now;
            standing.reason = reason.as_str().into();
            changes.push(Change {
                at: now,
                alarm: index,
                name: watch.name.clone(),
                of: watch.of.clone(),
                from,
                to,
                reason,
                value: newest,
                datapoints,
            });
        }
        changes
    }
}

impl Inputs {
    fn of(watch: &Watch) -> Self {
        let formula = match &watch.source {
            Source::Metric(..) => None,
            Source::Formula(text, terms) => {
                let names: Vec<&str> = terms.iter().map(|it| it.called.as_str()).collect();
                // One that cannot be read has no values.
                Formula::parse(text, &names).ok().map(Arc::new)
            }
        };
        Self {
            series: vec![None; watch.keys().count()],
            formula,
            looked: 0,
        }
    }

    /// Looks for the metrics that were not there yet.
    fn look(&mut self, watch: &Watch, metrics: &Metrics) {
        if self.looked == metrics.len() {
            return;
        }
        for (series, key) in self.series.iter_mut().zip(watch.keys()) {
            *series = series.or_else(|| metrics.find(key));
        }
        self.looked = metrics.len();
    }
}

/// The start and the end of a period of an alarm: `back` 0 is the one that
/// ends now, and the one before it ends where that begins.
fn window(now: Second, period: Second, back: u32) -> Option<(Second, Second)> {
    let end = now.checked_sub(back.checked_mul(period)?)?;
    (end > 0).then(|| (end.saturating_sub(period), end))
}

impl Standing {
    /// The values of the evaluation range, the oldest first.
    fn read(&self, now: Second, metrics: &Metrics, into: &mut Values) {
        let watch = &self.watch;
        match (&watch.source, &self.inputs.formula) {
            (Source::Metric(_, stat), _) => {
                let series = self.inputs.series.first().copied().flatten();
                read_one(watch, series, *stat, now, metrics, into);
            }
            (Source::Formula(_, terms), Some(formula)) => {
                let mut arrays = Vec::with_capacity(terms.len());
                for (term, series) in terms.iter().zip(&self.inputs.series) {
                    let mut values = Values::new();
                    read_one(watch, *series, term.stat, now, metrics, &mut values);
                    arrays.push(values);
                }
                *into = formula.evaluate(&arrays, f64::from(watch.period));
            }
            (Source::Formula(..), None) => {
                into.clear();
                into.resize(range(watch.periods) as usize, None);
            }
        }
    }
}

fn read_one(
    watch: &Watch,
    series: Option<Series>,
    stat: Stat,
    now: Second,
    metrics: &Metrics,
    into: &mut Values,
) {
    into.clear();
    let spread = watch.tracks();
    for back in (0..range(watch.periods)).rev() {
        let value = series.zip(window(now, watch.period, back));
        into.push(value.and_then(|(series, (from, to))| {
            if spread && metrics.period_of(series) > watch.period {
                return metrics.spread(series, from, stat, now);
            }
            metrics.between(series, from, to, stat, now)
        }));
    }
}

/// The newest real values, as many as are looked at, the newest first.
fn deciding(watch: &Watch, values: &[Option<f64>], now: Second) -> Vec<Point> {
    let newest = values.iter().rev().zip(0..);
    let real = newest.filter_map(|(value, back)| {
        let (at, _) = window(now, watch.period, back)?;
        Some(Point {
            at,
            value: (*value)?,
        })
    });
    real.take(watch.periods as usize).collect()
}

/// How many samples a percentile needs to say something (SCW-13): ten on its
/// smaller side.
pub fn needed_samples(percent: f64) -> f64 {
    let share = percent / 100.0;
    let small = if share >= 0.5 { 1.0 - share } else { share };
    if small > 0.0 {
        10.0 / small
    } else {
        f64::INFINITY
    }
}

fn few_samples(watch: &Watch, inputs: &Inputs, metrics: &Metrics, now: Second) -> bool {
    let Source::Metric(_, Stat::Percentile(percent)) = watch.source else {
        return false;
    };
    let Some(series) = inputs.series.first().copied().flatten() else {
        return false;
    };
    let sample = metrics.sample(series, now.saturating_sub(watch.period), now, now);
    f64::from(sample.count) < needed_samples(percent)
}
