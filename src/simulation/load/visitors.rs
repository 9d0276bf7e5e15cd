//! Visitors: how many requests come in each second of a day.
//!
//! Requests are whole, and over a day exactly as many come as the load says:
//! what is left of a request is carried to the next second, and what chance
//! adds to one minute it takes from the next.

use serde::{Deserialize, Serialize};

use crate::architecture::Workload;
use crate::pricing::CURVE;

use super::super::clock::{Clock, DAY, HOUR, MINUTE, Second};
use super::super::dice::Dice;

/// How far chance moves a minute up or down (PERF-CURVE).
const NOISE: f64 = 0.1;

/// Of so many requests of a visit one is a call of the API (PERF-15, the
/// assumption `request-mix`).
const ONE_CALL_OF: f64 = 6.0;

/// Orders of a visit (PERF-18, the assumption `orders`).
const ORDERS: f64 = 0.01;

/// How visits are spread over the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// As the day of an Indian shop (PERF-CURVE).
    #[default]
    Curve,
    /// The same all day, without chance.
    Steady,
}

/// From a second on, the load goes to another height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// When it begins.
    pub at: Second,
    /// How many times the usual visitors come in the end.
    pub factor: f64,
    /// How long it takes to get there, in even steps; 0 for at once.
    #[serde(default)]
    pub over: Second,
}

/// The load of a run. What is not given is the workload's of the drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Load {
    /// Visits on an ordinary day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visits_a_day: Option<u32>,
    /// How they are spread over the day.
    pub shape: Shape,
    /// How many times the usual visitors come.
    pub factor: f64,
    /// Steps, spikes and festivals: each from its second on, in place of
    /// `factor`.
    pub changes: Vec<Change>,
    /// Pages of a visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages_per_visit: Option<f64>,
    /// Calls of the API of a visit, orders among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls_per_visit: Option<f64>,
    /// Objects of a visit that come from S3 and touch no server (SST-5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objects_per_visit: Option<f64>,
    /// Orders of a visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders_per_visit: Option<f64>,
}

impl Default for Load {
    fn default() -> Self {
        Self {
            visits_a_day: None,
            shape: Shape::Curve,
            factor: 1.0,
            changes: Vec::new(),
            pages_per_visit: None,
            calls_per_visit: None,
            objects_per_visit: None,
            orders_per_visit: None,
        }
    }
}

impl Load {
    /// So many times the usual visitors all the time, as on a festival
    /// (PERF-16).
    pub fn festival(factor: f64) -> Self {
        Self {
            factor,
            ..Self::default()
        }
    }

    /// Another height from a second on.
    #[must_use]
    pub fn and_then(mut self, at: Second, factor: f64, over: Second) -> Self {
        self.changes.push(Change { at, factor, over });
        self
    }

    /// A spike: up at once, and back after a while.
    #[must_use]
    pub fn spike(self, at: Second, factor: f64, lasts: Second) -> Self {
        let before = self.factor;
        self.and_then(at, factor, 0).and_then(at + lasts, before, 0)
    }
}

/// What a visit brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisitsOf {
    /// Visits on an ordinary day.
    pub a_day: f64,
    /// Pages of each.
    pub pages: f64,
    /// Calls of the API of each, without orders.
    pub calls: f64,
    /// Orders of each.
    pub orders: f64,
    /// Objects from S3 of each.
    pub objects: f64,
    /// Connections of each.
    pub connections: f64,
}

impl VisitsOf {
    /// What the load says, and the workload where it says nothing.
    pub fn of(load: &Load, workload: &Workload) -> Self {
        let requests = f64::from(workload.requests_per_visit);
        let size = |given: Option<f64>, usual: f64| {
            let given = given.filter(|it| it.is_finite());
            given.unwrap_or(usual).clamp(0.0, 1e6)
        };
        let calls = size(load.calls_per_visit, requests / ONE_CALL_OF);
        let pages = size(load.pages_per_visit, requests - requests / ONE_CALL_OF);
        let orders = size(load.orders_per_visit, ORDERS).min(calls);
        Self {
            a_day: f64::from(load.visits_a_day.unwrap_or(workload.visits_a_day)),
            pages,
            calls: calls - orders,
            orders,
            objects: size(
                load.objects_per_visit,
                f64::from(workload.objects_per_visit),
            ),
            connections: f64::from(workload.connections_per_visit),
        }
    }
}

/// What comes in a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// Visits that begin: new sessions.
    pub visits: u32,
    /// Pages.
    pub pages: u32,
    /// Calls of the API, without orders.
    pub calls: u32,
    /// Orders.
    pub orders: u32,
    /// Objects from S3 (SST-5).
    pub objects: u32,
    /// Connections to the load balancer.
    pub connections: u32,
}

