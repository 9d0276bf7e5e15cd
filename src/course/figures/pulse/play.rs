//! A target's time, second by second: its checks, its states, and who meets it meanwhile.

use super::Pulse;
use crate::simulation::Second;
use crate::simulation::balancing::{
    Answer, Ask, Checks, Health, Reason, Settings, Spreading, State, TargetGroup,
};

/// What is wrong with the target while something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Its program has died: the machine refuses each connection.
    #[default]
    Refuses,
    /// Its program hangs: no answer comes.
    Hangs,
    /// The shop is fine, but the path that the check asks for is gone: 404.
    WrongPath,
}

/// The faults by their words.
pub const FAULTS: [(&str, Fault); 3] = [
    ("refuses", Fault::Refuses),
    ("hangs", Fault::Hangs),
    ("wrong-path", Fault::WrongPath),
];

impl Fault {
    fn answer(self) -> Answer {
        match self {
            Self::Refuses => Answer::Refused,
            Self::Hangs => Answer::Silent,
            Self::WrongPath => Answer::at_once(404),
        }
    }

    /// What a customer sees of the balancer whose request meets the target (SLB-22,
    /// SLB-24); none where the request is answered well.
    pub(super) fn code(self) -> Option<u16> {
        match self {
            Self::Refuses => Some(502),
            Self::Hangs => Some(504),
            Self::WrongPath => None,
        }
    }
}

/// A health check that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knock {
    /// When.
    pub at: Second,
    /// Whether it passed.
    pub passed: bool,
}

/// What a play came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Played {
    /// The checks of the target, in order.
    pub knocks: Vec<Knock>,
    /// Its states, each with the second at which it began.
    pub states: Vec<(Second, State)>,
    /// When the target was taken out, after the fault began.
    pub out: Option<Second>,
    /// When it was back, after it was mended.
    pub back: Option<Second>,
    /// In how many seconds customers met the target and saw an error.
    pub met: Second,
    /// Whether no target was healthy, so that the balancer sent to all.
    pub failed_open: bool,
    /// How long the play is.
    pub length: Second,
}

/// Requests of a second, so many that a share of them can be seen.
const REQUESTS: u32 = 100;

/// The target at hand among all of the group.
const THIS: u32 = 0;

impl Pulse {
    fn checks(&self) -> Checks {
        Checks {
            interval: self.interval,
            timeout: self.timeout,
            healthy_after: self.healthy,
            unhealthy_after: self.unhealthy,
            ..Checks::default()
        }
    }

    /// Whether it does its work at a moment.
    fn works(&self, now: Second) -> bool {
        now >= self.boot && !(self.fails_at..self.mended_at).contains(&now)
    }

    fn answer(&self, now: Second) -> Answer {
        if now < self.boot {
            // The machine is up before its program is.
            Answer::Refused
        } else if self.works(now) {
            Answer::at_once(200)
        } else {
            self.fault.answer()
        }
    }

    /// Plays until everything has come to rest.
    pub fn played(&self) -> Played {
        let checks = self.checks();
        let mut group = TargetGroup::new(Settings {
            checks: checks.clone(),
            ..Settings::default()
        });
        match self.boot {
            0 => group.register_settled(THIS, 0, 0, 0, None),
            _ => _ = group.register(THIS, 0, 0),
        }
        for other in 1..=self.others {
            group.register_settled(other, 0, 0, 0, None);
        }
        let rest = checks.interval * (checks.healthy_after + 1);
        let length = (self.mended_at.max(self.boot) + rest).max(5 * 60);
        let mut played = Played {
            states: vec![(0, group.state_of(THIS))],
            length,
            ..Played::default()
        };
        let mut changes = Vec::new();
        let mut counts = Vec::new();
        for now in 0..length {
            changes.clear();
            let mut knocked = None;
            group.tick(
                now,
                |target| {
                    if target != THIS {
                        return Answer::at_once(200);
                    }
                    let answer = self.answer(now);
                    knocked = Some(Knock {
                        at: now,
                        passed: answer == Answer::at_once(200),
                    });
                    answer
                },
                &mut changes,
            );
            played.knocks.extend(knocked);
            for change in changes.iter().filter(|it| it.target == THIS) {
                played.states.push((now, change.to));
                let broken = played.out.is_none() && now >= self.fails_at;
                match change.to {
                    State::Unhealthy if broken => played.out = Some(now - self.fails_at),
                    State::Healthy if played.out.is_some() && played.back.is_none() => {
                        played.back = now.checked_sub(self.mended_at);
                    }
                    _ => {}
                }
            }
            counts.clear();
            counts.resize(group.slots().len(), 0);
            let open = vec![0; counts.len()];
            let ask = Ask {
                class: 0,
                requests: REQUESTS,
                fresh: REQUESTS,
                zone: 0,
            };
            let how = group.spread(now, ask, &open, &mut counts);
            played.failed_open |= how == Spreading::FailOpen;
            let place = group.place_of(THIS);
            let here = place.and_then(|it| counts.get(it)).copied().unwrap_or(0);
            let fails = now < self.boot || self.fault.code().is_some();
            if !self.works(now) && fails && here > 0 {
                played.met += 1;
            }
        }
        played
    }

    /// How long a target that fails in this way is met at most: its fault begins in the
    /// moment after a check has passed.
    pub fn out_at_most(&self) -> Option<Second> {
        let answer = |now| match now {
            0 => Answer::at_once(200),
            _ => self.fault.answer(),
        };
        self.turn(Health::settled(0, 0, None), answer, State::Unhealthy)
    }

    /// How long it takes at most until a mended target gets requests again: it is mended in
    /// the moment after a check has failed.
    pub fn back_at_most(&self) -> Option<Second> {
        let failed = Some(Reason::FailedHealthChecks);
        let answer = |now| match now {
            0 => Answer::Refused,
            _ => Answer::at_once(200),
        };
        self.turn(Health::settled(0, 0, failed), answer, State::Healthy)
    }

    /// When a target turns to a state.
    fn turn(
        &self,
        mut health: Health,
        answer: impl Fn(Second) -> Answer,
        to: State,
    ) -> Option<Second> {
        let checks = self.checks();
        let most = checks.interval * (checks.healthy_after.max(checks.unhealthy_after) + 2);
        (0..=most).find(|now| {
            let turn = health.tick(*now, &checks, || answer(*now));
            turn.is_some_and(|it| it.to == to)
        })
    }
}
