//! A target group over time: its targets, their health, and who gets what.

use crate::architecture;
use crate::architecture::Algorithm;

use super::super::clock::Second;
use super::health::{Answer, Checks, Health, Matcher, Reason, State, Turn};
use super::sessions::Sessions;
use super::spread::{CLASSES, Class, Spread};

/// An Availability Zone, as the run numbers them.
pub type Zone = usize;

/// How long a customer stays, which is how long a cookie keeps one at most
/// (the assumption `session-length`).
const SESSION: Second = 300;

/// The settings of a group, as they stand in the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How targets are checked.
    pub checks: Checks,
    /// How long a target that leaves may finish (SLB-17).
    pub delay: Second,
    /// Over how long a new target's share grows; 0 for at once (SLB-16).
    pub slow_start: Second,
    /// How a target is chosen (SLB-15).
    pub algorithm: Algorithm,
    /// How long a cookie keeps a customer on a target.
    pub stickiness: Option<Second>,
    /// Whether a node passes requests to targets of other zones (SLB-14). The
    /// drawing does not turn it off.
    pub cross_zone: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of(&architecture::TargetGroup::default())
    }
}

impl Settings {
    /// Those of a group of the drawing. What is outside of AWS's ranges
    /// (SLB-2) is a finding of the rules; here a run must only go on.
    pub fn of(group: &architecture::TargetGroup) -> Self {
        Self {
            checks: Checks {
                interval: group.health_interval.max(1),
                timeout: group.health_timeout,
                healthy_after: group.healthy_threshold.max(1),
                unhealthy_after: group.unhealthy_threshold.max(1),
                matcher: Matcher::of(&group.health_matcher),
            },
            delay: group.deregistration_delay,
            slow_start: group.slow_start,
            algorithm: group.algorithm,
            stickiness: group.stickiness,
            cross_zone: true,
        }
    }

    /// Slow start goes with round robin only
    /// [ALB UG: Slow start mode, considerations].
    fn starts_slowly(&self) -> bool {
        self.slow_start > 0 && self.algorithm == Algorithm::RoundRobin
    }
}

/// A target and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The server, as the run numbers them.
    pub target: u32,
    /// Its zone.
    pub zone: Zone,
    /// Its health.
    pub health: Health,
    /// Since when its share grows.
    slow_since: Option<Second>,
}

/// A target changed its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthChange {
    /// The server.
    pub target: u32,
    /// The state before.
    pub from: State,
    /// The state now.
    pub to: State,
    /// Why.
    pub reason: Option<Reason>,
    /// When.
    pub at: Second,
}

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

/// How many targets of a zone were healthy during a minute (SLB-32).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostCounts {
    /// The zone.
    pub zone: Zone,
    /// Healthy targets now.
    pub healthy: u32,
    /// The fewest of the minute.
    pub healthy_least: u32,
    /// The most of the minute.
    pub healthy_most: u32,
    /// Unhealthy targets now.
    pub unhealthy: u32,
    /// The fewest of the minute.
    pub unhealthy_least: u32,
    /// The most of the minute.
    pub unhealthy_most: u32,
}

/// A target group.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetGroup {
    settings: Settings,
    slots: Vec<Slot>,
    spread: Spread,
    /// Requests with a cookie are carried apart.
    stuck: Spread,
    sessions: Sessions,
    /// Sessions without a target, until the next request.
    homeless: u32,
    /// Sessions whose target went, since somebody asked.
    moved: u32,
    /// When something happens next.
    due: Second,
    weights: Vec<f64>,
    sticky: Vec<f64>,
    fresh: Vec<u32>,
    hosts: Vec<HostCounts>,
}

