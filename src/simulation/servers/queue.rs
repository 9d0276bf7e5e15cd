//! The queue before a server's vCPUs (PERF-9 to PERF-13).
//!
//! Whole requests come in and each leaves once: answered, failed with its
//! cause, or still in flight. What does not fit into a second waits in order
//! of arrival. How long an answer takes within its second is the mean of an
//! M/M/c queue, as single requests are not followed.

use super::super::clock::Second;
use super::erlang::erlang_c;
use super::latency::Latency;
use super::requests::{Costs, Done, Door, Limits, Offer};

/// Seconds that are kept apart: more than the longest limit.
const RING: usize = 64;

const HEALTH: usize = 0;
const FILE: usize = 1;
const API: usize = 2;
const PAGE: usize = 3;

/// Answers that wait for what they asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Parked {
    answered: u32,
    errors: u32,
    left: u32,
    timed_out: u32,
}

/// The queue of one server.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    costs: [u32; 4],
    limits: Limits,
    /// Who waits, by second of arrival.
    waiting: [[u32; 4]; RING],
    /// The second of the oldest that may still wait.
    oldest: Second,
    /// How many wait, health checks among them.
    many: u32,
    /// How many of them are health checks.
    many_health: u32,
    /// How much work they are.
    work: u64,
    /// How much of the first one's work is done already.
    progress: u64,
    /// Whose answer waits for a database, by the second in which it is due.
    parked: [Parked; RING],
    many_parked: u32,
    /// Fractions of a broken answer.
    broken: f64,
    /// The work and the number that came lately, a second.
    lately: (f64, f64),
}

impl Queue {
    /// An empty queue. Limits beyond a minute are cut to it.
    pub fn new(costs: Costs, limits: Limits) -> Self {
        let cut = |it: Second| it.clamp(1, RING as Second - 2);
        Self {
            costs: costs.each(),
            limits: Limits {
                backlog: limits.backlog,
                patience: cut(limits.patience),
                idle: cut(limits.idle),
                connect: cut(limits.connect),
                health: cut(limits.health),
            },
            waiting: [[0; 4]; RING],
            oldest: 0,
            many: 0,
            many_health: 0,
            work: 0,
            progress: 0,
            parked: [Parked::default(); RING],
            many_parked: 0,
            broken: 0.0,
            lately: (0.0, 0.0),
        }
    }

    /// How many requests of clients are in flight.
    pub fn in_flight(&self) -> u32 {
        self.many - self.many_health + self.many_parked
    }

    /// Every connection is reset, as when the process dies or the machine goes
    /// down: the clients get 502 (SLB-22).
    pub fn reset(&mut self) -> Done {
        let done = Done {
            refused: self.in_flight(),
            health_failed: self.many_health,
            ..Done::default()
        };
        if self.many + self.many_parked == 0 {
            return done;
        }
        self.waiting = [[0; 4]; RING];
        self.parked = [Parked::default(); RING];
        (self.many, self.many_health, self.many_parked) = (0, 0, 0);
        (self.work, self.progress) = (0, 0);
        done
    }

    /// One second. How long the answers took is added to `latency`.
    pub fn tick(&mut self, now: Second, offer: &Offer, latency: &mut Latency) -> Done {
        let mut done = Done::default();
        if self.many_parked > 0 {
            self.answer_parked(now, &mut done);
        }
        let each = offer.arrivals.each();
        let work: u64 = (0..4)
            .map(|it| u64::from(each[it]) * u64::from(self.costs[it]))
            .sum();
        // An eighth of the difference a second: the mean of the last seconds.
        self.lately.0 += (work as f64 - self.lately.0) / 8.0;
        self.lately.1 += (f64::from(offer.arrivals.all()) - self.lately.1) / 8.0;
        if offer.door == Door::Refuses {
            // So is whoever still waits for a connection or an answer.
            let reset = self.reset();
            done.refused += reset.refused + offer.arrivals.of_clients();
            done.health_failed += reset.health_failed + offer.arrivals.health;
        } else if offer.arrivals.all() > 0 {
            if self.many == 0 {
                self.oldest = now;
            }
            let slot = &mut self.waiting[now as usize % RING];
            for (mine, more) in slot.iter_mut().zip(each) {
                *mine += more;
            }
            self.many += offer.arrivals.all();
            self.many_health += offer.arrivals.health;
            self.work += work;
        }
        if self.many > 0 {
            self.give_up(now, offer.door, &mut done);
        }
        let wait = self.wait(offer.vcpus, offer.capacity);
        if offer.door == Door::Open {
            self.serve(now, offer, wait, &mut done, latency);
        }
        if matches!(offer.door, Door::Open | Door::Hangs) && self.many > self.limits.backlog {
            self.refuse(now, &mut done);
        }
        done.in_flight = self.in_flight();
        done.response = self.response(wait, offer);
        done
    }

