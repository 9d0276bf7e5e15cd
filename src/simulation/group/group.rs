//! One Auto Scaling group over time.
//!
//! Every five seconds it looks at its members and compares desired and actual
//! capacity (assumption `reconcile`), every minute it looks at their health
//! (assumption `asg-poll`), and whenever an alarm calls a policy it may change
//! what it desires. It orders; the run obeys and shows it what came of it.

use super::super::clock::{MINUTE, Second};
use super::super::dice::Dice;
use super::activity::{Activity, Beginning, Ending, Event, News, Status, Words};
use super::distribution::{Candidate, any, fewest, first_to_go, margin, moves, replaceable};
use super::member::{Facts, Ground, Member, Order, Seen, Stage, State, Target};
use super::policy::Rule;
use super::setup::Setup;
use super::sizes::{adjusted, step, tracked};

/// How often a group compares what is and what should be (assumption
/// `reconcile`).
pub const RECONCILE: Second = 5;

/// How often it looks at its members' health (assumption `asg-poll`).
pub const POLL: Second = MINUTE;

/// How long failed status checks are given (SAS-6, assumption
/// `impaired-wait`).
pub const IMPAIRED_WAIT: Second = 180;

/// When it tries again after a launch that failed everywhere (assumption
/// `launch-retry`).
pub const RETRY: Second = 60;

/// An alarm calls a policy: at each evaluation in which it is in ALARM (SCW-10).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call<'a> {
    /// Which policy, by its place in the group.
    pub policy: usize,
    /// The alarm's name.
    pub alarm: &'a str,
    /// For target tracking: whether it is the alarm for too much.
    pub high: bool,
    /// The alarm's threshold.
    pub threshold: f64,
    /// The newest value; none where missing data made it alarm.
    pub value: Option<f64>,
}

/// What comes of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// What the run has to do, in this order.
    pub orders: Vec<Order>,
    /// What is new.
    pub news: Vec<News>,
}

/// How many there are: the group's metrics (SAS-29).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// `GroupMinSize`.
    pub min: u32,
    /// `GroupMaxSize`.
    pub max: u32,
    /// `GroupDesiredCapacity`.
    pub desired: u32,
    /// `GroupInServiceInstances`.
    pub in_service: u32,
    /// `GroupPendingInstances`.
    pub pending: u32,
    /// `GroupStandbyInstances`: always 0, standby is not modelled.
    pub standby: u32,
    /// `GroupTerminatingInstances`.
    pub terminating: u32,
    /// `GroupTotalInstances`.
    pub total: u32,
}

impl Sizes {
    /// Each with the name of its metric.
    pub fn each(self) -> [(&'static str, u32); 8] {
        [
            ("GroupMinSize", self.min),
            ("GroupMaxSize", self.max),
            ("GroupDesiredCapacity", self.desired),
            ("GroupInServiceInstances", self.in_service),
            ("GroupPendingInstances", self.pending),
            ("GroupStandbyInstances", self.standby),
            ("GroupTerminatingInstances", self.terminating),
            ("GroupTotalInstances", self.total),
        ]
    }
}

/// Where a group stands with its cooldown (SAS-15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cooldown {
    /// Nothing is waited for.
    Over,
    /// What a simple policy set off is not done yet.
    Busy,
    /// It is done, and the cooldown runs.
    Until(Second),
}

/// An instance refresh that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// The percentage of desired that stays healthy.
    pub min_healthy: u32,
    /// How long a new one warms up.
    pub warmup: Second,
    /// When it began.
    pub started: Second,
}

/// An Auto Scaling group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    setup: Setup,
    desired: u32,
    template: u32,
    members: Vec<Member>,
    dice: Dice,
    next_poll: Second,
    activities: u32,
    /// What moved the desired capacity, until it is met.
    why: Vec<String>,
    /// How many launches a policy is still owed.
    owed: Option<(usize, u32)>,
    /// Launches that replace unhealthy ones, and refreshed ones.
    replacing: u32,
    refreshing: u32,
    /// How many more than desired rebalancing may have for now.
    surplus: u32,
    /// The zones that are evened out.
    rebalanced: Option<String>,
    cooldown: Cooldown,
    refresh: Option<Refresh>,
    retry_at: Second,
}

