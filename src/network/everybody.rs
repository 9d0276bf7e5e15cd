//! Questions that speak of many, answered for all of them.
//!
//! `internet` is every address out there, a group of instances, a subnet, a
//! VPC or a security group is each of its members, a name is each of its
//! addresses, a load balancer may choose any of its healthy targets, and a
//! client any port. What is asked once for each class of those that nothing on
//! the way can tell apart is true of all of them, so the answer is exact: for
//! everybody, for nobody, or for which part.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use rustc_hash::FxHashSet;

use super::answer::*;
use super::extent::{Extent, Limit, Reach, Side};
use super::internet::{Internet, blocks_of};
use super::scope::{Open, Scope};
use super::share::Share;
use super::topology::Network;
use super::trace::{Fate, Judge, Way};

/// One of those that a question speaks of, on one way.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// The question as this one asks it.
    pub flow: Flow,
    /// The choices that fall on the way.
    pub way: Way,
}

/// The answer for all that a question speaks of.
#[derive(Clone, Debug)]
pub(super) struct Everybody {
    /// How far it holds.
    pub extent: Extent,
    /// One who gets through.
    pub good: Option<Case>,
    /// One who does not.
    pub bad: Option<Case>,
}

/// What adds up to the answer.
#[derive(Default)]
struct Sum {
    shares: Vec<(Share, u64)>,
    some_lost: bool,
    limits: Vec<Limit>,
    good: Option<Case>,
    bad: Option<Case>,
}

impl Sum {
    /// One who is asked about; who is shown counts before all others.
    fn add(&mut self, fate: Fate, weight: u64, shown: bool, flow: impl Fn() -> Flow) {
        self.shares.push((fate.share, weight));
        if (self.good.is_none() || shown) && fate.any() {
            self.good = Some(Case {
                flow: flow(),
                way: fate.good,
            });
        }
        if !fate.all {
            self.some_lost = true;
            if self.bad.is_none() || shown {
                let mut flow = flow();
                flow.source_port = flow.source_port.or(fate.lost_port);
                self.bad = Some(Case {
                    flow,
                    way: fate.bad,
                });
            }
        }
        self.limit(fate.limits);
    }

    fn limit(&mut self, limits: Vec<Limit>) {
        for limit in limits {
            if !self.limits.contains(&limit) {
                self.limits.push(limit);
            }
        }
    }

    fn merge(&mut self, other: Self, weight: u64) {
        self.shares.push((Share::mean(other.shares), weight));
        self.some_lost |= other.some_lost;
        self.good = self.good.take().or(other.good);
        self.bad = self.bad.take().or(other.bad);
        self.limit(other.limits);
    }

    fn end(self) -> Everybody {
        let share = Share::mean(self.shares);
        let reach = if !self.some_lost {
            Reach::Everybody
        } else if share == Share::NONE {
            Reach::Nobody
        } else {
            Reach::Some
        };
        Everybody {
            extent: Extent {
                reach,
                share,
                limits: self.limits,
            },
            good: self.good,
            bad: self.bad,
        }
    }
}

