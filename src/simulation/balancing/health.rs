//! The health of one target: what the checks make of it (SLB-3 to SLB-9,
//! SLB-17).

use super::super::clock::Second;
use super::checks::{Answer, Checks};
use super::reason::Reason;

/// The state of a target, as `DescribeTargetHealth` says it (SLB-4).
/// `unavailable` (health checks are off) is not modelled: only functions may
/// have them off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Registered, no check passed yet.
    Initial,
    /// It takes requests.
    Healthy,
    /// Too many checks in a row have failed.
    Unhealthy,
    /// Deregistered, running requests may finish.
    Draining,
    /// Not registered, or not used.
    Unused,
}

impl State {
    /// As AWS writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::Draining => "draining",
            Self::Unused => "unused",
        }
    }
}

/// A check whose result is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pending {
    known: Second,
    failed: Option<Reason>,
}

/// The health of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    state: State,
    reason: Option<Reason>,
    since: Second,
    /// The checks are at multiples of the interval from here (SLB-3).
    registered: Second,
    next: Second,
    pending: Option<Pending>,
    passed: u32,
    failed: u32,
    /// When draining ends.
    until: Second,
}

/// A state that was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The state before.
    pub from: State,
    /// The state now.
    pub to: State,
    /// Why.
    pub reason: Option<Reason>,
}

impl Health {
    /// A target that is registered now. The first check is made at once, which
    /// is the multiple 0 of SLB-3.
    pub fn registered(now: Second) -> Self {
        Self {
            state: State::Initial,
            reason: Some(Reason::RegistrationInProgress),
            since: now,
            registered: now,
            next: now,
            pending: None,
            passed: 0,
            failed: 0,
            until: 0,
        }
    }

    /// A target that was registered long before the run began. Its checks
    /// come `phase` seconds after `now` and at multiples of the interval from
    /// there.
    pub fn settled(now: Second, phase: Second, failed: Option<Reason>) -> Self {
        let state = match failed {
            None => State::Healthy,
            Some(_) => State::Unhealthy,
        };
        Self {
            state,
            reason: failed,
            registered: now + phase,
            next: now + phase,
            ..Self::registered(now)
        }
    }

    /// Its state.
    pub fn state(&self) -> State {
        self.state
    }

    /// Why.
    pub fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// Since when.
    pub fn since(&self) -> Second {
        self.since
    }

    /// When something happens to it next, if nobody comes before.
    pub fn due(&self) -> Second {
        match self.state {
            State::Unused => Second::MAX,
            State::Draining => self.until,
            _ => match self.pending {
                Some(pending) => pending.known.min(self.next),
                None => self.next,
            },
        }
    }

    /// Lets the time come to `now`: a check that is due is made, one whose
    /// result is known counts, a drained target is gone.
    pub fn tick(
        &mut self,
        now: Second,
        checks: &Checks,
        knock: impl FnOnce() -> Answer,
    ) -> Option<Turn> {
        match self.state {
            State::Unused => None,
            State::Draining if now >= self.until => {
                Some(self.turn(now, State::Unused, Some(Reason::NotRegistered)))
            }
            State::Draining => None,
            _ => {
                // A check that waits for its time-out ends before the next one
                // begins.
                let before = self.conclude(now, checks);
                if now >= self.next {
                    let (after, failed) = checks.judge(knock());
                    self.pending = Some(Pending {
                        known: now + after,
                        failed,
                    });
                    self.next = self.multiple_after(now, checks.interval);
                }
                before.or_else(|| self.conclude(now, checks))
            }
        }
    }

    /// The first multiple of the interval after `now`.
    fn multiple_after(&self, now: Second, interval: Second) -> Second {
        let interval = interval.max(1);
        match now.checked_sub(self.registered) {
            Some(age) => self.registered + (age / interval + 1) * interval,
            None => self.registered,
        }
    }

    fn conclude(&mut self, now: Second, checks: &Checks) -> Option<Turn> {
        let pending = self.pending.take_if(|it| now >= it.known)?;
        // SLB-5: the opposite result resets the count.
        match pending.failed {
            None => {
                self.passed += 1;
                self.failed = 0;
            }
            Some(_) => {
                self.failed += 1;
                self.passed = 0;
            }
        }
        let to = match (self.state, pending.failed) {
            (State::Initial, None) => State::Healthy,
            (State::Unhealthy, None) if self.passed >= checks.healthy_after => State::Healthy,
            (State::Initial | State::Healthy, Some(_)) if self.failed >= checks.unhealthy_after => {
                State::Unhealthy
            }
            (State::Initial, Some(_)) => {
                self.reason = Some(Reason::InitialHealthChecking);
                return None;
            }
            (State::Unhealthy, Some(_)) => {
                self.reason = pending.failed;
                return None;
            }
            _ => return None,
        };
        Some(self.turn(now, to, pending.failed))
    }