impl Group {
    /// A group that is created now and has yet to launch.
    pub fn new(now: Second, setup: Setup, template: u32, seed: u64) -> Self {
        let mut it = Self::settled(setup, template, seed, &[]);
        it.why = vec![it.words().created(now, it.desired)];
        it.next_poll += now;
        it
    }

    /// A group whose members have been in service for long: each with the
    /// index of its server and its place.
    pub fn settled(setup: Setup, template: u32, seed: u64, members: &[(u32, usize)]) -> Self {
        let mut dice = Dice::of(seed, &format!("group {}", setup.name));
        let members = members
            .iter()
            .map(|&(server, place)| Member {
                server,
                place,
                zone: setup.places.get(place).map_or(0, |it| it.zone),
                template,
                launched: 0,
                stage: Stage::InService,
                grace_until: 0,
                warm_at: 0,
                by: None,
                by_scale_in: false,
                impaired: None,
                activity: None,
            })
            .collect();
        let max = setup.max.max(setup.min);
        Self {
            desired: setup.desired.clamp(setup.min, max),
            setup,
            template,
            members,
            // Nobody knows when in the minute it looks.
            next_poll: dice.between(0, POLL / RECONCILE - 1) * RECONCILE,
            dice,
            activities: 0,
            why: Vec::new(),
            owed: None,
            replacing: 0,
            refreshing: 0,
            surplus: 0,
            rebalanced: None,
            cooldown: Cooldown::Over,
            refresh: None,
            retry_at: 0,
        }
    }

    /// Whether it looks around at this second; else only a call of a policy is
    /// a reason to step.
    #[inline]
    pub fn is_due(&self, now: Second) -> bool {
        now.is_multiple_of(RECONCILE)
    }

    /// What it is told.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Its members, those that are on their way out among them.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many it desires.
    pub fn desired(&self) -> u32 {
        self.desired
    }

    /// The version of the template that it launches from.
    pub fn template(&self) -> u32 {
        self.template
    }

    /// Its instance refresh, while one runs.
    pub fn refreshing(&self) -> Option<Refresh> {
        self.refresh
    }

    /// How many percent of an instance refresh are done.
    pub fn refreshed_percent(&self) -> u32 {
        let new = self.active().filter(|it| it.template == self.template);
        let new = u32::try_from(new.count()).unwrap_or(u32::MAX);
        (new * 100)
            .checked_div(self.desired)
            .unwrap_or(100)
            .min(100)
    }

    /// Until when simple policies wait, where they do; `None` within while
    /// what they set off is still going on (SAS-15).
    pub fn cooling(&self) -> Option<Option<Second>> {
        match self.cooldown {
            Cooldown::Over => None,
            Cooldown::Busy => Some(None),
            Cooldown::Until(until) => Some(Some(until)),
        }
    }

    /// How many there are (SAS-29).
    pub fn sizes(&self) -> Sizes {
        let many = |of: fn(Stage) -> bool| {
            let those = self.members.iter().filter(|it| of(it.stage));
            u32::try_from(those.count()).unwrap_or(u32::MAX)
        };
        Sizes {
            min: self.setup.min,
            max: self.setup.max,
            desired: self.desired,
            in_service: many(|it| it == Stage::InService),
            pending: many(|it| it == Stage::Pending),
            standby: 0,
            terminating: many(|it| !it.is_active()),
            total: many(|_| true),
        }
    }

    /// The same where they are published as metrics.
    pub fn published(&self) -> Option<Sizes> {
        self.setup.metrics.then(|| self.sizes())
    }

