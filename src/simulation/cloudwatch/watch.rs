//! What an alarm watches: the common form of a CloudWatch alarm of the
//! drawing and of the alarms that a scaling policy brings along (SAS-21).
//! How one becomes the other is in [`super::watches`].

use std::fmt;

use crate::architecture::ResourceId;

use super::super::clock::Second;

/// What tells one metric from all others: namespace, name and the exact set of
/// dimensions, in order of their names (SIM-8).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// `AWS/EC2`.
    pub namespace: String,
    /// `CPUUtilization`.
    pub name: String,
    /// `AutoScalingGroupName` = `Notebookly-ASG`.
    pub dimensions: Vec<(String, String)>,
}

impl fmt::Display for Key {
    /// `AWS/EC2 CPUUtilization (AutoScalingGroupName: web)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.namespace, self.name)?;
        let mut before = " (";
        for (name, value) in &self.dimensions {
            write!(f, "{before}{name}: {value}")?;
            before = ", ";
        }
        let end = if self.dimensions.is_empty() { "" } else { ")" };
        f.write_str(end)
    }
}

/// How the samples of a period become one value (SIM-7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stat {
    /// How many samples.
    SampleCount,
    /// Their sum.
    Sum,
    /// Their mean.
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// A percentile: 95.0 for p95.
    Percentile(f64),
}

impl Stat {
    /// The statistic of this name: one of the five, or a percentile such as
    /// p99.9 (rulebook CWA-2). Trimmed means and the like are not modelled.
    pub fn named(text: &str) -> Option<Self> {
        Some(match text {
            "SampleCount" => Self::SampleCount,
            "Sum" => Self::Sum,
            "Average" => Self::Average,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            _ => {
                let percent: f64 = text.strip_prefix('p')?.parse().ok()?;
                let whole = (0.0..=100.0).contains(&percent);
                whole.then_some(Self::Percentile(percent))?
            }
        })
    }
}

impl fmt::Display for Stat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SampleCount => f.write_str("SampleCount"),
            Self::Sum => f.write_str("Sum"),
            Self::Average => f.write_str("Average"),
            Self::Minimum => f.write_str("Minimum"),
            Self::Maximum => f.write_str("Maximum"),
            Self::Percentile(percent) => write!(f, "p{percent}"),
        }
    }
}

/// A metric that a formula names.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// How the formula calls it.
    pub called: String,
    /// The metric.
    pub key: Key,
    /// How its samples become one.
    pub stat: Stat,
}

/// Where the values come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// One metric.
    Metric(Key, Stat),
    /// A formula of several (SCW-15).
    Formula(String, Vec<Term>),
}

/// On which side of the threshold a value breaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

impl Compare {
    /// Whether a value is on the bad side of the threshold.
    pub fn breaches(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::Greater => value > threshold,
            Self::GreaterOrEqual => value >= threshold,
            Self::Less => value < threshold,
            Self::LessOrEqual => value <= threshold,
        }
    }

    /// `>`, `≥`, `<` or `≤`.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Greater => ">",
            Self::GreaterOrEqual => "≥",
            Self::Less => "<",
            Self::LessOrEqual => "≤",
        }
    }

    /// As the API calls it. [API cloudwatch ComparisonOperator]
    pub const fn operator(self) -> &'static str {
        match self {
            Self::Greater => "GreaterThanThreshold",
            Self::GreaterOrEqual => "GreaterThanOrEqualToThreshold",
            Self::Less => "LessThanThreshold",
            Self::LessOrEqual => "LessThanOrEqualToThreshold",
        }
    }

    /// As CloudWatch says it in its reasons.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Greater => "greater than",
            Self::GreaterOrEqual => "greater than or equal to",
            Self::Less => "less than",
            Self::LessOrEqual => "less than or equal to",
        }
    }
}

/// What a period without a value counts as (SCW-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing: without any value the alarm does not know.
    Missing,
    /// The state stays.
    Ignore,
    /// Bad.
    Breaching,
    /// Good.
    NotBreaching,
}

/// An alarm: what is watched, and when it goes off.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Its name.
    pub name: String,
    /// The alarm of the drawing; for one that a scaling policy brings along,
    /// the group.
    pub of: ResourceId,
    /// Where the values come from.
    pub source: Source,
    /// The length of a period.
    pub period: Second,
    /// How many of the last periods are looked at: N.
    pub periods: u32,
    /// How many of those must breach: M.
    pub datapoints: u32,
    /// On which side a value breaches.
    pub compare: Compare,
    /// Of what.
    pub threshold: f64,
    /// What a gap counts as.
    pub missing: Missing,
    /// Topics and functions that are told when it goes off.
    pub actions: Vec<ResourceId>,
    /// And when all is well again.
    pub ok_actions: Vec<ResourceId>,
}
