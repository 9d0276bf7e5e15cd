//! The work of a database: who may ask, what its processor and its disk do in
//! a second, and what waits.

use super::super::super::clock::Second;
use super::super::credits::Credits;
use super::super::disk::{Limits, Operations};
use super::super::queue;
use super::super::split::Split;
use super::answered::{Answered, Asked};
use super::class::GIB;
use super::minute::Minute;
use super::settings::Settings;
use super::storage::Storage;

/// What a read and a write cost in milliseconds of a vCPU (PERF-6).
const READ: u64 = 1;
const WRITE: u64 = 5;

/// One read in so many goes to the disk, and an operation there takes so many
/// seconds (assumption `database-disk`).
const READS_PER_OPERATION: u64 = 10;
const OPERATION: f64 = 0.001;

/// How many seconds of work wait at most; who comes later times out
/// (assumption `database-backlog`).
const BACKLOG: u64 = 30;

/// What of the memory is free without connections, and what each takes
/// (assumption `database-memory`).
const FREE_PART: u64 = 4;
const PER_CONNECTION: u64 = 2 << 20;

/// What was summed up since the last minute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    seconds: u32,
    worked: u64,
    connections: u32,
    reads: u64,
    writes: u64,
    waiting: u64,
    wait: f64,
}

/// The work of a database.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Work {
    operations: Operations,
    credits: Credits,
    /// Milliseconds of vCPU that wait, and the queries that they are of.
    backlog: u64,
    backlog_queries: u64,
    open: u32,
    /// What broke since the last second that somebody asked.
    dropped: u32,
    broken: u32,
    splits: [Split; 7],
    sums: Sums,
}

impl Work {
    pub fn new(settings: &Settings) -> Self {
        Self {
            operations: Operations::new(limits(settings, settings.storage)),
            credits: Credits::new(settings.class.earns),
            backlog: 0,
            backlog_queries: 0,
            open: 0,
            dropped: 0,
            broken: 0,
            splits: [Split::default(); 7],
            sums: Sums::default(),
        }
    }

    pub fn credits(&self) -> &Credits {
        &self.credits
    }

    pub fn set_credits(&mut self, credits: Credits) {
        self.credits = credits;
    }

    pub fn burst_balance(&self) -> Option<f64> {
        self.operations.burst_balance()
    }

    /// A larger disk may do more operations.
    pub fn follow(&mut self, settings: &Settings, storage: &Storage) {
        let size = u32::try_from(storage.allocated() / GIB).unwrap_or(u32::MAX);
        self.operations.renew(limits(settings, size));
    }

    /// All connections break, and what waits is lost (SRD-1).
    pub fn drop_all(&mut self) {
        self.dropped = self.dropped.saturating_add(std::mem::take(&mut self.open));
        self.operations.drop_all();
        self.backlog = 0;
        let broken = std::mem::take(&mut self.backlog_queries);
        let broken = u32::try_from(broken).unwrap_or(u32::MAX);
        self.broken = self.broken.saturating_add(broken);
    }

    /// An answer of a second, with what broke before it.
    pub fn begin(&mut self) -> Answered {
        Answered {
            dropped: std::mem::take(&mut self.dropped),
            broken: std::mem::take(&mut self.broken),
            ..Answered::default()
        }
    }

    /// A second in which its host is there and does nothing.
    pub fn idle(&mut self) {
        self.sums.seconds += 1;
    }

    /// Who of those that want to ask can, of whom `returned` ask at the right
    /// address: how many reads and writes are left.
    pub fn admit(
        &mut self,
        settings: &Settings,
        storage: &Storage,
        asked: Asked,
        (wanted, returned): (u32, u32),
        answered: &mut Answered,
    ) -> (u32, u32) {
        let open = returned.min(settings.connections);
        answered.refused_connections = returned - open;
        answered.connections = open;
        self.open = open;
        let (mut reads, mut writes) = (asked.reads, asked.writes);
        let all = u64::from(wanted);
        let astray = u64::from(wanted - returned);
        let turned_away = u64::from(answered.refused_connections);
        let [lost_reads, lost_writes, away_reads, away_writes, ..] = &mut self.splits;
        let (lost_reads, lost_writes) = (
            lost_reads.of(reads, astray, all),
            lost_writes.of(writes, astray, all),
        );
        answered.failed.old_address = lost_reads + lost_writes;
        (reads, writes) = (reads - lost_reads, writes - lost_writes);
        let (away_reads, away_writes) = (
            away_reads.of(reads, turned_away, all - astray),
            away_writes.of(writes, turned_away, all - astray),
        );
        answered.refused = away_reads + away_writes;
        (reads, writes) = (reads - away_reads, writes - away_writes);
        if settings.is_replica {
            answered.failed.read_only = std::mem::take(&mut writes);
        } else if storage.is_full() {
            answered.failed.storage_full = std::mem::take(&mut writes);
        }
        (reads, writes)
    }

