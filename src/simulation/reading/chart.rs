//! Axes, paths and values of charts, in plain arithmetic: a chart is a box of
//! 1000 by 100, which whoever draws it stretches.

use std::fmt::Write;

use crate::simulation::Panel;
use crate::simulation::clock::{DAY, HOUR, MINUTE, Second};
use crate::simulation::record::{Record, TALLY, Tally, WAIT_ENDS};

/// The width of the box.
pub const WIDE: f64 = 1_000.0;

/// Its height.
pub const HIGH: f64 = 100.0;

/// How many points a line of what truly was has at most: more are not to be
/// told apart on a screen.
const FINE: usize = 400;

/// A stretch of time, from its first second to before its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its beginning.
    pub from: Second,
    /// Its end.
    pub to: Second,
}

impl Span {
    /// The minutes before a moment; at the beginning of a run, its first ones.
    pub fn last(length: Second, now: Second) -> Self {
        let to = now.max(length);
        Self {
            from: to - length,
            to,
        }
    }

    /// What a scrubber shows of a run: all of a short one; of a long one as
    /// much as has been played, up to the next round length.
    pub fn of_run(length: Second, now: Second) -> Self {
        let round = [30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
        let fits = round.into_iter().find(|it| now < *it).unwrap_or(length);
        Self {
            from: 0,
            to: if length <= HOUR {
                length
            } else {
                fits.min(length)
            }
            .max(1),
        }
    }

    /// Where a moment stands in it, 0 to 1.
    pub fn part(self, at: Second) -> f64 {
        let length = f64::from(self.to.saturating_sub(self.from).max(1));
        let passed = f64::from(at) - f64::from(self.from);
        (passed / length).clamp(0.0, 1.0)
    }

    /// The moment that stands there.
    pub fn moment(self, part: f64) -> Second {
        let length = f64::from(self.to.saturating_sub(self.from));
        // Between two moments, so it is one.
        self.from + (length * part.clamp(0.0, 1.0)).round() as Second
    }

    /// Whether a moment is in it.
    pub fn holds(self, at: Second) -> bool {
        self.from <= at && at <= self.to
    }

    /// Moments to be named on the axis, at most `most`, at round times of the
    /// day, which begins `of_day` seconds before second 0.
    pub fn ticks(self, most: usize, of_day: Second) -> Vec<Second> {
        let steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440];
        let length = self.to.saturating_sub(self.from);
        let most = Second::try_from(most.max(1)).unwrap_or(1);
        let step = steps
            .into_iter()
            .map(|minutes| minutes * MINUTE)
            .find(|step| length / step <= most)
            .unwrap_or(DAY);
        let first = (of_day + self.from).div_ceil(step) * step - of_day;
        (0..=most)
            .map(|place| first + place * step)
            .filter(|at| self.holds(*at))
            .collect()
    }
}

/// Of things at these parts of a width, in order, those that stand clear of the one before
/// that is kept. Each says how wide it is.
pub fn apart<T>(
    things: impl IntoIterator<Item = (f64, T)>,
    width: f64,
    wide: impl Fn(&T) -> f64,
) -> Vec<(f64, T)> {
    let mut end = f64::NEG_INFINITY;
    let mut kept = Vec::new();
    for (part, thing) in things {
        let half = wide(&thing) / 2.0;
        if part * width - half >= end {
            end = part * width + half;
            kept.push((part, thing));
        }
    }
    kept
}

/// The end of an axis of values that holds a number, and is round.
pub fn top(most: f64) -> f64 {
    if !most.is_finite() || most <= 0.0 {
        return 1.0;
    }
    let mut size = 1.0;
    while size < most {
        size *= 10.0;
    }
    while size / 10.0 >= most {
        size /= 10.0;
    }
    let round = [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0];
    let found = round.into_iter().map(|it| it * size).find(|it| *it >= most);
    found.unwrap_or(size)
}

/// The measured values of a chart over a stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The beginnings of the periods, and their values.
    pub points: Vec<(Second, f64)>,
    /// The length of a period.
    pub period: Second,
}

impl Line {
    /// The largest value.
    pub fn most(&self) -> f64 {
        self.points.iter().map(|it| it.1).fold(0.0, f64::max)
    }

    /// The value at a moment: that of the period that holds it.
    pub fn at(&self, at: Second) -> Option<f64> {
        let before = self.points.iter().rev().find(|it| it.0 <= at)?;
        (at < before.0 + self.period.max(1)).then_some(before.1)
    }

    /// The latest value, and when its period began.
    pub fn latest(&self) -> Option<(Second, f64)> {
        self.points.last().copied()
    }

