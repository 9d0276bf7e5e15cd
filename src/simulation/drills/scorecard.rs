//! The scorecard of a run: the result in plain words, what was asked and what
//! was so, the numbers, and what made the difference.

use super::super::clock::Second;
use super::super::record::{AlarmState, Cause, Manner, TALLY};
use super::causes;
use super::criterion::{Criterion, Judged};
use super::factor::Factor;
use super::kept::Kept;
use super::measure::is_launch;
use super::played::Played;
use super::tally::{outage, requests, share, wait};
use super::words::{duration, milliseconds, percent};
use crate::pricing::{Amount, table};
use crate::text::grouped;

/// How many points of the series are kept at most.
const POINTS: usize = 720;

/// The scorecard of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// The scenario's id.
    pub scenario: String,
    /// The scenario's title.
    pub scenario_title: String,
    /// The seed.
    pub seed: u64,
    /// The result: `The shop came back in 90 seconds`.
    pub title: String,
    /// What was done and under which load, in a sentence.
    pub subtitle: String,
    /// What was asked, and whether it was so.
    pub criteria: Vec<Judged>,
    /// What the criteria measured in the run before: by title, where it had
    /// the same.
    pub before: Vec<Option<String>>,
    /// The numbers, each beside that of the run before.
    pub numbers: Vec<Number>,
    /// Failed requests by cause, most first.
    pub causes: Vec<Failed>,
    /// The longest outage: where it begins, how long it is.
    pub outage: Option<(Second, Second)>,
    /// Every ten seconds: how far from the fault, and the share answered.
    pub series: Vec<(i64, Option<f64>)>,
    /// When it begins to go wrong; nothing where nothing is done.
    pub fault: Option<Second>,
    /// What saved it.
    pub saved: Vec<Factor>,
    /// What sank it.
    pub sank: Vec<Factor>,
    /// The share that was answered well.
    pub availability: Option<f64>,
    /// Half of the answers were faster, in milliseconds.
    pub p50: Option<f64>,
    /// And 95 of 100.
    pub p95: Option<f64>,
    /// Requests of customers.
    pub requests: u64,
    /// Those that failed.
    pub failures: u64,
    /// The fewest healthy targets.
    pub lowest_healthy: u32,
    /// And the most.
    pub most_healthy: u32,
    /// How many times alarms rang, those of policies aside.
    pub alarms: u32,
    /// How many servers groups started.
    pub launches: u32,
    /// Lost logins.
    pub logins_lost: u64,
    /// What it cost, in millionths of a dollar.
    pub cost: u64,
}

/// A number and that of the run before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it is.
    pub title: &'static str,
    /// In this run.
    pub now: String,
    /// In the run before, if there was one.
    pub before: Option<String>,
}

/// Failed requests of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The cause.
    pub cause: Cause,
    /// How many.
    pub requests: u64,
}

impl Scorecard {
    /// The scorecard of a run, compared with the one before.
    pub fn of(played: &Played, criteria: &[Criterion], previous: Option<&Kept>) -> Self {
        let tallies = &played.record.tallies;
        let (asked, _, failed) = requests(tallies);
        let mut by_cause: Vec<Failed> = Cause::ALL
            .into_iter()
            .zip(failed)
            .filter(|(_, requests)| *requests > 0)
            .map(|(cause, requests)| Failed { cause, requests })
            .collect();
        by_cause.sort_by_key(|it| std::cmp::Reverse(it.requests));
        let fault = played.first_fault();
        let series = (0_u32..).zip(tallies).map(|(place, tally)| {
            let at = i64::from(place * TALLY) - i64::from(fault.unwrap_or(0));
            (at, share(std::slice::from_ref(tally)))
        });
        let sank = causes::sank(played);
        let criteria: Vec<Judged> = criteria
            .iter()
            .map(|it| explained(it.judge(played), &sank))
            .collect();
        let before = criteria.iter().map(|it| {
            let mut kept = previous?.criteria.iter();
            kept.find(|(title, _)| *title == it.title)
                .map(|(_, value)| value.clone())
        });
        let before = before.collect();
        let rings = played.record.alarms.iter().filter(|it| !it.of_a_policy);
        let rings = rings.flat_map(|it| &it.changes);
        let rings = rings.filter(|it| it.state == AlarmState::Alarm).count();
        let launches = played
            .record
            .activities
            .iter()
            .filter(|it| is_launch(it))
            .count();
        let mut card = Self {
            scenario: played.run.scenario.id.clone(),
            scenario_title: played.run.scenario.title.clone(),
            seed: played.run.seed,
            title: String::new(),
            subtitle: subtitle(played),
            criteria,
            before,
            numbers: Vec::new(),
            causes: by_cause,
            outage: outage(tallies),
            series: series.collect(),
            fault,
            saved: causes::saved(played),
            sank,
            availability: share(tallies),
            p50: wait(tallies, 0.5),
            p95: wait(tallies, 0.95),
            requests: asked,
            failures: failed.iter().sum(),
            lowest_healthy: tallies.iter().map(|it| it.healthy).min().unwrap_or(0),
            most_healthy: tallies.iter().map(|it| it.healthy).max().unwrap_or(0),
            alarms: u32::try_from(rings).unwrap_or(u32::MAX),
            launches: u32::try_from(launches).unwrap_or(u32::MAX),
            logins_lost: tallies.iter().map(|it| u64::from(it.logins_lost)).sum(),
            cost: tallies.last().map_or(0, |it| it.cost),
        };
        card.title = card.result(tallies.len());
        let now = card.kept();
        card.numbers = numbers(&now, previous);
        card
    }

    /// Whether all that was asked was so.
    pub fn passed(&self) -> bool {
        self.criteria.iter().all(|it| it.passed)
    }