    /// Serves reads and writes. `paused` is how many seconds it stands still
    /// from now on, and `commit` what a write takes longer.
    pub fn serve(
        &mut self,
        settings: &Settings,
        (mut reads, mut writes): (u32, u32),
        paused: Second,
        commit: f64,
        answered: &mut Answered,
    ) {
        let [.., busy_reads, busy_writes, to_disk] = &mut self.splits;
        // How much work there is, and how much room for it.
        let vcpus = settings.class.vcpus;
        let able = u64::from(vcpus) * 1_000;
        let work = u64::from(reads) * READ + u64::from(writes) * WRITE;
        let room = (BACKLOG + 1) * able - self.backlog.min((BACKLOG + 1) * able);
        let operations = u64::from(reads).div_ceil(READS_PER_OPERATION) + u64::from(writes);
        let disk_able = self.operations.capacity();
        let disk_room =
            (BACKLOG + 1) * disk_able - self.operations.waiting().min((BACKLOG + 1) * disk_able);
        // The shorter of the two decides which part has room.
        let (left, of) = match u128::from(room) * u128::from(operations)
            <= u128::from(disk_room) * u128::from(work)
        {
            true => (work.saturating_sub(room), work),
            false => (operations.saturating_sub(disk_room), operations),
        };
        if left > 0 {
            let late_reads = busy_reads.of(reads, left, of);
            let late_writes = busy_writes.of(writes, left, of);
            answered.failed.busy = late_reads + late_writes;
            (reads, writes) = (reads - late_reads, writes - late_writes);
        }
        let work = u64::from(reads) * READ + u64::from(writes) * WRITE;
        let queries = u64::from(reads) + u64::from(writes);

        // The processor: what it does now, and what waits.
        let this_second = if paused > 0 { 0 } else { able };
        let due = self.backlog + work;
        let worked = due.min(this_second);
        self.backlog = due - worked;
        self.backlog_queries = match due {
            0 => 0,
            _ => {
                let waiting = u128::from(self.backlog_queries + queries);
                let rest = waiting * u128::from(self.backlog) / u128::from(due);
                u64::try_from(rest).unwrap_or(u64::MAX)
            }
        };
        self.credits.spend(worked);

        // The disk.
        let read_operations = u64::from(to_disk.of(reads, 1, READS_PER_OPERATION));
        let done = self.operations.step(read_operations + u64::from(writes));

        let service = match queries {
            0 => 0.0,
            _ => float(work) / float(queries) / 1_000.0,
        };
        let queue = match paused {
            0 => queue::wait(float(work) / 1_000.0, vcpus, service),
            _ => 0.0,
        };
        let wait = queue + float(self.backlog) / float(able) + f64::from(paused) + done.wait;
        (answered.reads, answered.writes) = (reads, writes);
        if reads > 0 {
            answered.read_latency = float(READ) / 1_000.0 + wait;
        }
        if writes > 0 {
            answered.write_latency = float(WRITE) / 1_000.0 + wait + commit;
        }

        self.sums.seconds += 1;
        self.sums.worked += worked;
        self.sums.connections = self.sums.connections.max(answered.connections);
        self.sums.reads += read_operations;
        self.sums.writes += u64::from(writes);
        self.sums.waiting += done.waiting;
        self.sums.wait += done.wait;
    }

    /// The values since the last call; `None` without a second.
    pub fn minute(&mut self, settings: &Settings, free: u64, commit: f64) -> Option<Minute> {
        let sums = std::mem::take(&mut self.sums);
        if sums.seconds == 0 {
            return None;
        }
        let seconds = f64::from(sums.seconds);
        let able = seconds * f64::from(settings.class.vcpus) * 1_000.0;
        let taken = u64::from(sums.connections) * PER_CONNECTION;
        let memory = (settings.class.memory / FREE_PART).saturating_sub(taken);
        let wait = sums.wait / seconds;
        Some(Minute {
            cpu: float(sums.worked) * 100.0 / able,
            connections: f64::from(sums.connections),
            free_storage: float(free),
            freeable_memory: float(memory),
            read_latency: OPERATION + wait,
            write_latency: OPERATION + wait + commit,
            read_iops: float(sums.reads) / seconds,
            write_iops: float(sums.writes) / seconds,
            queue_depth: float(sums.waiting) / seconds,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn float(number: u64) -> f64 {
    number as f64
}

/// The operations of a database's disk: a gp3 of RDS has 12,000 from 400 GiB,
/// where RDS puts several volumes together. [RDS UG: General Purpose SSD
/// storage]
fn limits(settings: &Settings, size: u32) -> Limits {
    let kind = if settings.gp2 { "gp2" } else { "gp3" };
    let iops = (!settings.gp2 && size >= 400).then_some(12_000);
    let unlimited = Limits {
        iops: u32::MAX,
        burst: u32::MAX,
        throughput: u64::MAX,
    };
    Limits::of(kind, size, iops, None).unwrap_or(unlimited)
}
