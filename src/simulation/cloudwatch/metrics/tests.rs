//! The store: what is known when, what becomes of the old.

use super::*;

fn key(name: &str) -> Key {
    Key {
        namespace: "Test".to_owned(),
        name: name.to_owned(),
        dimensions: Vec::new(),
    }
}

#[test]
fn a_period_is_known_when_it_has_ended() {
    let mut metrics = Metrics::new();
    let five = metrics.series(&key("five"), Unit::Percent, 300, None);
    metrics.put(five, 300, Sample::one(40.0));
    let at = |now| metrics.statistic(five, 300, 300, Stat::Average, now);
    assert_eq!((at(599), at(600)), (None, Some(40.0)));
    // Stamped at its start: no minute but the first has it.
    let minute = |from| metrics.statistic(five, from, 60, Stat::Average, 900);
    assert_eq!((minute(300), minute(360)), (Some(40.0), None));
    assert_eq!(metrics.spread(five, 540, Stat::Average, 900), Some(40.0));
    assert_eq!(metrics.spread(five, 600, Stat::Average, 900), None);
}

#[test]
fn samples_become_one_value() {
    let mut metrics = Metrics::new();
    let it = metrics.series(&key("it"), Unit::None, 60, None);
    metrics.put(it, 0, Sample::one(1.0).and(5.0));
    metrics.put(it, 120, Sample::one(3.0));
    let stat = |stat| metrics.statistic(it, 0, 300, stat, 300);
    assert_eq!(stat(Stat::SampleCount), Some(3.0));
    assert_eq!(stat(Stat::Sum), Some(9.0));
    assert_eq!(stat(Stat::Average), Some(3.0));
    assert_eq!(stat(Stat::Minimum), Some(1.0));
    assert_eq!(stat(Stat::Maximum), Some(5.0));
    // Two samples that were joined are no single ones any more.
    assert_eq!(stat(Stat::Percentile(50.0)), None);
    // A minute without a value is a gap, and so is one of no samples.
    assert_eq!(metrics.statistic(it, 60, 60, Stat::Sum, 300), None);
    metrics.put(it, 180, Sample::counted(0));
    let points = metrics.points(it, 0, 300, 60, Stat::Sum, 300);
    let at: Vec<Second> = points.iter().map(|it| it.at).collect();
    assert_eq!(at, [0, 120]);
}

#[test]
fn the_same_moment_is_written_over_and_the_future_forgotten() {
    let mut metrics = Metrics::new();
    let it = metrics.series(&key("it"), Unit::None, 60, None);
    for (at, value) in [(0, 1.0), (60, 2.0), (120, 3.0), (60, 7.0)] {
        metrics.put(it, at, Sample::one(value));
    }
    assert_eq!(metrics.statistic(it, 0, 180, Stat::Sum, 180), Some(11.0));
    metrics.forget(60);
    assert_eq!(metrics.statistic(it, 0, 180, Stat::Sum, 180), Some(1.0));
}

#[test]
fn a_metric_goes_on_when_its_monitoring_changes() {
    let mut metrics = Metrics::new();
    let basic = metrics.series(&key("cpu"), Unit::Percent, 300, None);
    metrics.put(basic, 0, Sample::one(40.0));
    let detailed = metrics.series(&key("cpu"), Unit::Percent, 60, None);
    assert_eq!(basic, detailed);
    metrics.put(detailed, 300, Sample::one(80.0));
    let at = |from| metrics.statistic(detailed, from, 300, Stat::Average, 900);
    assert_eq!((at(0), at(300)), (Some(40.0), Some(80.0)));
    assert_eq!(metrics.period_of(detailed), 60);
}

#[test]
fn a_metric_leaves_the_list_after_two_weeks() {
    let mut metrics = Metrics::new();
    let it = metrics.series(&key("it"), Unit::None, 60, None);
    assert_eq!(metrics.list(60).len(), 0);
    metrics.put(it, 0, Sample::one(1.0));
    assert_eq!(metrics.list(30).len(), 0);
    assert_eq!(metrics.list(60)[0].latest, 0);
    assert_eq!(metrics.list(14 * DAY - 1).len(), 1);
    assert_eq!(metrics.list(14 * DAY).len(), 0);
}

