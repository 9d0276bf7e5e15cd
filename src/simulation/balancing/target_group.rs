//! A target group over time: its targets, their health, and who gets what.

use super::super::clock::Second;
use super::checks::Answer;
use super::health::{Health, State, Turn};
use super::hosts::HostCounts;
use super::reason::Reason;
use super::routing::{Ask, Routing, Spreading};
use super::settings::{Settings, Zone};
use super::slot::Slot;

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

/// A target group.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetGroup {
    settings: Settings,
    slots: Vec<Slot>,
    routing: Routing,
    /// When something happens next.
    due: Second,
    hosts: Vec<HostCounts>,
}

impl TargetGroup {
    /// A group without targets.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            slots: Vec::new(),
            routing: Routing::default(),
            due: Second::MAX,
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
            self.routing.forget_sessions();
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
        if self.place_of(target).is_some() && from != State::Draining {
            return None;
        }
        self.put(target, zone, Some(now), Health::registered(now));
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
        self.put(target, zone, None, Health::settled(now, phase, failed));
        self.hosts.iter_mut().for_each(HostCounts::begin);
    }

    fn put(&mut self, target: u32, zone: Zone, came: Option<Second>, health: Health) {
        let slot = Slot {
            target,
            zone,
            health,
            came,
            slow_since: None,
        };
        match self.place_of(target) {
            Some(place) => self.slots[place] = slot,
            None => self.slots.push(slot),
        }
        self.routing.fit(self.slots.len());
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
            // Only beside a healthy one at full share that was there before, so
            // that targets that come together into an empty group skip it
            // (SLB-16).
            let came = self.slots[place].came;
            let together = |slot: &Slot| came.is_some() && slot.came == came;
            let beside = self.slots.iter().enumerate().any(|(other, slot)| {
                other != place
                    && slot.health.state() == State::Healthy
                    && slot.health.since() < now
                    && !(turn.from == State::Initial && together(slot))
                    && !slot.is_slow(self.settings.slow_start, now)
            });
            let slowly = self.settings.starts_slowly() && beside;
            self.slots[place].slow_since = slowly.then_some(now);
        } else {
            // A target that becomes unhealthy leaves slow start, and enters it
            // again when it recovers [ALB UG: Slow start mode].
            self.slots[place].slow_since = None;
            self.routing.leave(place);
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
        if let Some(stickiness) = self.settings.stickiness {
            self.routing.second(stickiness);
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
                    self.routing.remove(place);
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
        self.routing
            .spread(now, ask, (&self.settings, &self.slots), open, counts)
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
        self.routing.sessions()
    }

    /// How many sessions lost their target since this was asked last. Where
    /// the application keeps them in its memory, as many customers are logged
    /// out (SAZ-8).
    pub fn take_moved(&mut self) -> u32 {
        self.routing.take_moved()
    }

    /// How many were healthy in each zone during the minute that ends now.
    pub fn hosts_of_minute(&mut self) -> Vec<HostCounts> {
        let minute = self.hosts.clone();
        self.hosts.iter_mut().for_each(HostCounts::begin);
        minute
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::checks::Checks;
    use super::*;
    use crate::architecture::{self, Algorithm};

    const GOOD: Answer = Answer::at_once(200);

    /// A group whose targets are healthy from the beginning, one in each of
    /// these zones.
    fn group(settings: Settings, zones: &[Zone]) -> TargetGroup {
        let mut group = TargetGroup::new(settings);
        for (target, zone) in zones.iter().enumerate() {
            group.register_settled(target as u32, *zone, 0, 0, None);
        }
        group
    }

    fn ask(requests: u32) -> Ask {
        Ask {
            class: 0,
            requests,
            fresh: 0,
            zone: 0,
        }
    }

    fn spread(group: &mut TargetGroup, now: Second, ask: Ask) -> (Spreading, Vec<u32>) {
        let mut counts = vec![0; group.slots().len()];
        let how = group.spread(now, ask, &[], &mut counts);
        (how, counts)
    }

    /// Lets the time pass; some targets refuse.
    fn pass(
        group: &mut TargetGroup,
        from: Second,
        to: Second,
        refuse: &[u32],
    ) -> Vec<HealthChange> {
        let mut changes = Vec::new();
        for now in from..to {
            let knock = |target| match refuse.contains(&target) {
                true => Answer::Refused,
                false => GOOD,
            };
            group.tick(now, knock, &mut changes);
        }
        changes
    }

    #[test]
    fn tv_31_shares_follow_health_and_slow_start() {
        // Healthy, unhealthy, unhealthy.
        let mut one = group(Settings::default(), &[0, 1, 1]);
        pass(&mut one, 0, 61, &[1, 2]);
        assert_eq!(
            spread(&mut one, 61, ask(1_000)),
            (Spreading::Healthy, vec![1_000, 0, 0])
        );
        // All unhealthy.
        pass(&mut one, 61, 121, &[0, 1, 2]);
        let (how, counts) = spread(&mut one, 121, ask(999));
        assert_eq!((how, counts), (Spreading::FailOpen, vec![333; 3]));
        // Two at full share and one 15 s into a slow start of 60 s.
        let settings = Settings {
            slow_start: 60,
            ..Settings::default()
        };
        let mut slow = group(settings, &[0, 1]);
        slow.register(2, 0, 100);
        let changes = pass(&mut slow, 100, 101, &[]);
        assert_eq!(changes[0].to, State::Healthy);
        assert_eq!(spread(&mut slow, 115, ask(1_000)).1, [445, 444, 111]);
        assert_eq!(spread(&mut slow, 115, ask(8_000)).1, [3_555, 3_556, 889]);
        assert_eq!(spread(&mut slow, 160, ask(300)).1, [100; 3]);
    }

    /// SLB-16: beside nobody at full share there is no slow start, and who
    /// recovers begins slowly again.
    #[test]
    fn slow_start_is_for_those_who_come_later() {
        let settings = Settings {
            slow_start: 60,
            ..Settings::default()
        };
        let mut group = TargetGroup::new(settings.clone());
        group.register(0, 0, 0);
        group.register(1, 1, 0);
        pass(&mut group, 0, 1, &[]);
        assert_eq!(spread(&mut group, 1, ask(10)).1, [5, 5]);
        let changes = pass(&mut group, 1, 400, &[1]);
        assert_eq!(changes.len(), 1);
        let changes = pass(&mut group, 400, 600, &[]);
        assert_eq!(changes[0].to, State::Healthy);
        let since = changes[0].at;
        assert_eq!(spread(&mut group, since, ask(10)).1, [10, 0]);
        assert_eq!(spread(&mut group, since + 30, ask(30)).1, [20, 10]);
        // Switched off and on again: who is healthy skips it.
        group.renew(Settings::default(), since + 31);
        group.renew(settings, since + 31);
        assert_eq!(spread(&mut group, since + 31, ask(10)).1, [5, 5]);
    }

    /// SLB-17, SLB-18, SLB-19.
    #[test]
    fn a_draining_target_gets_nothing_and_may_go_when_it_is_done() {
        let mut group = group(Settings::default(), &[0, 1]);
        assert!(!group.drained(0, 0));
        let change = group.deregister(0, 10).expect("it drains");
        assert_eq!(change.reason, Some(Reason::DeregistrationInProgress));
        assert_eq!(spread(&mut group, 10, ask(6)).1, [0, 6]);
        assert!(!group.drained(0, 3), "three requests are open");
        assert!(group.drained(0, 0));
        assert_eq!(group.state_of(0), State::Draining);
        let changes = pass(&mut group, 10, 400, &[]);
        assert_eq!(changes.len(), 1);
        assert_eq!((changes[0].at, changes[0].to), (310, State::Unused));
        assert_eq!(group.slots().len(), 1);
        assert!(group.drained(0, 3), "what was open is cut");
        assert_eq!(spread(&mut group, 401, ask(6)).1, [6]);
        assert_eq!(group.registered(), 1);
    }

    /// SLB-23: nobody to ask is something else than nobody healthy.
    #[test]
    fn an_empty_group_has_nobody_and_an_unhealthy_one_everybody() {
        let mut empty = TargetGroup::new(Settings::default());
        assert_eq!(spread(&mut empty, 0, ask(5)).0, Spreading::Nobody);
        empty.register(7, 0, 0);
        assert_eq!(
            spread(&mut empty, 0, ask(5)),
            (Spreading::FailOpen, vec![5])
        );
        empty.lay_aside(7, 1, Reason::InvalidState);
        assert_eq!(spread(&mut empty, 1, ask(5)), (Spreading::Nobody, vec![0]));
        let change = empty.take_up(7, 40).expect("it is used again");
        assert_eq!(change.to, State::Initial);
        assert_eq!(pass(&mut empty, 40, 41, &[])[0].to, State::Healthy);
    }

    /// SLB-12, SLB-14.
    #[test]
    fn without_cross_zone_a_node_stays_in_its_zone() {
        let settings = Settings {
            cross_zone: false,
            ..Settings::default()
        };
        let mut apart = group(settings, &[0, 1, 1]);
        let from = |zone| Ask { zone, ..ask(4) };
        assert_eq!(spread(&mut apart, 0, from(0)).1, [4, 0, 0]);
        assert_eq!(spread(&mut apart, 0, from(1)).1, [0, 2, 2]);
        assert_eq!(spread(&mut apart, 0, from(2)).0, Spreading::Nobody);
        pass(&mut apart, 0, 61, &[1, 2]);
        assert_eq!(spread(&mut apart, 61, from(1)).0, Spreading::FailOpen);
        assert!(apart.keeps(0) && !apart.keeps(1));
        let mut joined = group(Settings::default(), &[0, 1, 1]);
        pass(&mut joined, 0, 61, &[1, 2]);
        assert_eq!(spread(&mut joined, 61, from(1)).1, [4, 0, 0]);
        assert!(joined.keeps(1), "the targets of all zones count");
    }

    #[test]
    fn the_fewest_open_requests_are_asked_of_the_run() {
        let settings = Settings {
            algorithm: Algorithm::LeastOutstanding,
            slow_start: 60,
            ..Settings::default()
        };
        let mut group = group(settings, &[0, 1]);
        let mut counts = vec![0; 2];
        group.spread(0, ask(6), &[10, 0], &mut counts);
        assert_eq!(counts, [0, 6]);
    }

    /// SAZ-8.
    #[test]
    fn sessions_stick_and_are_lost_with_their_target() {
        let settings = Settings {
            stickiness: Some(86_400),
            ..Settings::default()
        };
        let mut group = group(settings, &[0, 1]);
        let first = Ask {
            fresh: 100,
            ..ask(100)
        };
        assert_eq!(spread(&mut group, 0, first).1, [50, 50]);
        group.deregister(0, 1);
        assert_eq!(group.take_moved(), 50);
        assert_eq!(group.take_moved(), 0);
        assert_eq!(spread(&mut group, 1, ask(10)).1, [0, 10]);
        assert_eq!(group.sessions(), [0, 100]);
        // A new target gets new customers only.
        group.register(2, 0, 2);
        pass(&mut group, 2, 3, &[]);
        let mixed = Ask {
            fresh: 10,
            ..ask(110)
        };
        let (_, counts) = spread(&mut group, 3, mixed);
        assert_eq!(counts.iter().sum::<u32>(), 110);
        assert_eq!(counts[0], 0);
        assert!(counts[2] < 20, "{counts:?}");
    }

    /// SLB-32.
    #[test]
    fn hosts_are_counted_by_zone_with_the_extremes_of_the_minute() {
        let mut group = group(Settings::default(), &[0, 1]);
        let minute = group.hosts_of_minute();
        assert_eq!((minute[0].healthy_least, minute[0].healthy_most), (1, 1));
        pass(&mut group, 0, 61, &[1]);
        let minute = group.hosts_of_minute();
        assert_eq!((minute[1].healthy_least, minute[1].healthy_most), (0, 1));
        assert_eq!((minute[1].unhealthy, minute[1].unhealthy_most), (1, 1));
        let minute = group.hosts_of_minute();
        assert_eq!((minute[1].healthy_most, minute[1].unhealthy_least), (0, 1));
        assert_eq!(group.healthy(None), 1);
        assert_eq!(group.healthy(Some(1)), 0);
    }

    #[test]
    fn a_target_is_registered_once() {
        let mut group = group(Settings::default(), &[0]);
        assert_eq!(group.register(0, 0, 5), None);
        group.deregister(0, 6);
        let change = group.register(0, 0, 7).expect("it is registered anew");
        assert_eq!((change.from, change.to), (State::Draining, State::Initial));
        assert_eq!(group.slots().len(), 1);
        assert_eq!(group.deregister(9, 7), None);
        assert_eq!(group.state_of(9), State::Unused);
    }

    #[test]
    fn settings_are_those_of_the_drawing() {
        let settings = Settings::of(&architecture::TargetGroup {
            health_interval: 10,
            health_matcher: "200-299".to_owned(),
            ..architecture::TargetGroup::default()
        });
        assert_eq!(settings.checks.interval, 10);
        assert!(settings.checks.matcher.takes(204));
        // SLB-1.
        assert_eq!(Settings::default().checks, Checks::default());
        assert_eq!(Settings::default().delay, 300);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Register(u32, Zone),
        Deregister(u32),
        Stop(u32),
        Start(u32),
        Wait(u32),
        Refuse(u32, bool),
        Spread(u32, Zone),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            2 => (0..5u32, 0..3usize).prop_map(|(a, b)| Step::Register(a, b)),
            1 => (0..5u32).prop_map(Step::Deregister),
            1 => (0..5u32).prop_map(Step::Stop),
            1 => (0..5u32).prop_map(Step::Start),
            3 => (1..200u32).prop_map(Step::Wait),
            2 => (0..5u32, any::<bool>()).prop_map(|(a, b)| Step::Refuse(a, b)),
            4 => (0..300u32, 0..3usize).prop_map(|(a, b)| Step::Spread(a, b)),
        ]
    }

    fn settings() -> impl Strategy<Value = Settings> {
        let algorithm = prop_oneof![
            Just(Algorithm::RoundRobin),
            Just(Algorithm::LeastOutstanding),
            Just(Algorithm::WeightedRandom),
        ];
        let sticky = prop_oneof![Just(None), Just(Some(3_600))];
        (algorithm, sticky, any::<bool>(), 0..90u32).prop_map(
            |(algorithm, stickiness, cross_zone, slow_start)| Settings {
                algorithm,
                stickiness,
                cross_zone,
                slow_start,
                ..Settings::default()
            },
        )
    }

    proptest! {
        /// Whatever happens, requests are conserved; an unhealthy target gets
        /// some only where none is healthy, one that drains or is unused never.
        #[test]
        fn requests_go_where_they_may(
            settings in settings(),
            steps in vec(step(), 1..60),
        ) {
            let cross_zone = settings.cross_zone;
            let mut group = TargetGroup::new(settings);
            let mut refusing = [false; 5];
            let mut now = 0;
            let mut changes = Vec::new();
            for step in steps {
                match step {
                    Step::Register(target, zone) => _ = group.register(target, zone, now),
                    Step::Deregister(target) => _ = group.deregister(target, now),
                    Step::Stop(target) => {
                        _ = group.lay_aside(target, now, Reason::InvalidState);
                    }
                    Step::Start(target) => _ = group.take_up(target, now),
                    Step::Refuse(target, it) => refusing[target as usize] = it,
                    Step::Wait(seconds) => {
                        for _ in 0..seconds {
                            let knock = |target: u32| match refusing[target as usize] {
                                true => Answer::Refused,
                                false => GOOD,
                            };
                            changes.clear();
                            group.tick(now, knock, &mut changes);
                            for change in &changes {
                                prop_assert_ne!(change.from, change.to);
                                prop_assert_eq!(change.at, now);
                            }
                            now += 1;
                        }
                    }
                    Step::Spread(requests, zone) => {
                        let ask = Ask { zone, fresh: requests / 3, ..ask(requests) };
                        let mut counts = vec![0; group.slots().len()];
                        let how = group.spread(now, ask, &[3, 1], &mut counts);
                        let given: u32 = counts.iter().sum();
                        let wanted = if how == Spreading::Nobody { 0 } else { requests };
                        prop_assert_eq!(given, wanted);
                        for (slot, count) in group.slots().iter().zip(&counts) {
                            let state = slot.health.state();
                            let may = match how {
                                Spreading::Healthy => state == State::Healthy,
                                Spreading::FailOpen => {
                                    matches!(state, State::Initial | State::Unhealthy)
                                }
                                Spreading::Nobody => false,
                            };
                            let near = cross_zone || slot.zone == zone;
                            prop_assert!(*count == 0 || (may && near));
                        }
                    }
                }
                let hosts: u32 = group.hosts_of_minute().iter().map(|it| it.healthy).sum();
                prop_assert_eq!(hosts, group.healthy(None));
            }
        }

        /// With more targets each of the others gets as much or less, and all
        /// together as much.
        #[test]
        fn more_targets_take_load_off_the_others(requests in 1..5_000u32, many in 1..8usize) {
            let zones: Vec<Zone> = (0..=many).map(|it| it % 2).collect();
            let few = spread(&mut group(Settings::default(), &zones[..many]), 0, ask(requests)).1;
            let more = spread(&mut group(Settings::default(), &zones), 0, ask(requests)).1;
            prop_assert_eq!(few.iter().sum::<u32>(), more.iter().sum::<u32>());
            prop_assert!(more.iter().max() <= few.iter().max());
        }

        /// A tick that finds nothing due asks nobody, so skipping it changes
        /// nothing.
        #[test]
        fn nothing_happens_between_what_is_due(dies in 1..100u32) {
            let answer = |now| if now < dies { GOOD } else { Answer::Silent };
            let mut every = group(Settings::default(), &[0, 1]);
            let mut seldom = every.clone();
            let (mut one, mut other) = (Vec::new(), Vec::new());
            for now in 0..300 {
                every.tick(now, |_| answer(now), &mut one);
                if now == seldom.due {
                    seldom.tick(now, |_| answer(now), &mut other);
                }
            }
            prop_assert_eq!(one, other);
        }
    }
}
