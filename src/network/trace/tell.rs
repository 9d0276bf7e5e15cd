//! Which of all that a question speaks of a trace shows.

use std::net::Ipv4Addr;

use super::opening;
use super::walk::Walk;
use crate::network::answer::*;
use crate::network::everybody::{Case, Everybody};
use crate::network::extent::{Extent, Reach, Side};
use crate::network::scope::Scope;
use crate::network::topology::Network;
use crate::network::trace::{Judge, Way};

impl Network<'_> {
    /// Follows a flow there and back, and says how far the answer holds for
    /// all that the flow speaks of. It counts as delivered when it gets
    /// through on every way that AWS may take; where only some do, a failing
    /// one is shown, and one that gets through beside it.
    pub fn trace(&self, flow: &Flow) -> Trace {
        let every = Judge::new(self, true);
        let everybody = self.ask(&every, flow);
        let (told, through) = self.one_of(flow, &everybody);
        let mut trace = self.follow(&told.flow, &told.way);
        if trace.verdict == Verdict::Dropped
            && let Some(case) = through
        {
            trace.through = Some(Box::new(self.passage(&case)));
        }
        trace.flow = flow.clone();
        trace.extent = everybody.extent;
        trace
    }

    /// A way that gets through.
    pub(in crate::network) fn passage(&self, case: &Case) -> Passage {
        let trace = self.follow(&case.flow, &case.way);
        Passage {
            from: trace.flow.from,
            to: trace.flow.to,
            request: trace.request,
            response: trace.response,
        }
    }

    /// Whom of all that a flow speaks of a trace shows, and one who fares
    /// better. The one that is shown for the internet is the same as ever, so
    /// that a picture does not jump when a rule changes for others.
    fn one_of(&self, flow: &Flow, everybody: &Everybody) -> (Case, Option<Case>) {
        let first = self.first_of(flow);
        let plain = Case {
            flow: first,
            way: Way::new(),
        };
        if everybody.extent.reach == Reach::Everybody {
            return (plain, None);
        }
        let many = |end: &Endpoint, side| match end {
            Endpoint::Resource(id) => self.members_of(id, side).is_some(),
            _ => false,
        };
        if many(&flow.from, Side::From) || many(&flow.to, Side::To) {
            let bad = everybody.bad.clone();
            return (bad.unwrap_or(plain), everybody.good.clone());
        }
        // On the client's own port and address, what may AWS still choose?
        let sampled = Judge::new(self, false);
        let shown = Flow {
            from: self.shown(&flow.from, self.user_address()),
            to: self.shown(&flow.to, self.host),
            ..flow.clone()
        };
        let (fate, _) = self.fate_of(&sampled, &shown, Scope::default());
        let case = |way: Way| Case {
            flow: plain.flow.clone(),
            way,
        };
        if fate.all {
            return (plain, None);
        }
        let through = if fate.any() {
            Some(case(fate.good))
        } else {
            everybody.good.clone()
        };
        (case(fate.bad), through)
    }

    pub(super) fn shown(&self, end: &Endpoint, address: Ipv4Addr) -> Endpoint {
        match end {
            Endpoint::Internet => Endpoint::Address(address),
            other => other.clone(),
        }
    }

    /// The first flow of those that a flow stands for.
    pub(in crate::network) fn first_of(&self, flow: &Flow) -> Flow {
        let first = |end: &Endpoint, side, but: Option<&Endpoint>| match end {
            Endpoint::Resource(id) => {
                let members = self.members_of(id, side).into_iter().flatten();
                let mut ends = members.map(|at| Endpoint::Resource(self.interfaces[at].id.clone()));
                ends.find(|it| Some(it) != but)
                    .unwrap_or_else(|| end.clone())
            }
            _ => end.clone(),
        };
        let from = first(&flow.from, Side::From, None);
        Flow {
            to: first(&flow.to, Side::To, Some(&from)),
            from,
            ..flow.clone()
        }
    }

    /// Follows one way, with these choices on it.
    pub(in crate::network) fn follow(&self, flow: &Flow, way: &Way) -> Trace {
        let mut walk = Walk::new(self, true, opening(flow));
        walk.way.clone_from(way);
        walk.run(flow);
        Trace {
            flow: flow.clone(),
            verdict: if walk.dropped {
                Verdict::Dropped
            } else {
                Verdict::Delivered
            },
            request: Leg { hops: walk.request },
            response: Leg {
                hops: walk.response,
            },
            blockers: walk.blockers,
            extent: Extent::of_one(!walk.dropped),
            through: None,
            not_modelled: walk.notes.iter().map(|note| (*note).to_owned()).collect(),
        }
    }
}