impl Arrivals {
    /// Requests that the load balancer gets.
    pub fn requests(&self) -> u32 {
        self.pages + self.calls + self.orders
    }

    /// Each kind's number, in one order.
    fn each(&mut self) -> [&mut u32; STREAMS] {
        [
            &mut self.visits,
            &mut self.pages,
            &mut self.calls,
            &mut self.orders,
            &mut self.objects,
            &mut self.connections,
        ]
    }
}

const STREAMS: usize = 6;

/// Visitors and where in their day they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Visitors {
    shape: Shape,
    of: VisitsOf,
    dice: Dice,
    /// The second of the day at which the run begins.
    begins: Second,
    /// The height before the last change, and the changes, in order of time.
    base: f64,
    changes: Vec<Change>,
    /// How many changes have begun.
    begun: usize,
    /// The height when the last of them began.
    from: f64,
    /// What of each kind is owed: at most half of one, either way.
    owed: [f64; STREAMS],
    /// By how much chance moves this minute.
    noise: f64,
    /// Visits that chance has added and that are still to be taken back.
    debt: f64,
    /// How many of them each second of this minute.
    repay: f64,
}

impl Visitors {
    /// The visitors of a run that begins at `clock`'s beginning.
    pub fn new(load: &Load, workload: &Workload, clock: Clock, seed: u64) -> Self {
        let finite = |it: f64| if it.is_finite() { it.max(0.0) } else { 0.0 };
        let mut changes: Vec<Change> = load.changes.clone();
        for change in &mut changes {
            change.factor = finite(change.factor);
        }
        changes.sort_by_key(|it| it.at);
        let base = finite(load.factor);
        Self {
            shape: load.shape,
            of: VisitsOf::of(load, workload),
            dice: Dice::of(seed, "visitors"),
            begins: clock.of_day(0),
            base,
            changes,
            begun: 0,
            from: base,
            owed: [0.0; STREAMS],
            noise: 0.0,
            debt: 0.0,
            repay: 0.0,
        }
    }

    /// What a visit brings.
    pub fn of(&self) -> VisitsOf {
        self.of
    }

    /// What a visit brings is another after an edit of the workload.
    pub fn renew(&mut self, of: VisitsOf) {
        self.of = of;
    }

    /// Somebody changes the load while the run goes on. Changes that were to
    /// come later still come.
    pub fn change(&mut self, now: Second, factor: f64, over: Second) {
        let factor = if factor.is_finite() {
            factor.max(0.0)
        } else {
            0.0
        };
        let change = Change {
            at: now,
            factor,
            over,
        };
        self.follow(now);
        self.changes.insert(self.begun, change);
        self.follow(now);
    }

    /// Begins the changes whose time has come.
    fn follow(&mut self, now: Second) {
        while let Some(next) = self.changes.get(self.begun) {
            if next.at > now {
                break;
            }
            self.from = self.height(next.at);
            self.begun += 1;
        }
    }

    /// How many times the usual visitors come, by the changes that have begun.
    fn height(&self, now: Second) -> f64 {
        let Some(last) = self.begun.checked_sub(1) else {
            return self.base;
        };
        let change = self.changes[last];
        let passed = now.saturating_sub(change.at);
        if passed >= change.over {
            return change.factor;
        }
        let part = f64::from(passed) / f64::from(change.over);
        self.from + (change.factor - self.from) * part
    }

    /// How many times the usual visitors come now.
    pub fn factor(&mut self, now: Second) -> f64 {
        self.follow(now);
        self.height(now)
    }

    /// Visits a second that are meant at a second, without chance.
    pub fn rate(&mut self, now: Second) -> f64 {
        let factor = self.factor(now);
        let share = match self.shape {
            Shape::Curve => share_of_second((self.begins + now % DAY) % DAY),
            Shape::Steady => 1.0 / f64::from(DAY),
        };
        self.of.a_day * factor * share
    }

    /// What comes in the second that begins now; to be asked once for every
    /// second, one after the other.
    pub fn second(&mut self, now: Second) -> Arrivals {
        let meant = self.rate(now);
        let visits = match self.shape {
            Shape::Steady => meant,
            Shape::Curve => self.by_chance(now, meant),
        };
        let of = [
            1.0,
            self.of.pages,
            self.of.calls,
            self.of.orders,
            self.of.objects,
            self.of.connections,
        ];
        let mut arrivals = Arrivals::default();
        for ((count, owed), per_visit) in arrivals.each().into_iter().zip(&mut self.owed).zip(of) {
            *owed += visits * per_visit;
            // Rounded and not cut, so that what is lost in sums does not cost
            // a request at the day's end.
            let come = (*owed + 0.5).floor().max(0.0);
            *owed -= come;
            // Far below four billion a second.
            *count = come as u32;
        }
        arrivals
    }