    /// As a line through the middles of the periods, broken where a period has
    /// no value.
    pub fn path(&self, span: Span, top: f64) -> String {
        let mut path = String::new();
        let mut before: Option<Second> = None;
        for (at, value) in &self.points {
            let joined = before.is_some_and(|before| at - before <= self.period + self.period / 2);
            let x = span.part(at + self.period / 2) * WIDE;
            let sign = if joined { 'L' } else { 'M' };
            let y = height(*value, top);
            let _ = write!(path, "{sign}{x:.1} {y:.1}");
            // A lone value is a short stroke, or nobody would see it.
            if !joined {
                let _ = write!(path, "h0.1");
            }
            before = Some(*at);
        }
        path
    }

    /// As steps that are as wide as a period, down to the ground: for bars,
    /// with a gap between two, and for areas without.
    pub fn steps(&self, span: Span, top: f64, gap: f64) -> String {
        let mut path = String::new();
        for (at, value) in &self.points {
            let (from, to) = (span.part(*at) * WIDE, span.part(at + self.period) * WIDE);
            let width = (to - from) * (1.0 - gap);
            if width <= 0.0 {
                continue;
            }
            let y = height(*value, top);
            let _ = write!(
                path,
                "M{:.1} {HIGH}V{y:.1}h{width:.1}V{HIGH}z",
                from + (to - from) * gap / 2.0
            );
        }
        path
    }
}

/// How far below the top a value stands.
pub fn height(value: f64, top: f64) -> f64 {
    let part = if top > 0.0 { value / top } else { 0.0 };
    HIGH - part.clamp(0.0, 1.0) * HIGH
}

/// A measurement as it truly was, from what was counted every ten seconds.
pub fn truth(record: &Record, panel: Panel, span: Span, now: Second) -> Line {
    let to = span.to.min(now) / TALLY;
    let counted = |at: Second| record.tallies.get(at as usize);
    let all = (to.saturating_sub(span.from / TALLY)) as usize;
    let many = Second::try_from(all.div_ceil(FINE).max(1)).unwrap_or(1);
    let mut points = Vec::new();
    let mut at = span.from / TALLY;
    while at < to {
        let together = (at..to.min(at + many)).filter_map(counted);
        let values: Vec<f64> = together.filter_map(|it| measured(it, panel)).collect();
        if let Some(value) = joined(&values, panel) {
            points.push((at * TALLY, value));
        }
        at += many;
    }
    Line {
        points,
        period: many * TALLY,
    }
}

/// One measurement of ten seconds.
fn measured(tally: &Tally, panel: Panel) -> Option<f64> {
    let a_minute = f64::from(MINUTE / TALLY);
    match panel {
        Panel::Requests => Some(f64::from(tally.asked) * a_minute),
        Panel::Cpu => (tally.servers > 0).then(|| f64::from(tally.cpu) / 10.0),
        Panel::Latency => percentile(&tally.waits, 0.95).map(|it| it / 1_000.0),
        Panel::Errors => Some(f64::from(server_errors(tally)) * a_minute),
        Panel::Healthy => Some(f64::from(tally.healthy)),
    }
}

/// Many of them as one: what would be missed in a mean is kept.
fn joined(values: &[f64], panel: Panel) -> Option<f64> {
    let count = f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX));
    if values.is_empty() {
        return None;
    }
    Some(match panel {
        Panel::Requests | Panel::Cpu => values.iter().sum::<f64>() / count,
        Panel::Latency | Panel::Errors => values.iter().copied().fold(0.0, f64::max),
        Panel::Healthy => values.iter().copied().fold(f64::INFINITY, f64::min),
    })
}

/// Answers with a status from 500 on.
pub fn server_errors(tally: &Tally) -> u32 {
    use crate::simulation::record::Cause;
    let errors = Cause::ALL.iter().zip(tally.failed);
    errors
        .filter(|(cause, _)| cause.status().is_some_and(|it| it >= 500))
        .map(|it| it.1)
        .sum()
}

