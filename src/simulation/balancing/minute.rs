//! What a load balancer and its groups did in a minute: the metrics of
//! `AWS/ApplicationELB` as plain numbers (SLB-26 to SLB-35).

use crate::pricing::{Amount, BalancerHour};

use super::super::clock::{MINUTE, Second};
use super::failure::Failure;
use super::hosts::HostCounts;
use super::latency::Latency;

/// Answers by the first digit of their status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// 2XX.
    pub ok: u64,
    /// 3XX.
    pub redirects: u64,
    /// 4XX.
    pub client_errors: u64,
    /// 5XX.
    pub server_errors: u64,
}

impl Codes {
    pub(super) fn add(&mut self, status: u16, count: u64) {
        match status {
            300..400 => self.redirects += count,
            400..500 => self.client_errors += count,
            500.. => self.server_errors += count,
            _ => self.ok += count,
        }
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.ok + self.redirects + self.client_errors + self.server_errors
    }
}

/// What went through one target group in a minute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupMinute {
    /// `RequestCount` of the group: requests for which one of its targets was
    /// chosen (SLB-29).
    pub requests: u64,
    /// `RequestCountPerTarget`: those divided by the healthy targets, or by the
    /// registered ones where none is healthy. Nothing without a target.
    /// [ALB UG: CloudWatch metrics]
    pub requests_per_target: Option<f64>,
    /// `HTTPCode_Target_*_Count` (SLB-27, SLB-28).
    pub target: Codes,
    /// `TargetConnectionErrorCount` (SLB-31).
    pub connection_errors: u64,
    /// `UnhealthyRoutingRequestCount`: passed to all because none was healthy
    /// (SLB-10).
    pub unhealthy_routing: u64,
    /// `TargetResponseTime` (SLB-30).
    pub latency: Latency,
    /// `HealthyHostCount` and `UnHealthyHostCount` of each zone (SLB-32).
    pub hosts: Vec<HostCounts>,
}

/// What a load balancer did in a minute, without what its groups count.
#[derive(Clone, Debug, PartialEq)]
pub struct BalancerMinute {
    /// `RequestCount` (SLB-29).
    pub requests: u64,
    /// `HTTPCode_ELB_3XX_Count`, `HTTPCode_ELB_4XX_Count` with 460 and 403 in
    /// it, `HTTPCode_ELB_5XX_Count` (SLB-27, SLB-28, SWF-3).
    pub itself: Codes,
    /// `HTTPCode_ELB_500_Count`.
    pub itself_500: u64,
    /// `HTTPCode_ELB_502_Count`.
    pub itself_502: u64,
    /// `HTTPCode_ELB_503_Count`.
    pub itself_503: u64,
    /// `HTTPCode_ELB_504_Count`.
    pub itself_504: u64,
    /// `HTTP_Redirect_Count`.
    pub redirects: u64,
    /// `HTTP_Fixed_Response_Count`.
    pub fixed_responses: u64,
    /// `HTTPCode_Target_*_Count` of all groups.
    pub target: Codes,
    /// `TargetConnectionErrorCount` of all groups.
    pub connection_errors: u64,
    /// `TargetResponseTime` of all groups.
    pub latency: Latency,
    /// `NewConnectionCount`.
    pub new_connections: u64,
    /// `ActiveConnectionCount`: those of customers at the minute's end, and
    /// those to targets that were open at once (SLB-20).
    pub active_connections: u64,
    /// `ProcessedBytes`.
    pub bytes: u64,
    /// `RuleEvaluations`: those beyond the ten of a request that are free.
    pub rule_evaluations: u64,
    /// `ConsumedLCUs`, as if the hour were like this minute (SLB-35).
    pub lcus: f64,
    /// How many requests failed of which cause, in the order of
    /// [`Failure::ALL`]; those among them that no balancer saw.
    pub failures: [u64; Failure::COUNT],
}

impl Default for BalancerMinute {
    fn default() -> Self {
        Self {
            requests: 0,
            itself: Codes::default(),
            itself_500: 0,
            itself_502: 0,
            itself_503: 0,
            itself_504: 0,
            redirects: 0,
            fixed_responses: 0,
            target: Codes::default(),
            connection_errors: 0,
            latency: Latency::default(),
            new_connections: 0,
            active_connections: 0,
            bytes: 0,
            rule_evaluations: 0,
            lcus: 0.0,
            failures: [0; Failure::COUNT],
        }
    }
}

/// What a load balancer and its groups did in a minute.
#[derive(Clone, Debug, PartialEq)]
pub struct Minute {
    /// The second at which the minute ends.
    pub at: Second,
    /// The balancer's counts. No request, no points: what is 0 here was not
    /// published (SIM-3), but for the host counts.
    pub balancer: BalancerMinute,
    /// Those of its groups, in the order in which the balancer was made.
    pub groups: Vec<GroupMinute>,
}

/// The LCU of an hour that is like this minute (SLB-35), with the arithmetic
/// of the bill.
pub(super) fn lcus(minute: &BalancerMinute, connection_seconds: f64) -> f64 {
    let of_hour = |count: u64| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Amount::whole(count).by(i64::from(3_600 / MINUTE))
    };
    let hour = BalancerHour {
        connections: of_hour(minute.new_connections),
        connection_seconds: of_hour(connection_seconds.round() as u64),
        gigabytes: of_hour(minute.bytes).over(1_000_000_000),
        evaluated: of_hour(minute.rule_evaluations),
    };
    hour.lcu().approximate()
}
