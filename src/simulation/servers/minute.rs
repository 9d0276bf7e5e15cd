//! What CloudWatch gets from a server each minute.

use super::credits::Reading;
use super::latency::Latency;

/// Samples of one metric in one period (SIM-7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Samples {
    /// Their sum.
    pub sum: f64,
    /// The smallest; meaningless without any.
    pub min: f64,
    /// The largest; meaningless without any.
    pub max: f64,
    /// How many.
    pub count: u32,
}

impl Samples {
    /// None yet.
    pub const NONE: Self = Self {
        sum: 0.0,
        min: f64::MAX,
        max: f64::MIN,
        count: 0,
    };

    /// One more.
    #[inline]
    pub fn add(&mut self, value: f64) {
        self.sum += value;
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        self.count += 1;
    }

    /// Those of another period, or of another server.
    pub fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.count += other.count;
    }

    /// Their mean.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

/// The status checks of a minute: whether they failed (SEC-5, SEC-6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusChecks {
    /// AWS's side: `StatusCheckFailed_System`.
    pub system: bool,
    /// Yours: `StatusCheckFailed_Instance`.
    pub instance: bool,
}

impl StatusChecks {
    /// `StatusCheckFailed`: either of them.
    pub const fn any(self) -> bool {
        self.system || self.instance
    }
}

/// A minute of one server.
#[derive(Clone, Debug, PartialEq)]
pub struct Minute {
    /// `CPUUtilization` in percent, a sample each second in which it ran; none
    /// when it did not run. With detailed monitoring EC2 publishes the mean as
    /// the value of this minute (SIM-2).
    pub cpu: Samples,
    /// The same of the last five minutes, at each fifth: what basic monitoring
    /// publishes, stamped at their start (SIM-2).
    pub cpu_of_five: Option<Samples>,
    /// The credits, at each fifth minute whatever the monitoring (SEC-7).
    pub credits: Option<Reading>,
    /// The status checks, of a server that runs.
    pub status: Option<StatusChecks>,
    /// How long its answers took. The balancer publishes it
    /// (`TargetResponseTime`), no metric of EC2 does.
    pub latency: Latency,
}

impl Minute {
    /// `CPUUtilization` as it is published at the end of this minute: its
    /// period in seconds and its value. With basic monitoring only each fifth
    /// minute has one (SIM-2, assumption `basic-lag`).
    pub fn published(&self, detailed: bool) -> Option<(u32, f64)> {
        if detailed {
            Some((60, self.cpu.mean()?))
        } else {
            Some((300, self.cpu_of_five?.mean()?))
        }
    }
}
