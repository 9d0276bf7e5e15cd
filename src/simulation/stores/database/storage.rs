//! The disk of a database: filling, full, growing by itself (SRD-11, SRD-12).

use super::super::super::clock::{HOUR, MINUTE, Second};
use super::class::GIB;
use super::event::{Event, What};

/// How long little must be free before RDS acts (SRD-12).
const LOW_FOR: Second = 5 * MINUTE;

/// How long after a change there is no other, because the disk is optimised
/// for so long (SRD-12).
const COOLING: Second = 6 * HOUR;

/// How long growing takes (assumption `storage-change`).
const CHANGE: Second = 5 * MINUTE;

/// How long a used-up disk takes to stop the database (assumption
/// `storage-full`).
const UNTIL_SHUT: Second = MINUTE;

/// The least that a disk grows by itself. The guide said 5 GiB until 2023 and
/// says 10 GiB since, and "less than or equal to 10 percent" where it said
/// "less than". [RDS UG: Managing capacity automatically with Amazon RDS
/// storage autoscaling]
const LEAST: u64 = 10 * GIB;

/// Minutes between two samples of what is used, of which an hour is kept.
const SAMPLE: Second = 5 * MINUTE;
const SAMPLES: usize = 13;

/// A change of size that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Growing {
    to: u64,
    until: Second,
    by_itself: bool,
}

/// The disk of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Storage {
    allocated: u64,
    used: u64,
    /// Up to which size it grows by itself.
    most: Option<u64>,
    growing: Option<Growing>,
    /// When it was changed last.
    changed: Option<Second>,
    low_since: Option<Second>,
    full_since: Option<Second>,
    shut: bool,
    /// What was told already, so that it is told once.
    told_low: bool,
    told_stuck: bool,
    /// What was used, every five minutes of the last hour; the newest last.
    samples: [u64; SAMPLES],
    sampled: usize,
}

fn bytes(gib: u32) -> u64 {
    u64::from(gib) * GIB
}

fn gib(bytes: u64) -> u32 {
    u32::try_from(bytes / GIB).unwrap_or(u32::MAX)
}

impl Storage {
    /// A disk of which so much is used.
    pub fn new(size: u32, most: Option<u32>, used: u64) -> Self {
        let allocated = bytes(size);
        Self {
            allocated,
            used: used.min(allocated),
            most: most.map(bytes).filter(|most| *most > allocated),
            growing: None,
            changed: None,
            low_since: None,
            full_since: None,
            shut: false,
            told_low: false,
            told_stuck: false,
            samples: [used.min(allocated); SAMPLES],
            sampled: 0,
        }
    }

    pub fn allocated(&self) -> u64 {
        self.allocated
    }

    pub fn used(&self) -> u64 {
        self.used
    }

    pub fn free(&self) -> u64 {
        self.allocated - self.used
    }

    /// Whether there is no room for a write.
    pub fn is_full(&self) -> bool {
        self.used >= self.allocated
    }

    /// Whether the database was shut down because of it.
    pub fn is_shut(&self) -> bool {
        self.shut
    }

    /// Whether its size is being changed.
    pub fn is_changing(&self) -> bool {
        self.growing.is_some()
    }

    /// Whether it is optimised after a change, so that there can be no other.
    pub fn is_cooling(&self, now: Second) -> bool {
        self.changed.is_some_and(|at| now < at + COOLING)
    }

    /// Up to which size it may grow by itself, from now on.
    pub fn may_grow_to(&mut self, most: Option<u32>) {
        self.most = most.map(bytes).filter(|most| *most > self.allocated);
        self.told_stuck = false;
    }

    /// What is deleted makes room.
    pub fn delete(&mut self, bytes: u64) {
        self.used = self.used.saturating_sub(bytes);
    }

    /// Somebody makes it larger. It is refused while it is changed or
    /// optimised, and where it would shrink (rulebook RDS-31).
    pub fn enlarge(&mut self, now: Second, size: u32, events: &mut Vec<Event>) -> bool {
        let to = bytes(size);
        if to <= self.allocated || self.growing.is_some() || self.is_cooling(now) {
            return false;
        }
        self.grow(now, to, false, What::StorageChanging, events);
        true
    }

    fn grow(&mut self, now: Second, to: u64, by_itself: bool, what: What, events: &mut Vec<Event>) {
        self.growing = Some(Growing {
            to,
            until: now + CHANGE,
            by_itself,
        });
        self.changed = Some(now);
        events.push(Event { at: now, what });
    }