    /// The servers whose CPU counts for the policies of the group: in service
    /// and warm (SAS-16).
    pub fn counted(&self, now: Second) -> impl Iterator<Item = u32> + '_ {
        let those = self
            .members
            .iter()
            .filter(move |it| it.stage == Stage::InService && it.warm_at <= now);
        those.map(|it| it.server)
    }

    /// One step: at each second at which it [is due](Self::is_due), and when
    /// alarms call. What it wants is added to `out`.
    pub fn step(&mut self, now: Second, facts: &Facts, calls: &[Call], out: &mut Output) {
        self.notice(now, facts, out);
        self.cool_down(now);
        if !calls.is_empty() {
            self.scale(now, calls, out);
        }
        if self.next_poll <= now {
            self.next_poll = now + POLL;
            self.look_after_health(now, facts, out);
        }
        if self.refresh.is_some() {
            self.go_on_refreshing(now, facts, out);
        }
        self.reconcile(now, facts, out);
    }

    /// `SetDesiredCapacity`, which does not wait for a cooldown. Whether the
    /// size lies within the limits: else AWS refuses.
    pub fn set_desired(&mut self, now: Second, desired: u32, out: &mut Output) -> bool {
        if !(self.setup.min..=self.setup.max).contains(&desired) {
            return false;
        }
        let cause = self.words().desired(now, self.desired, desired);
        self.desire(now, desired, cause, None, out);
        true
    }

    /// `UpdateAutoScalingGroup`: new limits, and a new size where one is
    /// given; else the old one moves between them. Whether AWS takes it.
    pub fn resize(
        &mut self,
        now: Second,
        (min, max): (u32, u32),
        desired: Option<u32>,
        out: &mut Output,
    ) -> bool {
        if min > max || desired.is_some_and(|it| !(min..=max).contains(&it)) {
            return false;
        }
        (self.setup.min, self.setup.max) = (min, max);
        let desired = desired.unwrap_or(self.desired.clamp(min, max));
        let cause = self
            .words()
            .constraints(now, (min, max, desired), self.desired);
        self.desire(now, desired, cause, None, out);
        true
    }

    /// The group of the drawing is another after an edit. Its size moves into
    /// the new limits; members whose place is gone are of the first one, and
    /// end when there is room for others.
    pub fn renew(&mut self, setup: Setup) {
        if setup == self.setup {
            return;
        }
        for member in &mut self.members {
            let subnet = self.setup.places.get(member.place).map(|it| &it.subnet);
            let place = setup
                .places
                .iter()
                .position(|it| Some(&it.subnet) == subnet);
            member.place = place.unwrap_or_default();
            member.zone = setup.places.get(member.place).map_or(0, |it| it.zone);
        }
        let wanted = match setup.desired == self.setup.desired {
            true => self.desired,
            false => setup.desired,
        };
        self.desired = wanted.clamp(setup.min, setup.max.max(setup.min));
        self.setup = setup;
    }

    /// Launches are from another version of the template from now on; who is
    /// there stays.
    pub fn set_template(&mut self, version: u32) {
        self.template = version;
    }

    /// `StartInstanceRefresh`: all members are replaced by ones of this
    /// version, so many percent staying in service, 90 by default (SAS-28).
    /// Whether it begins: only one runs at a time.
    pub fn start_refresh(
        &mut self,
        now: Second,
        version: u32,
        min_healthy: u32,
        warmup: Option<Second>,
        out: &mut Output,
    ) -> bool {
        if self.refresh.is_some() {
            return false;
        }
        self.template = version;
        self.refresh = Some(Refresh {
            min_healthy: min_healthy.min(100),
            warmup: warmup.unwrap_or(self.setup.warmup_of(None)),
            started: now,
        });
        tell(out, Event::RefreshStarted, now, None);
        true
    }

    /// `CancelInstanceRefresh`: who was replaced stays replaced.
    pub fn cancel_refresh(&mut self, now: Second, out: &mut Output) {
        if self.refresh.take().is_some() {
            tell(out, Event::RefreshCancelled, now, None);
        }
    }

    fn words(&self) -> Words {
        Words {
            clock: self.setup.clock,
        }
    }

    fn active(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|it| it.stage.is_active())
    }

    fn many_active(&self) -> u32 {
        u32::try_from(self.active().count()).unwrap_or(u32::MAX)
    }

    fn is_pending(&self) -> bool {
        self.members.iter().any(|it| it.stage == Stage::Pending)
    }

    /// How many scale-in is ending.
    fn leaving(&self) -> u32 {
        let those = self.members.iter().filter(|it| it.by_scale_in);
        u32::try_from(those.count()).unwrap_or(u32::MAX)
    }

    /// Sees what became of its members and of what it ordered.
    fn notice(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        let setup = &self.setup;
        for it in &mut self.members {
            let seen = see(facts, it.server);
            it.impaired = match it.impaired {
                _ if !seen.impaired => None,
                None => Some(now),
                since => since,
            };
            if it.stage == Stage::Pending && seen.state == State::Running {
                it.stage = Stage::InService;
                it.grace_until = now + setup.grace;
                it.warm_at = now + setup.warmup_of(it.by);
                if let Some(refresh) = self.refresh.filter(|_| it.template == self.template) {
                    it.warm_at = it.warm_at.max(now + refresh.warmup);
                }
                close(out, &mut it.activity, now, Status::Successful);
                tell(out, Event::Launched, now, Some(it.server));
                if setup.has_targets {
                    out.orders.push(Order::Register { server: it.server });
                }
            }
            if it.stage == Stage::Draining && (seen.drained || seen.state != State::Running) {
                it.stage = Stage::Terminating;
                if seen.state != State::Gone {
                    out.orders.push(Order::Terminate { server: it.server });
                }
            }
            if it.stage == Stage::Terminating && seen.state == State::Gone {
                close(out, &mut it.activity, now, Status::Successful);
                tell(out, Event::Terminated, now, Some(it.server));
            }
            if it.by.is_some() && it.stage == Stage::InService && it.warm_at <= now {
                it.by = None;
            }
        }
        self.members.retain(|it| {
            it.stage != Stage::Terminating || see(facts, it.server).state != State::Gone
        });
    }

    /// The cooldown of a simple policy begins when what it set off is done
    /// (SAS-15).
    fn cool_down(&mut self, now: Second) {
        match self.cooldown {
            Cooldown::Busy
                if !self.is_pending()
                    && self.leaving() == 0
                    && self.many_active() == self.desired =>
            {
                self.cooldown = Cooldown::Until(now + self.setup.cooldown);
            }
            Cooldown::Until(until) if until <= now => self.cooldown = Cooldown::Over,
            _ => {}
        }
    }

    /// The desired capacity moves.
    fn desire(
        &mut self,
        now: Second,
        to: u32,
        cause: String,
        policy: Option<usize>,
        out: &mut Output,
    ) {
        let from = self.desired;
        if from == to {
            return;
        }
        let was_up = self.many_active() < from;
        if was_up != (to > from) {
            // What was on its way in the other direction is no cause of this.
            self.why.clear();
            self.owed = None;
        }
        self.why.push(cause.clone());
        self.desired = to;
        self.owed = match (policy, self.owed) {
            (Some(policy), owed) if to > from => {
                let before = owed.filter(|it| it.0 == policy).map_or(0, |it| it.1);
                Some((policy, before + to - from))
            }
            _ => None,
        };
        // It tries at once what it is asked for.
        self.retry_at = 0;
        out.news.push(News::Desired {
            at: now,
            from,
            to,
            cause,
            policy,
        });
    }

    /// How many of the desired were asked for by policies and are not warm yet:
    /// of one policy, or of any (SAS-19).
    fn warming(&self, now: Second, policy: Option<usize>) -> u32 {
        let counts = |by: usize| policy.is_none_or(|it| it == by);
        let there = self.active().filter(|it| {
            it.by.is_some_and(counts) && (it.stage == Stage::Pending || now < it.warm_at)
        });
        let owed = self.owed.filter(|it| counts(it.0)).map_or(0, |it| it.1);
        u32::try_from(there.count()).unwrap_or(u32::MAX) + owed
    }

    /// What the calls come to: out to the largest size that any asks for; in
    /// only when none asks for more and all that track a target agree (SAS-24).
    fn scale(&mut self, now: Second, calls: &[Call], out: &mut Output) {
        let limit = |it: u32| it.clamp(self.setup.min, self.setup.max.max(self.setup.min));
        let mut best: Option<(u32, usize)> = None;
        let mut asks_for_more = false;
        let all_track_low = self.setup.policies.iter().enumerate().all(|(index, it)| {
            !matches!(it.rule, Rule::Tracking { .. })
                || calls.iter().any(|it| it.policy == index && !it.high)
        });
        for (index, call) in calls.iter().enumerate() {
            let Some(wanted) = self.wanted(now, call) else {
                continue;
            };
            let wanted = limit(wanted);
            let more = wanted > self.desired;
            let is_in = wanted < self.desired;
            let tracking = matches!(
                self.setup.policies.get(call.policy).map(|it| &it.rule),
                Some(Rule::Tracking { .. })
            );
            if !more && !is_in || is_in && tracking && !all_track_low {
                continue;
            }
            asks_for_more |= more;
            if best.is_none_or(|(size, _)| wanted > size) {
                best = Some((wanted, index));
            }
        }
        // A policy that asks for more and gets it already keeps the others
        // from shrinking the group.
        let scaling_out = asks_for_more || calls.iter().any(|it| self.grows(it));
        let Some((to, index)) = best else {
            return;
        };
        if to < self.desired && scaling_out {
            return;
        }
        let call = &calls[index];
        let Some(policy) = self.setup.policies.get(call.policy) else {
            return;
        };
        let cause = self
            .words()
            .alarm(now, call.alarm, &policy.name, self.desired, to);
        if matches!(policy.rule, Rule::Simple(_)) {
            self.cooldown = Cooldown::Busy;
        }
        self.desire(now, to, cause, Some(call.policy), out);
    }

    /// Whether a call is one for more instances, taken by itself.
    fn grows(&self, call: &Call) -> bool {
        let Some(policy) = self.setup.policies.get(call.policy) else {
            return false;
        };
        match &policy.rule {
            Rule::Tracking { .. } => call.high,
            // One that waits for its cooldown is ignored (SAS-15).
            Rule::Simple(it) => {
                self.cooldown == Cooldown::Over && adjusted(self.desired, *it) > self.desired
            }
            Rule::Step(steps) => step(steps, call.threshold, call.value.unwrap_or(call.threshold))
                .is_some_and(|it| adjusted(self.desired, it) > self.desired),
        }
    }

    /// The size that a call asks for, before the limits; none where the policy
    /// has to wait.
    fn wanted(&self, now: Second, call: &Call) -> Option<u32> {
        let policy = self.setup.policies.get(call.policy)?;
        let desired = self.desired;
        // Shrinking waits until what the policies have added is warm (SAS-16).
        // [ASG UG: Instance warmup: a scale-in activity can't start while a
        // scale-out activity is in progress]
        let may_shrink = self.warming(now, None) == 0;
        match &policy.rule {
            Rule::Simple(it) => (self.cooldown == Cooldown::Over).then(|| adjusted(desired, *it)),
            Rule::Step(steps) => {
                let value = call.value.unwrap_or(call.threshold);
                let it = step(steps, call.threshold, value)?;
                let settled = desired.saturating_sub(self.warming(now, Some(call.policy)));
                let out = adjusted(settled, it);
                if out > settled {
                    // What warms up already is part of the step (SAS-19).
                    return Some(out.max(desired));
                }
                // So is what is on its way out. [ASG UG: Instance warmup: while
                // scaling in, instances that are terminating are part of the
                // current capacity]
                let to = adjusted(desired + self.leaving(), it).min(desired);
                may_shrink.then_some(to)
            }
            Rule::Tracking { target } => {
                let value = call.value?;
                if call.high {
                    let settled = desired.saturating_sub(self.warming(now, None));
                    let to = tracked(settled, value, *target).max(settled + 1);
                    return Some(to.max(desired));
                }
                let leaving = self.leaving();
                let to = tracked(desired + leaving, value, *target).min(desired);
                let to = if leaving == 0 {
                    to.min(desired.saturating_sub(1))
                } else {
                    to
                };
                may_shrink.then_some(to)
            }
        }
    }

    /// Whoever is not healthy is ended and replaced (SAS-6 to SAS-9).
    fn look_after_health(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        for index in 0..self.members.len() {
            let it = &self.members[index];
            if !it.stage.is_active() {
                continue;
            }
            let seen = see(facts, it.server);
            let in_grace = now < it.grace_until || it.stage == Stage::Pending;
            let impaired = it.impaired.is_some_and(|it| it + IMPAIRED_WAIT <= now);
            let why = match seen.state {
                State::NotRunning | State::Gone => Ending::NotRunning,
                _ if in_grace => continue,
                _ if impaired => Ending::StatusCheck,
                _ if self.setup.elb && seen.target == Target::Unhealthy => Ending::Elb,
                _ => continue,
            };
            self.end(index, why, (0, 0), now, facts, out);
            self.replacing += 1;
        }
    }

    /// Replaces as many of the old ones as may be missing (SAS-28).
    fn go_on_refreshing(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        let Some(refresh) = self.refresh else {
            return;
        };
        let old = |it: &Member| it.template != self.template;
        let ready = self
            .members
            .iter()
            .filter(|it| it.stage == Stage::InService && (old(it) || it.warm_at <= now));
        let ready = u32::try_from(ready.count()).unwrap_or(u32::MAX);
        if !self.active().any(old) {
            if ready >= self.desired && self.many_active() == self.desired {
                self.refresh = None;
                tell(out, Event::RefreshSucceeded, now, None);
            }
            return;
        }
        let missing = self.desired.saturating_sub(ready);
        let can = replaceable(self.desired, refresh.min_healthy).saturating_sub(missing);
        let version = self.template;
        for _ in 0..can {
            let old = |it: &Member| it.template != version;
            let Some(index) = self.choose(now, old) else {
                return;
            };
            self.end(index, Ending::Refresh, (0, 0), now, facts, out);
            self.refreshing += 1;
        }
    }

    /// The member that goes first of those that are active and `of` these
    /// (SAS-13).
    fn choose(&mut self, now: Second, of: impl Fn(&Member) -> bool) -> Option<usize> {
        let candidates: Vec<Candidate> = self
            .active()
            .filter(|it| of(it))
            .map(|it| Candidate {
                server: it.server,
                zone: it.zone,
                template: it.template,
                launched: it.launched,
            })
            .collect();
        let server = first_to_go(&candidates, now, &mut self.dice)?;
        self.members.iter().position(|it| it.server == server)
    }

    /// A member goes: it is taken out of the target groups first (SLB-19).
    fn end(
        &mut self,
        index: usize,
        why: Ending,
        (from, to): (u32, u32),
        now: Second,
        facts: &Facts,
        out: &mut Output,
    ) {
        let words = self.words();
        let server = self.members[index].server;
        let seen = see(facts, server);
        let id = (facts.id)(server);
        let cause = words.ending(now, why, from, to, &id);
        let cause = match why {
            Ending::TooMany => self.caused(cause),
            _ => cause,
        };
        let activity = self.begin(
            now,
            format!("Terminating EC2 instance: {id}"),
            cause,
            server,
            None,
            out,
        );
        let has_targets = self.setup.has_targets;
        let it = &mut self.members[index];
        // A launch that is not done is called off.
        close(out, &mut it.activity, now, Status::Cancelled);
        it.activity = Some(activity);
        it.by_scale_in = why == Ending::TooMany;
        it.by = None;
        let registered = has_targets && it.stage == Stage::InService;
        if registered {
            out.orders.push(Order::Deregister { server });
        }
        if registered && seen.state == State::Running && !seen.drained {
            it.stage = Stage::Draining;
        } else {
            it.stage = Stage::Terminating;
            if seen.state != State::Gone {
                out.orders.push(Order::Terminate { server });
            }
        }
    }

    /// The cause of an activity behind what moved the desired capacity. AWS
    /// puts two spaces between sentences.
    fn caused(&self, last: String) -> String {
        let mut all = self.why.clone();
        all.push(last);
        all.join("  ")
    }

    /// A new activity; its number.
    fn begin(
        &mut self,
        now: Second,
        description: String,
        cause: String,
        server: u32,
        place: Option<usize>,
        out: &mut Output,
    ) -> u32 {
        self.activities += 1;
        out.news.push(News::Activity(Activity {
            id: self.activities,
            started: now,
            ended: None,
            status: Status::InProgress,
            description,
            message: String::new(),
            cause,
            server: Some(server),
            place,
        }));
        self.activities
    }

    /// Compares what is with what should be, and orders the difference
    /// (SAS-1).
    fn reconcile(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        if self.surplus > 0 && !self.is_pending() {
            // The new ones are in service, so the old ones may go (SAS-11).
            self.surplus = 0;
        }
        let active = self.many_active();
        let want = self.desired + self.surplus;
        if active < want {
            if self.retry_at <= now {
                self.launch(want - active, false, now, facts, out);
            }
            return;
        }
        (self.replacing, self.refreshing, self.owed) = (0, 0, None);
        if active > want {
            if let Some(zones) = self.rebalanced.take() {
                self.why = vec![self.words().rebalanced(now, &zones)];
            }
            for _ in want..active {
                if let Some(index) = self.choose(now, |_| true) {
                    self.end(index, Ending::TooMany, (active, want), now, facts, out);
                }
            }
        } else if self.members.iter().all(|it| it.stage == Stage::InService)
            && self.surplus == 0
            && self.refresh.is_none()
            && self.retry_at <= now
        {
            self.rebalance(now, facts, out);
        }
        self.why.clear();
    }

    /// Evens out the zones when all is calm: launches first (SAS-11).
    fn rebalance(&mut self, now: Second, facts: &Facts, out: &mut Output) {
        let counts = self.counts();
        let can: Vec<bool> = (0..counts.len())
            .map(|zone| {
                let mut here = self.setup.places.iter().zip(facts.places);
                here.any(|(place, it)| place.zone == zone && trouble(it).is_none())
            })
            .collect();
        // The others cannot be judged while some are dark.
        let many = moves(&counts, &can).min(margin(self.setup.max));
        if many > 0 {
            self.surplus = many;
            self.launch(many, true, now, facts, out);
        } else {
            self.rebalanced = None;
        }
    }

    /// How many are active in each zone.
    fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.setup.zones()];
        for it in self.active() {
            if let Some(count) = counts.get_mut(it.zone) {
                *count += 1;
            }
        }
        counts
    }

    /// Launches so many, each into the zone with the fewest; where that fails,
    /// into another (SAS-2, SAS-35).
    fn launch(
        &mut self,
        many: u32,
        rebalancing: bool,
        now: Second,
        facts: &Facts,
        out: &mut Output,
    ) {
        let mut ground: Vec<Ground> = facts.places.to_vec();
        let active = self.many_active();
        let to = active + many;
        let zones = self.zones_in_words();
        let servers = facts.next_server..facts.next_server.saturating_add(many);
        for server in servers {
            let why = if rebalancing {
                Beginning::Rebalance
            } else if self.replacing > 0 {
                Beginning::Replacement
            } else if self.refreshing > 0 {
                Beginning::Refresh
            } else {
                Beginning::TooFew
            };
            let cause = self.words().beginning(now, why, active, to, &zones);
            let cause = match why {
                Beginning::TooFew => self.caused(cause),
                _ => cause,
            };
            let Some(place) = self.find_place(now, &mut ground, &cause, rebalancing, out) else {
                self.retry_at = now + RETRY;
                if rebalancing {
                    // What there is by now may go on.
                    self.surplus = self.many_active().saturating_sub(self.desired);
                }
                return;
            };
            let id = (facts.id)(server);
            let activity = self.begin(
                now,
                format!("Launching a new EC2 instance: {id}"),
                cause,
                server,
                Some(place),
                out,
            );
            let by = self.take_from(why);
            if rebalancing {
                self.rebalanced = Some(self.setup.places[place].zone_name.clone());
            }
            self.members.push(Member {
                server,
                place,
                zone: self.setup.places[place].zone,
                template: self.template,
                launched: now,
                stage: Stage::Pending,
                grace_until: 0,
                warm_at: Second::MAX,
                by,
                by_scale_in: false,
                impaired: None,
                activity: Some(activity),
            });
            out.orders.push(Order::Launch {
                server,
                place,
                template: self.template,
            });
        }
    }

    /// One launch of this reason is done; the policy that had asked for it.
    fn take_from(&mut self, why: Beginning) -> Option<usize> {
        match why {
            Beginning::Replacement => self.replacing -= 1,
            Beginning::Refresh => self.refreshing -= 1,
            Beginning::Rebalance => {}
            Beginning::TooFew => {
                let (policy, many) = self.owed?;
                self.owed = (many > 1).then_some((policy, many - 1));
                return Some(policy);
            }
        }
        None
    }

    /// A place for one more. What fails on the way is written down.
    fn find_place(
        &mut self,
        now: Second,
        ground: &mut [Ground],
        cause: &str,
        rebalancing: bool,
        out: &mut Output,
    ) -> Option<usize> {
        let counts = self.counts();
        let mut open: Vec<bool> = (0..counts.len())
            .map(|zone| self.setup.places.iter().any(|it| it.zone == zone))
            .collect();
        loop {
            let zone = any(&fewest(&counts, &open), &mut self.dice)?;
            let here: Vec<usize> = (0..self.setup.places.len())
                .filter(|it| self.setup.places[*it].zone == zone)
                .collect();
            let place = any(&here, &mut self.dice)?;
            let it = ground.get_mut(place)?;
            let Some(trouble) = trouble(it) else {
                it.free -= 1;
                return Some(place);
            };
            let message = self.message(trouble, place);
            self.activities += 1;
            out.news.push(News::Activity(Activity {
                id: self.activities,
                started: now,
                ended: Some(now),
                status: Status::Failed,
                description: format!("Launching a new EC2 instance.  Status Reason: {message}"),
                message,
                cause: cause.to_owned(),
                server: None,
                place: Some(place),
            }));
            tell(out, Event::LaunchFailed, now, None);
            open[zone] = false;
            if rebalancing {
                // Another zone would even out nothing.
                return None;
            }
        }
    }

    /// Why a launch fails, in the words that are seen in public lists of
    /// activities. What AWS says of a zone without power is not known; the
    /// words are those for one without room.
    fn message(&self, trouble: Trouble, place: usize) -> String {
        let place = &self.setup.places[place];
        match trouble {
            Trouble::NoAddress => format!(
                "There are not enough free addresses in subnet '{}' to satisfy the requested number of instances. Launching EC2 instance failed.",
                place.label
            ),
            Trouble::NoCapacity => {
                let kind = &self.setup.instance_type;
                let mut others: Vec<&str> = (0..self.setup.zones())
                    .filter(|it| *it != place.zone)
                    .map(|it| self.setup.zone_name(it))
                    .collect();
                others.sort_unstable();
                let others = if others.is_empty() {
                    String::new()
                } else {
                    format!(" or choosing {}", others.join(", "))
                };
                format!(
                    "We currently do not have sufficient {kind} capacity in the Availability Zone you requested ({}). Our system will be working on provisioning additional capacity. You can currently get {kind} capacity by not specifying an Availability Zone in your request{others}. Launching EC2 instance failed.",
                    place.zone_name
                )
            }
        }
    }

    /// `ap-south-1a ap-south-1b had 2 0`, as in AWS's sentence.
    fn zones_in_words(&self) -> String {
        let counts = self.counts();
        let names: Vec<&str> = (0..counts.len())
            .map(|it| self.setup.zone_name(it))
            .collect();
        let counts: Vec<String> = counts.iter().map(u32::to_string).collect();
        format!("{} had {}", names.join(" "), counts.join(" "))
    }
}

/// Why nothing can be launched into a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    NoAddress,
    NoCapacity,
}

fn trouble(it: &Ground) -> Option<Trouble> {
    if !it.up || !it.capacity {
        Some(Trouble::NoCapacity)
    } else if it.free == 0 {
        Some(Trouble::NoAddress)
    } else {
        None
    }
}

/// What is seen of a server; one that nobody knows is gone.
fn see(facts: &Facts, server: u32) -> Seen {
    let it = facts.members.iter().find(|it| it.server == server);
    it.copied().unwrap_or(Seen {
        server,
        state: State::Gone,
        impaired: false,
        target: Target::Unknown,
        drained: true,
    })
}

fn tell(out: &mut Output, event: Event, at: Second, server: Option<u32>) {
    out.news.push(News::Event { event, at, server });
}

/// Ends an activity, if there is one.
fn close(out: &mut Output, activity: &mut Option<u32>, at: Second, status: Status) {
    if let Some(activity) = activity.take() {
        out.news.push(News::Ended {
            activity,
            at,
            status,
        });
    }
}

#[cfg(test)]
mod tests;
