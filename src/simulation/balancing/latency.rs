//! Response times of a minute: how many, their sum, and enough of their shape
//! for percentiles (SIM-7, SLB-30).
//!
//! Single requests are not followed. What is known is the mean of each second
//! and server, and that times in a queue have an exponential tail: the median
//! is 0.7 times the mean and the 99th percentile 4.6 times (PERF-10, the
//! assumption `percentiles`).

/// How many buckets the means are sorted into.
const BUCKETS: usize = 64;

/// The upper bounds of the buckets, in seconds: from 1 ms, each a fifth above
/// the one before it. The last has no bound.
pub const BOUNDS: [f64; BUCKETS - 1] = {
    let mut bounds = [0.001; BUCKETS - 1];
    let mut place = 1;
    while place < BUCKETS - 1 {
        bounds[place] = bounds[place - 1] * 1.2;
        place += 1;
    }
    bounds
};

/// An exponential distribution in steps: up to which share of the requests,
/// how many times the mean (−ln(1 − share); the last is that of 0.999).
#[expect(
    clippy::approx_constant,
    reason = "two of the logarithms are known by names too"
)]
const SHAPE: [(f64, f64); 12] = [
    (0.10, 0.105_360_515_657_826_3),
    (0.20, 0.223_143_551_314_209_8),
    (0.30, 0.356_674_943_938_732_4),
    (0.40, 0.510_825_623_765_990_7),
    (0.50, 0.693_147_180_559_945_3),
    (0.60, 0.916_290_731_874_155),
    (0.70, 1.203_972_804_325_936),
    (0.80, 1.609_437_912_434_1),
    (0.90, 2.302_585_092_994_046),
    (0.95, 2.995_732_273_553_991),
    (0.99, 4.605_170_185_988_091),
    (1.00, 6.907_755_278_982_137),
];

/// The response times of a minute.
#[derive(Clone, Debug, PartialEq)]
pub struct Latency {
    count: u64,
    sum: f64,
    /// How many requests had a mean in each bucket, and the sum of their
    /// means.
    buckets: [(u32, f64); BUCKETS],
}

impl Default for Latency {
    fn default() -> Self {
        Self {
            count: 0,
            sum: 0.0,
            buckets: [(0, 0.0); BUCKETS],
        }
    }
}

impl Latency {
    /// So many requests were answered after `mean` seconds on average.
    pub fn add(&mut self, requests: u32, mean: f64) {
        if requests == 0 {
            return;
        }
        let bucket = BOUNDS.partition_point(|bound| *bound < mean);
        let sum = mean * f64::from(requests);
        self.count += u64::from(requests);
        self.sum += sum;
        self.buckets[bucket].0 += requests;
        self.buckets[bucket].1 += sum;
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The sum of their times, in seconds.
    pub fn sum(&self) -> f64 {
        self.sum
    }

    /// Their mean; nothing without a request.
    pub fn average(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }

    /// The times as values and how many requests had each, in order of the
    /// values. How many is no whole number, because single requests are not
    /// followed.
    pub fn samples(&self) -> Vec<(f64, f64)> {
        let mut samples = Vec::new();
        for (count, sum) in self.buckets.iter().filter(|it| it.0 > 0) {
            let mean = sum / f64::from(*count);
            let mut below = 0.0;
            for (share, times) in SHAPE {
                samples.push((mean * times, f64::from(*count) * (share - below)));
                below = share;
            }
        }
        samples.sort_by(|one, other| one.0.total_cmp(&other.0));
        samples
    }

    /// The time that `percent` of the requests do not exceed; nothing without
    /// a request.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        let wanted = self.count as f64 * percent / 100.0;
        let samples = self.samples();
        let mut seen = 0.0;
        for (value, count) in &samples {
            seen += count;
            // What is lost in sums of shares is far below a request.
            if seen + 1e-6 >= wanted {
                return Some(*value);
            }
        }
        samples.last().map(|it| it.0)
    }

    /// The shortest.
    pub fn minimum(&self) -> Option<f64> {
        self.samples().first().map(|it| it.0)
    }

    /// The longest.
    pub fn maximum(&self) -> Option<f64> {
        self.samples().last().map(|it| it.0)
    }

    /// The times of another are added.
    pub fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        for (mine, others) in self.buckets.iter_mut().zip(&other.buckets) {
            mine.0 += others.0;
            mine.1 += others.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: Option<f64>, wanted: f64) -> bool {
        value.is_some_and(|it| (it / wanted - 1.0).abs() < 0.005)
    }

    #[test]
    fn percentiles_are_those_of_an_exponential_tail() {
        let mut latency = Latency::default();
        assert_eq!(latency.percentile(99.0), None);
        assert_eq!(latency.average(), None);
        latency.add(1_000, 0.04);
        assert!(near(latency.average(), 0.04));
        assert!(near(latency.percentile(50.0), 0.04 * 0.693));
        assert!(near(latency.percentile(99.0), 0.04 * 4.605));
        let all: f64 = latency.samples().iter().map(|it| it.1).sum();
        assert!((all - 1_000.0).abs() < 1e-9);
    }

    #[test]
    fn a_slow_server_is_seen_in_the_tail() {
        let mut latency = Latency::default();
        latency.add(900, 0.04);
        latency.add(100, 2.0);
        assert!(near(latency.average(), 0.236));
        assert!(latency.percentile(50.0) < Some(0.05));
        assert!(latency.percentile(99.0) > Some(2.0));
        assert!(latency.minimum() < Some(0.01) && latency.maximum() > Some(10.0));
    }

    #[test]
    fn the_buckets_reach_past_the_idle_timeout() {
        let highest = BOUNDS.iter().copied().fold(0.0, f64::max);
        assert!((60.0..100.0).contains(&highest), "{highest}");
        let mut latency = Latency::default();
        latency.add(1, 4_000.0);
        latency.add(1, 0.0);
        assert_eq!(latency.count(), 2);
        let mut twice = latency.clone();
        twice.join(&latency);
        assert_eq!((twice.count(), twice.sum()), (4, 8_000.0));
    }
}
