//! EFS: throughput, and through which mount target a client comes.
//!
//! Throughput in mode bursting is [EFS UG: Performance] (SST-4): a baseline of
//! 50 KiB/s for each GiB, at least 1 MiB/s, and 100 MiB/s, or 100 MiB/s for
//! each TiB, while credits last; a new file system has credits for 2.1 TiB, and
//! reads count for a third. In mode provisioned what is paid for is had, or the
//! baseline where that is more; in mode elastic no limit is modelled, nor are
//! operations a second in any mode, latencies and limits of one client.

use super::{Dark, Zone};
use crate::architecture::FileSystem as Drawn;

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;
const TIB: u64 = 1 << 40;

/// Credits of a new file system, and the most that one of up to a TiB keeps.
const CREDITS: u64 = TIB / 10 * 21;

/// How throughput is measured out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Bursting,
    Provisioned(u64),
    Elastic,
}

/// How a client reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Through the mount target of its own zone.
    Near,
    /// Through that of another zone: what passes pays for crossing zones, and
    /// fails with that zone (rulebook EFS-3).
    Across(Zone),
    /// Not at all.
    Not,
}

/// What became of the bytes of a second: what was asked and what waited is
/// what passed and what waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Bytes that were read.
    pub read: u64,
    /// Bytes that were written.
    pub written: u64,
    /// Bytes that wait to be read.
    pub reads_waiting: u64,
    /// Bytes that wait to be written.
    pub writes_waiting: u64,
}

/// The values of a minute for CloudWatch, in AWS's units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Minute {
    /// `DataReadIOBytes`.
    pub read: u64,
    /// `DataWriteIOBytes`.
    pub written: u64,
    /// `TotalIOBytes`.
    pub total: u64,
    /// `BurstCreditBalance`, bytes.
    pub burst_credits: u64,
    /// `PermittedThroughput`, bytes a second.
    pub permitted: u64,
}

/// A file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystem {
    mode: Mode,
    /// The one zone that it is kept in, for One Zone.
    one_zone: Option<Zone>,
    /// The zones of its mount targets: one bit each.
    targets: u64,
    dark: Dark,
    stored: u64,
    credits: u64,
    reads_waiting: u64,
    writes_waiting: u64,
    sums: (u64, u64),
}

impl FileSystem {
    /// What the drawing says, with the zones of its mount targets and so many
    /// bytes stored. `one_zone` is the zone of a One Zone file system.
    pub fn new(drawn: &Drawn, targets: &[Zone], one_zone: Option<Zone>, stored: u64) -> Self {
        let mode = match drawn.throughput_mode.as_str() {
            "elastic" => Mode::Elastic,
            "provisioned" => {
                Mode::Provisioned(u64::from(drawn.provisioned_throughput.unwrap_or(1)) * MIB)
            }
            _ => Mode::Bursting,
        };
        let bits = targets
            .iter()
            .fold(0, |bits, it| bits | (1_u64 << (it % 64)));
        Self {
            mode,
            one_zone,
            targets: bits,
            dark: Dark::default(),
            stored,
            credits: CREDITS,
            reads_waiting: 0,
            writes_waiting: 0,
            sums: (0, 0),
        }
    }

    /// A zone goes dark, and its mount target with it (SAZ-1).
    pub fn fail_zone(&mut self, zone: Zone) {
        self.dark.set(zone, true);
    }

    /// A zone is back.
    pub fn restore_zone(&mut self, zone: Zone) {
        self.dark.set(zone, false);
    }

    /// Whether the data can be reached at all: One Zone is down with its zone
    /// (SAZ-6).
    pub fn is_up(&self) -> bool {
        !self.one_zone.is_some_and(|zone| self.dark.has(zone))
    }

    /// How a client in a zone reaches it. AWS's name leads to the mount target
    /// of the client's own zone; a client of which that is dark or missing has
    /// to be told to use another (SAZ-6, rulebook EFS-11), which this takes as
    /// done: the first that is left.
    pub fn reach(&self, client: Zone) -> Reach {
        let alive = self.targets & !self.dark.0;
        if !self.is_up() || alive == 0 {
            Reach::Not
        } else if alive & (1 << (client % 64)) != 0 {
            Reach::Near
        } else {
            Reach::Across(Zone::try_from(alive.trailing_zeros()).unwrap_or_default())
        }
    }

    /// Whether the mount target of a client's own zone is there.
    pub fn is_near(&self, client: Zone) -> bool {
        self.reach(client) == Reach::Near
    }

    /// Its baseline in bytes a second.
    pub fn baseline(&self) -> u64 {
        (self.stored / GIB * 50 * KIB).max(MIB)
    }

    /// The metered bytes that may pass this second: `PermittedThroughput`.
    pub fn permitted(&self) -> u64 {
        match self.mode {
            Mode::Elastic => u64::MAX,
            Mode::Provisioned(paid) => paid.max(self.baseline()),
            Mode::Bursting => {
                let burst = (100 * MIB).max(self.stored / GIB * 100 * KIB);
                let baseline = self.baseline();
                baseline + self.credits.min(burst.saturating_sub(baseline))
            }
        }
    }

