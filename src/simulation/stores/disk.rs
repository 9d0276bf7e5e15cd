//! EBS volumes: how many operations and bytes a second, and filling up.
//!
//! What a type gives is [EC2 UG: Amazon EBS volume types] (SEC-17, rulebook
//! EBS-5, EBS-6). Limits of the instance that a volume hangs on are not
//! modelled, nor are those of st1, sc1 and magnetic volumes, which count as
//! without one. A volume is copied inside its zone and dies with it; random
//! failures (SST-1) are not drawn.

use super::super::clock::Second;
use crate::architecture::Volume;

/// A gibibyte.
const GIB: u64 = 1 << 30;

/// A mebibyte.
const MIB: u64 = 1 << 20;

/// What a gp2 can save up: half an hour of its burst.
const CREDITS: u64 = 5_400_000;

/// What it bursts to.
const BURST: u32 = 3_000;

/// What a volume does at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Operations a second, for ever.
    pub iops: u32,
    /// Operations a second while credits last; the same where there are none.
    pub burst: u32,
    /// Bytes a second.
    pub throughput: u64,
}

impl Limits {
    /// Of a volume of this type and size in GiB, with what was asked for.
    /// `None` for types whose limits are not modelled.
    pub fn of(
        volume_type: &str,
        size: u32,
        iops: Option<u32>,
        throughput: Option<u32>,
    ) -> Option<Self> {
        Some(match volume_type {
            "gp3" => {
                let iops = iops.unwrap_or(3_000).max(3_000);
                Self {
                    iops,
                    burst: iops,
                    throughput: u64::from(throughput.unwrap_or(125).max(125)) * MIB,
                }
            }
            "gp2" => {
                let iops = size.saturating_mul(3).clamp(100, 16_000);
                let throughput = if size <= 170 { 128 } else { 250 };
                Self {
                    iops,
                    burst: iops.max(BURST),
                    throughput: throughput * MIB,
                }
            }
            "io1" | "io2" => {
                let iops = iops.unwrap_or(100);
                // A quarter of a MiB for each, up to what the type has.
                let most = match (volume_type, iops) {
                    ("io1", ..=32_000) => 500,
                    ("io1", _) => 1_000,
                    _ => 4_000,
                };
                Self {
                    iops,
                    burst: iops,
                    throughput: (u64::from(iops) * MIB / 4).min(most * MIB),
                }
            }
            _ => return None,
        })
    }
}

/// What became of the operations of a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Done {
    /// How many were done.
    pub done: u64,
    /// How many wait for the next second: what was asked and what waited is
    /// what is done and what waits.
    pub waiting: u64,
    /// How long an operation waits on average, in seconds, without its own
    /// time.
    pub wait: f64,
}

/// Operations with a limit and credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operations {
    limits: Limits,
    credits: u64,
    waiting: u64,
}

impl Operations {
    /// With all credits, as a new volume has them.
    pub const fn new(limits: Limits) -> Self {
        Self {
            limits,
            credits: CREDITS,
            waiting: 0,
        }
    }

