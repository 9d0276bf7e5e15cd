//! How long requests took, counted in steps that grow by a fifth: exact
//! enough for a percentile, and small.

use super::sample::Sample;

/// The end of the first step, in seconds.
const FIRST: f64 = 0.000_5;

/// Each step ends so much later than the one before. 70 steps reach three
/// minutes.
const GROWTH: f64 = 1.2;

/// How many steps there are.
const STEPS: usize = 70;

/// An exponential tail: of a thousand, how many take at most how many times the
/// mean (the mean of each part of -ln(1 - q)). With it the median is 0.69 and
/// the 99th percentile 4.6 times the mean (PERF-10).
const TAIL: [(u64, f64); 16] = [
    (100, 0.0518),
    (200, 0.1631),
    (300, 0.2884),
    (400, 0.4318),
    (500, 0.5992),
    (600, 0.8006),
    (700, 1.0532),
    (800, 1.3930),
    (850, 1.7464),
    (900, 2.0862),
    (930, 2.4703),
    (950, 2.8181),
    (970, 3.2295),
    (980, 3.6956),
    (990, 4.2189),
    (1_000, 5.6052),
];

/// How many requests took how long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Latencies {
    /// By step: which, and how many, in order.
    steps: Vec<(u8, u32)>,
    count: u32,
    sum: f64,
    min: f64,
    max: f64,
}

impl Latencies {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// So many took so long, in seconds.
    pub fn record(&mut self, seconds: f64, times: u32) {
        if times == 0 {
            return;
        }
        let step = step_of(seconds);
        match self.steps.binary_search_by_key(&step, |it| it.0) {
            Ok(index) => self.steps[index].1 = self.steps[index].1.saturating_add(times),
            Err(index) => self.steps.insert(index, (step, times)),
        }
        self.min = if self.count == 0 {
            seconds
        } else {
            self.min.min(seconds)
        };
        self.max = if self.count == 0 {
            seconds
        } else {
            self.max.max(seconds)
        };
        self.count = self.count.saturating_add(times);
        self.sum += seconds * f64::from(times);
    }

    /// So many took so long on average, and each its own time, with an
    /// exponential tail (assumption `percentiles`). The more at once, the
    /// better the tail: a minute's rather than a second's.
    pub fn record_around(&mut self, mean: f64, times: u32) {
        if times < 3 {
            return self.record(mean, times);
        }
        let (mut before, sum) = (0, self.sum);
        for (until, of_mean) in TAIL {
            let reached = (u64::from(times) * until + 500) / 1_000;
            self.record(
                mean * of_mean,
                u32::try_from(reached - before).unwrap_or_default(),
            );
            before = reached;
        }
        // Few requests hit only some of the parts, and their mean is known.
        self.sum = sum + mean * f64::from(times);
    }

    /// All of the others, too.
    pub fn join(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        for (step, times) in &other.steps {
            match self.steps.binary_search_by_key(step, |it| it.0) {
                Ok(index) => self.steps[index].1 = self.steps[index].1.saturating_add(*times),
                Err(index) => self.steps.insert(index, (*step, *times)),
            }
        }
        self.min = if self.count == 0 {
            other.min
        } else {
            self.min.min(other.min)
        };
        self.max = if self.count == 0 {
            other.max
        } else {
            self.max.max(other.max)
        };
        self.count = self.count.saturating_add(other.count);
        self.sum += other.sum;
    }

    /// Forgets all, and keeps its memory for the next minute.
    pub fn clear(&mut self) {
        self.steps.clear();
        self.count = 0;
        self.sum = 0.0;
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Count, sum, least and most.
    pub fn sample(&self) -> Sample {
        Sample {
            count: self.count,
            sum: self.sum,
            min: self.min,
            max: self.max,
        }
    }

    /// How long all but the slowest took: 99.0 for p99. Inside a step they are
    /// taken to lie evenly.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        if self.count == 0 {
            return None;
        }
        let wanted = f64::from(self.count) * percent / 100.0;
        let mut passed = 0.0;
        for (step, times) in &self.steps {
            let times = f64::from(*times);
            if passed + times >= wanted {
                let (low, high) = ends(*step);
                let share = ((wanted - passed) / times).clamp(0.0, 1.0);
                return Some((low + (high - low) * share).clamp(self.min, self.max));
            }
            passed += times;
        }
        Some(self.max)
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + self.steps.capacity() * size_of::<(u8, u32)>()
    }
}

fn step_of(seconds: f64) -> u8 {
    let mut end = FIRST;
    let mut step = 0;
    while seconds > end && usize::from(step) + 1 < STEPS {
        end *= GROWTH;
        step += 1;
    }
    step
}

fn ends(step: u8) -> (f64, f64) {
    let (mut low, mut high) = (0.0, FIRST);
    for _ in 0..step {
        low = high;
        high *= GROWTH;
    }
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exponential_tail_has_its_percentiles() {
        let mut latencies = Latencies::new();
        latencies.record_around(0.1, 10_000);
        let sample = latencies.sample();
        assert_eq!(sample.count, 10_000);
        assert!((sample.sum - 1_000.0).abs() < 1e-9);
        // PERF-10: 0.7 and 4.6 times the mean, as far as the steps go.
        let of = |percent| latencies.percentile(percent).unwrap() / 0.1;
        assert!((0.6..=0.8).contains(&of(50.0)), "{}", of(50.0));
        assert!((4.0..=5.2).contains(&of(99.0)), "{}", of(99.0));
    }

    #[test]
    fn nobody_is_lost_and_nobody_invented() {
        for times in 0..2_000 {
            let mut latencies = Latencies::new();
            latencies.record_around(0.05, times);
            assert_eq!(latencies.sample().count, times);
            let counted: u32 = latencies.steps.iter().map(|it| it.1).sum();
            assert_eq!(counted, times);
        }
    }

    #[test]
    fn minutes_join() {
        let (mut one, mut other) = (Latencies::new(), Latencies::new());
        one.record(0.01, 3);
        other.record(1.0, 1);
        one.join(&other);
        let sample = one.sample();
        assert_eq!((sample.count, sample.min, sample.max), (4, 0.01, 1.0));
        one.clear();
        assert!(one.is_empty());
        assert_eq!(one.percentile(50.0), None);
    }
}
