//! Load balancers: their hours, and the work that they do.
//!
//! Work is counted in LCU, hour by hour: the largest of new connections, active
//! connections, gigabytes and rules, each by what one LCU covers. Ten rules of
//! a request are free. [ELB pricing]

use super::amount::Amount;
use super::bill::Group;
use super::counting::{Counting, DAYS, share};
use super::sheet::{Charge, Factor};
use crate::architecture::*;

/// The share of a day's visits that comes in each hour of the day, in
/// thousandths: a shop's day, with its peak in the evening (the curve of the
/// worked example).
pub const CURVE: [u32; 24] = [
    18, 11, 7, 5, 5, 8, 16, 28, 38, 45, 50, 54, 56, 52, 49, 48, 50, 54, 60, 70, 82, 84, 68, 42,
];

/// The load balancers that visitors come in by: those that face the internet
/// and listen. They share the visits.
pub(super) fn entrances<'a>(
    counting: &Counting<'a, '_>,
) -> Vec<(&'a ResourceId, &'a LoadBalancer)> {
    let all = counting.relations.indexed().all::<LoadBalancer>();
    all.filter(|(_, it)| it.scheme == Scheme::InternetFacing && !it.listeners.is_empty())
        .collect()
}

pub(super) fn count(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, _) in relations.indexed().all::<LoadBalancer>() {
        let region = counting.region_of(id);
        let balancers = Factor::of(1, "balancer", "balancers");
        counting.add(Charge::new(
            Group::Balancing,
            "ALB, hours",
            "alb.hour",
            &region,
            Some(id),
            vec![balancers, Counting::hours()],
        ));
    }
    let entrances = entrances(counting);
    let count = entrances.len();
    for (place, (id, balancer)) in entrances.into_iter().enumerate() {
        let region = counting.region_of(id);
        let visits = share(counting.load.visits_a_day, place, count);
        let hours = lcu_hours(&counting.load, visits, rules(balancer));
        counting.add(Charge::new(
            Group::Balancing,
            "ALB, LCU hours",
            "alb.lcu",
            &region,
            Some(id),
            vec![Factor::of(hours, "LCU-hour", "LCU-hours")],
        ));
    }
    let internal = relations.indexed().all::<LoadBalancer>();
    let internal = internal
        .filter(|(_, it)| it.scheme == Scheme::Internal)
        .count();
    if internal > 0 {
        counting.note(
            "Of an internal load balancer only the hours are counted: the load does not say how \
             much it works.",
        );
    }
}

/// The rules that a request meets at most: those of the longest listener, and
/// its default rule.
fn rules(balancer: &LoadBalancer) -> u32 {
    let most = balancer.listeners.iter().map(|it| it.rules.len()).max();
    most.map_or(0, |most| u32::try_from(most + 1).unwrap_or(u32::MAX))
}

/// What a load balancer does in an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BalancerHour {
    /// New connections.
    pub connections: Amount,
    /// Seconds that connections were open, added up.
    pub connection_seconds: Amount,
    /// Gigabytes in and out.
    pub gigabytes: Amount,
    /// Rules that were evaluated beyond the ten of a request that are free.
    pub evaluated: Amount,
}

impl BalancerHour {
    /// Its LCU: the largest of the four, each by what one LCU covers.
    pub fn lcu(&self) -> Amount {
        // 25 new connections a second.
        let new = self.connections.over(3_600 * 25);
        // 3,000 active connections a minute.
        let active = self.connection_seconds.over(3_600 * 3_000);
        // 1 GB an hour for servers as targets, and 1,000 rules a second.
        let evaluated = self.evaluated.over(3_600 * 1_000);
        new.max(active).max(self.gigabytes).max(evaluated)
    }
}

/// The LCU hours of a month with so many visits a day.
pub fn lcu_hours(load: &Workload, visits_a_day: Amount, rules: u32) -> Amount {
    let day = CURVE.iter().map(|share| {
        let visits = visits_a_day.by(i64::from(*share)).over(1_000);
        let connections = visits.times(load.connections_per_visit.into());
        let requests = visits.times(load.requests_per_visit.into());
        let sent = visits.times(load.kb_per_visit.into());
        let received = requests.times(load.bytes_per_request.into()).over(1_000);
        let hour = BalancerHour {
            connections,
            connection_seconds: connections.times(load.connection_seconds.into()),
            gigabytes: (sent + received).over(1_000_000),
            evaluated: requests.times(rules.saturating_sub(10).into()),
        };
        hour.lcu()
    });
    day.sum::<Amount>().times(DAYS).to_digits(4)
}
