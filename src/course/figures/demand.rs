//! F1, demand: an owned server has to fit the worst hour, rented ones may follow the day;
//! and who is busy all day and all night pays less for his own.

use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::text;
use crate::text::grouped;

/// How many visitors one unit serves in an hour, unless the lesson says otherwise: an
/// assumption of chapter 1.
const PER_UNIT: u64 = 400;

/// How many units the server for 60,000 rupees is worth: an assumption of chapter 1.
const UNITS_PER_SERVER: u64 = 8;

/// What that server costs a month, in rupees: its price over three years, and 1,200 for
/// power and line (chapter 1, assumptions).
const SERVER_A_MONTH: f64 = 60_000.0 / 36.0 + 1_200.0;

/// What a rented unit costs an hour, in rupees: a t3.micro in Mumbai for 0.0112 US dollars
/// (PRICE-1), at 96 rupees a dollar and with 18 % GST (A23).
const UNIT_AN_HOUR: f64 = 0.0112 * 96.0 * 1.18;

/// The hours of a month, as AWS's price pages count them.
const HOURS_A_MONTH: f64 = 730.0;

/// The evening of chapter 1: 3,000 visitors between six and midnight, 30 at all other hours.
const EVENING: [u64; 24] = [
    2, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 100, 400, 1_600, 700, 150, 50,
];

/// A day like any other in chapter 1: 30 visitors.
const NORMAL: [u64; 24] = [
    0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 2, 3, 3, 2, 2, 1, 1,
];

/// A day of the festival sale: high from morning on, highest in the evening. An example,
/// as far above the evening of chapter 1 as the story's autumn is.
const FESTIVAL: [u64; 24] = [
    300, 150, 80, 40, 40, 80, 250, 600, 1_100, 1_600, 2_000, 2_200, 2_100, 1_900, 1_800, 1_900,
    2_100, 2_400, 2_900, 3_200, 3_100, 2_400, 1_400, 700,
];

/// How capacity is had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// It is bought.
    Own,
    /// The same number is rented at all hours.
    AllDay,
    /// As many are rented in each hour as it needs.
    ByTheHour,
}

const PLANS: [(&str, Plan); 3] = [
    ("own", Plan::Own),
    ("rent-all-day", Plan::AllDay),
    ("rent", Plan::ByTheHour),
];

const CURVES: [&str; 4] = ["evening", "steady", "festival", "normal"];

/// A day's visitors, and units to serve them.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// The name of the curve; empty where the lesson gives 24 numbers.
    curve: &'static str,
    own_curve: [u64; 24],
    level: u64,
    plan: Plan,
    units: u64,
    /// The units of each hour, where a step says them one by one.
    by_hand: Option<[u64; 24]>,
    per_unit: u64,
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            curve: CURVES[0],
            own_curve: [0; 24],
            level: 400,
            plan: Plan::Own,
            units: 1,
            by_hand: None,
            per_unit: PER_UNIT,
        }
    }
}

impl Demand {
    /// The curves that can be chosen.
    pub const CURVES: [&'static str; 4] = CURVES;

    /// The most units that can be had.
    pub const MOST_UNITS: u64 = 12;

    /// The highest steady level.
    pub const HIGHEST: u64 = 4_800;

    /// The name of the curve; "own" where the lesson gave 24 numbers.
    pub fn curve(&self) -> &'static str {
        if self.curve.is_empty() {
            "own"
        } else {
            self.curve
        }
    }

    /// How many come in an hour of the steady curve.
    pub fn level(&self) -> u64 {
        self.level
    }

    /// How capacity is had.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// How many units: that are owned, or that are rented at most.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// How many visitors a unit serves in an hour.
    pub fn per_unit(&self) -> u64 {
        self.per_unit
    }

    /// The visitors of each hour.
    pub fn visitors(&self) -> [u64; 24] {
        match self.curve {
            "evening" => EVENING,
            "steady" => [self.level; 24],
            "festival" => FESTIVAL,
            "normal" => NORMAL,
            _ => self.own_curve,
        }
    }

    /// How many units each hour has. By the hour there is at least one, so that whoever
    /// comes finds a shop.
    pub fn capacity(&self) -> [u64; 24] {
        match (self.plan, self.by_hand) {
            (Plan::ByTheHour, Some(by_hand)) => by_hand,
            (Plan::ByTheHour, None) => self
                .visitors()
                .map(|it| it.div_ceil(self.per_unit).max(1).min(self.units)),
            _ => [self.units; 24],
        }
    }