    /// From now on with other limits.
    pub const fn renew(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Its limits.
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// How many it can do this second.
    pub fn capacity(&self) -> u64 {
        let (iops, burst) = (u64::from(self.limits.iops), u64::from(self.limits.burst));
        (iops + self.credits.min(burst - iops.min(burst))).max(1)
    }

    /// How many wait.
    pub const fn waiting(&self) -> u64 {
        self.waiting
    }

    /// Nobody waits for anything any more; how many did.
    pub const fn drop_all(&mut self) -> u64 {
        let dropped = self.waiting;
        self.waiting = 0;
        dropped
    }

    /// One second.
    pub fn step(&mut self, asked: u64) -> Done {
        let capacity = self.capacity();
        let all = self.waiting + asked;
        let done = all.min(capacity);
        self.waiting = all - done;
        let iops = u64::from(self.limits.iops);
        if done > iops {
            self.credits = self.credits.saturating_sub(done - iops);
        } else {
            self.credits = (self.credits + iops - done).min(CREDITS);
        }
        Done {
            done,
            waiting: self.waiting,
            wait: float(self.waiting) / float(capacity),
        }
    }

    /// The metric `BurstBalance`, in percent; `None` for types without it.
    pub fn burst_balance(&self) -> Option<f64> {
        let has = self.limits.burst > self.limits.iops;
        has.then(|| float(self.credits) * 100.0 / float(CREDITS))
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn float(number: u64) -> f64 {
    number as f64
}

/// What became of a second of a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wrote {
    /// The operations.
    pub operations: Done,
    /// Bytes that were written.
    pub written: u64,
    /// Bytes for which there was no room. What was asked is what was written,
    /// what had no room and what still waits for its turn.
    pub no_room: u64,
    /// Bytes that wait for the next second, because of the throughput.
    pub waiting: u64,
}

/// A volume that fills: of an instance, with what its log writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    size: u64,
    used: u64,
    operations: Option<Operations>,
    /// What is written each second beside what is asked for.
    filling: u64,
    waiting: u64,
}

impl Disk {
    /// The root volume of an instance, of this type and size in GiB. Its
    /// system takes 2 GiB (assumption `disk-start`).
    pub fn root(volume_type: &str, size: u32) -> Self {
        Self::new(Limits::of(volume_type, size, None, None), size, 2 * GIB)
    }

    /// A volume of the drawing, of which so many bytes are used.
    pub fn of(volume: &Volume, used: u64) -> Self {
        let kind = volume.volume_type.as_str();
        let limits = Limits::of(kind, volume.size, volume.iops, volume.throughput);
        Self::new(limits, volume.size, used)
    }

    fn new(limits: Option<Limits>, size: u32, used: u64) -> Self {
        let size = u64::from(size) * GIB;
        Self {
            size,
            used: used.min(size),
            operations: limits.map(Operations::new),
            filling: 0,
            waiting: 0,
        }
    }

    /// From now on something writes so many bytes a second: a log that nobody
    /// rotates.
    pub const fn fill(&mut self, bytes_a_second: u64) {
        self.filling = bytes_a_second;
    }

    /// What is deleted makes room.
    pub const fn delete(&mut self, bytes: u64) {
        self.used = self.used.saturating_sub(bytes);
    }

    /// It grows; it cannot shrink (rulebook EBS-14). Whether it did.
    pub fn grow(&mut self, gib: u32) -> bool {
        let size = u64::from(gib) * GIB;
        let grows = size > self.size;
        self.size = self.size.max(size);
        grows
    }

    /// Whether nothing more can be written. An application that writes a log
    /// fails then, and says 500.
    pub const fn is_full(&self) -> bool {
        self.used >= self.size
    }

    /// Bytes that are used.
    pub const fn used(&self) -> u64 {
        self.used
    }

    /// Its size in bytes.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// How much of it is used, in percent: what the CloudWatch agent tells as
    /// `disk_used_percent`. Without the agent no metric does (rulebook CWA-14).
    pub fn used_percent(&self) -> f64 {
        float(self.used) * 100.0 / float(self.size.max(1))
    }

    /// After how many seconds it is full at this pace.
    pub fn full_in(&self) -> Option<Second> {
        if self.is_full() {
            return Some(0);
        }
        let left = (self.size - self.used).checked_div(self.filling)?;
        Some(Second::try_from(left).unwrap_or(Second::MAX))
    }

    /// The metric `BurstBalance`.
    pub fn burst_balance(&self) -> Option<f64> {
        self.operations?.burst_balance()
    }

