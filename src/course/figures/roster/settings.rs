//! What can be set of the roster, and what becomes of it in the engine: a group, its
//! policies, a load.

use serde_json::{Value, json};

use super::super::members::{self, Problem, Read};
use super::super::unknown;
use crate::architecture::{Comparison, PolicyType, ResourceId, ScalingPolicy};
use crate::simulation::balancing::{self, Answer, Checks, Health};
use crate::simulation::group::{Place, Policy, Setup};
use crate::simulation::load::{Load, Shape};
use crate::simulation::servers::Times;
use crate::simulation::{Clock, MINUTE, Second};

/// How long all is calm before the rush: ten minutes, so that the alarms know something.
const CALM: Second = 10 * MINUTE;

/// How a group decides to grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Two simple policies: one out, one in.
    Simple,
    /// The same as step policies.
    Step,
    /// Target tracking.
    Tracking,
    /// Nobody adds a server.
    None,
}

/// The ways by their words.
pub const WAYS: [(&str, Way); 4] = [
    ("simple", Way::Simple),
    ("step", Way::Step),
    ("tracking", Way::Tracking),
    ("none", Way::None),
];

/// What a server starts from.
pub const IMAGES: [(&str, bool); 2] = [("baked", true), ("recipe", false)];

/// How often the servers tell their CPU. (rulebook EC2-10)
pub const MONITORING: [(&str, bool); 2] = [("detailed", true), ("basic", false)];

/// All that can be set, in the order in which it is read.
pub const MEMBERS: &[&str] = &[
    "min",
    "max",
    "desired",
    "policy",
    "above",
    "minutes",
    "add",
    "below",
    "in_minutes",
    "target",
    "image",
    "monitoring",
    "cooldown",
    "usual",
    "times",
    "over",
    "lasts",
    "begins",
];

/// What can be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The fewest servers.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// How many it begins with.
    pub desired: u32,
    /// How it decides.
    pub way: Way,
    /// Above which percentage of CPU one more comes.
    pub above: u8,
    /// For how many minutes.
    pub minutes: u16,
    /// How many come then.
    pub add: u32,
    /// Below which percentage one goes.
    pub below: u8,
    /// For how many minutes.
    pub in_minutes: u16,
    /// What target tracking keeps, in percent.
    pub target: u8,
    /// Whether the image has everything in it.
    pub baked: bool,
    /// Whether CPU comes every minute.
    pub detailed: bool,
    /// How long a simple policy waits.
    pub cooldown: Second,
    /// The work before the rush, in percent of one server.
    pub usual: u32,
    /// How many times as much comes in it.
    pub times: f64,
    /// Over how many minutes it gets there.
    pub over: Second,
    /// How many minutes it lasts.
    pub lasts: Second,
    /// How many minutes after a full five it begins.
    pub begins: Second,
}

impl Default for Settings {
    /// The rule of chapter 19, and a rush that triples the load.
    fn default() -> Self {
        Self {
            min: 2,
            max: 10,
            desired: 2,
            way: Way::Simple,
            above: 70,
            minutes: 5,
            add: 1,
            below: 30,
            in_minutes: 15,
            target: 50,
            baked: true,
            // As an instance is launched unless somebody asks for more. (rulebook EC2-10)
            detailed: false,
            cooldown: 300,
            usual: 90,
            times: 3.0,
            over: 0,
            lasts: 30,
            begins: 0,
        }
    }
}

impl Settings {
    /// How long a server takes from its launch until it serves, at the latest.
    pub fn start(&self) -> Second {
        let times = match self.baked {
            true => Times::USUAL.without_user_data(),
            false => Times::USUAL,
        };
        let listens = times.all() - times.pending;
        let checks = Checks::default();
        // The target is registered when the instance runs; nobody knows how long it is then
        // until its first check.
        let longest = (0..=checks.interval).map(|first| {
            let mut health = Health::registered(0);
            let mut after = 0;
            while health.state() != balancing::State::Healthy && after <= listens + 600 {
                // In the moment in which its program begins to listen a check has just failed.
                let answer = match first + after <= listens {
                    true => Answer::Refused,
                    false => Answer::at_once(200),
                };
                let _ = health.tick(after, &checks, || answer);
                after += checks.interval;
            }
            first + health.since()
        });
        times.pending + longest.max().unwrap_or(listens)
    }

    /// When the rush begins.
    pub fn rush_at(&self) -> Second {
        CALM + self.begins * MINUTE
    }

