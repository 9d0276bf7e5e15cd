//! How long answers took, as counts between fixed boundaries: percentiles of
//! several servers can be had by adding their counts.

/// The upper boundaries in milliseconds; what took longer than the last is in
/// a bucket of its own.
pub const BOUNDARIES: [u32; 27] = [
    1, 2, 5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000, 3_000,
    4_000, 5_000, 7_500, 10_000, 15_000, 30_000, 60_000,
];

/// How many buckets there are.
pub const BUCKETS: usize = BOUNDARIES.len() + 1;

/// The 64 equal parts of an exponential distribution with mean 1, each by its
/// mean, so that half of the answers take less than 0.7 of the mean and one
/// in a hundred more than 4.6 of it (PERF-10). In an order in which any few
/// neighbours are spread over the whole.
const PARTS: [f64; 64] = [
    0.007854, 0.708938, 0.298172, 1.418217, 0.142514, 1.001958, 0.482609, 2.144722, 0.072919,
    0.844752, 0.386144, 1.716851, 0.217317, 1.188578, 0.589383, 2.909543, 0.039857, 0.774541,
    0.341191, 1.556422, 0.179216, 1.090920, 0.534572, 2.455516, 0.107111, 0.920269, 0.433214,
    1.908053, 0.256927, 1.296818, 0.647375, 3.772589, 0.023727, 0.741201, 0.319450, 1.484933,
    0.160696, 1.045450, 0.508253, 2.288069, 0.089869, 0.881798, 0.409402, 1.807886, 0.236926,
    1.241234, 0.617959, 3.249341, 0.056251, 0.809030, 0.363415, 1.633421, 0.198085, 1.138557,
    0.561602, 2.656871, 0.124655, 0.960279, 0.457607, 2.019394, 0.277337, 1.355676, 0.677682,
    5.158883,
];

/// Counts of answers by how long they took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latency {
    counts: [u32; BUCKETS],
    /// Their number.
    count: u32,
    /// Their sum in microseconds.
    sum: u64,
    /// The longest, in microseconds.
    max: u64,
    /// The shortest.
    min: u64,
    /// Which part of the distribution is next.
    turn: u8,
}

impl Default for Latency {
    fn default() -> Self {
        Self {
            counts: [0; BUCKETS],
            count: 0,
            sum: 0,
            max: 0,
            min: u64::MAX,
            turn: 0,
        }
    }
}

impl Latency {
    /// `n` answers that all took so many seconds.
    #[inline]
    pub fn add(&mut self, n: u32, seconds: f64) {
        if n == 0 {
            return;
        }
        let micros = micros(seconds);
        self.counts[bucket(micros)] += n;
        self.count += n;
        self.sum += micros * u64::from(n);
        self.max = self.max.max(micros);
        self.min = self.min.min(micros);
    }

    /// `n` answers that took so many seconds on average, with the spread of an
    /// exponential distribution (PERF-10). At most eight parts of it are
    /// used at a time, the next ones the next time.
    #[inline]
    pub fn spread(&mut self, n: u32, mean: f64) {
        let parts = n.min(8);
        if parts == 0 {
            return;
        }
        let (each, more) = (n / parts, n % parts);
        for part in 0..parts {
            let it = PARTS[usize::from(self.turn & 63)];
            self.turn = self.turn.wrapping_add(1) & 63;
            self.add(each + u32::from(part < more), mean * it);
        }
    }

    /// Those of another server.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
        self.count += other.count;
        self.sum += other.sum;
        self.max = self.max.max(other.max);
        self.min = self.min.min(other.min);
    }

    /// Forgets them all, but not whose turn it is.
    pub fn clear(&mut self) {
        *self = Self {
            turn: self.turn,
            ..Self::default()
        };
    }

    /// The counts, one more than there are boundaries.
    pub fn counts(&self) -> &[u32; BUCKETS] {
        &self.counts
    }

    /// How many answers.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// How long they took together, in seconds.
    pub fn sum(&self) -> f64 {
        self.sum as f64 / 1e6
    }

    /// How long they took on average, in seconds.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum() / f64::from(self.count))
    }

    /// The shortest and the longest, in seconds.
    pub fn extremes(&self) -> Option<(f64, f64)> {
        (self.count > 0).then(|| (self.min as f64 / 1e6, self.max as f64 / 1e6))
    }

    /// What so many percent of the answers did not take longer than, in
    /// seconds: within its bucket in proportion.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        if self.count == 0 {
            return None;
        }
        let wanted = f64::from(self.count) * percent.clamp(0.0, 100.0) / 100.0;
        let mut seen = 0.0;
        for (index, &count) in self.counts.iter().enumerate() {
            let count = f64::from(count);
            if count > 0.0 && seen + count >= wanted {
                let from = index.checked_sub(1).map_or(0, |it| BOUNDARIES[it]);
                let max = self.max as f64 / 1e3;
                let to = BOUNDARIES
                    .get(index)
                    .map_or(max, |it| f64::from(*it).min(max));
                let share = ((wanted - seen) / count).clamp(0.0, 1.0);
                let from = f64::from(from).min(to);
                return Some((from + (to - from) * share) / 1e3);
            }
            seen += count;
        }
        Some(self.max as f64 / 1e6)
    }
}

fn micros(seconds: f64) -> u64 {
    // A cast of a float stays within the type's range.
    (seconds * 1e6).round().max(0.0) as u64
}

/// The bucket of a time: the first whose boundary is not below it.
#[inline]
fn bucket(micros: u64) -> usize {
    BOUNDARIES.partition_point(|it| u64::from(*it) * 1_000 < micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_have_a_mean_of_one() {
        let mean = PARTS.iter().sum::<f64>() / 64.0;
        assert!((mean - 1.0).abs() < 1e-6, "{mean}");
    }

    #[test]
    fn percentiles_follow_the_mean() {
        // PERF-10: p50 ≈ 0.7 of the mean, p99 ≈ 4.6 of it.
        let mut it = Latency::default();
        for n in [1, 3, 40, 7, 64, 100] {
            for _ in 0..200 {
                it.spread(n, 0.1);
            }
        }
        assert_eq!(it.count(), 200 * 215);
        let mean = it.mean().expect("answers");
        assert!((0.099..0.101).contains(&mean), "{mean}");
        let p50 = it.percentile(50.0).expect("answers");
        assert!((0.065..0.075).contains(&p50), "{p50}");
        let p99 = it.percentile(99.0).expect("answers");
        assert!((0.39..0.52).contains(&p99), "{p99}");
    }

    #[test]
    fn a_time_on_a_boundary_is_below_it() {
        let mut it = Latency::default();
        it.add(2, 0.001);
        it.add(1, 0.0011);
        it.add(4, 90.0);
        assert_eq!((it.counts()[0], it.counts()[1]), (2, 1));
        assert_eq!(it.counts()[BUCKETS - 1], 4);
        assert_eq!(it.extremes(), Some((0.001, 90.0)));
        let mut other = Latency::default();
        other.merge(&it);
        assert_eq!(other.percentile(100.0), Some(90.0));
        other.clear();
        assert_eq!(other, Latency::default());
        assert_eq!(other.percentile(50.0), None);
    }
}
