//! A load balancer over time: its nodes and who still believes in them, what
//! it answers itself, and what it counts each minute (SLB-26 to SLB-35).

use super::super::clock::Second;
use super::super::load::names::{BALANCER_TTL, Cached};
use super::failure::{Failure, Told};
use super::minute::{BalancerMinute, GroupMinute, Minute, lcus};
use super::routing::Spreading;
use super::settings::Zone;
use super::spread::{Class, Spread};
use super::target_group::TargetGroup;

/// Rules of a request that cost nothing (SLB-35).
const FREE_RULES: u32 = 10;

/// A node: the load balancer in one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    zone: Zone,
    up: bool,
}

/// What a balancer answers by itself because a listener says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Itself {
    /// Ask elsewhere: 301 or 302.
    Redirect,
    /// A fixed status.
    Fixed(u16),
}

/// What goes through in a second besides the requests' answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Connections that customers open.
    pub connections: u32,
    /// Bytes in and out.
    pub bytes: u64,
    /// Requests that targets have open now.
    pub open: u32,
}

/// A load balancer.
#[derive(Clone, Debug, PartialEq)]
pub struct Balancer {
    nodes: Vec<Node>,
    names: Cached,
    spread: Spread,
    shares: Vec<f64>,
    /// How long a customer's connection stays open.
    connection_seconds: u32,
    /// Connections of customers that are open.
    active: f64,
    /// Seconds of connections of the minute.
    connection_time: f64,
    /// The most requests that were open at once.
    most_open: u32,
    minute: BalancerMinute,
    groups: Vec<GroupMinute>,
}

impl Balancer {
    /// A balancer with a node in each of these zones, for so many groups.
    /// `connection_seconds` is how long a customer's connection stays open
    /// (the workload's).
    pub fn new(zones: &[Zone], groups: usize, connection_seconds: u32) -> Self {
        let nodes: Vec<Node> = zones.iter().map(|zone| Node::of(*zone)).collect();
        let each = equal(nodes.iter().map(|_| true));
        Self {
            names: Cached::new(&each, BALANCER_TTL),
            spread: Spread::new(nodes.len()),
            shares: each,
            nodes,
            connection_seconds,
            active: 0.0,
            connection_time: 0.0,
            most_open: 0,
            minute: BalancerMinute::default(),
            groups: vec![GroupMinute::default(); groups],
        }
    }

    /// As if so many connections a second had come for long.
    pub fn settle(&mut self, connections_per_second: f64) {
        self.active = connections_per_second * f64::from(self.connection_seconds);
    }

    /// The zone of each node, in the order in which requests are split.
    pub fn zones(&self) -> impl Iterator<Item = Zone> {
        self.nodes.iter().map(|it| it.zone)
    }

