//! A node passes requests on to targets, and what fails before it comes to a
//! server is counted. Nothing is allocated in here, but when somebody came or
//! went.

use super::super::balancing::{Ask, Failure, Spreading};
use super::super::clock::Second;
use super::crowd::{Crowd, class_of};
use super::{CUSTOMERS, World};

/// A connection that does not open is given up after ten seconds (SLB-24).
const CONNECT: Second = 10;

impl World {
    /// A node passes requests on to the targets of a pool.
    pub(super) fn pass_on(&mut self, balancer: usize, node: usize, at: usize, crowd: Crowd) {
        let now = self.at;
        self.freshen(at);
        let zone = self.zone_of_node(balancer, node);
        let pool = &mut self.pools[at];
        pool.pages.fill(0);
        pool.calls.fill(0);
        let ask = |class, requests, fresh| Ask {
            class,
            requests,
            fresh,
            zone,
        };
        let class = class_of(crowd.who, false);
        let fresh = crowd.fresh.min(crowd.pages);
        let pages = ask(class, crowd.pages, fresh);
        let how = pool.targets.spread(now, pages, &pool.open, &mut pool.pages);
        if crowd.calls > 0 {
            let calls = ask(class_of(crowd.who, true), crowd.calls, 0);
            pool.targets.spread(now, calls, &pool.open, &mut pool.calls);
        }
        let all = crowd.pages + crowd.calls;
        let rules = self.balancers[balancer].rules;
        let place = self.pool_place(at);
        self.balancers[balancer]
            .balancer
            .routed(place, all, how, rules);
        if how == Spreading::Nobody {
            self.fail(Some((balancer, None)), crowd.who, Failure::NoTarget503, all);
            return;
        }
        for slot in 0..self.pools[at].places.len() {
            let pool = &mut self.pools[at];
            let (pages, calls) = (pool.pages[slot], pool.calls[slot]);
            if pages + calls == 0 {
                continue;
            }
            let (server, spot) = pool.places[slot];
            let carried = self.wiring.pools[at].carries.get(node);
            let carried = carried
                .and_then(|it| it.get(spot))
                .copied()
                .unwrap_or_default();
            if !carried {
                if crowd.who == CUSTOMERS && self.balancers[balancer].depth == 0 {
                    pool.lost[((now + CONNECT) % 16) as usize] += pages + calls;
                } else {
                    self.fail(
                        Some((balancer, Some(at))),
                        crowd.who,
                        Failure::Unreachable504,
                        pages + calls,
                    );
                }
                continue;
            }
            if server >= self.servers.len() {
                self.fail(
                    Some((balancer, Some(at))),
                    crowd.who,
                    Failure::TargetClosed502,
                    pages + calls,
                );
                continue;
            }
            self.pools[at].open[slot] += pages + calls;
            self.hand(
                server,
                Crowd {
                    pages,
                    calls,
                    ..crowd
                },
            );
        }
    }

    /// A server gets requests.
    pub(super) fn hand(&mut self, server: usize, crowd: Crowd) {
        let it = &mut self.servers[server];
        it.arrivals.pages += crowd.pages;
        it.arrivals.api += crowd.calls;
        it.lately += crowd.pages + crowd.calls;
        match crowd.who {
            CUSTOMERS => it.customers += crowd.pages + crowd.calls,
            _ => {
                it.others += crowd.pages + crowd.calls;
                self.tally.attackers_in += crowd.pages + crowd.calls;
            }
        }
    }

    /// Connections that did not open in ten seconds are given up.
    pub(super) fn give_up(&mut self, now: Second) {
        for at in 0..self.pools.len() {
            let given_up = std::mem::take(&mut self.pools[at].lost[(now % 16) as usize]);
            if given_up > 0 {
                let balancer = self.wiring.pools[at].balancer;
                self.fail(
                    Some((balancer, Some(at))),
                    CUSTOMERS,
                    Failure::Unreachable504,
                    given_up,
                );
            }
        }
    }

    /// Requests failed before they came to a server.
    pub(super) fn fail(
        &mut self,
        at: Option<(usize, Option<usize>)>,
        who: usize,
        failure: Failure,
        requests: u32,
    ) {
        if requests == 0 {
            return;
        }
        let mut depth = 0;
        if let Some((balancer, pool)) = at {
            let place = pool.map(|it| self.pool_place(it));
            let it = &mut self.balancers[balancer];
            it.balancer.failed(place, failure, requests);
            depth = it.depth;
            if depth > 0 {
                it.inner.failed += requests;
            }
        }
        match who {
            CUSTOMERS if depth == 0 => self.tally.fail(failure, requests),
            CUSTOMERS => {}
            _ => self.tally.attackers_out += requests,
        }
    }

    /// Which of its balancer's groups a pool is.
    pub(super) fn pool_place(&self, pool: usize) -> usize {
        let balancer = self.wiring.pools[pool].balancer;
        let before = &self.wiring.pools[..pool];
        before.iter().filter(|it| it.balancer == balancer).count()
    }

    pub(super) fn zone_of_node(&self, balancer: usize, node: usize) -> usize {
        // The nodes of the wiring are those of the balancer, in order.
        self.balancers[balancer]
            .balancer
            .zones()
            .nth(node)
            .unwrap_or_default()
    }

    /// The places of a pool's targets are looked up again after something
    /// changed.
    pub(super) fn freshen(&mut self, at: usize) {
        let pool = &mut self.pools[at];
        let slots = pool.targets.slots();
        if !pool.stale && pool.places.len() == slots.len() {
            return;
        }
        let spots = &self.wiring.pools[at].spots;
        pool.places = slots
            .iter()
            .map(|slot| {
                let server = self.servers.iter().position(|it| it.number == slot.target);
                // One that has gone still drains in the books.
                let server = server.unwrap_or(usize::MAX);
                let spot = self.servers.get(server).map_or(0, |it| it.spot);
                let spot = spots.iter().position(|it| *it == spot);
                (server, spot.unwrap_or(usize::MAX))
            })
            .collect();
        let many = pool.places.len();
        pool.open.clear();
        pool.open.resize(many, 0);
        for (open, (server, _)) in pool.open.iter_mut().zip(&pool.places) {
            *open = self.servers.get(*server).map_or(0, |it| it.done.in_flight);
        }
        pool.pages.resize(many, 0);
        pool.calls.resize(many, 0);
        pool.stale = false;
    }
}