    fn turn(&mut self, now: Second, to: State, reason: Option<Reason>) -> Turn {
        let from = self.state;
        self.state = to;
        self.reason = reason;
        self.since = now;
        if matches!(to, State::Draining | State::Unused) {
            self.pending = None;
        }
        Turn { from, to, reason }
    }

    /// It is deregistered: it drains for `delay` seconds (SLB-5, SLB-17).
    /// Nothing where it already does.
    pub fn deregister(&mut self, now: Second, delay: Second) -> Option<Turn> {
        if self.state == State::Draining {
            return None;
        }
        self.until = now + delay;
        Some(self.turn(now, State::Draining, Some(Reason::DeregistrationInProgress)))
    }

    /// It is registered but not used (SLB-6). Nothing where it drains or is
    /// unused for this reason already.
    pub fn lay_aside(&mut self, now: Second, reason: Reason) -> Option<Turn> {
        match self.state {
            State::Draining => None,
            State::Unused if self.reason == Some(reason) => None,
            _ => Some(self.turn(now, State::Unused, Some(reason))),
        }
    }

    /// It is used again, and begins like a new one.
    pub fn take_up(&mut self, now: Second) -> Option<Turn> {
        if self.state != State::Unused {
            return None;
        }
        *self = Self {
            since: now,
            ..Self::registered(now)
        };
        Some(Turn {
            from: State::Unused,
            to: State::Initial,
            reason: self.reason,
        })
    }