    /// One second of so many operations, which write so many bytes.
    pub fn step(&mut self, operations: u32, bytes: u64) -> Wrote {
        let asked = u64::from(operations);
        let (done, throughput) = match &mut self.operations {
            Some(it) => (it.step(asked), it.limits().throughput),
            None => {
                let done = Done {
                    done: asked,
                    ..Done::default()
                };
                (done, u64::MAX)
            }
        };
        let all = self
            .waiting
            .saturating_add(bytes)
            .saturating_add(self.filling);
        let turn = all.min(throughput);
        let written = turn.min(self.size - self.used);
        self.used += written;
        self.waiting = all - turn;
        Wrote {
            operations: done,
            written,
            no_room: turn - written,
            waiting: self.waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Dice;

    #[test]
    fn sec_17_gp3_has_its_numbers_whatever_its_size() {
        for size in [1, 8, 1_000] {
            let it = Limits::of("gp3", size, None, None).unwrap();
            assert_eq!(
                (it.iops, it.burst, it.throughput),
                (3_000, 3_000, 125 * MIB)
            );
        }
        let it = Limits::of("gp3", 100, Some(6_000), Some(250)).unwrap();
        assert_eq!((it.iops, it.throughput), (6_000, 250 * MIB));
    }

    #[test]
    fn sec_17_gp2_follows_its_size_and_bursts() {
        let of = |size| Limits::of("gp2", size, None, None).map(|it| (it.iops, it.burst));
        assert_eq!(of(8), Some((100, 3_000)));
        assert_eq!(of(100), Some((300, 3_000)));
        assert_eq!(of(2_000), Some((6_000, 6_000)));
        assert_eq!(of(16_384), Some((16_000, 16_000)));
        assert_eq!(Limits::of("sc1", 500, None, None), None);
    }

    #[test]
    fn a_gp2_of_100_gib_bursts_for_2000_seconds() {
        let limits = Limits::of("gp2", 100, None, None).unwrap();
        let mut it = Operations::new(limits);
        for second in 0..2_000 {
            assert_eq!(it.step(3_000).waiting, 0, "{second}");
        }
        assert!(it.burst_balance().unwrap() < 0.01);
        assert_eq!(it.step(3_000).done, 300);
        assert_eq!(it.waiting(), 2_700);
        // It takes 18,000 idle seconds to fill up again.
        it.drop_all();
        (0..18_000).for_each(|_| _ = it.step(0));
        assert!((it.burst_balance().unwrap() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn operations_are_done_or_wait() {
        let mut dice = Dice::of(3, "disk");
        let mut it = Operations::new(Limits::of("gp2", 10, None, None).unwrap());
        let (mut asked, mut done) = (0, 0);
        for _ in 0..20_000 {
            let more = u64::from(dice.between(0, 900));
            asked += more;
            done += it.step(more).done;
            assert_eq!(asked, done + it.waiting());
        }
    }

    #[test]
    fn a_log_fills_the_disk_and_then_nothing_is_written() {
        let mut it = Disk::root("gp3", 8);
        it.fill(20 * MIB);
        assert_eq!(it.full_in(), Some(307));
        for _ in 0..307 {
            let wrote = it.step(1, MIB / 10);
            assert_eq!(wrote.written + wrote.no_room, 20 * MIB + MIB / 10);
        }
        assert!(it.is_full());
        let wrote = it.step(1, MIB);
        assert_eq!((wrote.written, wrote.no_room), (0, 21 * MIB));
        assert!(!it.grow(8) && it.grow(16) && !it.is_full());
        it.fill(0);
        it.delete(GIB);
        assert!((it.used_percent() - 43.75).abs() < 0.01);
        assert_eq!(it.full_in(), None);
    }

    #[test]
    fn more_than_the_throughput_waits() {
        let mut it = Disk::root("gp3", 100);
        let wrote = it.step(10, 200 * MIB);
        assert_eq!((wrote.written, wrote.waiting), (125 * MIB, 75 * MIB));
        let wrote = it.step(0, 0);
        assert_eq!((wrote.written, wrote.waiting), (75 * MIB, 0));
    }
}
