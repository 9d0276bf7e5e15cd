//! What is asked of a database in a second, and what becomes of it.

/// How often a page reads (PERF-6).
pub const PAGE_READS: u32 = 4;

/// How often an order reads (PERF-6).
pub const ORDER_READS: u32 = 10;

/// How often an order writes (PERF-6).
pub const ORDER_WRITES: u32 = 4;

/// How many connections a server keeps open (PERF-7, assumption
/// `connection-pool`).
pub const POOL: u32 = 10;

/// What a second asks of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Queries that read.
    pub reads: u32,
    /// Queries that write.
    pub writes: u32,
    /// How many connections clients want to have open, all together: ten for
    /// each server (PERF-7).
    pub connections: u32,
}

/// Why queries failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failed {
    /// It could not be reached: a failover, a repair, a dark zone.
    pub unreachable: u32,
    /// The client still asked the old address (SRD-4).
    pub old_address: u32,
    /// Its disk is full (SRD-11).
    pub storage_full: u32,
    /// It is a read replica and was told to write.
    pub read_only: u32,
    /// So much waits already that the client gave up.
    pub busy: u32,
}

impl Failed {
    /// All of them.
    pub const fn all(&self) -> u32 {
        self.unreachable + self.old_address + self.storage_full + self.read_only + self.busy
    }
}

/// What became of a second: served and refused and failed are what was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Answered {
    /// Reads that were served.
    pub reads: u32,
    /// Writes that were served.
    pub writes: u32,
    /// Queries of clients whose connection was refused: "Too many connections",
    /// error 1040 of MySQL (SRD-10). The application answers 500.
    pub refused: u32,
    /// Queries that failed.
    pub failed: Failed,
    /// Connections that were refused.
    pub refused_connections: u32,
    /// Connections that are open.
    pub connections: u32,
    /// Connections that broke, because it went down.
    pub dropped: u32,
    /// Queries that had been counted as served with a wait that they did not
    /// live to see the end of, because it went down.
    pub broken: u32,
    /// How long a read takes, in seconds.
    pub read_latency: f64,
    /// How long a write takes, in seconds.
    pub write_latency: f64,
}

impl Answered {
    /// Queries that were served.
    pub const fn served(&self) -> u32 {
        self.reads + self.writes
    }

    /// How long a page waits for the database, in seconds: its reads come one
    /// after the other. The server's vCPU is free meanwhile (PERF-8).
    pub fn page(&self) -> f64 {
        f64::from(PAGE_READS) * self.read_latency
    }

    /// How long an order waits for it, in seconds.
    pub fn order(&self) -> f64 {
        f64::from(ORDER_READS) * self.read_latency + f64::from(ORDER_WRITES) * self.write_latency
    }

    /// How long a query takes on average, in seconds; 0 where none was served.
    pub fn latency(&self) -> f64 {
        let all = f64::from(self.reads) + f64::from(self.writes);
        if all == 0.0 {
            return 0.0;
        }
        (self.read_latency * f64::from(self.reads) + self.write_latency * f64::from(self.writes))
            / all
    }
}
