//! A rush, second by second: what is measured, who is called, who serves.

use super::settings::Settings;
use crate::architecture::{ResourceId, Workload};
use crate::simulation::cloudwatch::{Alarms, Metrics, Sample, Series, Unit, Watch};
use crate::simulation::group::{
    Call, Facts, Ground, Group, Order, Output, Seen, State, Target, Trigger, alarms, cpu,
};
use crate::simulation::load::Visitors;
use crate::simulation::servers::{SHUTTING_DOWN, Times};
use crate::simulation::{Clock, Dice, MINUTE, Second};

/// How long a play is.
const LENGTH: Second = 80 * MINUTE;

/// How far apart the points of the chart are.
const APART: Second = 20;

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

/// Plays the rush.
pub fn play(settings: &Settings) -> Played {
    let of = ResourceId::new("roster");
    let mut dice = Dice::of(1, "roster");
    let rows = settings.rows();
    let (watches, triggers): (Vec<Watch>, Vec<Trigger>) = rows
        .iter()
        .enumerate()
        .flat_map(|(index, row)| alarms(&of, "roster", index, row, &mut dice))
        .unzip();
    let setup = settings.setup();
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
        start: settings.start(),
    };
    let mut visitors = Visitors::new(&settings.load(), &Workload::default(), Clock::default(), 1);
    let rush = settings.rush_at();
    let mut played = Played::default();
    let (mut size, mut grew) = (play.group.desired(), None);
    let mut before = settled;
    for now in 0..LENGTH {
        let called = play.second(now, settings);
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
        let need = f64::from(settings.usual) / 100.0 * visitors.factor(now);
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
