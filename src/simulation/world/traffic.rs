//! One second of requests: from the name through web ACL and balancer to the
//! servers, and what becomes of them. Nothing is allocated in here.

use super::super::balancing::{Ask, Failure, Itself, Sent, Spreading};
use super::super::clock::Second;
use super::super::servers::{Knock, Work};
use super::super::wiring::{Callee, Serves};
use super::{ATTACK, CUSTOMERS, FLOOD, Gate, Out, World};

/// A connection that does not open is given up after ten seconds (SLB-24).
const CONNECT: Second = 10;

/// Requests of one crowd.
#[derive(Clone, Copy)]
struct Crowd {
    who: usize,
    pages: u32,
    calls: u32,
    /// The first requests of new customers.
    fresh: u32,
}

impl World {
    /// Requests come and are worked on.
    pub(super) fn traffic(&mut self, out: &mut Out) {
        let now = self.at;
        let come = self.visitors.second(now);
        self.orders = come.orders;
        self.tally.asked += come.requests();
        for server in &mut self.servers {
            server.arrivals = super::Requests::default();
        }
        for balancer in &mut self.balancers {
            balancer.firewall.tick(now);
            balancer.connections = 0;
        }
        self.enter(
            Crowd {
                who: CUSTOMERS,
                pages: come.pages,
                calls: come.calls + come.orders,
                fresh: come.visits,
            },
            come.connections,
        );
        for (who, pages) in [(FLOOD, self.flood), (ATTACK, self.attack)] {
            if pages > 0 {
                let crowd = Crowd {
                    who,
                    pages,
                    calls: 0,
                    fresh: 0,
                };
                self.enter(crowd, pages);
            }
        }
        self.give_up(now);
        self.work(now);
        self.ask_databases(now, out);
        for balancer in 0..self.balancers.len() {
            let open = self.pools.iter().enumerate();
            let open = open.filter(|(at, _)| self.wiring.pools[*at].balancer == balancer);
            let open: u32 = open.map(|(_, it)| it.open.iter().sum::<u32>()).sum();
            let it = &mut self.balancers[balancer];
            it.balancer.second(Sent {
                connections: it.connections,
                bytes: 0,
                open,
            });
        }
    }

    /// A crowd comes to the name.
    fn enter(&mut self, crowd: Crowd, connections: u32) {
        if self.gates.is_empty() {
            self.fail(None, crowd.who, Failure::NoName, crowd.pages + crowd.calls);
            return;
        }
        if let [Gate::Balancer(only)] = self.gates[..]
            && self.believed.settled(self.at)
            && self
                .believed
                .answer(self.at)
                .first()
                .is_some_and(|it| *it >= 0.999_999)
        {
            self.balancers[only].connections += connections;
            self.balance(only, crowd);
            return;
        }
        self.believed.shares(self.at, &mut self.gate_shares);
        let many = self.gates.len();
        // Whoever gets no answer stands behind the last gate.
        let known: f64 = self.gate_shares[..many].iter().sum();
        self.gate_shares[many] = (1.0 - known).max(0.0);
        if self.gate_shares[many] < 1e-9 {
            self.gate_shares[many] = 0.0;
        }
        let mut pages = [0; 16];
        let mut calls = [0; 16];
        let within = (many + 1).min(16);
        let shares = &self.gate_shares[..within];
        let class = class_of(crowd.who, false);
        let some = self
            .gate_spread
            .in_turn(class, crowd.pages, shares, &mut pages);
        let class = class_of(crowd.who, true);
        self.gate_spread
            .in_turn(class, crowd.calls, shares, &mut calls);
        if !some {
            self.fail(None, crowd.who, Failure::NoName, crowd.pages + crowd.calls);
            return;
        }
        for gate in 0..within {
            let all = pages[gate] + calls[gate];
            if all == 0 {
                continue;
            }
            let part = Crowd {
                pages: pages[gate],
                calls: calls[gate],
                fresh: crowd.fresh * all / (crowd.pages + crowd.calls).max(1),
                ..crowd
            };
            match self.gates.get(gate) {
                None => self.fail(None, crowd.who, Failure::NoName, all),
                Some(Gate::Balancer(at)) => {
                    let at = *at;
                    let of_all = u64::from(connections) * u64::from(all);
                    let of_all = of_all / u64::from((crowd.pages + crowd.calls).max(1));
                    self.balancers[at].connections += u32::try_from(of_all).unwrap_or_default();
                    self.balance(at, part);
                }
                Some(Gate::Spot(spot)) => {
                    let spot = *spot;
                    self.visit(spot, part);
                }
            }
        }
    }

    /// A crowd comes straight to a server.
    fn visit(&mut self, spot: usize, crowd: Crowd) {
        let all = crowd.pages + crowd.calls;
        let door = self.wiring.entrance.doors.iter();
        let mut door = door.filter(|it| it.behind == super::super::wiring::Behind::Spot(spot));
        let let_in = door.next().map_or(0.0, |it| it.let_in);
        let server = self
            .servers
            .iter()
            .position(|it| it.spot == spot && it.gone.is_none());
        match server {
            Some(at) if let_in > 0.0 => self.hand(at, crowd),
            _ => self.fail(None, crowd.who, Failure::NoRoute, all),
        }
    }