impl TargetGroup {
    /// A group without targets.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            slots: Vec::new(),
            spread: Spread::default(),
            stuck: Spread::default(),
            sessions: Sessions::default(),
            homeless: 0,
            moved: 0,
            due: Second::MAX,
            weights: Vec::new(),
            sticky: Vec::new(),
            fresh: Vec::new(),
            hosts: Vec::new(),
        }
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its settings after an edit. Who drains goes on as it began; who is
    /// healthy when slow start is switched on skips it (SLB-16).
    pub fn renew(&mut self, settings: Settings, now: Second) {
        if settings.checks.interval != self.settings.checks.interval {
            for slot in &mut self.slots {
                slot.health.renew(now, &settings.checks);
            }
        }
        if !settings.starts_slowly() {
            self.slots.iter_mut().for_each(|it| it.slow_since = None);
        }
        if settings.stickiness.is_none() {
            for place in 0..self.slots.len() {
                self.sessions.leave(place);
            }
            self.homeless = 0;
        }
        self.settings = settings;
        self.changed();
    }

    /// Its targets, those that drain among them. What is spread and what is
    /// open is told in this order.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The place of a target.
    pub fn place_of(&self, target: u32) -> Option<usize> {
        self.slots.iter().position(|it| it.target == target)
    }

    /// The state of a target; unused where it is not registered.
    pub fn state_of(&self, target: u32) -> State {
        let place = self.place_of(target);
        place.map_or(State::Unused, |it| self.slots[it].health.state())
    }

    /// Registers a target, whose first check is made at once. One that drains
    /// is registered anew (SLB-5).
    pub fn register(&mut self, target: u32, zone: Zone, now: Second) -> Option<HealthChange> {
        let from = self.state_of(target);
        if !matches!(from, State::Draining | State::Unused) {
            return None;
        }
        self.put(target, zone, Health::registered(now));
        Some(HealthChange {
            target,
            from,
            to: State::Initial,
            reason: Some(Reason::RegistrationInProgress),
            at: now,
        })
    }

    /// Registers a target that was there long before the run began: its state
    /// is known (`failed` says why it is not healthy) and its checks begin
    /// `phase` seconds after `now`.
    pub fn register_settled(
        &mut self,
        target: u32,
        zone: Zone,
        now: Second,
        phase: Second,
        failed: Option<Reason>,
    ) {
        self.put(target, zone, Health::settled(now, phase, failed));
        self.hosts.iter_mut().for_each(HostCounts::begin);
    }

    fn put(&mut self, target: u32, zone: Zone, health: Health) {
        let slot = Slot {
            target,
            zone,
            health,
            slow_since: None,
        };
        match self.place_of(target) {
            Some(place) => self.slots[place] = slot,
            None => self.slots.push(slot),
        }
        let many = self.slots.len();
        self.spread.fit(many);
        self.stuck.fit(many);
        self.sessions.fit(many);
        self.weights.resize(many, 0.0);
        self.sticky.resize(many, 0.0);
        self.fresh.resize(many, 0);
        self.changed();
    }

    /// Deregisters a target: it gets no new requests and drains (SLB-17).
    pub fn deregister(&mut self, target: u32, now: Second) -> Option<HealthChange> {
        let delay = self.settings.delay;
        self.turned(target, now, |it| it.deregister(now, delay))
    }

    /// A registered target is not used: its instance is stopped, its zone is
    /// not served, no listener names the group (SLB-6).
    pub fn lay_aside(&mut self, target: u32, now: Second, reason: Reason) -> Option<HealthChange> {
        self.turned(target, now, |it| it.lay_aside(now, reason))
    }

    /// A target that was not used is used again.
    pub fn take_up(&mut self, target: u32, now: Second) -> Option<HealthChange> {
        self.turned(target, now, |it| it.take_up(now))
    }

    fn turned(
        &mut self,
        target: u32,
        now: Second,
        turn: impl FnOnce(&mut Health) -> Option<Turn>,
    ) -> Option<HealthChange> {
        let place = self.place_of(target)?;
        let turn = turn(&mut self.slots[place].health)?;
        let change = self.follow(place, now, turn);
        self.changed();
        Some(change)
    }

    /// What a turn means for shares and sessions.
    fn follow(&mut self, place: usize, now: Second, turn: Turn) -> HealthChange {
        if turn.to == State::Healthy {
            // Only beside a healthy one at full share, so that targets of an
            // empty group skip it (SLB-16).
            let beside = self.slots.iter().enumerate().any(|(other, slot)| {
                other != place
                    && slot.health.state() == State::Healthy
                    && !slow(slot, self.settings.slow_start, now)
            });
            let slowly = self.settings.starts_slowly() && beside;
            self.slots[place].slow_since = slowly.then_some(now);
        } else {
            // A target that becomes unhealthy leaves slow start, and enters it
            // again when it recovers [ALB UG: Slow start mode].
            self.slots[place].slow_since = None;
            let moved = self.sessions.leave(place);
            self.moved = self.moved.saturating_add(moved);
            self.homeless = self.homeless.saturating_add(moved);
        }
        HealthChange {
            target: self.slots[place].target,
            from: turn.from,
            to: turn.to,
            reason: turn.reason,
            at: now,
        }
    }

    /// Lets the time come to `now`: makes the checks that are due (`knock`
    /// says what a server does when one comes) and adds what has changed to
    /// `changes`. Who has drained is forgotten; what it still had open is cut
    /// and is a [`super::Failure::TargetClosed502`] (SLB-18).
    pub fn tick(
        &mut self,
        now: Second,
        mut knock: impl FnMut(u32) -> Answer,
        changes: &mut Vec<HealthChange>,
    ) {
        if self.settings.stickiness.is_some() {
            let length = self.settings.stickiness.unwrap_or(SESSION).min(SESSION);
            self.sessions.second(length);
        }
        if now < self.due {
            return;
        }
        let mut place = 0;
        let mut any = false;
        while place < self.slots.len() {
            let slot = &mut self.slots[place];
            let target = slot.target;
            let turn = slot
                .health
                .tick(now, &self.settings.checks, || knock(target));
            if let Some(turn) = turn {
                any = true;
                changes.push(self.follow(place, now, turn));
                if turn.from == State::Draining {
                    self.slots.remove(place);
                    self.spread.remove(place);
                    self.stuck.remove(place);
                    self.sessions.remove(place);
                    self.weights.pop();
                    self.sticky.pop();
                    self.fresh.pop();
                    continue;
                }
            }
            place += 1;
        }
        if any {
            self.changed();
        } else {
            self.due = self.next();
        }
    }

    fn next(&self) -> Second {
        let due = self.slots.iter().map(|it| it.health.due());
        due.min().unwrap_or(Second::MAX)
    }

    /// What is counted is counted anew.
    fn changed(&mut self) {
        self.due = self.next();
        for hosts in &mut self.hosts {
            (hosts.healthy, hosts.unhealthy) = (0, 0);
        }
        for slot in &self.slots {
            let place = match self.hosts.iter().position(|it| it.zone == slot.zone) {
                Some(place) => place,
                None => {
                    self.hosts.push(HostCounts::none(slot.zone));
                    self.hosts.len() - 1
                }
            };
            let hosts = &mut self.hosts[place];
            match slot.health.state() {
                State::Healthy => hosts.healthy += 1,
                State::Unhealthy => hosts.unhealthy += 1,
                _ => {}
            }
        }
        self.hosts.iter_mut().for_each(HostCounts::note);
    }

    /// Whether a target may go: it is not registered, or it drains and has
    /// nothing open (SLB-17, SLB-19). Its state still shows draining until the
    /// delay is over.
    pub fn drained(&self, target: u32, open: u32) -> bool {
        match self.state_of(target) {
            State::Unused => true,
            State::Draining => open == 0,
            _ => false,
        }
    }

    /// Adds the requests that each target gets to `counts`; `open` is what
    /// each has open already. Both are in the order of the slots.
    pub fn spread(&mut self, now: Second, ask: Ask, open: &[u32], counts: &mut [u32]) -> Spreading {
        let spreading = self.weigh(now, ask.zone);
        if spreading == Spreading::Nobody {
            return spreading;
        }
        let Some(_) = self.settings.stickiness else {
            self.fresh.fill(0);
            self.choose(ask.class, ask.requests, open);
            self.give(counts);
            return spreading;
        };
        // Who lost a target is given another by the next answer's cookie.
        let homeless = std::mem::take(&mut self.homeless);
        self.fresh.fill(0);
        self.choose(CLASSES - 1, homeless, open);
        self.sessions.begin(&self.fresh);
        let fresh = ask.fresh.min(ask.requests);
        self.fresh.fill(0);
        self.choose(ask.class, fresh, open);
        self.sessions.begin(&self.fresh);
        self.give(counts);
        for place in 0..self.slots.len() {
            // A cookie for a target that takes nothing now is passed over.
            self.sticky[place] = match self.weights[place] > 0.0 {
                true => self.sessions.weights()[place],
                false => 0.0,
            };
        }
        let (class, rest) = (ask.class, ask.requests - fresh);
        if !self.stuck.in_turn(class, rest, &self.sticky, counts) {
            self.fresh.fill(0);
            self.choose(class, rest, open);
            self.give(counts);
        }
        spreading
    }

    /// Adds requests without a cookie to `fresh`.
    fn choose(&mut self, class: Class, requests: u32, open: &[u32]) {
        match self.settings.algorithm {
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
    fn weigh(&mut self, now: Second, zone: Zone) -> Spreading {
        let cross_zone = self.settings.cross_zone;
        let slow_start = self.settings.slow_start;
        let within = |slot: &Slot| cross_zone || slot.zone == zone;
        let (mut any, mut healthy, mut all) = (false, false, 0.0);
        for (slot, weight) in self.slots.iter().zip(&mut self.weights) {
            *weight = 0.0;
            if !within(slot) {
                continue;
            }
            match slot.health.state() {
                State::Healthy => {
                    healthy = true;
                    *weight = match slot.slow_since {
                        Some(since) if slow(slot, slow_start, now) => {
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
                self.equal(|slot| within(slot) && slot.health.state() == State::Healthy);
            }
            return Spreading::Healthy;
        }
        if !any {
            return Spreading::Nobody;
        }
        self.equal(|slot| {
            let state = slot.health.state();
            within(slot) && matches!(state, State::Initial | State::Unhealthy)
        });
        Spreading::FailOpen
    }

    fn equal(&mut self, takes: impl Fn(&Slot) -> bool) {
        for (slot, weight) in self.slots.iter().zip(&mut self.weights) {
            *weight = f64::from(u8::from(takes(slot)));
        }
    }

    /// How many targets are healthy, of one zone or of all.
    pub fn healthy(&self, zone: Option<Zone>) -> u32 {
        self.of(State::Healthy, zone)
    }

    /// How many targets are registered and do not drain.
    pub fn registered(&self) -> u32 {
        let gone = self.of(State::Draining, None);
        // There are fewer targets than numbers.
        self.slots.len() as u32 - gone
    }

    fn of(&self, state: State, zone: Option<Zone>) -> u32 {
        let there = self
            .slots
            .iter()
            .filter(|it| it.health.state() == state && zone.is_none_or(|zone| it.zone == zone));
        there.count() as u32
    }

    /// Whether a node of a zone stays in the balancer's name as far as this
    /// group is concerned: with cross-zone balancing the targets of all zones
    /// count, else those of its own (SLB-11, SLB-12).
    pub fn keeps(&self, zone: Zone) -> bool {
        let zone = (!self.settings.cross_zone).then_some(zone);
        self.healthy(zone) > 0
    }

    /// The sessions that a cookie keeps on each target.
    pub fn sessions(&self) -> &[u32] {
        self.sessions.live()
    }

    /// How many sessions lost their target since this was asked last. Where
    /// the application keeps them in its memory, as many customers are logged
    /// out (SAZ-8).
    pub fn take_moved(&mut self) -> u32 {
        std::mem::take(&mut self.moved)
    }

    /// How many were healthy in each zone during the minute that ends now.
    pub fn hosts_of_minute(&mut self) -> Vec<HostCounts> {
        let minute = self.hosts.clone();
        self.hosts.iter_mut().for_each(HostCounts::begin);
        minute
    }
}

/// Whether a target's share still grows.
fn slow(slot: &Slot, duration: Second, now: Second) -> bool {
    slot.slow_since.is_some_and(|since| now < since + duration)
}

impl HostCounts {
    fn none(zone: Zone) -> Self {
        Self {
            zone,
            healthy: 0,
            healthy_least: 0,
            healthy_most: 0,
            unhealthy: 0,
            unhealthy_least: 0,
            unhealthy_most: 0,
        }
    }

    fn note(&mut self) {
        self.healthy_least = self.healthy_least.min(self.healthy);
        self.healthy_most = self.healthy_most.max(self.healthy);
        self.unhealthy_least = self.unhealthy_least.min(self.unhealthy);
        self.unhealthy_most = self.unhealthy_most.max(self.unhealthy);
    }

    fn begin(&mut self) {
        self.healthy_least = self.healthy;
        self.healthy_most = self.healthy;
        self.unhealthy_least = self.unhealthy;
        self.unhealthy_most = self.unhealthy;
    }
}
