//! F11, oven: what is installed at each start, and what was installed once, into an image.
//!
//! The seconds are those of the simulation: the life of an instance is played with its usual
//! times (assumption `launch-times`), and the balancer's health check comes as often as a
//! target group has it by default. How many launches there are, and after which of them a
//! package has a new version, the learner says.

use serde_json::{Value, json};

use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::TargetGroup;
use crate::simulation::servers::{Knock, Launch, Life, Phase, Times};
use crate::text;

/// A part of a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What happens.
    pub what: &'static str,
    /// How long, in seconds.
    pub seconds: u32,
}

/// Servers that are launched one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oven {
    baked: bool,
    launches: u64,
    release: u64,
}

impl Default for Oven {
    fn default() -> Self {
        Self {
            baked: false,
            launches: 6,
            release: 0,
        }
    }
}

const MODES: [(&str, bool); 2] = [("script", false), ("baked", true)];

/// The parts of a start until the first customer is served, in their order.
fn parts_of(baked: bool) -> Vec<Part> {
    let times = match baked {
        true => Times::USUAL.without_user_data(),
        false => Times::USUAL,
    };
    let mut life = Life::launch(
        0,
        Launch {
            times,
            installs: !baked,
            way_out: true,
        },
    );
    let mut parts: Vec<Part> = Vec::new();
    let mut now = 0;
    loop {
        life.advance(now);
        let what = match life.phase() {
            Phase::Pending => "machine",
            Phase::Booting => "boot",
            Phase::UserData => "recipe",
            Phase::Starting => "program",
            // With a way out it always comes up; whatever else ended the start ends this.
            _ => break,
        };
        match parts.last_mut().filter(|it| it.what == what) {
            Some(part) => part.seconds += 1,
            None => parts.push(Part { what, seconds: 1 }),
        }
        now += 1;
    }
    debug_assert_eq!(life.knock(), Knock::Answers);
    parts.push(Part {
        what: "health check",
        seconds: TargetGroup::default().health_interval,
    });
    parts
}

fn seconds_of(baked: bool) -> u32 {
    parts_of(baked).iter().map(|it| it.seconds).sum()
}

impl Oven {
    /// The most launches that are drawn.
    pub const MOST: u64 = 12;

    /// Whether the servers start from an image in which all is installed.
    pub fn is_baked(&self) -> bool {
        self.baked
    }

    /// How many servers are launched, one after the other.
    pub fn launches(&self) -> u64 {
        self.launches
    }

    /// After how many launches a package has a new version; 0 for never.
    pub fn release(&self) -> u64 {
        self.release
    }

    /// The parts of the start of a server, from a script or from an image.
    pub fn parts(baked: bool) -> Vec<Part> {
        parts_of(baked)
    }

    /// The seconds from the launch until a server is asked, at most.
    pub fn seconds(&self) -> u32 {
        seconds_of(self.baked)
    }

    /// Which version of the package each server has, 1 or 2.
    pub fn versions(&self) -> Vec<u8> {
        let out = |launch| self.release > 0 && launch > self.release;
        // An image keeps what was the newest when it was made, before the first launch.
        let versions = (1..=self.launches).map(|launch| match out(launch) && !self.baked {
            true => 2,
            false => 1,
        });
        versions.collect()
    }

    fn old(&self) -> usize {
        let is_out = self.release > 0 && self.release < self.launches;
        let versions = self.versions();
        versions.iter().filter(|it| is_out && **it == 1).count()
    }

    fn kinds(&self) -> usize {
        let mut versions = self.versions();
        versions.dedup();
        versions.len()
    }
}

