//! F17, roster: a rush comes, and a group of servers grows. How late, how far, and whether
//! it flaps.
//!
//! The group, its policies and their alarms are those of a run (`simulation::group`,
//! `simulation::cloudwatch`), the rush that of `simulation::load`, the health checks those of
//! `simulation::balancing`. This plays them second by second around servers of one simple
//! kind: each does an equal part of the work, starts in the usual times (assumption
//! `launch-times`) and is checked as unluckily as can be. CPU credits are not counted, and
//! whoever finds no free server is turned away at once, where a real server lets some wait.

use serde_json::{Value, json};

use super::members::{self, Read};
use super::{Machine, Outputs, Problem, Sentence, Tone, outputs, unknown};
use crate::architecture::{Comparison, PolicyType, ResourceId, ScalingPolicy, Workload};
use crate::simulation::balancing::{self, Answer, Checks, Health};
use crate::simulation::cloudwatch::{Alarms, Metrics, Sample, Series, Unit, Watch};
use crate::simulation::group::{
    Call, Facts, Ground, Group, Order, Output, Place, Policy, Seen, Setup, State, Target, Trigger,
    alarms, cpu,
};
use crate::simulation::load::{Load, Shape, Visitors};
use crate::simulation::servers::{SHUTTING_DOWN, Times};
use crate::simulation::{Clock, Dice, MINUTE, Second};
use crate::text;

/// How long all is calm before the rush: ten minutes, so that the alarms know something.
const CALM: Second = 10 * MINUTE;

/// How long a play is.
const LENGTH: Second = 80 * MINUTE;

/// How far apart the points of the chart are.
const APART: Second = 20;

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

const WAYS: [(&str, Way); 4] = [
    ("simple", Way::Simple),
    ("step", Way::Step),
    ("tracking", Way::Tracking),
    ("none", Way::None),
];

/// What a server starts from.
const IMAGES: [(&str, bool); 2] = [("baked", true), ("recipe", false)];

/// How often the servers tell their CPU. (rulebook EC2-10)
const MONITORING: [(&str, bool); 2] = [("detailed", true), ("basic", false)];

/// A moment of a play.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// When, in seconds from the beginning of the rush; below 0 before.
    pub at: i64,
    /// The work, in servers.
    pub need: f64,
    /// How many servers serve.
    pub serving: u32,
    /// How many there are, those that start among them.
    pub members: u32,
}

/// What a play came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Played {
    /// Moments, evenly apart.
    pub moments: Vec<Moment>,
    /// When the first alarm called for more, after the rush began.
    pub alarm: Option<Second>,
    /// When the first additional server served, after the rush began.
    pub first_extra: Option<Second>,
    /// For how many seconds somebody was turned away.
    pub refused: Second,
    /// The most servers that there were.
    pub most: u32,
    /// How often the group turned from growing to shrinking or back.
    pub turns: u32,
    /// Server-seconds that were paid for, and those of them that had work.
    pub paid: u64,
    /// See `paid`.
    pub busy: f64,
}

impl Played {
    /// For how many minutes somebody was turned away.
    pub fn refused_minutes(&self) -> f64 {
        f64::from(self.refused) / f64::from(MINUTE)
    }

    /// How much of what was paid for had nothing to do, in percent.
    pub fn idle(&self) -> f64 {
        match self.paid {
            0 => 0.0,
            paid => 100.0 - 100.0 * self.busy / paid as f64,
        }
    }
}

