//! The values of a database for CloudWatch.

/// The values of a minute for CloudWatch (SRD-15), in AWS's units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Minute {
    /// `CPUUtilization`, percent.
    pub cpu: f64,
    /// `DatabaseConnections`, the most that were open.
    pub connections: f64,
    /// `FreeStorageSpace`, bytes.
    pub free_storage: f64,
    /// `FreeableMemory`, bytes.
    pub freeable_memory: f64,
    /// `ReadLatency`, seconds of an operation of the disk.
    pub read_latency: f64,
    /// `WriteLatency`, seconds of an operation of the disk.
    pub write_latency: f64,
    /// `ReadIOPS`, operations a second.
    pub read_iops: f64,
    /// `WriteIOPS`, operations a second.
    pub write_iops: f64,
    /// `DiskQueueDepth`, operations that wait.
    pub queue_depth: f64,
}

impl Minute {
    /// With AWS's names, in the namespace AWS/RDS.
    pub const fn values(&self) -> [(&'static str, f64); 9] {
        [
            ("CPUUtilization", self.cpu),
            ("DatabaseConnections", self.connections),
            ("FreeStorageSpace", self.free_storage),
            ("FreeableMemory", self.freeable_memory),
            ("ReadLatency", self.read_latency),
            ("WriteLatency", self.write_latency),
            ("ReadIOPS", self.read_iops),
            ("WriteIOPS", self.write_iops),
            ("DiskQueueDepth", self.queue_depth),
        ]
    }
}