    /// What is kept of it.
    pub fn kept(&self) -> Kept {
        let many = |of: bool| {
            let count = self.criteria.iter().filter(|it| it.passed == of).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        let every = self.series.len().div_ceil(POINTS).max(1);
        let series = self.series.chunks(every).map(|chunk| {
            let known: Vec<f64> = chunk.iter().filter_map(|(_, share)| *share).collect();
            // The worst of several, so that no outage is lost.
            let worst = known.into_iter().reduce(f64::min)?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 1000"
            )]
            let thousandths = (worst.clamp(0.0, 1.0) * 1000.0).round() as u16;
            Some(thousandths)
        });
        Kept {
            scenario: self.scenario.clone(),
            title: self.scenario_title.clone(),
            seed: self.seed,
            result: self.title.clone(),
            passed: many(true),
            failed: many(false),
            criteria: self
                .criteria
                .iter()
                .map(|it| (it.title.clone(), it.value.clone()))
                .collect(),
            availability: self.availability.map(short),
            p50: self.p50.map(short),
            p95: self.p95.map(short),
            requests: self.requests,
            failures: self.failures,
            lowest_healthy: self.lowest_healthy,
            most_healthy: self.most_healthy,
            alarms: self.alarms,
            logins_lost: self.logins_lost,
            cost: self.cost,
            outage: self.outage.map_or(0, |(_, it)| it),
            fault: self.fault.unwrap_or(0),
            step: TALLY.saturating_mul(Second::try_from(every).unwrap_or(Second::MAX)),
            series: series.collect(),
        }
    }

    /// The result in plain words.
    fn result(&self, tallies: usize) -> String {
        let Some(availability) = self.availability else {
            return "Nobody came".to_owned();
        };
        let failed = || format!("{} of the requests failed", percent(1.0 - availability));
        let end = Second::try_from(tallies)
            .unwrap_or(Second::MAX)
            .saturating_mul(TALLY);
        match self.outage {
            Some((from, long)) if from + long >= end => "The shop did not come back".to_owned(),
            Some((_, long)) => format!("The shop came back in {}", spoken(long)),
            None if self.failures == 0 && self.fault.is_some() => "No customer noticed".to_owned(),
            None if self.failures == 0 => "Every request was answered".to_owned(),
            None => format!("The shop stayed open, and {}", failed()),
        }
    }

    /// What it cost in rupees, with India's tax.
    pub fn rupees(&self) -> Amount {
        rupees(self.cost)
    }
}

/// A number whose digits survive being written and read again to the last bit.
fn short(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}

/// Adds to a failed criterion what sank it.
fn explained(mut judged: Judged, sank: &[Factor]) -> Judged {
    if judged.passed {
        return judged;
    }
    let mut why = sank
        .iter()
        .filter(|it| it.explains.contains(&judged.metric));
    if let Some(factor) = why.next() {
        judged.why = format!("{} {}: {}", judged.why, factor.what, factor.sentence);
    }
    judged
}

/// Up to two minutes in seconds, as one says it.
fn spoken(seconds: Second) -> String {
    match seconds {
        0..120 => format!("{seconds} seconds"),
        _ => duration(seconds),
    }
}

/// What was done, and how many customers came.
fn subtitle(played: &Played) -> String {
    let done = played
        .record
        .story
        .iter()
        .find(|it| it.manner == Manner::Done);
    let mut text = match done {
        Some(line) => line.what.trim_end_matches('.').to_owned(),
        None => played.run.scenario.title.clone(),
    };
    let tallies = &played.record.tallies;
    let (asked, ..) = requests(tallies);
    if let Ok(many) = u64::try_from(tallies.len())
        && many > 0
    {
        let tenths = asked * 10 / (many * u64::from(TALLY));
        let a_second = match tenths {
            0..100 => format!("{}.{}", tenths / 10, tenths % 10),
            _ => grouped(tenths / 10),
        };
        text.push_str(&format!(", with {a_second} requests a second"));
    }
    text.push('.');
    text
}

/// Millionths of a dollar as rupees, with the tax of an Indian account.
pub fn rupees(millionths: u64) -> Amount {
    let table = table();
    let usd = Amount::whole(i64::try_from(millionths).unwrap_or(i64::MAX)).over(1_000_000);
    let factor = Amount::whole(100) + table.gst.value;
    usd.times(factor).over(100).times(table.fx.value).cents()
}

/// The numbers of a run as people read them.
fn numbers(now: &Kept, before: Option<&Kept>) -> Vec<Number> {
    let none = || "–".to_owned();
    type Said = fn(&Kept) -> Option<String>;
    let rows: [(&'static str, Said); 8] = [
        ("Availability", |it| it.availability.map(percent)),
        ("Latency p50", |it| it.p50.map(milliseconds)),
        ("Latency p95", |it| it.p95.map(milliseconds)),
        ("Requests", |it| Some(grouped(it.requests))),
        ("Healthy servers, lowest", |it| {
            Some(format!("{} of {}", it.lowest_healthy, it.most_healthy))
        }),
        ("Alarms rung", |it| Some(it.alarms.to_string())),
        ("Logins lost", |it| Some(grouped(it.logins_lost))),
        ("Cost of the run", |it| {
            let usd = Amount::whole(i64::try_from(it.cost).unwrap_or(i64::MAX)).over(1_000_000);
            Some(format!(
                "US${} · ₹{}",
                usd.cents().fixed(2),
                rupees(it.cost).fixed(0)
            ))
        }),
    ];
    let rows = rows.into_iter().map(|(title, said)| Number {
        title,
        now: said(now).unwrap_or_else(none),
        before: before.map(|it| said(it).unwrap_or_else(none)),
    });
    rows.collect()
}