    /// How many are turned away.
    pub fn unmet(&self) -> u64 {
        let hours = self.visitors().into_iter().zip(self.capacity());
        hours
            .map(|(visitors, units)| visitors.saturating_sub(units * self.per_unit))
            .sum()
    }

    /// How much of what is kept serves nobody, in percent.
    pub fn idle(&self) -> f64 {
        let kept = self.unit_hours() * self.per_unit;
        let served = self.visitors().iter().sum::<u64>() - self.unmet();
        if kept == 0 {
            0.0
        } else {
            100.0 - 100.0 * served as f64 / kept as f64
        }
    }

    /// How many hours of units a day has.
    pub fn unit_hours(&self) -> u64 {
        self.capacity().iter().sum()
    }

    /// What owning costs a month: whole servers, as many as it takes.
    pub fn own_month(&self) -> f64 {
        let highest = self.visitors().into_iter().max().unwrap_or(0);
        let needed = match self.plan {
            Plan::Own => self.units,
            _ => highest.div_ceil(self.per_unit),
        };
        needed.div_ceil(UNITS_PER_SERVER).max(1) as f64 * SERVER_A_MONTH
    }

    /// What renting costs a month: by the hour as the day has it; where owning is shown,
    /// the same number of units at all hours.
    pub fn rent_month(&self) -> f64 {
        self.unit_hours() as f64 * HOURS_A_MONTH / 24.0 * UNIT_AN_HOUR
    }

    fn spare(&self) -> u64 {
        let hours = self.visitors().into_iter().zip(self.capacity());
        hours
            .map(|(visitors, units)| units.saturating_sub(visitors.div_ceil(self.per_unit).max(1)))
            .sum()
    }
}

fn hours(path: &str, value: &Value, most: u64) -> Read<[u64; 24]> {
    let all = members::each(path, value, |path, it| members::whole(path, it, 0, most))?;
    all.try_into()
        .map_err(|_| Problem::at(path, "write 24 numbers, one for each hour"))
}

fn rupees(amount: f64) -> String {
    format!("₹{}", grouped(amount.round() as u64))
}