impl Machine for Oven {
    const MEMBERS: &'static [&'static str] = &["mode", "launches", "release"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "mode" => self.baked = members::word(member, value, &MODES)?,
            "launches" => self.launches = members::whole(member, value, 1, Self::MOST)?,
            "release" => self.release = members::whole(member, value, 0, Self::MOST)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let (script, baked) = (seconds_of(false), seconds_of(true));
        outputs([
            ("mode", json!(members::word_of(&self.baked, &MODES))),
            ("script", json!(script)),
            ("baked", json!(baked)),
            ("saved", json!(script - baked)),
            ("seconds", json!(self.seconds())),
            ("versions", json!(self.kinds())),
            ("old", json!(self.old())),
        ])
    }

    fn sentence(&self) -> Sentence {
        let lead = format!("It serves after {} seconds, at most.", self.seconds());
        let (tone, rest) = match (self.baked, self.old(), self.kinds()) {
            (false, 0, _) => (
                Tone::Plain,
                format!("From an image it would be {}.", seconds_of(true)),
            ),
            (true, 0, _) => (
                Tone::Good,
                format!(
                    "The recipe was done once, when the image was made: {} seconds are saved at each launch.",
                    seconds_of(false) - seconds_of(true)
                ),
            ),
            (false, old, _) => (
                Tone::Bad,
                format!(
                    "{} {} the old version, the others the new one.",
                    text::count(old, "server", "servers"),
                    if old == 1 { "has" } else { "have" }
                ),
            ),
            (true, _, _) => (
                Tone::Bad,
                "All servers are equal, and all have the old version, until you make a new image."
                    .to_owned(),
            ),
        };
        Sentence::new(tone, lead, rest)
    }

    fn alternative(&self) -> String {
        let parts = parts_of(self.baked);
        let parts = parts
            .iter()
            .map(|it| format!("{} {} seconds", it.what, it.seconds));
        let release = match self.release {
            0 => String::new(),
            after => format!(
                " After launch {after} a package has a new version; so the servers have versions {}.",
                text::list(self.versions().iter().map(u8::to_string))
            ),
        };
        format!(
            "{}, launched one after the other from {}. A start: {}.{release} {}",
            text::count(self.launches as usize, "server", "servers"),
            if self.baked {
                "an image in which all is installed"
            } else {
                "AWS's image with a start script"
            },
            text::list(parts),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oven(members: Value) -> Oven {
        Oven::read(members.as_object().unwrap()).unwrap()
    }

    #[test]
    fn the_numbers_of_chapter_13() {
        let out = Oven::default().outputs();
        assert_eq!((&out["script"], &out["baked"]), (&json!(152), &json!(62)));
        assert_eq!(out["saved"], 90);
        let parts = |baked| {
            let parts = Oven::parts(baked).into_iter();
            parts.map(|it| (it.what, it.seconds)).collect::<Vec<_>>()
        };
        assert_eq!(
            parts(false),
            [
                ("machine", 17),
                ("boot", 10),
                ("recipe", 90),
                ("program", 5),
                ("health check", 30)
            ]
        );
        assert_eq!(
            parts(true),
            [
                ("machine", 17),
                ("boot", 10),
                ("program", 5),
                ("health check", 30)
            ]
        );
    }

    #[test]
    fn a_script_takes_what_is_newest_and_an_image_what_was() {
        let script = oven(json!({ "launches": 6, "release": 4 }));
        assert_eq!(script.versions(), [1, 1, 1, 1, 2, 2]);
        assert_eq!(
            (&script.outputs()["versions"], &script.outputs()["old"]),
            (&json!(2), &json!(4))
        );
        assert_eq!(
            script.sentence().rest,
            "4 servers have the old version, the others the new one."
        );
        let baked = oven(json!({ "mode": "baked", "launches": 6, "release": 4 }));
        assert_eq!(
            (&baked.outputs()["versions"], &baked.outputs()["old"]),
            (&json!(1), &json!(6))
        );
        // What comes after the last launch is in none of them, and none is behind another.
        let later = oven(json!({ "launches": 4, "release": 4 }));
        assert_eq!(
            (&later.outputs()["versions"], &later.outputs()["old"]),
            (&json!(1), &json!(0))
        );
    }

    #[test]
    fn an_image_is_sooner_and_never_has_two_versions() {
        for release in 0..=Oven::MOST {
            for launches in 1..=Oven::MOST {
                let of = |mode: &str| {
                    oven(json!({ "mode": mode, "launches": launches, "release": release }))
                };
                assert!(of("baked").seconds() < of("script").seconds());
                assert_eq!(of("baked").outputs()["versions"], 1);
            }
        }
    }
}
