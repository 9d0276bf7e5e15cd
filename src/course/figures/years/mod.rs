//! F14, years: a bucket that gets as much each day, its lifecycle rules, and what three
//! years cost.
//!
//! Each move is a lifecycle rule of its own, as the product writes them, and a small design
//! with these rules is judged by the product's own rules: what they call an error S3 refuses,
//! and then no rule is in force. Which moves lead down, which days are charged in any case
//! and what must be restored is asked of `aws::storage_classes`, prices of the table. The days
//! of three years are counted one by one. Fees for reading and for restoring are in no sum,
//! because their prices are not in the table, and neither are the few bytes that S3 adds to
//! an archived object.

mod cost;

use serde_json::{Value, json};

pub use cost::{Cost, dollars};
use cost::{Stay, cost};

use super::made::{design, to};
use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::architecture::*;
use crate::aws::storage_classes::{leads_down, restore_hours};
use crate::pricing::{Amount, storage_class};
use crate::rules::{self, Severity};
use crate::text::{count, grouped};

/// The days that are counted.
const DAYS: u64 = 3 * YEAR;
const YEAR: u64 = 365;

/// The Region whose prices count.
const REGION: &str = "ap-south-1";

const STANDARD: &str = "STANDARD";

/// A rule that moves objects: after how many days, and to which class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The age, in days.
    pub after: u32,
    /// The class, as the API calls it.
    pub to: &'static str,
}

/// A bucket over three years.
#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    gb: u64,
    objects: u64,
    moves: Vec<Move>,
    delete: u32,
    age: u32,
}

impl Default for Years {
    fn default() -> Self {
        Self {
            gb: 1,
            objects: 10,
            moves: Vec::new(),
            delete: 0,
            age: 100,
        }
    }
}

/// What becomes of somebody who asks for an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// He gets it.
    AtOnce,
    /// He gets an error, until somebody has had it restored: in hours as usual, and at most.
    Restore(u32, u32),
    /// There is nothing.
    Deleted,
}

impl Years {
    /// The classes that objects can be moved to here. Of One Zone-IA and
    /// Intelligent-Tiering no price is known.
    pub const CLASSES: [&'static str; 4] = ["STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

    /// The most moves.
    pub const MOST_MOVES: usize = 3;

    /// The greatest age that can be asked for, in days.
    pub const OLDEST: u32 = 1_094;

    /// The gigabytes that come each day.
    pub fn gb(&self) -> u64 {
        self.gb
    }

    /// The moves.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// After how many days objects are deleted; 0 for never.
    pub fn delete(&self) -> u32 {
        self.delete
    }

    /// How old the object is that somebody opens.
    pub fn age(&self) -> u32 {
        self.age
    }

    /// What people call a class.
    pub fn name(class: &str) -> &'static str {
        let name = storage_class(class).map_or("", |it| it.0);
        name.strip_prefix("S3 ").unwrap_or(name)
    }

    /// The rules as a bucket has them: one for each move, and each of them deletes.
    fn lifecycle(&self) -> Vec<LifecycleRule> {
        let expire_days = (self.delete > 0).then_some(self.delete);
        let rule = |class: &str, transition_days| LifecycleRule {
            storage_class: class.to_owned(),
            transition_days,
            expire_days,
            ..LifecycleRule::default()
        };
        let mut rules: Vec<_> = self.moves.iter().map(|it| rule(it.to, it.after)).collect();
        if rules.is_empty() && expire_days.is_some() {
            rules.push(rule("", 0));
        }
        rules
    }

    /// What the product's rules say of the lifecycle, the worst first; whether it is refused.
    pub fn judged(&self) -> Vec<(bool, String)> {
        let bucket = Bucket {
            region: to("region"),
            versioning: true,
            lifecycle: self.lifecycle(),
            ..Bucket::default()
        };
        let design = design([
            ("region", Region::default().into()),
            ("logs", bucket.into()),
        ]);
        let found = rules::findings(&design).into_iter();
        let found = found.filter(|it| it.property == Some("lifecycle"));
        found
            .map(|it| (it.severity == Severity::Error, it.sentence))
            .collect()
    }

    /// Whether S3 refuses the rules.
    pub fn is_refused(&self) -> bool {
        self.judged().iter().any(|it| it.0)
    }