    /// Answers whose database has answered.
    fn answer_parked(&mut self, now: Second, done: &mut Done) {
        let it = std::mem::take(&mut self.parked[now as usize % RING]);
        self.many_parked -= it.answered + it.errors + it.left + it.timed_out;
        done.answered += it.answered;
        done.errors += it.errors;
        done.left += it.left;
        done.timed_out += it.timed_out;
    }

    /// Whoever has waited for too long goes.
    fn give_up(&mut self, now: Second, door: Door, done: &mut Done) {
        let (limit, by_client) = match door {
            // There is not even a connection.
            Door::Silent if self.limits.connect <= self.limits.patience => {
                (self.limits.connect, false)
            }
            _ => (
                self.limits.patience.min(self.limits.idle),
                self.limits.patience < self.limits.idle,
            ),
        };
        let soonest = limit.min(self.limits.health);
        let mut at = self.oldest;
        while at + soonest <= now {
            let slot = &mut self.waiting[at as usize % RING];
            if at + self.limits.health <= now {
                let n = std::mem::take(&mut slot[HEALTH]);
                done.health_failed += n;
                self.many -= n;
                self.many_health -= n;
                self.work -= u64::from(n) * u64::from(self.costs[HEALTH]);
            }
            if at + limit <= now {
                for class in [FILE, API, PAGE] {
                    let n = std::mem::take(&mut slot[class]);
                    self.many -= n;
                    self.work -= u64::from(n) * u64::from(self.costs[class]);
                    if by_client {
                        done.left += n;
                    } else {
                        done.timed_out += n;
                    }
                }
                self.oldest = at + 1;
            }
            at += 1;
        }
        if self.many == 0 {
            self.progress = 0;
        }
    }

    /// The mean wait before a vCPU is free, in seconds, without a backlog.
    fn wait(&self, vcpus: u32, capacity: u64) -> f64 {
        let (work, many) = self.lately;
        if capacity == 0 || work <= 0.0 || many <= 0.0 {
            return 0.0;
        }
        let c = f64::from(vcpus);
        let share = capacity as f64 / (c * 1e6);
        // Beyond, the formula grows without end and the backlog tells.
        let a = (work / (share * 1e6)).min(c * 0.98);
        let service = work / many / 1e6 / share;
        erlang_c(a, vcpus) * service / (c - a)
    }

    /// The mean time of an answer to a page that comes now.
    fn response(&self, wait: f64, offer: &Offer) -> f64 {
        if offer.capacity == 0 {
            return wait + offer.extra;
        }
        let share = offer.capacity as f64 / (f64::from(offer.vcpus) * 1e6);
        let (work, many) = self.lately;
        let service = if many > 0.0 { work / many } else { 0.0 } / 1e6 / share;
        // Whoever waits for longer leaves, and nobody behind waits for him.
        let longest = f64::from(self.limits.patience.min(self.limits.idle));
        let backlog = (self.work as f64 / offer.capacity as f64).min(longest);
        service + wait.max(backlog) + offer.extra
    }

    /// The vCPUs work in the order of arrival for as long as they can.
    fn serve(
        &mut self,
        now: Second,
        offer: &Offer,
        wait: f64,
        done: &mut Done,
        latency: &mut Latency,
    ) {
        if self.many == 0 {
            return;
        }
        let mut budget = offer.capacity + self.progress;
        let at_first = budget;
        let share = offer.capacity as f64 / (f64::from(offer.vcpus) * 1e6);
        let mut at = self.oldest;
        while at <= now {
            let mut served = [0; 4];
            let mut short = false;
            let slot = &mut self.waiting[at as usize % RING];
            for class in [HEALTH, FILE, API, PAGE] {
                let waits = slot[class];
                if waits == 0 {
                    continue;
                }
                let cost = u64::from(self.costs[class]);
                let can = u32::try_from(budget / cost).unwrap_or(u32::MAX);
                let n = waits.min(can);
                slot[class] -= n;
                served[class] = n;
                budget -= u64::from(n) * cost;
                if n < waits {
                    short = true;
                    break;
                }
            }
            self.serve_at(now - at, served, offer, share, wait, now, done, latency);
            if short {
                break;
            }
            at += 1;
            self.oldest = at.min(now);
        }
        let spent = at_first - budget;
        if self.many == 0 {
            done.used = spent - self.progress.min(spent);
            self.progress = 0;
        } else {
            done.used = offer.capacity;
            self.progress = budget;
        }
    }

