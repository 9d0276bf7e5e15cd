//! What an alarm watches: the common form of a CloudWatch alarm of the
//! drawing and of the alarms that a scaling policy brings along (SAS-21).

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