    /// Whether the node at this place works.
    pub fn is_up(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|it| it.up)
    }

    /// The node of a zone is lost, or is back (SAZ-1, SAZ-3). What the name
    /// answers follows with [`Self::answer`].
    pub fn set_node(&mut self, zone: Zone, up: bool) {
        for node in self.nodes.iter_mut().filter(|it| it.zone == zone) {
            node.up = up;
        }
    }

    /// The name answers with the nodes that work and whose zone is fit, or with
    /// all where none is (SLB-13). `fit` says whether a zone has the healthy
    /// targets that it needs ([`TargetGroup::keeps`]). To be asked when a node
    /// or a target has changed. `true` where the answer is another now.
    pub fn answer(&mut self, now: Second, fit: impl Fn(Zone) -> bool) -> bool {
        let good = self.nodes.iter().map(|node| node.up && fit(node.zone));
        self.names.change(now, &equal(good))
    }

    /// The zones that the name answers with now.
    pub fn answered(&self, now: Second) -> impl Iterator<Item = Zone> {
        let shares = self.names.answer(now);
        let nodes = self.nodes.iter().zip(shares);
        nodes.filter(|it| *it.1 > 0.0).map(|it| it.0.zone)
    }

    /// The share of the customers that uses each node now, those that are lost
    /// among them.
    pub fn shares(&mut self, now: Second) -> &[f64] {
        self.names.shares(now, &mut self.shares);
        &self.shares
    }

    /// Adds the requests that come to each node to `counts`. Those that come to
    /// a lost node are [`Failure::DeadAddress`].
    pub fn split(&mut self, now: Second, class: Class, requests: u32, counts: &mut [u32]) {
        self.names.shares(now, &mut self.shares);
        self.spread.in_turn(class, requests, &self.shares, counts);
    }

    /// A group passed requests on: how, and how many rules each met.
    pub fn routed(&mut self, group: usize, requests: u32, how: Spreading, rules: u32) {
        let beyond = u64::from(rules.saturating_sub(FREE_RULES));
        self.minute.rule_evaluations += beyond * u64::from(requests);
        if how == Spreading::FailOpen
            && let Some(group) = self.groups.get_mut(group)
        {
            group.unhealthy_routing += u64::from(requests);
        }
    }

    /// Targets of a group answered so many requests with a status, after
    /// `seconds` on average.
    pub fn answered_by_target(&mut self, group: usize, status: u16, requests: u32, seconds: f64) {
        let count = u64::from(requests);
        self.minute.requests += count;
        self.minute.target.add(status, count);
        self.minute.latency.add(requests, seconds);
        if let Some(group) = self.groups.get_mut(group) {
            group.requests += count;
            group.target.add(status, count);
            group.latency.add(requests, seconds);
        }
    }

    /// The balancer answered by itself, as a listener says. What has an error
    /// status is a failure for the customer.
    pub fn answered_itself(&mut self, answer: Itself, requests: u32) {
        let count = u64::from(requests);
        match answer {
            Itself::Redirect => {
                self.minute.redirects += count;
                self.minute.itself.redirects += count;
            }
            Itself::Fixed(status) => {
                self.minute.fixed_responses += count;
                if status >= 300 {
                    self.count_itself(status, count);
                }
                if status >= 400 {
                    self.minute.failures[Failure::Fixed.index()] += count;
                }
            }
        }
    }

    fn count_itself(&mut self, status: u16, count: u64) {
        self.minute.itself.add(status, count);
        match status {
            500 => self.minute.itself_500 += count,
            502 => self.minute.itself_502 += count,
            503 => self.minute.itself_503 += count,
            504 => self.minute.itself_504 += count,
            _ => {}
        }
    }

    /// Requests failed. `group` is whose target had been chosen, if one had
    /// been. What the application answered is counted as the target's, what
    /// the balancer answered as its own (SLB-27), what nobody answered is only
    /// remembered.
    pub fn failed(&mut self, group: Option<usize>, failure: Failure, requests: u32) {
        let count = u64::from(requests);
        self.minute.failures[failure.index()] += count;
        let status = failure.status().unwrap_or_default();
        match failure.told() {
            Told::Balancer => self.count_itself(status, count),
            Told::Target => self.minute.target.add(status, count),
            Told::Nobody | Told::Bucket => return,
        }
        if !failure.had_target() {
            return;
        }
        self.minute.requests += count;
        let group = group.and_then(|it| self.groups.get_mut(it));
        if failure.failed_connection() {
            self.minute.connection_errors += count;
        }
        if let Some(group) = group {
            group.requests += count;
            if failure.failed_connection() {
                group.connection_errors += count;
            }
            if failure.told() == Told::Target {
                group.target.add(status, count);
            }
        }
    }

    /// A second passes.
    pub fn second(&mut self, sent: Sent) {
        self.minute.new_connections += u64::from(sent.connections);
        self.minute.bytes += sent.bytes;
        // In the steady state these are as many as come in so many seconds
        // (Little's law, SLB-20).
        let length = f64::from(self.connection_seconds.max(1));
        self.active += f64::from(sent.connections) - self.active / length;
        self.connection_time += self.active;
        self.most_open = self.most_open.max(sent.open);
    }

    /// Ends the minute: what is to be published. `groups` are the balancer's,
    /// in the order of their numbers.
    pub fn minute(&mut self, now: Second, groups: &mut [&mut TargetGroup]) -> Minute {
        let mut balancer = std::mem::take(&mut self.minute);
        let customers = self.active.round() as u64;
        balancer.active_connections = customers + u64::from(self.most_open);
        balancer.lcus = lcus(&balancer, self.connection_time);
        (self.connection_time, self.most_open) = (0.0, 0);
        let counts = self.groups.iter_mut().map(std::mem::take);
        let mut counts: Vec<GroupMinute> = counts.collect();
        for (count, group) in counts.iter_mut().zip(groups) {
            let healthy = group.healthy(None);
            let by = if healthy > 0 {
                healthy
            } else {
                group.registered()
            };
            count.requests_per_target = (by > 0).then(|| count.requests as f64 / f64::from(by));
            count.hosts = group.hosts_of_minute();
        }
        Minute {
            at: now,
            balancer,
            groups: counts,
        }
    }
}