    /// What was served of those who came `age` seconds ago.
    #[expect(clippy::too_many_arguments, reason = "one second's facts")]
    #[inline]
    fn serve_at(
        &mut self,
        age: Second,
        served: [u32; 4],
        offer: &Offer,
        share: f64,
        wait: f64,
        now: Second,
        done: &mut Done,
        latency: &mut Latency,
    ) {
        let all: u32 = served.iter().sum();
        if all == 0 {
            return;
        }
        let cost = |class: usize| u64::from(served[class]) * u64::from(self.costs[class]);
        self.many -= all;
        self.many_health -= served[HEALTH];
        let of_clients = cost(FILE) + cost(API) + cost(PAGE);
        self.work -= of_clients + cost(HEALTH);
        done.health += served[HEALTH];
        done.files += served[FILE];
        done.api += served[API];
        done.pages += served[PAGE];
        let clients = all - served[HEALTH];
        if clients == 0 {
            return;
        }
        let asks = served[API] + served[PAGE];
        // Each broken answer is a whole one; the fraction is kept.
        self.broken += f64::from(asks) * offer.broken.clamp(0.0, 1.0);
        let errors = (self.broken.floor() as u32).min(asks);
        self.broken = (self.broken - f64::from(errors)).clamp(0.0, 1.0);
        let service = of_clients as f64 / f64::from(clients) / 1e6 / share;
        let waited = if age == 0 { wait } else { f64::from(age) };
        let mut mean = service + waited;
        done.answered += served[FILE];
        let rest = asks - errors;
        if offer.extra < 1.0 {
            mean += offer.extra * f64::from(asks) / f64::from(clients);
            done.answered += rest;
            done.errors += errors;
        } else if asks > 0 && self.park(age, rest, errors, offer.extra, now) {
            latency.spread(asks, mean + offer.extra);
        }
        let told = if offer.extra < 1.0 {
            clients
        } else {
            served[FILE]
        };
        if age == 0 {
            latency.spread(told, mean);
        } else {
            latency.add(told, mean);
        }
    }

    /// Answers that come seconds later, or too late. Whether in time.
    fn park(&mut self, age: Second, answered: u32, errors: u32, extra: f64, now: Second) -> bool {
        let longest = self.limits.patience.min(self.limits.idle);
        let patience = longest.saturating_sub(age).max(1);
        // A cast of a float stays within the type's range.
        let takes = (extra.floor() as Second).max(1);
        let slot = &mut self.parked[(now + takes.min(patience)) as usize % RING];
        self.many_parked += answered + errors;
        if takes < patience {
            slot.answered += answered;
            slot.errors += errors;
        } else if self.limits.patience < self.limits.idle {
            slot.left += answered + errors;
        } else {
            slot.timed_out += answered + errors;
        }
        takes < patience
    }

    /// The newest are refused where too many wait, of each kind as many as its
    /// share.
    fn refuse(&mut self, now: Second, done: &mut Done) {
        let slot = &mut self.waiting[now as usize % RING];
        let here: u32 = slot.iter().sum();
        let over = (self.many - self.limits.backlog).min(here);
        if over == 0 {
            return;
        }
        let mut take = slot.map(|n| {
            // Not more than `n`, so it fits.
            (u64::from(over) * u64::from(n) / u64::from(here)) as u32
        });
        let mut rest = over - take.iter().sum::<u32>();
        for class in [PAGE, API, FILE, HEALTH] {
            let more = rest.min(slot[class] - take[class]);
            take[class] += more;
            rest -= more;
        }
        for class in 0..4 {
            slot[class] -= take[class];
            self.work -= u64::from(take[class]) * u64::from(self.costs[class]);
        }
        self.many -= over;
        self.many_health -= take[HEALTH];
        done.health_failed += take[HEALTH];
        done.refused += over - take[HEALTH];
    }
}

#[cfg(test)]
mod tests;