    /// One minute gets up to a tenth more or less, and the next pays it back.
    fn by_chance(&mut self, now: Second, meant: f64) -> f64 {
        if now.is_multiple_of(MINUTE) {
            if (now / MINUTE).is_multiple_of(2) {
                self.noise = (self.dice.unit() * 2.0 - 1.0) * NOISE;
                self.repay = 0.0;
            } else {
                self.noise = 0.0;
                self.repay = self.debt / f64::from(MINUTE);
            }
        }
        let more = meant * self.noise - self.repay;
        let visits = (meant + more).max(0.0);
        self.debt += visits - meant;
        visits
    }
}

/// The share of a day's visits that comes in a second of the day (PERF-CURVE).
/// The share of an hour holds at its middle, and between two middles the way
/// is straight; so the day's sum is 1, as that of the hours.
fn share_of_second(second: Second) -> f64 {
    // In half seconds, because the middle of a second is meant.
    let place = second * 2 + 1 + DAY * 2 - HOUR;
    let (hour, rest) = (place / (HOUR * 2), place % (HOUR * 2));
    let share = |hour: u32| f64::from(CURVE[hour as usize % CURVE.len()]);
    let part = f64::from(rest) / f64::from(HOUR * 2);
    let thousandths = share(hour) + (share(hour + 1) - share(hour)) * part;
    thousandths / (1_000.0 * f64::from(HOUR))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn midnight() -> Clock {
        Clock::india(2026, 11, 24, 0, 0)
    }

    fn visitors(load: &Load) -> Visitors {
        Visitors::new(load, &Workload::default(), midnight(), 7)
    }

    /// What comes in these seconds, added up.
    fn sum(visitors: &mut Visitors, from: Second, to: Second) -> Arrivals {
        let mut sum = Arrivals::default();
        for now in from..to {
            let mut come = visitors.second(now);
            for (all, come) in sum.each().into_iter().zip(come.each()) {
                *all += *come;
            }
        }
        sum
    }

    #[test]
    fn perf_15_a_day_brings_exactly_what_the_load_says() {
        let mut visitors = visitors(&Load::default());
        for day in 0..3 {
            let sum = sum(&mut visitors, day * DAY, (day + 1) * DAY);
            let wanted = Arrivals {
                visits: 50_000,
                pages: 250_000,
                calls: 49_500,
                orders: 500,
                objects: 150_000,
                connections: 100_000,
            };
            assert_eq!(sum, wanted);
            assert_eq!(sum.requests(), 300_000);
        }
    }

    #[test]
    fn perf_15_the_busiest_hour_brings_seven_requests_a_second() {
        let mut visitors = visitors(&Load::default());
        let requests = |visits: f64| visits * 6.0;
        let mean = requests(50_000.0) / f64::from(DAY);
        assert!((mean - 3.472).abs() < 0.001);
        let peak = requests(visitors.rate(21 * HOUR + 1_800));
        assert!((peak - 7.0).abs() < 0.001, "{peak}");
        let busiest = (0..24).max_by_key(|hour| {
            let mut visitors = visitors.clone();
            sum(&mut visitors, hour * HOUR, (hour + 1) * HOUR).visits
        });
        assert_eq!(busiest, Some(21));
        let quiet = requests(visitors.rate(3 * HOUR + 1_800));
        assert!((quiet - 50_000.0 * 6.0 * 0.005 / 3_600.0).abs() < 0.001);
    }

    #[test]
    fn perf_16_a_festival_brings_ten_times_as_many() {
        let mut visitors = visitors(&Load::festival(10.0));
        let peak = visitors.rate(21 * HOUR + 1_800) * 6.0;
        assert!((peak - 70.0).abs() < 0.01, "{peak}");
        assert_eq!(sum(&mut visitors, 0, DAY).requests(), 3_000_000);
    }

    #[test]
    fn perf_18_one_visit_of_a_hundred_orders() {
        let mut visitors = visitors(&Load::default());
        let sum = sum(&mut visitors, 0, DAY);
        assert_eq!((sum.orders, sum.visits / 100), (500, 500));
    }

    /// PERF-CURVE.
    #[test]
    fn the_curve_is_straight_between_the_middles_of_hours() {
        let day: f64 = (0..DAY).map(share_of_second).sum();
        assert!((day - 1.0).abs() < 1e-9, "{day}");
        let near = |second, thousandths: f64| {
            let share = share_of_second(second) * 3_600_000.0;
            (share - thousandths).abs() < 0.01
        };
        assert!(near(20 * HOUR + 1_800, 82.0));
        assert!(near(21 * HOUR, 83.0));
        assert!(near(0, (42.0 + 18.0) / 2.0));
    }

    #[test]
    fn chance_moves_a_minute_by_a_tenth_at_most() {
        let load = Load {
            visits_a_day: Some(50_000_000),
            ..Load::default()
        };
        let mut visitors = visitors(&load);
        let mut moved = 0;
        for minute in 0..1_440 {
            let meant: f64 = {
                let mut meant = visitors.clone();
                let seconds = minute * MINUTE..(minute + 1) * MINUTE;
                seconds.map(|now| meant.rate(now)).sum()
            };
            let sum = sum(&mut visitors, minute * MINUTE, (minute + 1) * MINUTE);
            let off = f64::from(sum.visits) / meant - 1.0;
            // What is paid back is a tenth of the minute before.
            assert!(off.abs() < 0.103, "{off}");
            moved += u32::from(off.abs() > 0.01);
        }
        assert!(moved > 1_000, "{moved}");
    }

    #[test]
    fn another_seed_is_another_day_of_the_same_size() {
        let day = |seed| {
            let load = Load::default();
            let workload = Workload::default();
            let mut visitors = Visitors::new(&load, &workload, midnight(), seed);
            let seconds: Vec<Arrivals> = (0..DAY).map(|now| visitors.second(now)).collect();
            seconds
        };
        assert_eq!(day(1), day(1));
        assert_ne!(day(1), day(2));
    }

    #[test]
    fn steps_spikes_and_ramps() {
        let load = Load {
            shape: Shape::Steady,
            visits_a_day: Some(86_400),
            ..Load::default()
        };
        let load = load.spike(100, 5.0, 50).and_then(200, 3.0, 100);
        let mut visitors = visitors(&load);
        for (now, wanted) in [
            (0, 1.0),
            (99, 1.0),
            (100, 5.0),
            (149, 5.0),
            (150, 1.0),
            (200, 1.0),
            (250, 2.0),
            (300, 3.0),
            (10_000, 3.0),
        ] {
            assert!((visitors.factor(now) - wanted).abs() < 1e-12, "{now}");
        }
        // The steps are not those of another run.
        let mut visitors = super::tests::visitors(&load);
        assert_eq!(sum(&mut visitors, 0, 100).visits, 100);
        assert_eq!(sum(&mut visitors, 100, 150).visits, 250);
    }

    #[test]
    fn a_change_of_the_moment_begins_where_the_load_is() {
        let load = Load {
            shape: Shape::Steady,
            ..Load::default()
        };
        let mut visitors = visitors(&load.and_then(0, 11.0, 100).and_then(500, 2.0, 0));
        assert!((visitors.factor(50) - 6.0).abs() < 1e-12);
        visitors.change(50, 1.0, 50);
        assert!((visitors.factor(75) - 3.5).abs() < 1e-12);
        assert!((visitors.factor(400) - 1.0).abs() < 1e-12);
        assert!((visitors.factor(500) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_load_is_read_and_written() {
        let load: Load = serde_json::from_str(
            r#"{ "factor": 2, "changes": [{ "at": 60, "factor": 10, "over": 30 }] }"#,
        )
        .expect("it is a load");
        assert_eq!(load.changes[0].over, 30);
        assert_eq!(load.visits_a_day, None);
        let text = serde_json::to_string(&load).expect("it is written");
        let again: Load = serde_json::from_str(&text).expect("it is read again");
        assert_eq!(load, again);
        assert!(serde_json::from_str::<Load>(r#"{ "faktor": 2 }"#).is_err());
    }

    proptest! {
        /// The sum is never off by more than half of one, whatever the load.
        #[test]
        fn what_comes_is_what_was_meant(
            a_day in 0..2_000_000u32,
            factor in 0.0..20.0f64,
            seed in any::<u64>(),
            minutes in 1..40u32,
        ) {
            let load = Load { visits_a_day: Some(a_day), ..Load::festival(factor) };
            let mut visitors = Visitors::new(&load, &Workload::default(), midnight(), seed);
            let until = minutes * 2 * MINUTE;
            let meant: f64 = {
                let mut visitors = visitors.clone();
                (0..until).map(|now| visitors.rate(now)).sum()
            };
            let sum = sum(&mut visitors, 0, until);
            prop_assert!((f64::from(sum.visits) - meant).abs() <= 0.501);
            prop_assert!((f64::from(sum.pages) - meant * 5.0).abs() <= 0.501);
        }
    }
}
