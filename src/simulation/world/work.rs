//! Servers work on what came to them, and what became of it is told to whom
//! it concerns. Nothing is allocated in here.

use super::super::balancing::Failure;
use super::super::clock::Second;
use super::super::servers::{Knock, Work};
use super::super::wiring::Callee;
use super::crowd::Crowd;
use super::{CUSTOMERS, World};

impl World {
    /// Servers work, those that serve customers first, then the tiers behind.
    pub(super) fn work(&mut self, now: Second) {
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

    /// The pool and the balancer through which a server gets requests.
    fn pool_of(&self, at: usize) -> Option<(usize, usize)> {
        let number = self.servers[at].number;
        let pools = self.pools.iter().enumerate();
        let mut mine = pools.filter(|(_, it)| it.targets.place_of(number).is_some());
        let (pool, _) = mine.next()?;
        let balancer = self.wiring.pools[pool].balancer;
        (balancer < self.balancers.len()).then_some((balancer, pool))
    }
}
