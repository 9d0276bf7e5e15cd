//! S3: how many requests a second, and its daily metrics.
//!
//! A bucket is kept in at least three zones and outlives the loss of one
//! (SST-2, SAZ-6); random unavailability is not drawn. All objects are taken
//! to be under one prefix. Request metrics are not published: they have to be
//! switched on for a bucket, which the drawing does not say.

use super::super::clock::{Clock, DAY, MINUTE, Second};

/// Requests a second that a prefix takes at least: those that write, and those
/// that read (SST-3). [S3 UG: Performance]
const WRITES: u32 = 3_500;
const READS: u32 = 5_500;

/// How long it takes to scale (assumption `s3-scale`).
const SCALING: Second = 5 * MINUTE;

/// What became of the requests of a second: answered and slowed down are what
/// was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// Requests that read, answered.
    pub reads: u32,
    /// Requests that write, answered.
    pub writes: u32,
    /// Requests that read and got 503 Slow Down.
    pub slow_reads: u32,
    /// Requests that write and got 503 Slow Down.
    pub slow_writes: u32,
}

/// A bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// By how much it has scaled: 1, 2, 4 …
    scale: u32,
    /// Since when more comes than it takes.
    pressed: Option<Second>,
    /// When more came than it takes, last.
    last: Second,
    bytes: u64,
    objects: u64,
}

impl Bucket {
    /// So many requests a second, of whatever kind, it always takes.
    pub const LEAST: u32 = WRITES;

    /// A bucket with so many bytes in so many objects.
    pub const fn new(bytes: u64, objects: u64) -> Self {
        Self {
            scale: 1,
            pressed: None,
            last: 0,
            bytes,
            objects,
        }
    }

    /// Requests a second that it takes now: those that read, those that write.
    pub const fn rates(&self) -> (u32, u32) {
        (
            READS.saturating_mul(self.scale),
            WRITES.saturating_mul(self.scale),
        )
    }

    /// One second. What is above the rate gets 503; after five minutes of that
    /// the bucket has scaled to twice as much, as if it had split the prefix in
    /// two. A minute without any starts the five minutes anew.
    pub fn step(&mut self, now: Second, reads: u32, writes: u32, written: u64) -> Answered {
        if let Some(since) = self.pressed {
            if now >= self.last + MINUTE {
                self.pressed = None;
            } else if now >= since + SCALING {
                self.scale = self.scale.saturating_mul(2);
                self.pressed = None;
            }
        }
        let (read_rate, write_rate) = self.rates();
        let answered = Answered {
            reads: reads.min(read_rate),
            writes: writes.min(write_rate),
            slow_reads: reads.saturating_sub(read_rate),
            slow_writes: writes.saturating_sub(write_rate),
        };
        if answered.slow_reads > 0 || answered.slow_writes > 0 {
            self.pressed.get_or_insert(now);
            self.last = now;
        }
        self.objects = self.objects.saturating_add(answered.writes.into());
        // Of what was to be written the part that was answered is kept.
        if writes > 0 {
            let kept = u128::from(written) * u128::from(answered.writes) / u128::from(writes);
            let kept = u64::try_from(kept).unwrap_or(u64::MAX);
            self.bytes = self.bytes.saturating_add(kept);
        }
        answered
    }

    /// The metrics `BucketSizeBytes` and `NumberOfObjects`, once a day: at
    /// midnight UTC, and `None` at all other seconds.
    pub fn daily(&self, now: Second, clock: Clock) -> Option<(u64, u64)> {
        let midnight = clock.unix(now).rem_euclid(i64::from(DAY)) == 0;
        midnight.then_some((self.bytes, self.objects))
    }

    /// Bytes in it.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Dice;

    #[test]
    fn sst_3_beyond_the_rate_it_says_slow_down_for_five_minutes() {
        let mut it = Bucket::new(0, 0);
        for now in 0..300 {
            let answered = it.step(now, 8_000, 4_000, 0);
            assert_eq!((answered.reads, answered.slow_reads), (5_500, 2_500));
            assert_eq!((answered.writes, answered.slow_writes), (3_500, 500));
        }
        let answered = it.step(300, 8_000, 4_000, 0);
        assert_eq!((answered.slow_reads, answered.slow_writes), (0, 0));
        assert_eq!(it.rates(), (11_000, 7_000));
    }

    #[test]
    fn a_short_peak_scales_nothing() {
        let mut it = Bucket::new(0, 0);
        for now in 0..1_000 {
            it.step(now, if now % 100 == 0 { 6_000 } else { 10 }, 0, 0);
        }
        assert_eq!(it.rates(), (READS, WRITES));
    }

    #[test]
    fn requests_are_answered_or_slowed_down() {
        let mut dice = Dice::of(9, "bucket");
        let mut it = Bucket::new(0, 0);
        for now in 0..5_000 {
            let (reads, writes) = (dice.between(0, 20_000), dice.between(0, 9_000));
            let answered = it.step(now, reads, writes, 1_000);
            assert_eq!(answered.reads + answered.slow_reads, reads);
            assert_eq!(answered.writes + answered.slow_writes, writes);
        }
    }

    #[test]
    fn its_size_is_told_once_a_day() {
        let clock = Clock::default();
        let mut it = Bucket::new(1_000, 3);
        assert_eq!(it.step(0, 0, 2, 500).writes, 2);
        let days: Vec<Second> = (0..2 * DAY)
            .filter(|now| it.daily(*now, clock).is_some())
            .collect();
        // 14:30 UTC is nine and a half hours before midnight.
        assert_eq!(days, [34_200, 34_200 + DAY]);
        assert_eq!(it.daily(34_200, clock), Some((1_500, 5)));
    }
}
