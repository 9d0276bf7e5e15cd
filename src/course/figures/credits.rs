//! F10, credits: a small server earns less than it can spend; its purse is the difference.

use serde_json::{Value, json};

use super::members::{self, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::aws::instance_sizes::T3_MICRO;

/// One credit is one vCPU at full load for one minute (chapter 12).
const MINUTES: f64 = 60.0;

/// A server with CPU credits.
#[derive(Clone, Debug, PartialEq)]
pub struct Credits {
    load: f64,
    vcpus: u64,
    purse: f64,
    unlimited: bool,
}

impl Default for Credits {
    fn default() -> Self {
        Self {
            load: 25.0,
            vcpus: 2,
            // The most that a t3.micro keeps (A16): what it earns in 24 hours.
            purse: T3_MICRO.most(),
            // T3 starts in this mode (rulebook EC2-15).
            unlimited: T3_MICRO.unlimited,
        }
    }
}

impl Credits {
    /// The load, in percent of all vCPUs.
    pub fn load(&self) -> f64 {
        self.load
    }

    /// The vCPUs.
    pub fn vcpus(&self) -> u64 {
        self.vcpus
    }

    /// The credits at the beginning.
    pub fn purse(&self) -> f64 {
        self.purse
    }

    /// The most credits that it can have.
    pub fn most(&self) -> f64 {
        T3_MICRO.most() / f64::from(T3_MICRO.vcpus) * self.vcpus as f64
    }

    /// Whether it may spend more than it has.
    pub fn is_unlimited(&self) -> bool {
        self.unlimited
    }

    /// What it earns an hour.
    pub fn earned(&self) -> f64 {
        // A t3.micro earns 12 with its two vCPUs (A16).
        T3_MICRO.earned_per_hour() / f64::from(T3_MICRO.vcpus) * self.vcpus as f64
    }

    /// What it would spend an hour at its load.
    pub fn spent(&self) -> f64 {
        self.load / 100.0 * self.vcpus as f64 * MINUTES
    }

    /// After how many hours the purse is empty; `None` for never.
    pub fn hours_to_empty(&self) -> Option<f64> {
        let less = self.spent() - self.earned();
        (less > 1e-9).then(|| self.purse / less)
    }

    /// The purse after so many hours; below nothing it has borrowed.
    pub fn purse_after(&self, hours: f64) -> f64 {
        let left = self.purse + (self.earned() - self.spent()) * hours;
        let least = if self.unlimited { f64::MIN } else { 0.0 };
        left.clamp(least, self.most())
    }

    /// The load up to which it earns what it spends, in percent.
    pub fn baseline(&self) -> f64 {
        self.earned() / (self.vcpus as f64 * MINUTES) * 100.0
    }
}

fn short(number: f64) -> Value {
    let rounded = (number * 100.0).round() / 100.0;
    if rounded.fract() == 0.0 {
        json!(rounded as i64)
    } else {
        json!(rounded)
    }
}

impl Machine for Credits {
    const MEMBERS: &'static [&'static str] = &["vcpus", "load", "purse", "mode"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "vcpus" => {
                self.vcpus = members::whole(member, value, 1, 8)?;
                self.purse = self.purse.min(self.most());
            }
            "load" => self.load = members::number(member, value, 0.0, 100.0)?,
            "purse" => self.purse = members::number(member, value, 0.0, self.most())?,
            "mode" => {
                let words = [("unlimited", true), ("standard", false)];
                self.unlimited = members::word(member, value, &words)?;
            }
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        outputs([
            ("earned", short(self.earned())),
            ("spent", short(self.spent())),
            (
                "hours_to_empty",
                self.hours_to_empty().map_or(json!("never"), short),
            ),
        ])
    }

    fn sentence(&self) -> Sentence {
        let Some(hours) = self.hours_to_empty() else {
            return Sentence::new(
                Tone::Good,
                "The purse is never empty.",
                format!(
                    "Up to {} % it earns what it spends.",
                    short(self.baseline())
                ),
            );
        };
        let then = if self.unlimited {
            "Then it borrows credits, and in the end they are billed."
        } else {
            "Then it is slowed to its baseline."
        };
        let hours = (hours * 10.0).round() / 10.0;
        Sentence::new(
            Tone::Bad,
            format!("Empty after {hours} hours."),
            format!(
                "It spends {} an hour and earns {}. {then}",
                short(self.spent()),
                short(self.earned())
            ),
        )
    }

    fn alternative(&self) -> String {
        format!(
            "A server with {} vCPUs at {} % load and {} credits, in {} mode. {}",
            self.vcpus,
            short(self.load),
            short(self.purse),
            if self.unlimited {
                "unlimited"
            } else {
                "standard"
            },
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_chapter_12() {
        let mut it = Credits::default();
        let out = it.outputs();
        assert_eq!((&out["earned"], &out["spent"]), (&json!(12), &json!(30)));
        assert_eq!(out["hours_to_empty"], 16);
        it.set("load", &json!(10)).expect("a load");
        assert_eq!(it.outputs()["hours_to_empty"], "never");
        it.set("load", &json!(100)).expect("a load");
        // A vCPU at full load for an hour spends 60.
        assert_eq!(it.outputs()["spent"], 120);
    }

    #[test]
    fn the_purse_runs_down_to_nothing_or_below() {
        let mut it = Credits::default();
        assert_eq!(it.purse_after(16.0), 0.0);
        assert_eq!(it.purse_after(17.0), -18.0);
        it.set("mode", &json!("standard")).expect("a mode");
        assert_eq!(it.purse_after(17.0), 0.0);
        it.set("load", &json!(0)).expect("a load");
        assert_eq!(it.purse_after(17.0), 288.0);
    }
}
