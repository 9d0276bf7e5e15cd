//! Which target of a group gets a request, and who keeps whom by a cookie
//! (SLB-10 to SLB-17, SAZ-8).

use crate::architecture::Algorithm;

use super::super::clock::Second;
use super::health::State;
use super::sessions::Sessions;
use super::settings::{Settings, Zone};
use super::slot::Slot;
use super::spread::{CLASSES, Class, Spread};

/// How long a customer stays, which is how long a cookie keeps one at most
/// (the assumption `session-length`).
const SESSION: Second = 300;

/// Requests of one second that are to be spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is carried apart: pages, calls.
    pub class: Class,
    /// How many.
    pub requests: u32,
    /// How many of them are the first of a customer, who has no cookie yet.
    pub fresh: u32,
    /// The zone of the node that passes them on.
    pub zone: Zone,
}

/// To whom requests were passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spreading {
    /// To healthy targets.
    Healthy,
    /// To all, because none is healthy (SLB-10).
    FailOpen,
    /// To nobody: no target is registered and in use (SLB-23).
    Nobody,
}

/// What is carried from second to second.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Routing {
    spread: Spread,
    /// Requests with a cookie are carried apart.
    stuck: Spread,
    sessions: Sessions,
    /// Sessions without a target, until the next request.
    homeless: u32,
    /// Sessions whose target went, since somebody asked.
    moved: u32,
    // Kept so that nothing is allocated each second.
    weights: Vec<f64>,
    sticky: Vec<f64>,
    fresh: Vec<u32>,
}

impl Routing {
    /// There are so many slots now; new ones are at the end.
    pub fn fit(&mut self, slots: usize) {
        self.spread.fit(slots);
        self.stuck.fit(slots);
        self.sessions.fit(slots);
        self.weights.resize(slots, 0.0);
        self.sticky.resize(slots, 0.0);
        self.fresh.resize(slots, 0);
    }

    /// The slot at this place is gone.
    pub fn remove(&mut self, place: usize) {
        self.spread.remove(place);
        self.stuck.remove(place);
        self.sessions.remove(place);
        self.weights.pop();
        self.sticky.pop();
        self.fresh.pop();
    }

    /// The target at this place takes nothing any more: its sessions look for
    /// another (SAZ-8).
    pub fn leave(&mut self, place: usize) {
        let moved = self.sessions.leave(place);
        self.moved = self.moved.saturating_add(moved);
        self.homeless = self.homeless.saturating_add(moved);
    }

    /// Cookies are given no more.
    pub fn forget_sessions(&mut self) {
        for place in 0..self.weights.len() {
            self.sessions.leave(place);
        }
        self.homeless = 0;
    }

    /// A second passes, for those whom a cookie keeps so long.
    pub fn second(&mut self, stickiness: Second) {
        self.sessions.second(stickiness.min(SESSION));
    }

    /// The sessions on each target.
    pub fn sessions(&self) -> &[u32] {
        self.sessions.live()
    }

    /// How many sessions lost their target since this was asked last.
    pub fn take_moved(&mut self) -> u32 {
        std::mem::take(&mut self.moved)
    }

    /// Adds the requests that each target gets to `counts`; `open` is what
    /// each has open already. Both are in the order of the slots.
    pub fn spread(
        &mut self,
        now: Second,
        ask: Ask,
        (settings, slots): (&Settings, &[Slot]),
        open: &[u32],
        counts: &mut [u32],
    ) -> Spreading {
        let spreading = self.weigh(now, ask.zone, settings, slots);
        if spreading == Spreading::Nobody {
            return spreading;
        }
        let algorithm = settings.algorithm;
        if settings.stickiness.is_none() {
            self.fresh.fill(0);
            self.choose(algorithm, ask.class, ask.requests, open);
            self.give(counts);
            return spreading;
        }
        // Who lost a target is given another by the next answer's cookie.
        let homeless = std::mem::take(&mut self.homeless);
        self.fresh.fill(0);
        self.choose(algorithm, CLASSES - 1, homeless, open);
        self.sessions.begin(&self.fresh);
        let fresh = ask.fresh.min(ask.requests);
        self.fresh.fill(0);
        self.choose(algorithm, ask.class, fresh, open);
        self.sessions.begin(&self.fresh);
        self.give(counts);
        for place in 0..self.weights.len() {
            // A cookie for a target that takes nothing now is passed over.
            self.sticky[place] = match self.weights[place] > 0.0 {
                true => self.sessions.weights()[place],
                false => 0.0,
            };
        }
        let (class, rest) = (ask.class, ask.requests - fresh);
        if !self.stuck.in_turn(class, rest, &self.sticky, counts) {
            self.fresh.fill(0);
            self.choose(algorithm, class, rest, open);
            self.give(counts);
        }
        spreading
    }

    /// Adds requests without a cookie to `fresh`.
    fn choose(&mut self, algorithm: Algorithm, class: Class, requests: u32, open: &[u32]) {
        match algorithm {
            Algorithm::LeastOutstanding => {
                self.spread
                    .fewest_open(requests, &self.weights, open, &mut self.fresh);
            }
            // Weighted random without what it knows of errors (SLB-15): equal
            // shares.
            Algorithm::RoundRobin | Algorithm::WeightedRandom => {
                self.spread
                    .in_turn(class, requests, &self.weights, &mut self.fresh);
            }
        }
    }

    fn give(&self, counts: &mut [u32]) {
        for (count, fresh) in counts.iter_mut().zip(&self.fresh) {
            *count += fresh;
        }
    }

    /// Weighs the targets that a node of a zone may use (SLB-10 to SLB-17).
    fn weigh(&mut self, now: Second, zone: Zone, settings: &Settings, slots: &[Slot]) -> Spreading {
        let cross_zone = settings.cross_zone;
        let slow_start = settings.slow_start;
        let within = |slot: &Slot| cross_zone || slot.zone == zone;
        let (mut any, mut healthy, mut all) = (false, false, 0.0);
        for (slot, weight) in slots.iter().zip(&mut self.weights) {
            *weight = 0.0;
            if !within(slot) {
                continue;
            }
            match slot.health.state() {
                State::Healthy => {
                    healthy = true;
                    *weight = match slot.slow_since {
                        Some(since) if slot.is_slow(slow_start, now) => {
                            f64::from(now - since) / f64::from(slow_start)
                        }
                        _ => 1.0,
                    };
                    all += *weight;
                }
                State::Initial | State::Unhealthy => any = true,
                State::Draining | State::Unused => {}
            }
        }
        if healthy {
            // All that are healthy have just begun.
            if all <= 0.0 {
                self.equal(slots, |slot| {
                    within(slot) && slot.health.state() == State::Healthy
                });
            }
            return Spreading::Healthy;
        }
        if !any {
            return Spreading::Nobody;
        }
        self.equal(slots, |slot| {
            let state = slot.health.state();
            within(slot) && matches!(state, State::Initial | State::Unhealthy)
        });
        Spreading::FailOpen
    }

    fn equal(&mut self, slots: &[Slot], takes: impl Fn(&Slot) -> bool) {
        for (slot, weight) in slots.iter().zip(&mut self.weights) {
            *weight = f64::from(u8::from(takes(slot)));
        }
    }
}