    /// The rush as a load.
    pub fn load(&self) -> Load {
        let load = Load {
            shape: Shape::Steady,
            ..Load::default()
        };
        let rush = self.rush_at();
        let load = load.and_then(rush, self.times, self.over * MINUTE);
        load.and_then(rush + self.lasts * MINUTE, 1.0, self.over * MINUTE)
    }

    /// The policies as rows of a drawing.
    pub fn rows(&self) -> Vec<ScalingPolicy> {
        let policy_type = match self.way {
            Way::None => return Vec::new(),
            Way::Tracking => {
                return vec![ScalingPolicy {
                    policy_type: PolicyType::TargetTracking,
                    cpu_percent: self.target,
                    ..ScalingPolicy::default()
                }];
            }
            Way::Simple => PolicyType::Simple,
            Way::Step => PolicyType::Step,
        };
        vec![
            ScalingPolicy {
                when: Comparison::Above,
                cpu_percent: self.above,
                minutes: self.minutes,
                change: i32::try_from(self.add).unwrap_or(1),
                policy_type,
                alarm: None,
            },
            ScalingPolicy {
                when: Comparison::Below,
                cpu_percent: self.below,
                minutes: self.in_minutes,
                change: -1,
                policy_type,
                alarm: None,
            },
        ]
    }

    /// The group.
    pub fn setup(&self) -> Setup {
        let place = |zone: usize, letter: &str| Place {
            subnet: ResourceId::new(format!("private-{letter}")),
            label: format!("private-{letter}"),
            zone,
            zone_name: format!("ap-south-1{letter}"),
        };
        let rows = self.rows();
        let policies = rows.iter().enumerate();
        Setup {
            name: "roster".to_owned(),
            clock: Clock::default(),
            min: self.min,
            max: self.max,
            desired: self.desired,
            elb: true,
            has_targets: true,
            grace: 300,
            cooldown: self.cooldown,
            warmup: None,
            instance_type: "t3.micro".to_owned(),
            places: vec![place(0, "a"), place(1, "b")],
            policies: policies
                .map(|(index, row)| Policy::of("roster", index, row))
                .collect(),
            metrics: false,
        }
    }

    /// What a member says.
    pub fn value(&self, member: &str) -> Value {
        match member {
            "min" => json!(self.min),
            "max" => json!(self.max),
            "desired" => json!(self.desired),
            "policy" => json!(members::word_of(&self.way, &WAYS)),
            "above" => json!(self.above),
            "minutes" => json!(self.minutes),
            "add" => json!(self.add),
            "below" => json!(self.below),
            "in_minutes" => json!(self.in_minutes),
            "target" => json!(self.target),
            "image" => json!(members::word_of(&self.baked, &IMAGES)),
            "monitoring" => json!(members::word_of(&self.detailed, &MONITORING)),
            "cooldown" => json!(self.cooldown),
            "usual" => json!(self.usual),
            "times" => json!(self.times),
            "over" => json!(self.over),
            "lasts" => json!(self.lasts),
            "begins" => json!(self.begins),
            _ => Value::Null,
        }
    }

    /// Gives a member a value.
    pub fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        let whole = |least: u64, most: u64| -> Read<u32> {
            let number = members::whole(member, value, least, most)?;
            u32::try_from(number).map_err(|_| Problem::at(member, "write a smaller number"))
        };
        let percent = || whole(1, 100).map(|it| u8::try_from(it).unwrap_or(100));
        let minutes = || whole(1, 60).map(|it| u16::try_from(it).unwrap_or(60));
        match member {
            "min" => self.min = whole(0, 20)?,
            "max" => self.max = whole(1, 20)?,
            "desired" => self.desired = whole(0, 20)?,
            "policy" => self.way = members::word(member, value, &WAYS)?,
            "above" => self.above = percent()?,
            "minutes" => self.minutes = minutes()?,
            "add" => self.add = whole(1, 10)?,
            "below" => self.below = percent()?,
            "in_minutes" => self.in_minutes = minutes()?,
            "target" => self.target = percent()?,
            "image" => self.baked = members::word(member, value, &IMAGES)?,
            "monitoring" => self.detailed = members::word(member, value, &MONITORING)?,
            "cooldown" => self.cooldown = whole(0, 3_600)?,
            "usual" => self.usual = whole(10, 1_000)?,
            "times" => self.times = members::number(member, value, 1.0, 10.0)?,
            "over" => self.over = whole(0, 30)?,
            "lasts" => self.lasts = whole(1, 60)?,
            "begins" => self.begins = whole(0, 4)?,
            other => return Err(unknown(other, MEMBERS)),
        }
        Ok(())
    }
}