    /// One second, in which so many bytes are written.
    pub fn step(&mut self, now: Second, written: u64, events: &mut Vec<Event>) {
        if let Some(growing) = self.growing.filter(|it| now >= it.until) {
            self.finish(now, growing, events);
        }
        self.used = self.used.saturating_add(written).min(self.allocated);
        if now.is_multiple_of(SAMPLE) {
            self.samples.rotate_left(1);
            self.samples[SAMPLES - 1] = self.used;
            self.sampled = (self.sampled + 1).min(SAMPLES);
        }
        self.note_full(now, events);
        self.note_low(now, events);
    }

    fn finish(&mut self, now: Second, growing: Growing, events: &mut Vec<Event>) {
        self.growing = None;
        self.allocated = growing.to;
        let what = match growing.by_itself {
            true => What::AutoscalingFinished,
            false => What::StorageChanged,
        };
        events.push(Event { at: now, what });
        self.told_low = false;
        self.told_stuck = false;
        self.low_since = None;
        if let Some(most) = self.most
            && u128::from(self.allocated) * 100 >= u128::from(most) * 80
        {
            let what = What::NearThreshold {
                allocated: gib(self.allocated),
                most: gib(most),
            };
            events.push(Event { at: now, what });
        }
    }

    /// Writes fail at once, and soon everything (SRD-11).
    fn note_full(&mut self, now: Second, events: &mut Vec<Event>) {
        if !self.is_full() {
            self.full_since = None;
            if self.shut {
                self.shut = false;
                events.push(Event {
                    at: now,
                    what: What::Restarted,
                });
            }
            return;
        }
        match self.full_since {
            None => {
                self.full_since = Some(now);
                events.push(Event {
                    at: now,
                    what: What::StorageExhausted,
                });
            }
            Some(since) if !self.shut && now >= since + UNTIL_SHUT => {
                self.shut = true;
                events.push(Event {
                    at: now,
                    what: What::StorageFull,
                });
            }
            Some(_) => {}
        }
    }

    fn note_low(&mut self, now: Second, events: &mut Vec<Event>) {
        let low = u128::from(self.free()) * 10 <= u128::from(self.allocated);
        if !low {
            self.low_since = None;
            self.told_low = false;
            self.told_stuck = false;
            return;
        }
        if !self.told_low {
            self.told_low = true;
            let what = What::LowStorage {
                allocated: self.allocated,
                free: self.free(),
            };
            events.push(Event { at: now, what });
        }
        let since = *self.low_since.get_or_insert(now);
        let Some(most) = self.most else {
            return;
        };
        if now < since + LOW_FOR || self.growing.is_some() {
            return;
        }
        let stuck = if self.is_cooling(now) {
            Some(What::AutoscalingCoolingOff)
        } else {
            match self.next_size(most) {
                Some(to) => {
                    self.grow(now, to, true, What::AutoscalingStarted, events);
                    None
                }
                None => Some(What::AutoscalingAtThreshold),
            }
        };
        if let Some(what) = stuck
            && !self.told_stuck
        {
            self.told_stuck = true;
            events.push(Event { at: now, what });
        }
        if stuck == Some(What::AutoscalingCoolingOff) && !self.is_cooling(now + 1) {
            self.told_stuck = false;
        }
    }