impl<'a> Network<'a> {
    /// The answer for all that a question speaks of.
    pub(super) fn ask<'j>(&'j self, judge: &'j Judge<'j, 'a>, flow: &Flow) -> Everybody {
        let (from, to) = (
            self.members(judge, &flow.from, Side::From, &flow.to),
            self.members(judge, &flow.to, Side::To, &flow.from),
        );
        if from.is_none() && to.is_none() {
            return self.ask_one(judge, flow).end();
        }
        let mut sum = Sum::default();
        let (mut lost_from, mut lost_to) = (FxHashSet::default(), FxHashSet::default());
        for pair in self.pairs(flow, from.as_ref(), to.as_ref()) {
            let one = self.ask_one(judge, &pair.flow);
            if one.some_lost {
                lost_from.extend(pair.from);
                lost_to.extend(pair.to);
            }
            sum.merge(one, pair.weight);
        }
        for (side, members, lost) in [(Side::From, from, lost_from), (Side::To, to, lost_to)] {
            if let Some(members) = members
                && !lost.is_empty()
                && lost.len() < members.classes()
            {
                sum.limits
                    .insert(0, self.lost_members(&members, side, &lost));
            }
        }
        sum.end()
    }

    /// The answer for one pair of ends, either of which may be the internet.
    fn ask_one<'j>(&'j self, judge: &'j Judge<'j, 'a>, flow: &Flow) -> Sum {
        let side = match (&flow.from, &flow.to) {
            (Endpoint::Internet, _) => Side::From,
            (_, Endpoint::Internet) => Side::To,
            _ => {
                let mut sum = Sum::default();
                let (fate, _) = self.fate_of(judge, flow, Scope::default());
                sum.add(fate, 1, true, || flow.clone());
                return sum;
            }
        };
        let at = |address: Ipv4Addr| {
            let (mut flow, end) = (flow.clone(), Endpoint::Address(address));
            match side {
                Side::From => flow.from = end,
                Side::To => flow.to = end,
            }
            flow
        };
        let usual = match side {
            Side::From => self.user_address(),
            Side::To => self.host,
        };
        let internet = self.internet();
        let mut sum = Sum::default();
        let (mut through, mut lost) = (Vec::new(), Vec::new());
        let (mut first, mut next) = (0, internet.next(0));
        while let Some(tried) = next {
            let scope = Scope {
                address: Some(Open::from(tried, u32::MAX)),
                ..Scope::default()
            };
            let (fate, scope) = self.fate_of(judge, &at(tried.into()), scope);
            let known = scope.address.map_or(tried, Open::last);
            next = known.checked_add(1).and_then(|it| internet.next(it));
            let last = if next.is_some() { known } else { u32::MAX };
            let side = if fate.all { &mut through } else { &mut lost };
            extend(side, (first, last));
            let weight = internet.count(first, last);
            let shown = (tried..=known).contains(&u32::from(usual));
            sum.add(fate, weight, shown, || {
                if shown {
                    flow.clone()
                } else {
                    at(self.example(tried, known))
                }
            });
            first = last.saturating_add(1);
        }
        if !through.is_empty()
            && let Some((from, to)) = lost.first()
        {
            let count = |ranges: &[(u32, u32)]| -> u64 {
                ranges
                    .iter()
                    .map(|(from, to)| internet.count(*from, *to))
                    .sum()
            };
            let start = internet.next(*from).unwrap_or(*from);
            let limit = Limit::Addresses {
                side,
                share: Share::of(count(&through), internet.count(0, u32::MAX)),
                example: self.example(start, *to),
                through: blocks_of(&through),
                lost: blocks_of(&lost),
            };
            sum.limits.insert(0, limit);
        }
        sum
    }
}

impl Network<'_> {
    /// The internet, as this document leaves it.
    pub(super) fn internet(&self) -> &Internet {
        self.internet.get_or_init(|| {
            let blocks = self.relations.vpcs.iter().flat_map(|it| &it.blocks);
            let own = self.by_public.keys().copied().map(Ipv4Net::from);
            Internet::around(blocks.copied().chain(own))
        })
    }

    /// An address of a range that reads like a host's; whoever stands for the
    /// internet elsewhere, where the range holds them.
    fn example(&self, first: u32, last: u32) -> Ipv4Addr {
        let holds = |address: &Ipv4Addr| (first..=last).contains(&u32::from(*address));
        let known = [self.user_address(), self.host].into_iter().find(holds);
        known.unwrap_or_else(|| Ipv4Addr::from((first | 1).min(last)))
    }
}

/// Adds a range behind all others.
fn extend(ranges: &mut Vec<(u32, u32)>, (first, last): (u32, u32)) {
    match ranges.last_mut() {
        Some(before) if before.1.checked_add(1) == Some(first) => before.1 = last,
        _ => ranges.push((first, last)),
    }
}
