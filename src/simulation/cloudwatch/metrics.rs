//! The store of metrics: what was measured, a vector of periods each.
//!
//! Who measures puts the samples of a period under its start; who reads says
//! which moment it is, and sees only the periods that have ended by then. So a
//! run can be played again from an earlier moment over the same store: it
//! writes the same values, and nobody sees ahead.

use std::collections::BTreeMap;

use super::super::clock::{DAY, HOUR, MINUTE, Second};
use super::latencies::Latencies;
use super::sample::{Point, Sample, Unit};
use super::tier::Tier;
use super::watch::{Key, Stat};
use crate::architecture::ResourceId;

/// A metric of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Series(u32);

impl Series {
    /// Its place in the list of [`Metrics`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A metric as a page lists it.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// Where it is.
    pub series: Series,
    /// Its namespace, name and dimensions.
    pub key: &'a Key,
    /// In what it counts.
    pub unit: Unit,
    /// How often it has a value.
    pub period: Second,
    /// The resource that it is of.
    pub of: Option<&'a ResourceId>,
    /// When its latest known period begins.
    pub latest: Second,
}

/// After this long without a point a metric leaves the list (SIM-6).
const FORGOTTEN: Second = 14 * DAY;

/// How long periods of this length are kept (SIM-5), and into which they are
/// put together then. [CW UG: Metrics retention]
fn kept(step: Second) -> (Second, Option<Second>) {
    match step {
        ..60 => (3 * HOUR, Some(MINUTE)),
        60..300 => (15 * DAY, Some(5 * MINUTE)),
        300..3_600 => (63 * DAY, Some(HOUR)),
        _ => (455 * DAY, None),
    }
}

/// The values of one metric in periods of one length. When a server's
/// monitoring changes, its metric goes on in other periods.
#[derive(Clone, Debug)]
struct Lane {
    period: Second,
    /// From the finest to what is left of the oldest.
    tiers: Vec<Tier>,
}

impl Lane {
    fn new(period: Second) -> Self {
        let period = period.max(1);
        let mut tiers = vec![Tier::new(period)];
        while let Some(next) = tiers.last().and_then(|it| kept(it.step).1) {
            tiers.push(Tier::new(next));
        }
        Self { period, tiers }
    }

    fn put(&mut self, at: Second, sample: Sample, latencies: Option<Latencies>) {
        let Some(first) = self.tiers.first_mut() else {
            return;
        };
        first.put(at, sample, latencies);
        for index in 0..self.tiers.len() {
            let (keep, _) = kept(self.tiers[index].step);
            // A day later than it must, so that it is not done every minute.
            if self.tiers[index].length() <= keep + (keep / 15).max(HOUR) {
                break;
            }
            let (fine, coarse) = self.tiers.split_at_mut(index + 1);
            fine[index].hand_down(keep, coarse.first_mut());
        }
    }
}

/// One metric.
#[derive(Clone, Debug)]
struct Kept {
    key: Key,
    unit: Unit,
    of: Option<ResourceId>,
    /// The lane that is written now.
    lane: usize,
    lanes: Vec<Lane>,
}

/// All that was measured.
#[derive(Clone, Debug, Default)]
pub struct Metrics {
    kept: Vec<Kept>,
    /// Where each key is.
    by_key: BTreeMap<Key, u32>,
}

impl Metrics {
    /// Nothing measured yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The metric of this key, made if there is none: in what it counts, how
    /// often it will have a value, and of which resource it is.
    pub fn series(
        &mut self,
        key: &Key,
        unit: Unit,
        period: Second,
        of: Option<&ResourceId>,
    ) -> Series {
        let series = self.find(key).unwrap_or_else(|| {
            let index = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
            self.by_key.insert(key.clone(), index);
            self.kept.push(Kept {
                key: key.clone(),
                unit,
                of: of.cloned(),
                lane: 0,
                lanes: vec![Lane::new(period)],
            });
            Series(index)
        });
        let kept = &mut self.kept[series.index()];
        kept.unit = unit;
        kept.of = of.cloned();
        self.goes_on(series, period);
        series
    }

    /// A metric that is known has its next values this often: the same as to
    /// ask for it by its key again.
    pub fn goes_on(&mut self, series: Series, period: Second) {
        let kept = &mut self.kept[series.index()];
        let period = period.max(1);
        if kept.lanes[kept.lane].period == period {
            return;
        }
        let lane = kept.lanes.iter().position(|it| it.period == period);
        kept.lane = lane.unwrap_or_else(|| {
            kept.lanes.push(Lane::new(period));
            kept.lanes.len() - 1
        });
    }

    /// The metric of exactly this key (SIM-8), if anybody measures it.
    pub fn find(&self, key: &Key) -> Option<Series> {
        self.by_key.get(key).copied().map(Series)
    }

    /// How many metrics there are. It only grows.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Its namespace, name and dimensions.
    pub fn key_of(&self, series: Series) -> &Key {
        &self.kept[series.index()].key
    }

    /// In what it counts.
    pub fn unit_of(&self, series: Series) -> Unit {
        self.kept[series.index()].unit
    }

    /// How often it has a value.
    pub fn period_of(&self, series: Series) -> Second {
        let kept = &self.kept[series.index()];
        kept.lanes[kept.lane].period
    }

    /// The resource that it is of.
    pub fn resource_of(&self, series: Series) -> Option<&ResourceId> {
        self.kept[series.index()].of.as_ref()
    }