/// What can be set.
#[derive(Clone, Debug, PartialEq)]
struct Settings {
    min: u32,
    max: u32,
    desired: u32,
    way: Way,
    above: u8,
    minutes: u16,
    add: u32,
    below: u8,
    in_minutes: u16,
    target: u8,
    baked: bool,
    detailed: bool,
    cooldown: Second,
    usual: u32,
    times: f64,
    over: Second,
    lasts: Second,
    begins: Second,
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
            played: now.play(),
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

/// A server of the play.
#[derive(Clone, Copy, Debug)]
struct Server {
    number: u32,
    launched: Option<Second>,
    ended: Option<Second>,
    /// CPU since its last value was published, and for how many seconds.
    cpu: f64,
    seconds: u32,
}

impl Server {
    fn state(&self, now: Second) -> State {
        match (self.ended, self.launched) {
            (Some(ended), _) if now >= ended + SHUTTING_DOWN => State::Gone,
            (Some(_), _) => State::NotRunning,
            (None, Some(launched)) if now < launched + Times::USUAL.pending => State::Pending,
            _ => State::Running,
        }
    }

    fn serves(&self, now: Second, start: Second) -> bool {
        self.ended.is_none() && self.launched.is_none_or(|it| now >= it + start)
    }
}

impl Settings {
    fn start(&self) -> Second {
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

    fn rush_at(&self) -> Second {
        CALM + self.begins * MINUTE
    }

    fn load(&self) -> Load {
        let load = Load {
            shape: Shape::Steady,
            ..Load::default()
        };
        let rush = self.rush_at();
        let load = load.and_then(rush, self.times, self.over * MINUTE);
        load.and_then(rush + self.lasts * MINUTE, 1.0, self.over * MINUTE)
    }

    /// The policies as rows of a drawing.
    fn rows(&self) -> Vec<ScalingPolicy> {
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

    fn setup(&self) -> Setup {
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

    fn play(&self) -> Played {
        let of = ResourceId::new("roster");
        let mut dice = Dice::of(1, "roster");
        let rows = self.rows();
        let (watches, triggers): (Vec<Watch>, Vec<Trigger>) = rows
            .iter()
            .enumerate()
            .flat_map(|(index, row)| alarms(&of, "roster", index, row, &mut dice))
            .unzip();
        let setup = self.setup();
        let settled = setup.desired.clamp(setup.min, setup.max.max(setup.min));
        let members: Vec<(u32, usize)> = (0..settled).map(|it| (it, it as usize % 2)).collect();
        let mut play = Play {
            group: Group::settled(setup, 1, 1, &members),
            servers: members
                .iter()
                .map(|(number, _)| Server {
                    number: *number,
                    launched: None,
                    ended: None,
                    cpu: 0.0,
                    seconds: 0,
                })
                .collect(),
            next: settled,
            alarms: Alarms::new(Clock::default(), &watches),
            triggers,
            metrics: Metrics::new(),
            series: None,
            start: self.start(),
        };
        let mut visitors = Visitors::new(&self.load(), &Workload::default(), Clock::default(), 1);
        let rush = self.rush_at();
        let mut played = Played::default();
        let (mut size, mut grew) = (play.group.desired(), None);
        let mut before = settled;
        for now in 0..LENGTH {
            let called = play.second(now, self);
            if called && now > rush && played.alarm.is_none() {
                played.alarm = Some(now - rush);
            }
            let desired = play.group.desired();
            if desired != size {
                let grows = desired > size;
                played.turns += u32::from(grew.is_some_and(|it| it != grows));
                (size, grew) = (desired, Some(grows));
            }
            let start = play.start;
            let need = f64::from(self.usual) / 100.0 * visitors.factor(now);
            let serving = play
                .servers
                .iter()
                .filter(|it| it.serves(now, start))
                .count();
            let part = match serving {
                0 => 0.0,
                many => (need / many as f64).min(1.0),
            };
            let mut members = 0;
            for server in &mut play.servers {
                if server.serves(now, start) {
                    server.cpu += part;
                }
                server.seconds += 1;
                members += u32::from(server.ended.is_none());
            }
            let serving = u32::try_from(serving).unwrap_or(u32::MAX);
            if now == rush {
                before = serving;
            }
            if now > rush && played.first_extra.is_none() && serving > before {
                played.first_extra = Some(now - rush);
            }
            played.refused += u32::from(need > f64::from(serving) + 1e-9);
            played.most = played.most.max(members);
            played.paid += u64::from(members);
            played.busy += need.min(f64::from(serving));
            if now.is_multiple_of(APART) {
                played.moments.push(Moment {
                    at: i64::from(now) - i64::from(rush),
                    need,
                    serving,
                    members,
                });
            }
        }
        played
    }

    fn value(&self, member: &str) -> Value {
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

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
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
            other => return Err(unknown(other, Roster::MEMBERS)),
        }
        Ok(())
    }
}

/// What goes on from second to second.
struct Play {
    group: Group,
    servers: Vec<Server>,
    /// The number of the next server.
    next: u32,
    alarms: Alarms,
    triggers: Vec<Trigger>,
    metrics: Metrics,
    series: Option<Series>,
    /// How long a server takes until it serves.
    start: Second,
}

impl Play {
    /// One second: what was measured is published, alarms look, the group acts. Whether an
    /// alarm called for more.
    fn second(&mut self, now: Second, settings: &Settings) -> bool {
        let period = if settings.detailed {
            MINUTE
        } else {
            5 * MINUTE
        };
        if now > 0 && now.is_multiple_of(period) {
            self.publish(now, period);
        }
        if now == 0 || !now.is_multiple_of(MINUTE) {
            if self.group.is_due(now) {
                self.step(now, &[]);
            }
            return false;
        }
        let _ = self.alarms.evaluate(now, &self.metrics);
        let ringing: Vec<(Trigger, String, f64, Option<f64>)> = self
            .alarms
            .ringing()
            .filter_map(|(index, it)| {
                let trigger = *self.triggers.get(index)?;
                let watch = &it.watch;
                Some((trigger, watch.name.clone(), watch.threshold, it.value))
            })
            .collect();
        let calls: Vec<Call> = ringing
            .iter()
            .map(|(trigger, alarm, threshold, value)| Call {
                policy: trigger.policy,
                alarm,
                high: trigger.high,
                threshold: *threshold,
                value: *value,
            })
            .collect();
        self.step(now, &calls);
        calls.iter().any(|it| it.high)
    }

    /// The CPU of the group, as CloudWatch gets it: the average of the members that count
    /// (SAS-16).
    fn publish(&mut self, now: Second, period: Second) {
        let counted: Vec<u32> = self.group.counted(now).collect();
        let mut sample = Sample::default();
        for server in &mut self.servers {
            if server.seconds > 0 && counted.contains(&server.number) {
                sample = sample.and(100.0 * server.cpu / f64::from(server.seconds));
            }
            (server.cpu, server.seconds) = (0.0, 0);
        }
        let of = ResourceId::new("roster");
        let metrics = &mut self.metrics;
        let series = *self
            .series
            .get_or_insert_with(|| metrics.series(&cpu(&of), Unit::Percent, period, Some(&of)));
        if sample.count > 0 {
            self.metrics.put(series, now - period, sample);
        }
    }

    fn step(&mut self, now: Second, calls: &[Call]) {
        let start = self.start;
        let members: Vec<Seen> = self
            .servers
            .iter()
            .map(|it| Seen {
                server: it.number,
                state: it.state(now),
                impaired: false,
                target: match it.serves(now, start) {
                    true => Target::Healthy,
                    false => Target::Unknown,
                },
                drained: true,
            })
            .collect();
        let ground = Ground {
            free: 200,
            up: true,
            capacity: true,
        };
        let facts = Facts {
            members: &members,
            places: &[ground, ground],
            next_server: self.next,
            id: &|number| format!("i-{number:017x}"),
        };
        let mut out = Output::default();
        self.group.step(now, &facts, calls, &mut out);
        for order in out.orders {
            match order {
                Order::Launch { server, .. } => {
                    self.next = self.next.max(server + 1);
                    self.servers.push(Server {
                        number: server,
                        launched: Some(now),
                        ended: None,
                        cpu: 0.0,
                        seconds: 0,
                    });
                }
                Order::Terminate { server } => {
                    let mut all = self.servers.iter_mut();
                    if let Some(it) = all.find(|it| it.number == server) {
                        it.ended = Some(now);
                    }
                }
                Order::Register { .. } | Order::Deregister { .. } => {}
            }
        }
        self.servers.retain(|it| it.state(now) != State::Gone);
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
    const MEMBERS: &'static [&'static str] = &[
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

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        self.now.set(member, value)?;
        self.played = self.now.play();
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
            played: now.play(),
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
mod tests {
    use super::*;

    fn out(members: Value) -> Outputs {
        let Value::Object(members) = members else {
            panic!("an object")
        };
        Roster::read(&members).expect("it is read").outputs()
    }

    #[test]
    fn the_numbers_of_chapter_19() {
        let usual = out(json!({}));
        assert_eq!(
            (&usual["alarm"], &usual["start"]),
            (&json!(300), &json!(62))
        );
        assert_eq!(usual["first_extra"], 362);
        assert_eq!(usual["refused_minutes"], 6.0);
        // Whoever has failed two checks has to pass five: 17 until it runs, 105 until its
        // program listens, 150 until it is healthy again (SLB-5, SLB-9).
        let recipe = out(json!({ "image": "recipe" }));
        assert_eq!(
            (&recipe["start"], &recipe["first_extra"]),
            (&json!(272), &json!(572))
        );
    }

    #[test]
    fn what_helps_against_a_rush_and_what_does_not() {
        let minutes = |members| out(members)["refused_minutes"].as_f64().expect("a number");
        assert_eq!(minutes(json!({ "monitoring": "detailed" })), 4.0);
        assert_eq!(minutes(json!({ "min": 4 })), 0.0);
        assert_eq!(minutes(json!({ "policy": "tracking", "target": 40 })), 0.0);
        // Tracking is no faster than the values that it gets.
        assert_eq!(minutes(json!({ "policy": "tracking" })), 6.0);
        assert_eq!(minutes(json!({ "add": 2 })), 6.0);
        // An alarm of one-minute periods has no value where they come every five.
        assert_eq!(minutes(json!({ "minutes": 1 })), 30.0);
    }

    /// A value of every minute shows sooner that five of them are too high on average; with
    /// five-minute values it depends on when in them the rush begins.
    #[test]
    fn with_basic_monitoring_it_may_be_later() {
        let begins = |monitoring: &str| -> Vec<u64> {
            (0..5)
                .map(|begins| out(json!({ "monitoring": monitoring, "begins": begins })))
                .map(|it| it["alarm"].as_u64().expect("it rings"))
                .collect()
        };
        assert_eq!(begins("detailed"), [180; 5]);
        assert_eq!(begins("basic"), [300, 240, 180, 420, 360]);
    }

    #[test]
    fn the_ceiling_holds_and_nobody_is_added_above_it() {
        let none = out(json!({ "max": 2 }));
        assert_eq!(
            (&none["most"], &none["first_extra"]),
            (&json!(2), &json!("never"))
        );
        assert_eq!(none["alarm"], 300);
    }

    #[test]
    fn thresholds_too_near_make_it_flap() {
        let calm = out(json!({}));
        assert!(calm["turns"].as_u64() <= Some(1));
        let near = out(json!({ "below": 65, "in_minutes": 5, "lasts": 60 }));
        assert!(near["turns"].as_u64() > Some(2), "{near:?}");
    }

    #[test]
    fn what_was_changed_is_counted_from_where_the_lesson_began() {
        let members = json!({ "times": 4 });
        let mut it = Roster::read(members.as_object().expect("an object")).expect("it is read");
        assert_eq!(it.changes(), 0);
        it.set("desired", &json!(4)).expect("a number");
        it.set("minutes", &json!(3)).expect("a number");
        assert_eq!(it.changes(), 2);
        it.set("minutes", &json!(5)).expect("a number");
        assert_eq!(it.changes(), 1);
    }
}