    /// The size that it grows to: by the largest of 10 GiB, a tenth, and seven
    /// hours of the growth of the last one. It does not grow where that would
    /// reach the most it may have, and grows to just that where the next time
    /// would be beyond it. [RDS UG: storage autoscaling: Limitations]
    fn next_size(&self, most: u64) -> Option<u64> {
        let first = self.samples[SAMPLES - self.sampled.clamp(1, SAMPLES)];
        let grown = self.used.saturating_sub(first);
        // Less than an hour is known at first.
        let spans = u64::try_from(self.sampled.saturating_sub(1).max(1)).unwrap_or(1);
        let hour = grown / spans * 12;
        let ahead = (hour * 7).saturating_sub(self.free());
        let ahead = ahead.div_ceil(GIB) * GIB;
        let step = |size: u64| LEAST.max(size / 10 / GIB * GIB).max(ahead);
        let next = self.allocated + step(self.allocated);
        if next >= most {
            return None;
        }
        Some(if next + step(next) > most { most } else { next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(events: &[Event]) -> Vec<(Second, &'static str)> {
        let short = |it: &Event| {
            it.what
                .id()
                .unwrap_or_default()
                .trim_start_matches("RDS-EVENT-")
        };
        events.iter().map(|it| (it.at, short(it))).collect()
    }

    fn run(it: &mut Storage, from: Second, to: Second, written: u64) -> Vec<Event> {
        let mut events = Vec::new();
        (from..to).for_each(|now| it.step(now, written, &mut events));
        events
    }

    /// SRD-12 with the step of 10 GiB that AWS's guide has now.
    #[test]
    fn a_disk_grows_when_little_is_free_for_five_minutes() {
        let mut it = Storage::new(20, Some(100), 20 * GIB - 19 * GIB / 10);
        let events = run(&mut it, 1, 2_000, 0);
        assert_eq!(ids(&events), [(1, "0089"), (301, "0217"), (601, "0218")]);
        assert_eq!(it.allocated(), 30 * GIB);
        assert!(it.is_cooling(2_000) && !it.is_cooling(301 + 6 * 3_600));
    }

    #[test]
    fn a_tenth_is_low_and_more_is_not() {
        let mut it = Storage::new(20, Some(100), 18 * GIB - 1);
        assert!(run(&mut it, 0, 1_000, 0).is_empty());
        let mut it = Storage::new(20, Some(100), 18 * GIB);
        assert_eq!(run(&mut it, 0, 1_000, 0).len(), 3);
    }

    #[test]
    fn a_disk_that_may_not_grow_fills_and_stops_the_database() {
        let mut it = Storage::new(20, None, 18 * GIB);
        let events = run(&mut it, 1, 400, GIB / 50);
        assert_eq!(ids(&events), [(1, "0089"), (101, "0007"), (161, "0221")]);
        assert!(it.is_full() && it.is_shut());
        let mut events = Vec::new();
        assert!(!it.enlarge(400, 20, &mut events));
        assert!(it.enlarge(400, 40, &mut events));
        assert!(!it.enlarge(401, 60, &mut events));
        let more = run(&mut it, 401, 800, 0);
        assert_eq!(ids(&events), [(400, "0018")]);
        assert_eq!(ids(&more), [(700, "0017"), (700, "0006")]);
        assert!(!it.is_shut());
    }

    #[test]
    fn growth_is_predicted_from_the_last_hour() {
        // 1 GiB in five minutes, 12 in an hour, 84 in seven.
        let mut it = Storage::new(100, Some(1_000), 0);
        let written = GIB / 300;
        let events = run(&mut it, 0, 10 * HOUR, written);
        let started = events.iter().find(|it| it.what == What::AutoscalingStarted);
        let started = started.expect("it grows").at;
        // 90 GiB are used after 27,000 s, and five minutes later it grows.
        assert!((27_250..27_400).contains(&started), "{started}");
        let grown = it.allocated() / GIB - 100;
        assert!((74..=76).contains(&grown), "{grown}");
    }

    #[test]
    fn a_disk_does_not_grow_to_what_it_may_not() {
        let mut it = Storage::new(20, Some(30), 19 * GIB);
        let events = run(&mut it, 1, 5_000, 0);
        assert_eq!(ids(&events), [(1, "0089"), (301, "0224")]);
        let mut it = Storage::new(20, Some(35), 19 * GIB);
        let events = run(&mut it, 1, 5_000, 0);
        assert_eq!(it.allocated(), 35 * GIB);
        assert!(ids(&events).contains(&(601, "0225")));
    }

    #[test]
    fn there_is_no_second_change_for_six_hours() {
        let mut it = Storage::new(20, Some(1_000), 18 * GIB);
        let mut events = run(&mut it, 0, 1_000, 0);
        events.extend(run(&mut it, 1_000, 1_400, GIB / 40));
        events.extend(run(&mut it, 1_400, 7 * HOUR, 0));
        let grows: Vec<Second> = events
            .iter()
            .filter(|it| it.what == What::AutoscalingStarted)
            .map(|it| it.at)
            .collect();
        assert!(
            grows.len() == 2 && grows[1] - grows[0] == 6 * HOUR,
            "{grows:?}"
        );
        let cooling = events
            .iter()
            .filter(|it| it.what == What::AutoscalingCoolingOff);
        assert_eq!(cooling.count(), 1);
    }
}