    /// A crowd comes to a balancer: nodes, web ACL, listener, targets.
    fn balance(&mut self, at: usize, crowd: Crowd) {
        let now = self.at;
        let nodes = self.wiring.balancers[at].nodes.len();
        let it = &mut self.balancers[at];
        it.pages[..nodes].fill(0);
        it.calls[..nodes].fill(0);
        it.balancer
            .split(now, class_of(crowd.who, false), crowd.pages, &mut it.pages);
        it.balancer
            .split(now, class_of(crowd.who, true), crowd.calls, &mut it.calls);
        let mut placed = 0;
        for node in 0..nodes {
            let it = &mut self.balancers[at];
            let (mut pages, mut calls) = (it.pages[node], it.calls[node]);
            placed += pages + calls;
            if pages + calls == 0 {
                continue;
            }
            if !it.balancer.is_up(node) {
                self.fail(None, crowd.who, Failure::DeadAddress, pages + calls);
                continue;
            }
            let lost = 1.0 - it.let_in[node];
            if lost > 0.0 && crowd.who == CUSTOMERS {
                it.owed[node] += lost * f64::from(pages + calls);
                let out = it.owed[node].floor();
                it.owed[node] -= out;
                // It is at most what came, by its making.
                let out = (out as u32).min(pages + calls);
                let of_pages = out.min(pages);
                pages -= of_pages;
                calls -= out - of_pages;
                self.fail(None, crowd.who, Failure::NoRoute, out);
            }
            let it = &mut self.balancers[at];
            let outcome = it.firewall.judge(crowd.who, pages + calls);
            if outcome.blocked > 0 {
                it.blocked += outcome.blocked;
                self.fail(
                    Some((at, None)),
                    crowd.who,
                    Failure::Blocked403,
                    outcome.blocked,
                );
                continue;
            }
            let all = pages + calls;
            let let_through = Crowd {
                pages,
                calls,
                ..crowd
            };
            match self.wiring.balancers[at].serves {
                Serves::Nothing => {
                    self.fail(Some((at, None)), crowd.who, Failure::NoListener, all);
                }
                Serves::Answers(status) => {
                    let itself = match status {
                        300..400 => Itself::Redirect,
                        _ => Itself::Fixed(status),
                    };
                    self.balancers[at].balancer.answered_itself(itself, all);
                    if crowd.who == CUSTOMERS {
                        match status >= 400 {
                            true => self.tally.fail(Failure::Fixed, all),
                            false => self.tally.answered += all,
                        }
                    }
                }
                Serves::Pool(pool) => self.pass_on(at, node, pool, let_through),
            }
        }
        // A name without an address for anybody.
        let missing = crowd.pages + crowd.calls - placed;
        self.fail(None, crowd.who, Failure::NoName, missing);
    }