impl Machine for Demand {
    const MEMBERS: &'static [&'static str] = &["curve", "level", "mode", "units", "per_unit"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "curve" => {
                if value.is_array() {
                    self.own_curve = hours(member, value, 100_000)?;
                    self.curve = "";
                } else {
                    let words = CURVES.map(|it| (it, it));
                    self.curve = members::word(member, value, &words)?;
                }
                self.by_hand = None;
            }
            "level" => {
                self.level = members::whole(member, value, 0, Self::HIGHEST)?;
                self.by_hand = None;
            }
            "mode" => {
                self.plan = members::word(member, value, &PLANS)?;
                self.by_hand = None;
            }
            "units" => {
                if value.is_array() {
                    let by_hand = hours(member, value, Self::MOST_UNITS)?;
                    self.units = by_hand.into_iter().max().unwrap_or(1).max(1);
                    self.by_hand = Some(by_hand);
                } else {
                    self.units = members::whole(member, value, 1, Self::MOST_UNITS)?;
                    self.by_hand = None;
                }
            }
            "per_unit" => self.per_unit = members::whole(member, value, 1, 100_000)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        outputs([
            ("mode", json!(members::word_of(&self.plan, &PLANS))),
            ("curve", json!(self.curve())),
            ("units", json!(self.units)),
            ("unmet", json!(self.unmet())),
            ("idle", json!(self.idle().round() as u64)),
            ("unit_hours", json!(self.unit_hours())),
            ("spare", json!(self.spare())),
            ("own_month", json!(self.own_month().round() as u64)),
            ("rent_month", json!(self.rent_month().round() as u64)),
        ])
    }

    fn sentence(&self) -> Sentence {
        let unmet = self.unmet();
        if unmet > 0 {
            return Sentence::new(
                Tone::Bad,
                format!("{} are turned away.", grouped(unmet)),
                format!("One unit serves {} in an hour.", grouped(self.per_unit)),
            );
        }
        let idle = self.idle().round();
        let (own, rent) = (self.own_month(), self.rent_month());
        match self.plan {
            Plan::Own => Sentence::new(
                Tone::Good,
                "Everybody is served.",
                format!(
                    "Over the whole day {idle} % of what you own stands idle, for {} a month.",
                    rupees(own)
                ),
            ),
            Plan::AllDay => Sentence::new(
                Tone::Good,
                "Everybody is served.",
                format!(
                    "{idle} % of what you pay for serves nobody: {} a month.",
                    rupees(rent)
                ),
            ),
            Plan::ByTheHour => {
                let (word, lead) = if own < rent {
                    ("less", "Here owning wins.")
                } else {
                    ("more", "Here renting wins.")
                };
                Sentence::new(
                    Tone::Good,
                    lead,
                    format!(
                        "{} unit-hours a day are {} a month; owning costs {word}, {}.",
                        self.unit_hours(),
                        rupees(rent),
                        rupees(own)
                    ),
                )
            }
        }
    }

    fn alternative(&self) -> String {
        let visitors = self.visitors();
        let total: u64 = visitors.iter().sum();
        let highest = visitors.iter().max().copied().unwrap_or(0);
        let units = text::count(self.units as usize, "unit", "units");
        let plan = match self.plan {
            Plan::Own => format!("{units} owned"),
            Plan::AllDay => format!("{units} rented all day"),
            Plan::ByTheHour => format!("rented by the hour, at most {units}"),
        };
        format!(
            "A day with {} visitors, at most {} in one hour, and {plan}. Turned away: {}. Idle: {} %. {}",
            grouped(total),
            grouped(highest),
            grouped(self.unmet()),
            self.idle().round(),
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
        Demand::read(&members).expect("it is read").outputs()
    }

    #[test]
    fn the_evening_of_chapter_1() {
        assert_eq!(EVENING.iter().sum::<u64>(), 3_030);
        assert_eq!(NORMAL.iter().sum::<u64>(), 30);
        assert_eq!(out(json!({ "mode": "own", "units": 1 }))["unmet"], 1_500);
        let four = out(json!({ "mode": "own", "units": 4 }));
        assert_eq!((&four["unmet"], &four["idle"]), (&json!(0), &json!(92)));
        let rented = out(json!({ "mode": "rent", "units": 4 }));
        assert_eq!(
            (&rented["unmet"], &rented["unit_hours"]),
            (&json!(0), &json!(28))
        );
        let all_day = out(json!({ "mode": "rent-all-day", "units": 4 }));
        assert_eq!(all_day["unit_hours"], 96);
        assert_eq!(all_day["rent_month"], 3_705);
        // Had the same 3,000 come evenly, 600 would have been lost.
        let mut even = [0_u64; 24];
        even[18..].fill(500);
        assert_eq!(out(json!({ "curve": even }))["unmet"], 600);
    }

    #[test]
    fn owning_wins_where_the_load_is_full_and_steady() {
        let full = out(json!({ "mode": "rent", "curve": "steady", "level": 3200, "units": 8 }));
        assert_eq!(
            (&full["own_month"], &full["rent_month"]),
            (&json!(2_867), &json!(7_409))
        );
        assert_eq!(full["unmet"], 0);
        let evening = out(json!({ "mode": "rent", "units": 4 }));
        assert!(evening["own_month"].as_u64() > evening["rent_month"].as_u64());
        // 39 % of 5,840 unit-hours is where the two meet.
        assert_eq!((SERVER_A_MONTH / UNIT_AN_HOUR).round(), 2_259.0);
    }

    #[test]
    fn on_a_normal_day_more_than_99_percent_stands_idle() {
        let idle = out(json!({ "mode": "rent-all-day", "units": 4, "curve": "normal" }));
        assert_eq!(idle["idle"], 100);
    }

    #[test]
    fn hours_by_hand_may_be_too_many() {
        let mut units = [1; 24];
        (units[20], units[21]) = (4, 2);
        let exact = out(json!({ "mode": "rent", "units": units }));
        assert_eq!(
            (&exact["unit_hours"], &exact["spare"]),
            (&json!(28), &json!(0))
        );
        units[3] = 2;
        assert_eq!(out(json!({ "mode": "rent", "units": units }))["spare"], 1);
    }
}