    /// What was measured in the period that begins at `at`, in place of what
    /// stood there. No sample makes a gap.
    pub fn put(&mut self, series: Series, at: Second, sample: Sample) {
        let kept = &mut self.kept[series.index()];
        kept.lanes[kept.lane].put(at, sample, None);
    }

    /// The same, with how long each took, of which percentiles are made.
    pub fn put_latencies(&mut self, series: Series, at: Second, latencies: &Latencies) {
        let kept = &mut self.kept[series.index()];
        kept.lanes[kept.lane].put(at, latencies.sample(), Some(latencies.clone()));
    }

    /// Forgets what is later than `from`: the run goes on differently there.
    pub fn forget(&mut self, from: Second) {
        for lane in self.kept.iter_mut().flat_map(|it| &mut it.lanes) {
            for tier in &mut lane.tiers {
                tier.forget(from);
            }
        }
    }

    /// The samples between two moments, as far as they are known at `now`: of
    /// periods that begin in between and have ended.
    pub fn sample(&self, series: Series, from: Second, to: Second, now: Second) -> Sample {
        let mut sum = Sample::default();
        for tier in self.tiers(series) {
            tier.each(from, to, now, |sample, _| sum = sum.joined(sample));
        }
        sum
    }

    /// One value of a period that begins at `from`, as far as it is known at
    /// `now`; nothing in a gap (SIM-3).
    pub fn statistic(
        &self,
        series: Series,
        from: Second,
        period: Second,
        stat: Stat,
        now: Second,
    ) -> Option<f64> {
        self.between(series, from, from.saturating_add(period), stat, now)
    }

    /// One value of what lies between two moments.
    pub fn between(
        &self,
        series: Series,
        from: Second,
        to: Second,
        stat: Stat,
        now: Second,
    ) -> Option<f64> {
        match stat {
            Stat::Percentile(percent) => self.percentile(series, from, to, percent, now),
            _ => self.sample(series, from, to, now).statistic(stat),
        }
    }

    /// The value of the period that a moment lies in, however long it is
    /// (SAS-26).
    pub fn spread(&self, series: Series, at: Second, stat: Stat, now: Second) -> Option<f64> {
        let mut values = self.tiers(series).filter_map(|tier| {
            let from = tier.start_of(at)?;
            self.between(series, from, from + tier.step, stat, now)
        });
        values.next()
    }

    fn percentile(
        &self,
        series: Series,
        from: Second,
        to: Second,
        percent: f64,
        now: Second,
    ) -> Option<f64> {
        let mut all = Latencies::default();
        let mut single: Vec<(f64, u32)> = Vec::new();
        let mut unknown = false;
        for tier in self.tiers(series) {
            tier.each(from, to, now, |sample, latencies| {
                if let Some(latencies) = latencies {
                    all.join(latencies);
                } else if let Some(value) = sample.statistic(Stat::Percentile(percent)) {
                    single.push((value, sample.count));
                } else {
                    unknown = true;
                }
            });
        }
        if !all.is_empty() {
            return all.percentile(percent);
        }
        if unknown {
            return None;
        }
        single.sort_by(|one, other| one.0.total_cmp(&other.0));
        let count: f64 = single.iter().map(|it| f64::from(it.1)).sum();
        let wanted = count * percent / 100.0;
        let mut passed = 0.0;
        for (value, times) in &single {
            passed += f64::from(*times);
            if passed >= wanted {
                return Some(*value);
            }
        }
        None
    }

    /// The values of a chart, each at the start of its period; gaps have none.
    /// What is older than its retention has longer periods (SIM-5).
    pub fn points(
        &self,
        series: Series,
        from: Second,
        to: Second,
        period: Second,
        stat: Stat,
        now: Second,
    ) -> Vec<Point> {
        let mut points = Vec::new();
        let mut at = from - from % period.max(1);
        let to = to.min(now);
        while at < to {
            let step = period.max(self.resolution(series, at)).max(1);
            // A longer one begins where it was put together.
            at -= at % step;
            if let Some(value) = self.statistic(series, at, step, stat, now) {
                points.push(Point { at, value });
            }
            at = at.saturating_add(step);
        }
        points
    }

    /// How long the periods at a moment are, since the finer ones are gone.
    fn resolution(&self, series: Series, at: Second) -> Second {
        let kept = &self.kept[series.index()];
        let tiers = &kept.lanes[kept.lane].tiers;
        let coarse = tiers
            .iter()
            .skip(1)
            .rev()
            .find(|it| it.start_of(at).is_some());
        coarse.map_or(1, |it| it.step)
    }

    /// The metrics that have got a point in the last two weeks (SIM-6), in
    /// order of their keys.
    pub fn list(&self, now: Second) -> Vec<Listed<'_>> {
        let listed = self.by_key.iter().filter_map(|(key, index)| {
            let series = Series(*index);
            let kept = &self.kept[series.index()];
            let latest = self.tiers(series).filter_map(|it| it.latest(now)).max()?;
            (latest.saturating_add(FORGOTTEN) > now).then_some(Listed {
                series,
                key,
                unit: kept.unit,
                period: self.period_of(series),
                of: kept.of.as_ref(),
                latest,
            })
        });
        listed.collect()
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        let lanes = self.kept.iter().flat_map(|it| &it.lanes);
        let tiers: usize = lanes.flat_map(|it| &it.tiers).map(Tier::bytes).sum();
        tiers + self.kept.len() * (size_of::<Kept>() + 400)
    }

    fn tiers(&self, series: Series) -> impl Iterator<Item = &Tier> {
        let lanes = &self.kept[series.index()].lanes;
        lanes.iter().flat_map(|it| &it.tiers)
    }
}

#[cfg(test)]
mod tests;