    /// A node passes requests on to the targets of a pool.
    fn pass_on(&mut self, balancer: usize, node: usize, at: usize, crowd: Crowd) {
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
        self.pools[at].failing_open = how == Spreading::FailOpen;
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
    fn hand(&mut self, server: usize, crowd: Crowd) {
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
    fn give_up(&mut self, now: Second) {
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

    /// Servers work, those that serve customers first, then the tiers behind.
    fn work(&mut self, now: Second) {
        let mut depth = 0;
        loop {
            let mut deeper = false;
            for at in 0..self.servers.len() {
                let server = &mut self.servers[at];
                if server.gone.is_some() {
                    continue;
                }
                if server.depth != depth {
                    deeper |= server.depth > depth;
                    continue;
                }
                let work = Work {
                    arrivals: server.arrivals,
                    extra: server.extra,
                    broken: server.broken,
                };
                let knock = server.server.knock();
                server.done = server.server.tick(now, &work);
                self.account(at, knock);
                self.call_inner(at);
            }
            if !deeper {
                break;
            }
            depth += 1;
        }
        for balancer in &mut self.balancers {
            if balancer.depth == 0 {
                continue;
            }
            let inner = &mut balancer.inner;
            if inner.asked > 0 {
                inner.broken = f64::from(inner.failed) / f64::from(inner.asked);
                (inner.asked, inner.failed) = (0, 0);
            }
        }
        for at in 0..self.pools.len() {
            self.freshen(at);
            let pool = &mut self.pools[at];
            for (open, (server, _)) in pool.open.iter_mut().zip(&pool.places) {
                // One that is gone may still stand in the list.
                *open = self.servers.get(*server).map_or(0, |it| it.done.in_flight);
            }
        }
    }

    /// What a server worked on asks the tier behind it.
    fn call_inner(&mut self, at: usize) {
        let done = self.servers[at].done;
        if done.pages + done.api == 0 {
            return;
        }
        let spot = self.servers[at].spot;
        let wiring = std::sync::Arc::clone(&self.wiring);
        for call in &wiring.spots[spot].calls {
            if !call.reached {
                continue;
            }
            let crowd = Crowd {
                who: CUSTOMERS,
                pages: done.pages,
                calls: done.api,
                fresh: 0,
            };
            match call.callee {
                Callee::Balancer(inner) if self.balancers[inner].depth > self.servers[at].depth => {
                    self.balancers[inner].inner.asked += done.pages + done.api;
                    self.balance_inner(inner, crowd);
                }
                Callee::Spot(spot) => {
                    let server = self
                        .servers
                        .iter()
                        .position(|it| it.spot == spot && it.gone.is_none());
                    if let Some(server) = server
                        && self.servers[server].depth > self.servers[at].depth
                    {
                        self.hand(server, crowd);
                    }
                }
                _ => {}
            }
        }
    }

    /// The same as for customers, but what fails is the caller's to tell.
    fn balance_inner(&mut self, at: usize, crowd: Crowd) {
        self.balancers[at].connections += crowd.pages + crowd.calls;
        self.balance(at, crowd);
    }

    /// What became of a server's requests is told to whom it concerns.
    fn account(&mut self, at: usize, knock: Knock) {
        let server = &self.servers[at];
        let done = server.done;
        if done.over() == 0 {
            return;
        }
        let depth = server.depth;
        let refused = match knock {
            Knock::Refuses => Failure::Refused502,
            Knock::Answers if self.servers[at].server.knock() == Knock::Answers => {
                Failure::Overload502
            }
            _ => Failure::TargetClosed502,
        };
        let timed_out = match knock {
            Knock::Silent => Failure::Unreachable504,
            _ => Failure::Timeout504,
        };
        let reason = match server.server.life().is_disk_full() {
            true => Failure::App500Storage,
            false => server.reason,
        };
        let pool = self.pool_of(at);
        if done.answered > 0
            && let Some((balancer, pool)) = pool
        {
            let place = self.pool_place(pool);
            let it = &mut self.balancers[balancer];
            it.balancer
                .answered_by_target(place, 200, done.answered, done.response);
            if it.depth > 0 {
                it.inner.response = done.response;
            }
        }
        let outcomes = [
            (None, done.answered),
            (Some(reason), done.errors),
            (Some(refused), done.refused),
            (Some(timed_out), done.timed_out),
            (Some(Failure::ClientLeft460), done.left),
        ];
        for (failure, count) in outcomes {
            if count == 0 {
                continue;
            }
            // Of a mixed crowd each kind has its part.
            let server = &mut self.servers[at];
            match failure {
                None => server.minute.1 += count,
                Some(failure) if failure == reason => server.minute.0 += count,
                Some(_) => {}
            }
            let all = u64::from(server.customers) + u64::from(server.others);
            let mine = (u64::from(count) * u64::from(server.customers) + all / 2) / all.max(1);
            let mine = u32::try_from(mine)
                .unwrap_or(count)
                .min(server.customers)
                .min(count);
            let theirs = (count - mine).min(server.others);
            let mine = (count - theirs).min(server.customers);
            server.customers -= mine;
            server.others -= theirs;
            if let (Some(failure), Some((balancer, pool))) = (failure, pool) {
                let place = self.pool_place(pool);
                self.balancers[balancer]
                    .balancer
                    .failed(Some(place), failure, count);
            }
            if depth > 0 {
                if failure.is_some()
                    && let Some((balancer, _)) = pool
                {
                    self.balancers[balancer].inner.failed += count;
                }
                continue;
            }
            match failure {
                None => {
                    self.tally.answered += mine;
                    self.waits.spread(mine, done.response);
                }
                Some(failure) => self.tally.fail(failure, mine),
            }
        }
    }

    /// Requests failed before they came to a server.
    fn fail(
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

    /// The pool and the balancer through which a server gets requests.
    fn pool_of(&self, at: usize) -> Option<(usize, usize)> {
        let number = self.servers[at].number;
        let pools = self.pools.iter().enumerate();
        let mut mine = pools.filter(|(_, it)| it.targets.place_of(number).is_some());
        let (pool, _) = mine.next()?;
        let balancer = self.wiring.pools[pool].balancer;
        (balancer < self.balancers.len()).then_some((balancer, pool))
    }

    /// Which of its balancer's groups a pool is.
    pub(super) fn pool_place(&self, pool: usize) -> usize {
        let balancer = self.wiring.pools[pool].balancer;
        let before = &self.wiring.pools[..pool];
        before.iter().filter(|it| it.balancer == balancer).count()
    }

    fn zone_of_node(&self, balancer: usize, node: usize) -> usize {
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
                let server = server.unwrap_or_default();
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

/// What is carried apart in spreading.
fn class_of(who: usize, is_call: bool) -> usize {
    match (who, is_call) {
        (CUSTOMERS, false) => 0,
        (CUSTOMERS, true) => 1,
        (FLOOD, _) => 2,
        _ => 3,
    }
}