    /// The classes that an object goes through, in order. Of rules that are refused none is
    /// in force; a move that does not lead down has no effect.
    fn stays(&self) -> Vec<Stay> {
        let mut stays = vec![Stay {
            class: STANDARD,
            from: 0,
            until: None,
        }];
        if self.is_refused() {
            return stays;
        }
        let end = (self.delete > 0).then_some(u64::from(self.delete));
        let mut moves = self.moves.clone();
        moves.sort_by_key(|it| it.after);
        for step in moves {
            let from = u64::from(step.after);
            let Some(last) = stays.last_mut() else { break };
            if !leads_down(last.class, step.to) || end.is_some_and(|end| from >= end) {
                continue;
            }
            if last.from == from {
                last.class = step.to;
                continue;
            }
            last.until = Some(from);
            stays.push(Stay {
                class: step.to,
                from,
                until: None,
            });
        }
        if let Some(last) = stays.last_mut() {
            last.until = end;
        }
        stays
    }

    /// What a year costs; the first is 0.
    pub fn year(&self, year: u64) -> Cost {
        cost(&self.stays(), self.gb, self.objects, year)
    }

    /// What that year costs without any rule.
    pub fn year_in_standard(&self, year: u64) -> Option<Amount> {
        let all = Stay {
            class: STANDARD,
            from: 0,
            until: None,
        };
        cost(&[all], self.gb, self.objects, year).sum()
    }

    fn three(&self, of: impl Fn(u64) -> Option<Amount>) -> Option<Amount> {
        (0..3).map(of).sum()
    }

    /// What the third year costs of what it would cost in Standard, in percent.
    pub fn share(&self) -> Option<f64> {
        let (own, all) = (self.year(2).sum()?, self.year_in_standard(2)?);
        let percent = 100.0 * own.approximate() / all.approximate().max(1e-9);
        Some((percent * 10.0).round() / 10.0)
    }

    /// The gigabytes in each class at the end of a month, the first being 1: Standard and
    /// then [`Self::CLASSES`].
    pub fn stock(&self, month: u64) -> [u64; 5] {
        let mut stock = [0; 5];
        let day = (month * DAYS / 36).saturating_sub(1);
        for stay in self.stays() {
            let place = Self::CLASSES.iter().position(|it| *it == stay.class);
            stock[place.map_or(0, |it| it + 1)] += stay.holds(day) * self.gb;
        }
        stock
    }

    /// In which class an object of the age lies; `None` if it is deleted.
    pub fn class(&self) -> Option<&'static str> {
        let age = u64::from(self.age);
        let stays = self.stays();
        let found = stays
            .iter()
            .find(|it| it.from <= age && it.until.is_none_or(|until| age < until));
        found.map(|it| it.class)
    }

    /// What becomes of somebody who asks for it.
    pub fn answered(&self) -> Answered {
        match self.class() {
            None => Answered::Deleted,
            Some(class) => restore_hours(class).map_or(Answered::AtOnce, |(usual, most)| {
                Answered::Restore(usual, most)
            }),
        }
    }

    /// The longest that somebody may have to wait for an object of three years, in hours.
    fn wait(&self) -> u32 {
        let stays = self.stays();
        let met = stays.iter().filter(|it| it.from < DAYS);
        let hours = met.filter_map(|it| restore_hours(it.class));
        hours.map(|it| it.1).max().unwrap_or(0)
    }

    fn keeps_all(&self) -> bool {
        self.is_refused() || self.delete == 0 || u64::from(self.delete) >= DAYS
    }

    /// What becomes of the object, in a sentence.
    pub fn answer(&self) -> String {
        let age = count(self.age as usize, "day", "days");
        let class = self.class().map_or("", Self::name);
        match self.answered() {
            Answered::AtOnce => format!("An object of {age} lies in {class} and comes at once."),
            Answered::Restore(usual, most) => format!(
                "An object of {age} lies in {class}. A request gets an error until it is \
                 restored, which takes up to {usual} hours as usual and {most} at most."
            ),
            Answered::Deleted => format!("An object of {age} is deleted."),
        }
    }
}

fn told(amount: Option<Amount>) -> Value {
    amount.map_or(json!("not known"), |it| {
        json!((it.approximate() * 100.0).round() / 100.0)
    })
}

fn read_move(path: &str, value: &Value) -> Read<Move> {
    members::only(path, value, &["after", "to"])?;
    let after = members::member(path, value, "after")?;
    let words = Years::CLASSES.map(|it| (it, it));
    Ok(Move {
        after: members::whole(&format!("{path}.after"), after, 0, 1_094)? as u32,
        to: members::word(
            &format!("{path}.to"),
            members::member(path, value, "to")?,
            &words,
        )?,
    })
}