impl Node {
    fn of(zone: Zone) -> Self {
        Self { zone, up: true }
    }
}

/// Equal shares for those that are good, or for all where none is.
fn equal(good: impl Iterator<Item = bool>) -> Vec<f64> {
    let mut shares: Vec<f64> = good.map(|it| f64::from(u8::from(it))).collect();
    if shares.iter().all(|it| *it == 0.0) {
        shares.fill(1.0);
    }
    let all: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|it| *it /= all);
    shares
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::checks::Answer;
    use super::super::reason::Reason;
    use super::super::routing::Ask;
    use super::super::settings::Settings;
    use super::*;

    fn balancer() -> Balancer {
        Balancer::new(&[0, 1], 1, 90)
    }

    fn group(targets: u32) -> TargetGroup {
        let mut group = TargetGroup::new(Settings::default());
        for target in 0..targets {
            group.register_settled(target, target as usize % 2, 0, 0, None);
        }
        group
    }

    fn split(balancer: &mut Balancer, now: Second, requests: u32) -> Vec<u32> {
        let mut counts = vec![0; 2];
        balancer.split(now, 0, requests, &mut counts);
        counts
    }

    /// SAZ-3, DRILL-3: half of the customers fail at first, and linearly fewer
    /// over a minute.
    #[test]
    fn a_lost_node_loses_its_customers_over_a_minute() {
        let mut balancer = balancer();
        assert_eq!(split(&mut balancer, 99, 100), [50, 50]);
        balancer.set_node(1, false);
        assert!(balancer.answer(100, |_| true));
        assert!(!balancer.answer(101, |_| true), "it is the same answer");
        assert_eq!(split(&mut balancer, 100, 100), [50, 50]);
        assert_eq!(split(&mut balancer, 130, 100), [75, 25]);
        assert_eq!(split(&mut balancer, 160, 100), [100, 0]);
        assert!(!balancer.is_up(1));
        assert_eq!(balancer.answered(100).collect::<Vec<_>>(), [0]);
        // The zone is back.
        balancer.set_node(1, true);
        balancer.answer(1_000, |_| true);
        assert_eq!(split(&mut balancer, 1_030, 100), [75, 25]);
        assert_eq!(split(&mut balancer, 1_060, 100), [50, 50]);
    }

    /// SLB-13.
    #[test]
    fn where_all_zones_are_bad_all_are_used() {
        let mut balancer = balancer();
        assert!(!balancer.answer(10, |_| false));
        assert_eq!(split(&mut balancer, 100, 10), [5, 5]);
        assert!(balancer.answer(100, |zone| zone == 1));
        assert_eq!(balancer.answered(100).collect::<Vec<_>>(), [1]);
        balancer.set_node(1, false);
        assert!(balancer.answer(200, |zone| zone == 1));
        assert_eq!(balancer.shares(260), [0.5, 0.5]);
    }

    /// SLB-27 to SLB-29, SLB-31: who answered, and who had chosen a target.
    #[test]
    fn what_failed_is_counted_where_aws_counts_it() {
        let mut balancer = balancer();
        let mut group = group(2);
        for (failure, requests) in [
            (Failure::DeadAddress, 1),
            (Failure::Blocked403, 2),
            (Failure::NoTarget503, 3),
            (Failure::Refused502, 4),
            (Failure::Timeout504, 5),
            (Failure::ClientLeft460, 6),
            (Failure::App500Database, 7),
            (Failure::Unreachable504, 8),
        ] {
            let chosen = failure.had_target().then_some(0);
            balancer.failed(chosen, failure, requests);
        }
        balancer.answered_by_target(0, 200, 70, 0.05);
        balancer.answered_itself(Itself::Redirect, 9);
        balancer.answered_itself(Itself::Fixed(404), 10);
        balancer.answered_itself(Itself::Fixed(200), 11);
        let minute = balancer.minute(60, &mut [&mut group]);
        let it = &minute.balancer;
        assert_eq!(it.requests, 4 + 5 + 6 + 7 + 8 + 70);
        assert_eq!(it.itself.client_errors, 2 + 6 + 10);
        assert_eq!(it.itself.server_errors, 3 + 4 + 5 + 8);
        assert_eq!((it.itself_502, it.itself_503, it.itself_504), (4, 3, 13));
        assert_eq!(it.itself.redirects, 9);
        assert_eq!((it.redirects, it.fixed_responses), (9, 21));
        assert_eq!((it.target.ok, it.target.server_errors), (70, 7));
        assert_eq!(it.connection_errors, 12);
        assert_eq!(it.failures.iter().sum::<u64>(), 36 + 10);
        assert_eq!(it.failures[Failure::DeadAddress.index()], 1);
        let of_group = &minute.groups[0];
        assert_eq!(of_group.requests, 100);
        assert_eq!(of_group.requests_per_target, Some(50.0));
        assert_eq!(of_group.connection_errors, 12);
        assert_eq!(of_group.latency.count(), 70);
        assert_eq!(of_group.hosts.len(), 2);
        // The next minute begins with nothing.
        let minute = balancer.minute(120, &mut [&mut group]);
        assert_eq!(minute.balancer, BalancerMinute::default());
        assert_eq!(minute.groups[0].requests_per_target, Some(0.0));
    }

    /// SLB-33: by the healthy targets, and by all where none is.
    #[test]
    fn requests_per_target_are_those_of_the_healthy() {
        let mut group = TargetGroup::new(Settings::default());
        let mut balancer = balancer();
        let mut per_target = |group: &mut TargetGroup| {
            balancer.answered_by_target(0, 200, 60, 0.05);
            balancer.minute(60, &mut [group]).groups[0].requests_per_target
        };
        assert_eq!(per_target(&mut group), None);
        let sick = Some(Reason::Timeout);
        group.register_settled(0, 0, 0, 0, sick);
        group.register_settled(1, 0, 0, 0, sick);
        group.register_settled(2, 0, 0, 0, sick);
        assert_eq!(per_target(&mut group), Some(20.0));
        group.register_settled(3, 0, 0, 0, None);
        assert_eq!(per_target(&mut group), Some(60.0));
    }

    /// SLB-10.
    #[test]
    fn what_is_passed_to_unhealthy_targets_is_counted() {
        let mut balancer = balancer();
        balancer.routed(0, 5, Spreading::Healthy, 1);
        balancer.routed(0, 7, Spreading::FailOpen, 12);
        let minute = balancer.minute(60, &mut []);
        assert_eq!(minute.groups[0].unhealthy_routing, 7);
        assert_eq!(minute.balancer.rule_evaluations, 14);
    }

    #[test]
    fn tv_32_the_largest_of_four_is_billed() {
        let minute = |rules: u32| {
            let mut balancer = Balancer::new(&[0, 1], 1, 150);
            balancer.settle(60.0);
            // 2.5 GB an hour.
            let bytes = 2_500_000_000 / 3_600;
            for _ in 0..60 {
                balancer.second(Sent {
                    connections: 60,
                    bytes,
                    open: 0,
                });
                balancer.routed(0, 100, Spreading::Healthy, rules);
            }
            balancer.minute(60, &mut []).balancer
        };
        let it = minute(60);
        assert_eq!(it.active_connections, 9_000);
        assert!((it.lcus - 5.0).abs() < 1e-6, "{}", it.lcus);
        // 0.04 USD an hour at 0.008.
        assert!((it.lcus * 0.008 - 0.04).abs() < 1e-6);
        let it = minute(10);
        assert!((it.lcus - 3.0).abs() < 1e-6, "{}", it.lcus);
    }

    /// SLB-20.
    #[test]
    fn connections_are_open_as_long_as_the_workload_says() {
        let mut balancer = balancer();
        for _ in 0..2_000 {
            balancer.second(Sent {
                connections: 2,
                bytes: 0,
                open: 4,
            });
        }
        let minute = balancer.minute(2_000, &mut []);
        assert_eq!(minute.balancer.active_connections, 180 + 4);
        assert_eq!(minute.balancer.new_connections, 4_000);
    }

    /// DRILL-1: the application of one of two dies. Its share fails with 502
    /// until two checks have failed, and nothing fails afterwards.
    #[test]
    fn drill_1_a_dead_application_fails_its_share_until_it_is_noticed() {
        let (mut balancer, mut group) = (balancer(), group(2));
        let mut failed = Vec::new();
        let mut changes = Vec::new();
        let dies = 100;
        for now in 0..300 {
            let dead = |target| target == 1 && now >= dies;
            group.tick(
                now,
                |target| match dead(target) {
                    true => Answer::Refused,
                    false => Answer::at_once(200),
                },
                &mut changes,
            );
            let mut of_nodes = [0; 2];
            balancer.split(now, 0, 7, &mut of_nodes);
            let mut counts = [0; 2];
            for (node, requests) in of_nodes.into_iter().enumerate() {
                let ask = Ask {
                    class: 0,
                    requests,
                    fresh: 0,
                    zone: node,
                };
                let how = group.spread(now, ask, &[0; 2], &mut counts);
                balancer.routed(0, requests, how, 1);
            }
            assert_eq!(counts.iter().sum::<u32>(), 7);
            for (target, requests) in counts.into_iter().enumerate() {
                if dead(target as u32) {
                    balancer.failed(Some(0), Failure::Refused502, requests);
                    failed.push((now, requests));
                } else {
                    balancer.answered_by_target(0, 200, requests, 0.04);
                }
            }
        }
        let noticed = changes[0].at;
        assert_eq!(noticed, 150);
        let lost: u32 = failed.iter().map(|it| it.1).sum();
        assert_eq!(lost, 50 * 7 / 2, "half of those of fifty seconds");
        let after = failed.iter().filter(|it| it.0 >= noticed);
        assert!(after.clone().count() > 0 && after.clone().all(|it| it.1 == 0));
        let minute = balancer.minute(300, &mut [&mut group]);
        assert_eq!(minute.balancer.itself_502, 175);
        assert_eq!(minute.balancer.requests, 300 * 7);
    }

    proptest! {
        /// Zones are lost and come back: every request comes to some node, and
        /// a node that has long been lost gets none while another works.
        #[test]
        fn every_request_comes_to_a_node(
            events in vec((0..3usize, any::<bool>(), 1..90u32, 0..50u32), 1..20),
        ) {
            let mut balancer = Balancer::new(&[0, 1, 2], 1, 90);
            let mut now = 0;
            let mut up_now = [true; 3];
            let mut left = [None; 3];
            for (zone, up, wait, requests) in events {
                balancer.set_node(zone, up);
                balancer.answer(now, |_| true);
                up_now[zone] = up;
                let all_bad = !up_now.contains(&true);
                for (left, up) in left.iter_mut().zip(up_now) {
                    *left = match up || all_bad {
                        true => None,
                        false => left.or(Some(now)),
                    };
                }
                for _ in 0..wait {
                    let mut counts = [0; 3];
                    balancer.split(now, 1, requests, &mut counts);
                    prop_assert_eq!(counts.iter().sum::<u32>(), requests);
                    for (count, left) in counts.iter().zip(left) {
                        let long = left.is_some_and(|it| it + BALANCER_TTL <= now);
                        prop_assert!(!long || *count == 0);
                    }
                    now += 1;
                }
            }
        }
    }
}