/// A percentile of waiting times, in milliseconds, as if the answers of a class
/// were spread evenly in it.
pub fn percentile(waits: &[u32], part: f64) -> Option<f64> {
    let all: u32 = waits.iter().sum();
    if all == 0 {
        return None;
    }
    let wanted = f64::from(all) * part;
    let mut before = 0.0;
    let mut from = 0.0;
    for (count, to) in waits.iter().zip(WAIT_ENDS) {
        let (count, to) = (f64::from(*count), f64::from(to));
        if count > 0.0 && before + count >= wanted {
            return Some(from + (to - from) * (wanted - before) / count);
        }
        before += count;
        from = to;
    }
    Some(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::record::{CAUSES, Cause, WAITS};

    const SPAN: Span = Span { from: 0, to: 600 };

    #[test]
    fn a_span_begins_with_the_run_and_then_follows_it() {
        assert_eq!(Span::last(1_200, 60), Span { from: 0, to: 1_200 });
        assert_eq!(
            Span::last(1_200, 1_500),
            Span {
                from: 300,
                to: 1_500
            }
        );
        assert_eq!(Span::of_run(DAY, 756).to, 1_800);
        assert_eq!(Span::of_run(DAY, 1_800).to, HOUR);
        assert_eq!(Span::of_run(DAY, DAY).to, DAY);
        assert_eq!(Span::of_run(1_500, 10).to, 1_500);
        assert_eq!(Span::of_run(0, 0).to, 1);
    }

    #[test]
    fn what_stands_apart_never_overlaps_at_any_width() {
        let things: Vec<(f64, u32)> = (0..120).map(|it| (f64::from(it) / 119.0, it)).collect();
        let wide = |number: &u32| if *number < 10 { 20.0 } else { 26.0 };
        for width in [0.0, 80.0, 279.0, 407.0, 700.0, 5_000.0] {
            let kept = apart(things.clone(), width, wide);
            assert_eq!(kept.first(), Some(&(0.0, 0)), "the first always stands");
            for pair in kept.windows(2) {
                let between = (pair[1].0 - pair[0].0) * width;
                let needed = (wide(&pair[0].1) + wide(&pair[1].1)) / 2.0;
                assert!(between >= needed - 1e-9, "{width}: {pair:?}");
            }
        }
        assert_eq!(apart(things, 5_000.0, wide).len(), 120);
        assert!(apart(Vec::<(f64, u32)>::new(), 80.0, wide).is_empty());
    }

    #[test]
    fn places_and_moments_are_each_others_inverse() {
        for at in [0, 1, 299, 600] {
            assert_eq!(SPAN.moment(SPAN.part(at)), at);
        }
        assert!(SPAN.part(900) <= 1.0);
    }

    #[test]
    fn the_axis_is_named_at_round_times() {
        // The run began at 20:03.
        let ticks = Span { from: 0, to: 1_200 }.ticks(5, 20 * HOUR + 180);
        assert_eq!(ticks, [120, 420, 720, 1_020]);
        let day = Span { from: 0, to: DAY }.ticks(6, 20 * HOUR);
        assert!(day.len() <= 7 && day.iter().all(|it| (it + 20 * HOUR).is_multiple_of(HOUR)));
    }

    #[test]
    fn an_axis_of_values_ends_at_a_round_number() {
        for (most, wanted) in [
            (0.0, 1.0),
            (4_090.0, 5_000.0),
            (0.171, 0.2),
            (61.0, 80.0),
            (100.0, 100.0),
            (f64::NAN, 1.0),
        ] {
            let top = top(most);
            assert!((top - wanted).abs() < 1e-9, "{most}: {top}");
        }
    }

    #[test]
    fn a_gap_stays_a_gap() {
        let line = Line {
            points: vec![(0, 50.0), (60, 50.0), (300, 100.0)],
            period: 60,
        };
        let path = line.path(SPAN, 100.0);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert_eq!(path.matches('L').count(), 1, "{path}");
        assert_eq!(line.at(119), Some(50.0));
        assert_eq!(line.at(120), None);
        assert_eq!(line.steps(SPAN, 100.0, 0.2).matches('z').count(), 3);
    }

    #[test]
    fn what_truly_was_is_counted_from_the_tallies() {
        let mut failed = [0; CAUSES];
        failed[Cause::NoDatabase as usize] = 3;
        failed[Cause::Left as usize] = 5;
        let mut waits = [0; WAITS];
        waits[4] = 100;
        let tally = Tally {
            asked: 100,
            failed,
            waits,
            cpu: 615,
            servers: 2,
            healthy: 2,
            ..Tally::default()
        };
        let record = Record {
            tallies: vec![tally; 60],
            ..Record::default()
        };
        let at = |panel| truth(&record, panel, SPAN, 600).latest().unwrap();
        assert_eq!(at(Panel::Requests), (590, 600.0));
        assert_eq!(at(Panel::Cpu).1, 61.5);
        assert_eq!(at(Panel::Errors).1, 18.0);
        assert_eq!(at(Panel::Healthy).1, 2.0);
        assert!((at(Panel::Latency).1 - 0.019_5).abs() < 1e-9);
        // No later than now.
        assert_eq!(
            truth(&record, Panel::Cpu, SPAN, 300).latest().unwrap().0,
            290
        );
    }

    #[test]
    fn a_day_has_no_more_points_than_a_screen_shows() {
        let record = Record {
            tallies: vec![Tally::default(); 8_640],
            ..Record::default()
        };
        let line = truth(&record, Panel::Requests, Span { from: 0, to: DAY }, DAY);
        assert!(line.points.len() <= FINE && line.points.len() > FINE / 2);
        assert_eq!(
            truth(&record, Panel::Latency, Span { from: 0, to: DAY }, DAY).latest(),
            None
        );
    }
}