impl Machine for Years {
    const MEMBERS: &'static [&'static str] = &["gb", "objects", "moves", "delete", "age"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            // With more, three years would leave the first of the price's tiers.
            "gb" => self.gb = members::whole(member, value, 1, 40)?,
            "objects" => self.objects = members::whole(member, value, 1, 1_000_000)?,
            "moves" => {
                let moves = members::each(member, value, read_move)?;
                if moves.len() > Self::MOST_MOVES {
                    return Err(Problem::at(member, "write at most three moves"));
                }
                self.moves = moves;
            }
            "delete" => self.delete = members::whole(member, value, 0, 3_650)? as u32,
            "age" => self.age = members::whole(member, value, 0, Self::OLDEST.into())? as u32,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let read = match self.answered() {
            Answered::AtOnce => "at once",
            Answered::Restore(..) => "after a restore",
            Answered::Deleted => "deleted",
        };
        outputs([
            ("year1", told(self.year(0).sum())),
            ("year2", told(self.year(1).sum())),
            ("year3", told(self.year(2).sum())),
            ("year3_standard", told(self.year_in_standard(2))),
            (
                "share",
                self.share().map_or(json!("not known"), |it| json!(it)),
            ),
            ("total", told(self.three(|it| self.year(it).sum()))),
            ("early", told(self.three(|it| self.year(it).early))),
            ("moving", told(self.three(|it| self.year(it).moving))),
            ("class", json!(self.class().unwrap_or("none"))),
            ("read", json!(read)),
            ("wait_hours", json!(self.wait())),
            ("kept", json!(self.keeps_all())),
            ("refused", json!(self.is_refused())),
        ])
    }

    fn sentence(&self) -> Sentence {
        let judged = self.judged();
        if let Some((_, why)) = judged.iter().find(|it| it.0) {
            let lead = "S3 refuses these rules, so none of them is in force.";
            return Sentence::new(Tone::Bad, lead, why);
        }
        let Some(share) = self.share() else {
            let lead = "What this costs is not known.";
            let rest = "The table has no price of Deep Archive in Mumbai.";
            return Sentence::new(Tone::Plain, lead, format!("{rest} {}", self.answer()));
        };
        let third = dollars(self.year(2).sum());
        let lead = format!("The third year costs {third}, {share} % of all in Standard.");
        if let Some((_, why)) = judged.first() {
            return Sentence::new(Tone::Bad, lead, why);
        }
        let tone = match self.answered() {
            Answered::AtOnce if share < 100.0 => Tone::Good,
            _ => Tone::Plain,
        };
        Sentence::new(tone, lead, self.answer())
    }

    fn alternative(&self) -> String {
        let moves = self.moves.iter();
        let moves = moves.map(|it| {
            let days = count(it.after as usize, "day", "days");
            format!("To {} after {days}.", Self::name(it.to))
        });
        let mut rules: Vec<String> = moves.collect();
        if self.delete > 0 {
            let days = count(self.delete as usize, "day", "days");
            rules.push(format!("Deleted after {days}."));
        }
        if rules.is_empty() {
            rules.push("No rules.".to_owned());
        }
        let years: Vec<String> = (0..3).map(|it| dollars(self.year(it).sum())).collect();
        format!(
            "A bucket that gets {} GB a day for three years, in {}. {} The years cost {}. {}",
            self.gb,
            match self.objects {
                1 => "one object".to_owned(),
                many => format!("{} objects", grouped(many)),
            },
            rules.join(" "),
            crate::text::list(years),
            self.sentence(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(members: Value) -> Years {
        Years::read(members.as_object().expect("an object")).expect("it is read")
    }

    fn moves(all: &[(u32, &str)]) -> Value {
        let all = all
            .iter()
            .map(|(after, to)| json!({ "after": after, "to": to }));
        Value::Array(all.collect())
    }

    #[test]
    fn three_years_in_standard() {
        // On the days of the third year 731 to 1,095 GB lie there, 333,245 GB-days; a month
        // has 730 ÷ 24 days, and a GB costs 0.025 (PRICE-9).
        let out = years(json!({})).outputs();
        assert_eq!(out["year3"], json!(273.9));
        assert_eq!(out["year3"], out["year3_standard"]);
        assert_eq!(out["total"], json!(493.2));
        assert_eq!(
            (&out["share"], &out["moving"]),
            (&json!(100.0), &json!(0.0))
        );
    }

    #[test]
    fn the_two_steps_of_chapter_16() {
        let it = years(json!({ "moves": moves(&[(30, "STANDARD_IA"), (90, "GLACIER")]) }));
        // 30 × 365 GB-days at 0.025, 60 × 365 at 0.0138, the other 300,395 at 0.0045; and
        // 3,650 objects moved twice, at 0.01 and 0.036 a thousand.
        let by_hand = (10_950.0 * 0.025 + 21_900.0 * 0.0138 + 300_395.0 * 0.0045) * 24.0 / 730.0
            + 3.65 * (0.01 + 0.036);
        let third = it.outputs()["year3"].as_f64().expect("a number");
        assert!((third - by_hand).abs() < 0.01, "{third} {by_hand}");
        assert_eq!(it.outputs()["share"], json!(23.2));
        assert_eq!(it.outputs()["wait_hours"], 12);
        // One step down is not enough.
        let one = years(json!({ "moves": moves(&[(30, "STANDARD_IA")]) }));
        assert!(one.share().expect("a share") > 50.0);
    }

    #[test]
    fn a_frozen_picture_and_its_fast_sister() {
        let read = |class: &str, age: u32| {
            let it = years(json!({ "moves": moves(&[(90, class)]), "age": age }));
            it.outputs()["read"].clone()
        };
        assert_eq!(read("GLACIER", 100), "after a restore");
        assert_eq!(read("GLACIER", 89), "at once");
        assert_eq!(read("GLACIER_IR", 100), "at once");
        assert_eq!(read("DEEP_ARCHIVE", 100), "after a restore");
    }

    #[test]
    fn what_the_product_refuses_is_not_in_force() {
        let it = years(json!({ "moves": moves(&[(10, "STANDARD_IA"), (90, "GLACIER")]) }));
        let out = it.outputs();
        assert_eq!(
            (&out["refused"], &out["share"]),
            (&json!(true), &json!(100.0))
        );
        assert!(
            it.sentence()
                .to_string()
                .contains("S3 takes 30 days or more")
        );
        let it = years(json!({ "moves": moves(&[(60, "GLACIER")]), "delete": 30 }));
        assert!(it.is_refused());
    }

    #[test]
    fn days_are_charged_in_any_case() {
        // Into Glacier at 30, deleted at 60: 60 days too early.
        let it = years(json!({ "moves": moves(&[(30, "GLACIER")]), "delete": 60, "age": 60 }));
        let cost = it.year(2);
        let (stored, early) = (cost.stored.expect("known"), cost.early.expect("known"));
        let in_glacier = stored.approximate() - 30.0 * 365.0 * 0.025 * 24.0 / 730.0;
        assert!((early.approximate() - 2.0 * in_glacier).abs() < 1e-6);
        assert_eq!(it.outputs()["read"], "deleted");
        assert_eq!(it.outputs()["kept"], false);
        assert_eq!(it.sentence().tone, Tone::Bad);
        let stays = years(json!({ "moves": moves(&[(30, "GLACIER")]), "delete": 120 }));
        assert_eq!(stays.year(2).early, Some(Amount::ZERO));
    }

    #[test]
    fn a_move_that_does_not_lead_down_has_no_effect() {
        let it = years(json!({ "moves": moves(&[(30, "GLACIER"), (60, "STANDARD_IA")]) }));
        let without = years(json!({ "moves": moves(&[(30, "GLACIER")]) }));
        assert_eq!(it.year(2), without.year(2));
        assert_eq!(it.sentence().tone, Tone::Bad);
    }

    #[test]
    fn a_price_that_nobody_knows_is_in_no_sum() {
        let it = years(json!({ "moves": moves(&[(30, "DEEP_ARCHIVE")]) }));
        assert_eq!(it.outputs()["year3"], "not known");
        assert_eq!(it.outputs()["wait_hours"], 48);
        // In the years before anything is moved there, it is known.
        let late = years(json!({ "moves": moves(&[(800, "DEEP_ARCHIVE")]) }));
        assert_eq!(late.outputs()["year2"], years(json!({})).outputs()["year2"]);
    }

    #[test]
    fn nothing_is_lost_on_the_way_down() {
        let all = moves(&[(30, "STANDARD_IA"), (90, "GLACIER_IR"), (300, "GLACIER")]);
        let it = years(json!({ "gb": 3, "moves": all }));
        for month in 1..=36 {
            let stock: u64 = it.stock(month).iter().sum();
            assert_eq!(stock, month * DAYS / 36 * 3);
        }
    }
}
