//! EFS: throughput, and how long what is asked waits for it.
//!
//! Throughput in mode bursting is [EFS UG: Performance] (SST-4): a baseline of
//! 50 KiB/s for each GiB, at least 1 MiB/s, and 100 MiB/s, or 100 MiB/s for
//! each TiB, while credits last; a new file system has credits for 2.1 TiB, and
//! reads count for a third. In mode provisioned what is paid for is had, or the
//! baseline where that is more; in mode elastic no limit is modelled, nor are
//! operations a second in any mode, latencies and limits of one client. Which
//! client reaches which mount target is for the network engine to say.

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

impl Mode {
    fn of(drawn: &Drawn) -> Self {
        match drawn.throughput_mode.as_str() {
            "elastic" => Self::Elastic,
            "provisioned" => {
                Self::Provisioned(u64::from(drawn.provisioned_throughput.unwrap_or(1)) * MIB)
            }
            _ => Self::Bursting,
        }
    }
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
/// [EFS UG: CloudWatch metrics for Amazon EFS]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minute {
    /// `DataReadIOBytes`.
    pub read: u64,
    /// `DataWriteIOBytes`.
    pub written: u64,
    /// `MeteredIOBytes`: reads count for a third.
    pub metered: u64,
    /// `BurstCreditBalance`, bytes; only mode bursting goes by it here.
    pub burst_credits: Option<u64>,
    /// `PermittedThroughput`, bytes a second; none in mode elastic, of which no
    /// limit is modelled.
    pub permitted: Option<u64>,
}

impl Minute {
    /// `TotalIOBytes`. Operations on metadata are not modelled.
    pub const fn total(&self) -> u64 {
        self.read + self.written
    }
}

/// A file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystem {
    mode: Mode,
    is_up: bool,
    stored: u64,
    credits: u64,
    reads_waiting: u64,
    writes_waiting: u64,
    /// Read, written and metered in this minute.
    sums: (u64, u64, u64),
}

impl FileSystem {
    /// What the drawing says, with so many bytes stored.
    pub fn new(drawn: &Drawn, stored: u64) -> Self {
        Self {
            mode: Mode::of(drawn),
            is_up: true,
            stored,
            credits: CREDITS,
            reads_waiting: 0,
            writes_waiting: 0,
            sums: (0, 0, 0),
        }
    }

    /// The drawing says something else from now on.
    pub fn renew(&mut self, drawn: &Drawn) {
        self.mode = Mode::of(drawn);
    }

    /// It fails, or One Zone with its zone (SAZ-6); or it is back.
    pub fn fail(&mut self, fails: bool) {
        self.is_up = !fails;
    }

    /// Whether the data can be reached at all.
    pub const fn is_up(&self) -> bool {
        self.is_up
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 bytes")]
    /// How its throughput is measured out, in words that follow "it passes":
    /// what it may pass now and by what that is decided.
    pub fn passes(&self) -> String {
        let rate = |bytes: u64| crate::text::number(bytes as f64 / MIB as f64, 1);
        let permitted = rate(self.permitted());
        match self.mode {
            Mode::Elastic => "what is asked".to_owned(),
            Mode::Provisioned(_) => format!("{permitted} MiB a second, as provisioned"),
            Mode::Bursting if self.permitted() > self.baseline() => {
                format!("{permitted} MiB a second while its burst credits last")
            }
            Mode::Bursting => format!(
                "{permitted} MiB a second: its burst credits are used up, and that is its baseline by what it stores"
            ),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 bytes")]
    /// How long what is asked now waits behind what waits already, in seconds.
    pub fn wait(&self) -> f64 {
        let waiting = self.writes_waiting + self.reads_waiting.div_ceil(3);
        if waiting == 0 {
            return 0.0;
        }
        // A file system that waits has a limit, at least 1 MiB a second.
        waiting as f64 / self.permitted() as f64
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

    /// One second of clients that reach it. Writes go first. While it is down
    /// nothing passes and everything waits, as NFS clients do.
    pub fn step(&mut self, read: u64, write: u64) -> Passed {
        let reads = self.reads_waiting.saturating_add(read);
        let writes = self.writes_waiting.saturating_add(write);
        let (mut passed_reads, mut passed_writes) = (0, 0);
        if self.is_up {
            let permitted = self.permitted();
            passed_writes = writes.min(permitted);
            // A read counts for a third of its bytes.
            let left = permitted - passed_writes;
            passed_reads = reads.min(left.saturating_mul(3));
            let metered = passed_writes + passed_reads.div_ceil(3);
            self.sums.2 += metered;
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
        let (read, written, metered) = std::mem::take(&mut self.sums);
        let permitted = self.permitted();
        Minute {
            read,
            written,
            metered,
            burst_credits: (self.mode == Mode::Bursting).then_some(self.credits),
            permitted: (self.mode != Mode::Elastic).then_some(permitted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Dice;

    fn bursting(stored: u64) -> FileSystem {
        FileSystem::new(&Drawn::default(), stored)
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
        let it = FileSystem::new(&drawn, GIB);
        assert_eq!(it.permitted(), 20 * MIB);
    }

    #[test]
    fn bytes_pass_or_wait() {
        let mut dice = Dice::of(4, "efs");
        let mut it = bursting(GIB);
        let (mut read, mut write, mut done) = (0, 0, (0, 0));
        for second in 0..5_000 {
            if second == 100 || second == 200 {
                it.fail(second == 100);
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

    /// Thirty MiB of reads count for ten, which is ten seconds of 1 MiB/s.
    #[test]
    fn what_waits_is_counted_as_it_is_metered() {
        let drawn = Drawn {
            throughput_mode: "provisioned".to_owned(),
            provisioned_throughput: Some(1),
            ..Drawn::default()
        };
        let mut it = FileSystem::new(&drawn, GIB);
        assert_eq!(it.step(33 * MIB, 0).read, 3 * MIB);
        assert!((it.wait() - 10.0).abs() < 1e-9, "{}", it.wait());
        let minute = it.minute();
        assert_eq!((minute.read, minute.metered), (3 * MIB, MIB));
        assert_eq!((minute.burst_credits, minute.permitted), (None, Some(MIB)));
        it.renew(&Drawn {
            throughput_mode: "elastic".to_owned(),
            ..Drawn::default()
        });
        assert_eq!(it.step(0, 0).read, 30 * MIB);
        assert!(it.wait() <= 0.0);
        assert_eq!(it.minute().permitted, None);
    }
}
