//! F17, roster: a rush comes, and a group of servers grows. How late, how far, and whether
//! it flaps.
//!
//! The group, its policies and their alarms are those of a run (`simulation::group`,
//! `simulation::cloudwatch`), the rush that of `simulation::load`, the health checks those of
//! `simulation::balancing`. This plays them second by second around servers of one simple
//! kind: each does an equal part of the work, starts in the usual times (assumption
//! `launch-times`) and is checked as unluckily as can be. CPU credits are not counted, and
//! whoever finds no free server is turned away at once, where a real server lets some wait.

mod play;
mod settings;

use serde_json::{Value, json};

use super::members::{Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs};
use crate::simulation::Second;
use crate::text;
use play::play;
pub use play::{Moment, Played};
pub use settings::Way;
use settings::{MEMBERS, Settings};

/// A group of servers and a rush.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    now: Settings,
    /// As the lesson has it, to count what was changed.
    first: Settings,
    played: Played,
}

impl Default for Roster {
    fn default() -> Self {
        let now = Settings::default();
        Self {
            played: play(&now),
            first: now.clone(),
            now,
        }
    }
}

impl Roster {
    /// The fewest servers.
    pub fn min(&self) -> u32 {
        self.now.min
    }

    /// The most servers.
    pub fn max(&self) -> u32 {
        self.now.max
    }

    /// How many it begins with.
    pub fn desired(&self) -> u32 {
        self.now.desired
    }

    /// How it decides.
    pub fn way(&self) -> Way {
        self.now.way
    }

    /// The percentage that target tracking keeps.
    pub fn target(&self) -> u8 {
        self.now.target
    }

    /// How many minutes the CPU must be too high.
    pub fn minutes(&self) -> u16 {
        self.now.minutes
    }

    /// How many servers an alarm adds.
    pub fn add(&self) -> u32 {
        self.now.add
    }

    /// Below which percentage of CPU a server goes.
    pub fn below(&self) -> u8 {
        self.now.below
    }

    /// Whether the image has everything in it.
    pub fn is_baked(&self) -> bool {
        self.now.baked
    }

    /// Whether CPU comes every minute.
    pub fn is_detailed(&self) -> bool {
        self.now.detailed
    }

    /// How many times as much comes in the rush.
    pub fn times(&self) -> f64 {
        self.now.times
    }

    /// How many minutes the rush lasts.
    pub fn lasts(&self) -> Second {
        self.now.lasts
    }

    /// How long a server takes from its launch until it serves, at the latest.
    pub fn start(&self) -> Second {
        self.now.start()
    }

    /// What its chart shows, in a sentence.
    pub fn alternative_of_chart(&self) -> String {
        let needs = self.played.moments.iter().map(|it| it.need);
        format!(
            "Work and servers by the minute: work for up to {} servers, and up to {} that serve or start.",
            (needs.fold(0.0, f64::max) * 10.0).round() / 10.0,
            self.played.most
        )
    }

    /// The play.
    pub fn played(&self) -> &Played {
        &self.played
    }

    /// How many settings differ from those of the beginning.
    pub fn changes(&self) -> usize {
        Self::MEMBERS
            .iter()
            .filter(|it| self.now.value(it) != self.first.value(it))
            .count()
    }
}

fn minutes(of: f64) -> String {
    let rounded = (of * 10.0).round() / 10.0;
    match rounded {
        1.0 => "1 minute".to_owned(),
        _ => format!("{rounded} minutes"),
    }
}

fn or_never(of: Option<Second>) -> Value {
    of.map_or(json!("never"), |it| json!(it))
}

impl Machine for Roster {
    const MEMBERS: &'static [&'static str] = MEMBERS;

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        self.now.set(member, value)?;
        self.played = play(&self.now);
        Ok(())
    }

    fn read(members: &serde_json::Map<String, Value>) -> Result<Self, Problem> {
        let mut now = Settings::default();
        for member in Self::MEMBERS {
            if let Some(value) = members.get(*member) {
                now.set(member, value)?;
            }
        }
        Ok(Self {
            played: play(&now),
            first: now.clone(),
            now,
        })
    }

    fn outputs(&self) -> Outputs {
        let played = &self.played;
        let tenth = |it: f64| json!((it * 10.0).round() / 10.0);
        outputs([
            ("alarm", or_never(played.alarm)),
            ("first_extra", or_never(played.first_extra)),
            ("refused_minutes", tenth(played.refused_minutes())),
            ("changes", json!(self.changes())),
            ("most", json!(played.most)),
            ("turns", json!(played.turns)),
            ("idle", json!(played.idle().round() as u64)),
            ("start", json!(self.start())),
            ("desired", json!(self.now.desired)),
            ("min", json!(self.now.min)),
            ("max", json!(self.now.max)),
        ])
    }

    fn sentence(&self) -> Sentence {
        let played = &self.played;
        let extra = match played.first_extra {
            Some(extra) => format!(
                "The first additional server serves {} seconds after the rush begins; there are up to {}.",
                extra, played.most
            ),
            None if self.now.way == Way::None => "No rule adds a server.".to_owned(),
            None => format!("No server is added; there are up to {}.", played.most),
        };
        if played.turns > 2 {
            return Sentence::new(
                Tone::Bad,
                "It flaps.",
                format!(
                    "The group turns {} times between growing and shrinking. {extra}",
                    played.turns
                ),
            );
        }
        if played.refused > 0 {
            return Sentence::new(
                Tone::Bad,
                format!(
                    "For {} customers are turned away.",
                    minutes(played.refused_minutes())
                ),
                extra,
            );
        }
        Sentence::new(
            Tone::Good,
            "Nobody is turned away.",
            format!(
                "{} % of what is paid for has nothing to do. {extra}",
                played.idle().round()
            ),
        )
    }

    fn alternative(&self) -> String {
        let it = &self.now;
        let rule = match it.way {
            Way::None => "no rule".to_owned(),
            Way::Tracking => format!("target tracking at {} % CPU", it.target),
            Way::Simple | Way::Step => format!(
                "{} more when CPU is above {} % for {}, one less below {} % for {}",
                it.add,
                it.above,
                text::count(it.minutes.into(), "minute", "minutes"),
                it.below,
                text::count(it.in_minutes.into(), "minute", "minutes")
            ),
        };
        let image = match it.baked {
            true => "an image with everything in it",
            false => "a recipe",
        };
        format!(
            "A group with {} to {}, {} at first, and {rule}. Servers start from {image} and serve {} seconds after their launch, at the latest. The usual work is {} % of one server; {} times as much comes for {}. {}",
            it.min,
            text::count(it.max as usize, "server", "servers"),
            it.desired,
            it.start(),
            it.usual,
            it.times,
            text::count(it.lasts as usize, "minute", "minutes"),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests;
