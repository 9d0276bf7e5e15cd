//! One second of requests: from the name through web ACL and balancer to the
//! targets. Nothing is allocated in here.

use super::super::balancing::{Failure, Itself, Sent};
use super::super::wiring::{Serves, SiteSays};
use super::crowd::{Crowd, class_of};
use super::{ATTACK, CUSTOMERS, FLOOD, Gate, Out, World};

impl World {
    /// Requests come and are worked on.
    pub(super) fn traffic(&mut self, out: &mut Out) {
        let now = self.at;
        let come = self.visitors.second(now);
        self.orders = come.orders;
        self.buckets.fetched = come.objects;
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
        // Taken out, so that whoever is behind a gate can be called.
        let mut pages = std::mem::take(&mut self.gate_pages);
        let mut calls = std::mem::take(&mut self.gate_calls);
        pages.fill(0);
        calls.fill(0);
        let shares = &self.gate_shares;
        let class = class_of(crowd.who, false);
        let some = self
            .gate_spread
            .in_turn(class, crowd.pages, shares, &mut pages);
        let class = class_of(crowd.who, true);
        self.gate_spread
            .in_turn(class, crowd.calls, shares, &mut calls);
        if !some {
            self.fail(None, crowd.who, Failure::NoName, crowd.pages + crowd.calls);
        }
        for gate in 0..pages.len() {
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
                Some(Gate::Site(site)) => {
                    let site = *site;
                    self.read_site(site, part);
                }
            }
        }
        (self.gate_pages, self.gate_calls) = (pages, calls);
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

    /// A crowd comes to the website of a bucket, which has one page for all
    /// (assumption `site-page`).
    fn read_site(&mut self, at: usize, crowd: Crowd) {
        let all = crowd.pages + crowd.calls;
        let site = &self.wiring.sites[at];
        self.buckets.read(&site.id, all);
        let failure = match site.says {
            SiteSays::Page => {
                match crowd.who {
                    CUSTOMERS => self.tally.answered += all,
                    _ => self.tally.attackers_out += all,
                }
                return;
            }
            SiteSays::Refused => Failure::AccessDenied403,
            SiteSays::NoWebsite => Failure::NoName,
            SiteSays::NoHttps => Failure::NoRoute,
        };
        self.fail(None, crowd.who, failure, all);
    }

    /// A crowd comes to a balancer: nodes, web ACL, listener, targets.
    pub(super) fn balance(&mut self, at: usize, crowd: Crowd) {
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
}
