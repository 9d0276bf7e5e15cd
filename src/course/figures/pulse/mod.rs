//! F16, pulse: a target and its health checks. How long until the balancer notices, how
//! long until it trusts again, and what customers meet meanwhile.
//!
//! The checks, the counting and the sharing out are those of a run
//! (`simulation::balancing`); this only lets them play and reads the clock.

mod play;

use serde_json::{Value, json};

use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::simulation::Second;
use crate::simulation::balancing::{Checks, State};
use crate::text;
use play::FAULTS;
pub use play::{Fault, Knock};

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
mod tests;
