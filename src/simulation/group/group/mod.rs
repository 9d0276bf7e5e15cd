//! One Auto Scaling group over time.
//!
//! Every five seconds it looks at its members and compares desired and actual
//! capacity (assumption `reconcile`), every minute it looks at their health
//! (assumption `asg-poll`), and whenever an alarm calls a policy it may change
//! what it desires. It orders; the run obeys and shows it what came of it.

mod ending;
mod launching;
mod requests;
mod scaling;
mod views;

use super::super::clock::{MINUTE, Second};
use super::super::dice::Dice;
use super::activity::{Event, News, Status, Words};
use super::exchange::{Call, Output};
use super::member::{Facts, Member, Order, Seen, Stage, State, Target};
use super::setup::Setup;

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