#[test]
fn old_minutes_become_five_and_nothing_is_lost() {
    let mut metrics = Metrics::new();
    let it = metrics.series(&key("it"), Unit::Count, 60, None);
    let days = 20 * DAY;
    for minute in 0..days / 60 {
        metrics.put(it, minute * 60, Sample::one(1.0));
    }
    let sum = metrics.statistic(it, 0, days, Stat::Sum, days);
    assert_eq!(sum, Some(f64::from(days / 60)));
    // A chart of the first hour has longer steps than one of the last.
    let chart = |from| metrics.points(it, from, from + HOUR, 60, Stat::Sum, days);
    let (old, new) = (chart(0), chart(days - HOUR));
    assert_eq!((old.len(), old[0].value), (12, 5.0));
    assert_eq!((new.len(), new[0].value), (60, 1.0));
    // 16 days of minutes and a few of five minutes, and not twice that.
    assert!(metrics.bytes() < 2 * 16 * 1_440 * 32, "{}", metrics.bytes());
    // What is that old is not written again.
    metrics.put(it, 0, Sample::one(100.0));
    let sum = metrics.statistic(it, 0, days, Stat::Sum, days);
    assert_eq!(sum, Some(f64::from(days / 60)));
}

#[test]
fn percentiles_of_single_values_and_of_latencies() {
    let mut metrics = Metrics::new();
    let cpu = metrics.series(&key("cpu"), Unit::Percent, 60, None);
    for (value, minute) in [30.0, 10.0, 50.0, 20.0, 40.0].iter().zip(0..) {
        metrics.put(cpu, minute * 60, Sample::one(*value));
    }
    let of = |percent| metrics.statistic(cpu, 0, 300, Stat::Percentile(percent), 300);
    assert_eq!((of(50.0), of(100.0)), (Some(30.0), Some(50.0)));
    let slow = metrics.series(&key("time"), Unit::Seconds, 60, None);
    let mut latencies = Latencies::new();
    latencies.record(0.04, 98);
    latencies.record(2.0, 2);
    metrics.put_latencies(slow, 0, &latencies);
    metrics.put_latencies(slow, 60, &latencies);
    let of = |percent| {
        metrics
            .statistic(slow, 0, 300, Stat::Percentile(percent), 300)
            .unwrap()
    };
    assert!((0.035..=0.045).contains(&of(50.0)), "{}", of(50.0));
    assert!((1.6..=2.0).contains(&of(99.0)), "{}", of(99.0));
    let mean = metrics.statistic(slow, 0, 300, Stat::Average, 300).unwrap();
    assert!((mean - 0.0792).abs() < 1e-9, "{mean}");
}

#[test]
fn any_window_holds_what_was_put_into_it() {
    let mut dice = crate::simulation::Dice::of(7, "metrics");
    for period in [10, 60, 300] {
        let mut metrics = Metrics::new();
        let it = metrics.series(&key("it"), Unit::None, period, None);
        let mut put: BTreeMap<Second, f64> = BTreeMap::new();
        for _ in 0..200 {
            // Aligned, in any order, some twice.
            let at = dice.between(0, 100) * period;
            let value = f64::from(dice.between(0, 1_000));
            metrics.put(it, at, Sample::one(value));
            put.insert(at, value);
        }
        for _ in 0..500 {
            let from = dice.between(0, 110 * period);
            let length = dice.between(1, 20 * period);
            let now = dice.between(0, 110 * period);
            let inside = put.range(from..from + length);
            let known = inside.filter(|(at, _)| **at + period <= now);
            let values: Vec<f64> = known.map(|it| *it.1).collect();
            let sum = metrics.sample(it, from, from + length, now);
            assert_eq!(sum.count as usize, values.len());
            assert!((sum.sum - values.iter().sum::<f64>()).abs() < 1e-9);
        }
    }
}
