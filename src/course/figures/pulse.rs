//! F16, pulse: a target and its health checks. How long until the balancer notices, how
//! long until it trusts again, and what customers meet meanwhile.
//!
//! The checks, the counting and the sharing out are those of a run
//! (`simulation::balancing`); this only lets them play and reads the clock.

use serde_json::{Value, json};

use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::simulation::Second;
use crate::simulation::balancing::{
    Answer, Ask, Checks, Health, Settings, Spreading, State, TargetGroup,
};
use crate::text;

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

const FAULTS: [(&str, Fault); 3] = [
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
    fn code(self) -> Option<u16> {
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

/// A target, its health checks, and a fault at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulse {
    interval: Second,
    timeout: Second,
    healthy: u32,
    unhealthy: u32,
    fault: Fault,
    fails_at: Second,
    mended_at: Second,
    boot: Second,
    others: u32,
}

impl Default for Pulse {
    fn default() -> Self {
        let checks = Checks::default();
        Self {
            interval: checks.interval,
            timeout: checks.timeout,
            healthy: checks.healthy_after,
            unhealthy: checks.unhealthy_after,
            fault: Fault::default(),
            fails_at: 10,
            mended_at: 130,
            boot: 0,
            others: 1,
        }
    }
}

/// Requests of a second, so many that a share of them can be seen.
const REQUESTS: u32 = 100;

/// The target at hand among all of the group.
const THIS: u32 = 0;

impl Pulse {
    /// The seconds between two checks.
    pub fn interval(&self) -> Second {
        self.interval
    }

    /// After how many seconds a check without an answer has failed.
    pub fn timeout(&self) -> Second {
        self.timeout
    }

    /// How many good checks in a row bring it back.
    pub fn healthy(&self) -> u32 {
        self.healthy
    }

    /// How many failed checks in a row take it out.
    pub fn unhealthy(&self) -> u32 {
        self.unhealthy
    }

    /// What is wrong with it.
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// When something goes wrong.
    pub fn fails_at(&self) -> Second {
        self.fails_at
    }

    /// When it is mended.
    pub fn mended_at(&self) -> Second {
        self.mended_at
    }

    /// For a new target: how long its program takes to listen; 0 where it has been there
    /// for long.
    pub fn boot(&self) -> Second {
        self.boot
    }

    /// How many other targets there are, all of them well.
    pub fn others(&self) -> u32 {
        self.others
    }

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
        let failed = Some(crate::simulation::balancing::Reason::FailedHealthChecks);
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

fn seconds(of: Second) -> String {
    text::count(of as usize, "second", "seconds")
}

fn or_never(of: Option<Second>) -> Value {
    of.map_or(json!("never"), |it| json!(it))
}

impl Machine for Pulse {
    const MEMBERS: &'static [&'static str] = &[
        "interval",
        "timeout",
        "healthy",
        "unhealthy",
        "fault",
        "mended_at",
        "fails_at",
        "boot",
        "others",
    ];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        let whole = |least: Second, most: Second| -> Read<Second> {
            let number = members::whole(member, value, least.into(), most.into())?;
            Ok(Second::try_from(number).unwrap_or(most))
        };
        match member {
            // The ranges are those of a target group. (rulebook TG-8)
            "interval" => self.interval = whole(5, 300)?,
            "timeout" => self.timeout = whole(2, 120)?,
            "healthy" => self.healthy = whole(2, 10)?,
            "unhealthy" => self.unhealthy = whole(2, 10)?,
            "fault" => self.fault = members::word(member, value, &FAULTS)?,
            "fails_at" => self.fails_at = whole(1, 600)?,
            "mended_at" => self.mended_at = whole(1, 1_200)?,
            "boot" => self.boot = whole(0, 600)?,
            "others" => self.others = whole(0, 5)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let played = self.played();
        let came = played.states.iter().find(|it| it.1 == State::Healthy);
        outputs([
            ("interval", json!(self.interval)),
            ("timeout", json!(self.timeout)),
            ("healthy", json!(self.healthy)),
            ("unhealthy", json!(self.unhealthy)),
            ("fault", json!(members::word_of(&self.fault, &FAULTS))),
            ("out_at_most", or_never(self.out_at_most())),
            ("back_at_most", or_never(self.back_at_most())),
            ("out_after", or_never(played.out)),
            ("back_after", or_never(played.back)),
            ("in_after", or_never(came.map(|it| it.0))),
            ("met", json!(played.met)),
            ("fail_open", json!(played.failed_open)),
        ])
    }

    fn sentence(&self) -> Sentence {
        let played = self.played();
        let (Some(out), Some(back)) = (self.out_at_most(), self.back_at_most()) else {
            return Sentence::new(Tone::Plain, "The checks do not end.", "");
        };
        if played.out.is_none() {
            return Sentence::new(
                Tone::Plain,
                "Too short to be noticed.",
                format!(
                    "It takes {} in a row.",
                    text::count(self.unhealthy as usize, "failed check", "failed checks")
                ),
            );
        }
        if played.failed_open {
            let rest = match self.fault.code() {
                Some(code) => format!("Customers see {code} until it is mended."),
                None => "Customers see the shop as before.".to_owned(),
            };
            return Sentence::new(
                Tone::Bad,
                "No target is healthy, so the balancer sends to it all the same.",
                rest,
            );
        }
        let meanwhile = match self.fault.code() {
            Some(code) => format!(
                "Here customers met it for {}, and saw {code}.",
                seconds(played.met)
            ),
            None => "Its pages were fine all the time.".to_owned(),
        };
        Sentence::new(
            Tone::Plain,
            format!(
                "Out within {}, back within {}.",
                seconds(out),
                seconds(back)
            ),
            meanwhile,
        )
    }

    fn alternative(&self) -> String {
        let played = self.played();
        let fault = match self.fault {
            Fault::Refuses => "refuses every connection",
            Fault::Hangs => "hangs",
            Fault::WrongPath => "has no page for the health check",
        };
        let states: Vec<String> = played
            .states
            .iter()
            .map(|(at, state)| format!("{} from second {at}", state.name()))
            .collect();
        let new = match self.boot {
            0 => String::new(),
            boot => format!(
                " It is new, and its program listens after {}.",
                seconds(boot)
            ),
        };
        format!(
            "A check every {}, with a time-out of {}: unhealthy after {} failed, healthy after {} good ones. Beside it there are {}.{new} From second {} to second {} the target {fault}. The target is {}. {}",
            seconds(self.interval),
            seconds(self.timeout),
            self.unhealthy,
            self.healthy,
            text::count_or_none(self.others as usize, "other target", "other targets"),
            self.fails_at,
            self.mended_at,
            text::list(states),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(members: Value) -> Outputs {
        let Value::Object(members) = members else {
            panic!("an object")
        };
        Pulse::read(&members).expect("it is read").outputs()
    }

    /// TG-12: with the defaults 60 seconds and 150; the time-out comes on top where nothing
    /// answers (TV-30).
    #[test]
    fn the_numbers_of_chapter_18() {
        let usual = out(json!({}));
        assert_eq!(
            (&usual["out_at_most"], &usual["back_at_most"]),
            (&json!(60), &json!(150))
        );
        assert_eq!(out(json!({ "fault": "hangs" }))["out_at_most"], 65);
        let fast = out(json!({ "interval": 10 }));
        assert_eq!(
            (&fast["out_at_most"], &fast["back_at_most"]),
            (&json!(20), &json!(50))
        );
    }

    #[test]
    fn a_play_is_never_longer_than_the_most() {
        for fails_at in 1..=30 {
            let mended_at = fails_at + 120;
            let it = out(json!({ "fails_at": fails_at, "mended_at": mended_at }));
            let most = |name: &str| it[name].as_u64().expect("a number");
            assert!(most("out_after") <= most("out_at_most"), "{fails_at}");
            assert!(most("back_after") <= most("back_at_most"), "{fails_at}");
            // Whoever is shared out evenly meets it until it is out.
            assert_eq!(it["met"], it["out_after"]);
        }
    }

    #[test]
    fn with_nobody_else_the_balancer_sends_to_it_all_the_same() {
        let alone = out(json!({ "others": 0 }));
        assert_eq!(alone["fail_open"], true);
        assert_eq!(alone["met"], 120);
        assert_eq!(out(json!({}))["fail_open"], false);
        let mut it = Pulse::default();
        it.set("others", &json!(0)).expect("a number");
        it.set("fault", &json!("wrong-path")).expect("a fault");
        assert_eq!(
            it.sentence().to_string(),
            "No target is healthy, so the balancer sends to it all the same. Customers see the shop as before."
        );
    }

    #[test]
    fn a_short_fault_is_not_noticed_and_a_new_target_needs_one_good_check() {
        let short = out(json!({ "fails_at": 10, "mended_at": 35 }));
        assert_eq!(short["out_after"], "never");
        // Checks at 0 and 30: the program listens at 15. (TG-11)
        let new = |boot: u32| out(json!({ "boot": boot, "fails_at": 600, "mended_at": 601 }));
        assert_eq!(new(15)["in_after"], 30);
        // Whoever has failed two is unhealthy and has to pass five. (SLB-5)
        assert_eq!(new(32)["in_after"], 180);
    }

    #[test]
    fn what_aws_refuses_is_refused() {
        for (member, value) in [("interval", 4), ("timeout", 121), ("healthy", 1)] {
            assert!(Pulse::default().set(member, &json!(value)).is_err());
        }
    }
}
