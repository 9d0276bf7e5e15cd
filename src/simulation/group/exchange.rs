//! What a group is called with and what it gives back.

use super::activity::News;
use super::member::Order;

/// An alarm calls a policy: at each evaluation in which it is in ALARM (SCW-10).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call<'a> {
    /// Which policy, by its place in the group.
    pub policy: usize,
    /// The alarm's name.
    pub alarm: &'a str,
    /// For target tracking: whether it is the alarm for too much.
    pub high: bool,
    /// The alarm's threshold.
    pub threshold: f64,
    /// The newest value; none where missing data made it alarm.
    pub value: Option<f64>,
}

/// What comes of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// What the run has to do, in this order.
    pub orders: Vec<Order>,
    /// What is new.
    pub news: Vec<News>,
}

/// How many there are: the group's metrics (SAS-29).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// `GroupMinSize`.
    pub min: u32,
    /// `GroupMaxSize`.
    pub max: u32,
    /// `GroupDesiredCapacity`.
    pub desired: u32,
    /// `GroupInServiceInstances`.
    pub in_service: u32,
    /// `GroupPendingInstances`.
    pub pending: u32,
    /// `GroupStandbyInstances`: always 0, standby is not modelled.
    pub standby: u32,
    /// `GroupTerminatingInstances`.
    pub terminating: u32,
    /// `GroupTotalInstances`.
    pub total: u32,
}

impl Sizes {
    /// Each with the name of its metric.
    pub fn each(self) -> [(&'static str, u32); 8] {
        [
            ("GroupMinSize", self.min),
            ("GroupMaxSize", self.max),
            ("GroupDesiredCapacity", self.desired),
            ("GroupInServiceInstances", self.in_service),
            ("GroupPendingInstances", self.pending),
            ("GroupStandbyInstances", self.standby),
            ("GroupTerminatingInstances", self.terminating),
            ("GroupTotalInstances", self.total),
        ]
    }
}
