//! A run that is being played: forward by the second, back to any moment.
//!
//! Every few minutes the state of the world is kept, so that a moment of the
//! past is looked at by playing on from there. What is left behind (records,
//! metrics) is written once; played again, the same values would be written,
//! and are.

use std::cell::RefCell;

use super::clock::{MINUTE, Second};
use super::cloudwatch::{Board, Key, Metrics, Stat};
use super::record::Record;
use super::scenario::{Deed, Planned, Run};
use super::view::View;
use super::world::{Out, World};
use crate::architecture::Document;

/// The measurements that the control room always shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// RequestCount of the load balancer, a minute.
    Requests,
    /// CPUUtilization of the group, its average.
    Cpu,
    /// TargetResponseTime, p95, in seconds.
    Latency,
    /// 5XX of balancer and targets, a minute.
    Errors,
    /// HealthyHostCount.
    Healthy,
}

/// Values as CloudWatch has published them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// `RequestCount`.
    pub metric: String,
    /// `Percent`, `Seconds`, `Count`.
    pub unit: String,
    /// The length of a period: 60, or 300 with basic monitoring.
    pub period: Second,
    /// The beginnings of the periods and their values; gaps are left out.
    pub points: Vec<(Second, f64)>,
    /// Thresholds of alarms that watch it, with the alarm's name.
    pub thresholds: Vec<(f64, String)>,
}

/// A widget of the learner's own dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardWidget {
    /// Its title.
    pub title: String,
    /// Whether it shows the latest number and not lines.
    pub is_number: bool,
    /// Its metrics, each with what it is called there.
    pub lines: Vec<(String, Published)>,
}

/// How many states of the world are kept.
const MOST_FRAMES: usize = 240;

/// A run that is being played.
#[derive(Debug)]
pub struct Simulation {
    run: Run,
    world: World,
    record: Record,
    metrics: RefCell<Metrics>,
    /// States of the world, in order of time; the first is the beginning.
    frames: Vec<World>,
    /// The seconds between two of them.
    apart: Second,
}

impl Simulation {
    /// Begins a run, at second 0.
    pub fn begin(mut run: Run) -> Self {
        run.scenario.deeds.sort_by_key(|it| it.at);
        let mut metrics = Metrics::new();
        let world = World::begin(&run, &mut metrics);
        Self {
            record: Record {
                alarms: world.stories(),
                ..Record::default()
            },
            frames: vec![world.clone()],
            world,
            run,
            metrics: RefCell::new(metrics),
            apart: 5 * MINUTE,
        }
    }

    /// The run: what was done by hand is among its deeds, so that it can be
    /// kept and played again.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// How far it is played.
    pub fn now(&self) -> Second {
        self.world.at
    }

    /// Whether its end is reached.
    pub fn is_over(&self) -> bool {
        self.now() >= self.run.scenario.length
    }

    /// Plays on, at most to the end.
    pub fn advance(&mut self, seconds: Second) {
        let until = self.now().saturating_add(seconds);
        let until = until.min(self.run.scenario.length);
        let metrics = self.metrics.get_mut();
        while self.world.at < until {
            let mut out = Out {
                record: Some(&mut self.record),
                metrics,
            };
            self.world.step(&self.run.scenario.deeds, &mut out);
            let last = self.frames.last().map_or(0, |it| it.at);
            if self.world.at >= last + self.apart {
                self.frames.push(self.world.clone());
                if self.frames.len() > MOST_FRAMES {
                    // Every other one is enough, from twice as far apart.
                    let mut keep = false;
                    self.frames.retain(|_| {
                        keep = !keep;
                        keep
                    });
                    self.apart *= 2;
                }
            }
        }
    }

    /// Does something by hand, in the second that comes next.
    pub fn act(&mut self, deed: Deed) {
        let at = self.now();
        let deeds = &mut self.run.scenario.deeds;
        let place = deeds.partition_point(|it| it.at <= at);
        deeds.insert(place, Planned { at, deed });
    }