    /// Bytes that are stored.
    pub fn stored(&self) -> u64 {
        self.stored
    }

    /// What is deleted is stored no more.
    pub fn delete(&mut self, bytes: u64) {
        self.stored = self.stored.saturating_sub(bytes);
    }

    /// One second of clients that reach it. Writes go first. While it is down
    /// nothing passes and everything waits, as NFS clients do.
    pub fn step(&mut self, read: u64, write: u64) -> Passed {
        let reads = self.reads_waiting.saturating_add(read);
        let writes = self.writes_waiting.saturating_add(write);
        let (mut passed_reads, mut passed_writes) = (0, 0);
        if self.is_up() {
            let permitted = self.permitted();
            passed_writes = writes.min(permitted);
            // A read counts for a third of its bytes.
            let left = permitted - passed_writes;
            passed_reads = reads.min(left.saturating_mul(3));
            let metered = passed_writes + passed_reads.div_ceil(3);
            let baseline = self.baseline();
            let most = CREDITS.max(self.stored / GIB * (CREDITS / 1_024));
            self.credits = match metered > baseline {
                true => self.credits.saturating_sub(metered - baseline),
                false => (self.credits + baseline - metered).min(most),
            };
        }
        self.reads_waiting = reads - passed_reads;
        self.writes_waiting = writes - passed_writes;
        self.stored = self.stored.saturating_add(passed_writes);
        self.sums.0 += passed_reads;
        self.sums.1 += passed_writes;
        Passed {
            read: passed_reads,
            written: passed_writes,
            reads_waiting: self.reads_waiting,
            writes_waiting: self.writes_waiting,
        }
    }

    /// The values since the last call, which is to come once a minute.
    pub fn minute(&mut self) -> Minute {
        let (read, written) = std::mem::take(&mut self.sums);
        Minute {
            read,
            written,
            total: read + written,
            burst_credits: self.credits,
            permitted: self.permitted(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Dice;

    fn bursting(stored: u64) -> FileSystem {
        FileSystem::new(&Drawn::default(), &[0, 1], None, stored)
    }

    #[test]
    fn sst_4_a_small_one_bursts_until_its_credits_are_gone() {
        let mut it = bursting(10 * GIB);
        assert_eq!(it.baseline(), MIB);
        assert_eq!(it.permitted(), 100 * MIB);
        // 2.1 TiB at 99 MiB/s above the baseline last for six hours.
        let mut seconds = 0;
        while it.permitted() == 100 * MIB {
            let passed = it.step(300 * MIB, 0);
            assert_eq!(passed.read, 300 * MIB);
            seconds += 1;
        }
        assert!((22_000..22_500).contains(&seconds), "{seconds}");
        it.step(300 * MIB, 0);
        assert_eq!(it.step(30 * MIB, 0).read, 3 * MIB);
    }

    #[test]
    fn sst_4_the_baseline_grows_with_what_is_stored() {
        assert_eq!(bursting(TIB).baseline(), 50 * MIB);
        assert_eq!(bursting(4 * TIB).permitted(), 400 * MIB);
        assert_eq!(bursting(TIB / 2 * 3).permitted(), 150 * MIB);
        let drawn = Drawn {
            throughput_mode: "provisioned".to_owned(),
            provisioned_throughput: Some(20),
            ..Drawn::default()
        };
        let it = FileSystem::new(&drawn, &[0], None, GIB);
        assert_eq!(it.permitted(), 20 * MIB);
    }

    #[test]
    fn bytes_pass_or_wait() {
        let mut dice = Dice::of(4, "efs");
        let mut it = bursting(GIB);
        let (mut read, mut write, mut done) = (0, 0, (0, 0));
        for second in 0..5_000 {
            if second == 100 {
                it.one_zone = Some(0);
                it.fail_zone(0);
            }
            if second == 200 {
                it.restore_zone(0);
            }
            let (more, most) = (
                u64::from(dice.between(0, 400_000_000)),
                u64::from(dice.between(0, 90_000_000)),
            );
            read += more;
            write += most;
            let passed = it.step(more, most);
            assert!(it.is_up() || passed.read + passed.written == 0);
            done.0 += passed.read;
            done.1 += passed.written;
            assert_eq!(read, done.0 + passed.reads_waiting);
            assert_eq!(write, done.1 + passed.writes_waiting);
        }
    }

    #[test]
    fn saz_6_a_client_needs_a_mount_target_that_is_alive() {
        let mut it = bursting(GIB);
        assert_eq!(it.reach(1), Reach::Near);
        assert_eq!(it.reach(2), Reach::Across(0));
        it.fail_zone(0);
        assert_eq!(it.reach(0), Reach::Across(1));
        assert!(it.is_up() && it.is_near(1));
        it.fail_zone(1);
        assert_eq!(it.reach(1), Reach::Not);
        it.restore_zone(0);
        assert_eq!(it.reach(0), Reach::Near);
        let mut one = FileSystem::new(&Drawn::default(), &[0], Some(0), GIB);
        one.fail_zone(0);
        assert!(!one.is_up() && one.reach(0) == Reach::Not);
        let none = FileSystem::new(&Drawn::default(), &[], None, GIB);
        assert_eq!(none.reach(0), Reach::Not);
    }
}
