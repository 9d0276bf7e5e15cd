//! What is measured in one period.

use super::super::clock::Second;
use super::watch::Stat;

/// What was measured in a period (SIM-7).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// How many samples there were. None makes a gap.
    pub count: u32,
    /// Their sum.
    pub sum: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Sample {
    /// One sample.
    pub fn one(value: f64) -> Self {
        Self {
            count: 1,
            sum: value,
            min: value,
            max: value,
        }
    }

    /// As many samples of 1 as something happened: how balancers count
    /// requests. Nothing at all makes a gap (SIM-3).
    pub fn counted(times: u32) -> Self {
        let one = f64::from(times.min(1));
        Self {
            count: times,
            sum: f64::from(times),
            min: one,
            max: one,
        }
    }

    /// With one more value.
    pub fn and(self, value: f64) -> Self {
        self.joined(&Self::one(value))
    }

    /// Both together.
    pub fn joined(self, other: &Self) -> Self {
        if self.count == 0 {
            return *other;
        }
        if other.count == 0 {
            return self;
        }
        Self {
            count: self.count.saturating_add(other.count),
            sum: self.sum + other.sum,
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }

    /// One value of these samples. A percentile needs the single ones, which
    /// are known where all are equal. [CW UG: Publish
    /// custom metrics: statistic sets]
    pub fn statistic(&self, stat: Stat) -> Option<f64> {
        if self.count == 0 {
            return None;
        }
        #[expect(clippy::float_cmp, reason = "equal to the last bit is meant")]
        match stat {
            Stat::SampleCount => Some(f64::from(self.count)),
            Stat::Sum => Some(self.sum),
            Stat::Average => Some(self.sum / f64::from(self.count)),
            Stat::Minimum => Some(self.min),
            Stat::Maximum => Some(self.max),
            Stat::Percentile(_) => (self.min == self.max).then_some(self.min),
        }
    }
}

/// A value at the start of its period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When its period begins.
    pub at: Second,
    /// The value.
    pub value: f64,
}

/// In what a metric counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that it says.
    #[default]
    None,
    /// How often.
    Count,
    /// 0 to 100.
    Percent,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Bytes.
    Bytes,
    /// Bytes a second.
    BytesPerSecond,
    /// How often a second.
    CountPerSecond,
}

impl Unit {
    /// As CloudWatch writes it. [API cloudwatch StandardUnit]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Count => "Count",
            Self::Percent => "Percent",
            Self::Seconds => "Seconds",
            Self::Milliseconds => "Milliseconds",
            Self::Bytes => "Bytes",
            Self::BytesPerSecond => "Bytes/Second",
            Self::CountPerSecond => "Count/Second",
        }
    }
}