    /// What was built, as it is now.
    pub fn document(&self) -> &Document {
        self.world.document()
    }

    /// What is left behind so far.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Requests of customers that are on their way: what was asked and is
    /// neither answered nor failed.
    pub fn in_flight(&self) -> u32 {
        self.world.in_flight()
    }

    /// What is to be seen now.
    pub fn view(&self) -> View {
        self.world.look()
    }

    /// What was to be seen at an earlier moment.
    pub fn view_at(&self, at: Second) -> View {
        if at >= self.now() {
            return self.view();
        }
        let frame = self.frames.partition_point(|it| it.at <= at);
        let Some(frame) = self.frames.get(frame.saturating_sub(1)) else {
            return self.view();
        };
        let mut world = frame.clone();
        let mut metrics = self.metrics.borrow_mut();
        while world.at < at {
            let mut out = Out {
                record: None,
                metrics: &mut metrics,
            };
            world.step(&self.run.scenario.deeds, &mut out);
        }
        world.look()
    }

    /// A measurement as CloudWatch has published it by `now`.
    pub fn published(&self, panel: Panel, from: Second, now: Second) -> Published {
        let metrics = self.metrics.borrow();
        let mut published = Published::default();
        for (key, stat) in self.world.panel(panel) {
            let one = read(&metrics, &key, stat, None, from, now);
            published = match published.points.is_empty() {
                true => one,
                false => joined(published, &one),
            };
        }
        published.thresholds = self.world.thresholds(panel);
        published
    }

    /// The learner's own dashboards: title and widgets.
    pub fn dashboards(&self, from: Second, now: Second) -> Vec<(String, Vec<BoardWidget>)> {
        let metrics = self.metrics.borrow();
        let boards = Board::all(&self.document().architecture);
        let boards = boards.into_iter().map(|board| {
            let widgets = board.widgets.into_iter().map(|widget| BoardWidget {
                title: widget.title.clone(),
                is_number: widget.view == crate::architecture::WidgetView::Number,
                lines: widget
                    .lines
                    .iter()
                    .map(|line| {
                        let points = line.points(&metrics, from, now, now);
                        let published = Published {
                            metric: line.key.name.clone(),
                            unit: line.unit(&metrics).name().to_owned(),
                            period: line.period,
                            points: points.iter().map(|it| (it.at, it.value)).collect(),
                            thresholds: Vec::new(),
                        };
                        (line.label.clone(), published)
                    })
                    .collect(),
            });
            (board.name, widgets.collect())
        });
        boards.collect()
    }

    /// How much memory the measurements take, in bytes.
    pub fn bytes(&self) -> usize {
        self.metrics.borrow().bytes()
    }
}

/// The values of one metric.
fn read(
    metrics: &Metrics,
    key: &Key,
    stat: Stat,
    period: Option<Second>,
    from: Second,
    now: Second,
) -> Published {
    let Some(series) = metrics.find(key) else {
        return Published {
            metric: key.name.clone(),
            ..Published::default()
        };
    };
    let period = period
        .unwrap_or_else(|| metrics.period_of(series))
        .max(MINUTE);
    let from = from / period * period;
    let points = metrics.points(series, from, now, period, stat, now);
    Published {
        metric: key.name.clone(),
        unit: metrics.unit_of(series).name().to_owned(),
        period,
        points: points.iter().map(|it| (it.at, it.value)).collect(),
        thresholds: Vec::new(),
    }
}

/// Two counts added up.
fn joined(mut one: Published, other: &Published) -> Published {
    for (at, value) in &other.points {
        match one.points.iter_mut().find(|(it, _)| it == at) {
            Some((_, sum)) => *sum += value,
            None => one.points.push((*at, *value)),
        }
    }
    one.points.sort_by_key(|(at, _)| *at);
    one
}