    /// The interval has changed: the next check is at the next multiple of the
    /// new one.
    pub fn renew(&mut self, now: Second, checks: &Checks) {
        self.next = self.multiple_after(now, checks.interval);
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks::Matcher;
    use super::*;

    const GOOD: Answer = Answer::at_once(200);

    /// The states after each of these checks: F failed, S succeeded.
    fn states(mut health: Health, results: &str) -> Vec<State> {
        let checks = Checks::default();
        let mut states = Vec::new();
        for (place, result) in results.split(' ').enumerate() {
            let now = place as Second * checks.interval;
            let answer = match result {
                "F" => Answer::Refused,
                _ => GOOD,
            };
            health.tick(now, &checks, || answer);
            states.push(health.state());
        }
        states
    }

    /// When a target turns, second by second, and to what.
    fn turns(
        mut health: Health,
        checks: &Checks,
        until: Second,
        answer: impl Fn(Second) -> Answer,
    ) -> Vec<(Second, State, Option<Reason>)> {
        let mut turns = Vec::new();
        for now in 0..until {
            if let Some(turn) = health.tick(now, checks, || answer(now)) {
                turns.push((now, turn.to, turn.reason));
            }
        }
        turns
    }

    #[test]
    fn tv_28_thresholds_count_results_in_a_row() {
        use State::{Healthy as H, Unhealthy as U};
        let health = Health::settled(0, 0, None);
        let states = states(health, "F F S S S S S F S F F");
        assert_eq!(states, [H, U, U, U, U, U, H, H, H, H, U]);
    }

    #[test]
    fn tv_29_one_passed_check_makes_a_new_target_healthy() {
        let states = states(Health::registered(0), "F S");
        assert_eq!(states, [State::Initial, State::Healthy]);
    }

    #[test]
    fn tv_30_a_dead_target_is_noticed_and_a_repaired_one_too() {
        let checks = Checks::default();
        let settled = || Health::settled(0, 0, None);
        let refusing = |now| match now {
            1..100 => Answer::Refused,
            _ => GOOD,
        };
        assert_eq!(
            turns(settled(), &checks, 400, refusing),
            [
                (60, State::Unhealthy, Some(Reason::FailedHealthChecks)),
                (240, State::Healthy, None)
            ]
        );
        let hanging = |now| match now {
            1..100 => Answer::Silent,
            _ => GOOD,
        };
        assert_eq!(
            turns(settled(), &checks, 400, hanging),
            [
                (65, State::Unhealthy, Some(Reason::Timeout)),
                (240, State::Healthy, None)
            ]
        );
    }

    /// SLB-8 and SLB-9: whenever it dies, and whenever it comes back.
    #[test]
    fn noticing_takes_one_to_two_intervals_and_recovering_four_to_five() {
        let checks = Checks::default();
        for dies in 31..=60 {
            let answer = |now| match now {
                _ if now < dies => GOOD,
                _ if now < dies + 200 => Answer::Refused,
                _ => GOOD,
            };
            let turns = turns(Health::settled(0, 0, None), &checks, 1_000, answer);
            let noticed = turns[0].0 - dies;
            let recovered = turns[1].0 - (dies + 200);
            assert!((30..=60).contains(&noticed), "{noticed}");
            assert!((120..=150).contains(&recovered), "{recovered}");
        }
    }

    #[test]
    fn a_code_that_is_not_expected_fails_at_once() {
        let checks = Checks::default();
        let turns = turns(Health::registered(0), &checks, 61, |_| Answer::at_once(302));
        let reason = Some(Reason::ResponseCodeMismatch);
        assert_eq!(turns, [(30, State::Unhealthy, reason)]);
        let wide = Checks {
            matcher: Matcher::of("200-299, 302"),
            ..checks
        };
        assert!(wide.matcher.takes(204) && wide.matcher.takes(302));
        assert!(!wide.matcher.takes(301) && !wide.matcher.takes(404));
        assert!(Matcher::of("what?").takes(200));
    }

    /// PERF-12, SLB-3: a slow answer counts while it is in time, and moves no
    /// check.
    #[test]
    fn an_answer_counts_while_it_is_in_time() {
        let checks = Checks::default();
        let after = |after| Answer::Answered { status: 200, after };
        assert_eq!(
            turns(Health::registered(0), &checks, 100, |_| after(3.2)),
            [(3, State::Healthy, None)]
        );
        assert_eq!(
            turns(Health::settled(0, 0, None), &checks, 100, |_| after(5.0)),
            [(35, State::Unhealthy, Some(Reason::Timeout))]
        );
        let mut asked = Vec::new();
        let mut health = Health::registered(7);
        for now in 7..100 {
            health.tick(now, &checks, || {
                asked.push(now);
                after(4.9)
            });
        }
        assert_eq!(asked, [7, 37, 67, 97]);
    }

    /// A time-out as long as the interval or longer loses no check.
    #[test]
    fn a_check_ends_before_the_next_begins() {
        let checks = Checks {
            interval: 5,
            timeout: 120,
            ..Checks::default()
        };
        let turns = turns(Health::settled(0, 0, None), &checks, 60, |_| Answer::Silent);
        assert_eq!(turns, [(10, State::Unhealthy, Some(Reason::Timeout))]);
    }

    /// SLB-5, SLB-17.
    #[test]
    fn a_deregistered_target_drains_and_is_gone() {
        let checks = Checks::default();
        let mut health = Health::settled(0, 0, None);
        let turn = health.deregister(10, 300).expect("it drains");
        assert_eq!((turn.from, turn.to), (State::Healthy, State::Draining));
        assert_eq!(health.deregister(11, 300), None);
        assert_eq!(health.lay_aside(12, Reason::InvalidState), None);
        assert_eq!(health.due(), 310);
        assert_eq!(health.tick(309, &checks, || GOOD), None);
        let turn = health.tick(310, &checks, || GOOD).expect("it is gone");
        assert_eq!(turn.to, State::Unused);
        assert_eq!(health.reason(), Some(Reason::NotRegistered));
    }

    /// SLB-6.
    #[test]
    fn a_stopped_target_is_unused_and_begins_anew() {
        let checks = Checks::default();
        let mut health = Health::settled(0, 0, None);
        let turn = health.lay_aside(5, Reason::InvalidState);
        assert_eq!(turn.map(|it| it.to), Some(State::Unused));
        assert_eq!(health.lay_aside(6, Reason::InvalidState), None);
        assert_eq!(health.tick(30, &checks, || GOOD), None);
        assert_eq!(health.due(), Second::MAX);
        let turn = health.take_up(44).expect("it is back");
        assert_eq!(turn.to, State::Initial);
        let turn = health.tick(44, &checks, || GOOD).expect("it is asked");
        assert_eq!(turn.to, State::Healthy);
        assert_eq!(health.take_up(45), None);
        assert_eq!(health.due(), 74);
    }

    #[test]
    fn an_edited_interval_holds_from_the_next_multiple() {
        let mut checks = Checks::default();
        let mut health = Health::registered(0);
        health.tick(0, &checks, || GOOD);
        assert_eq!(health.due(), 30);
        checks.interval = 10;
        health.renew(12, &checks);
        assert_eq!(health.due(), 20);
    }
}
