//! A run in a few numbers, computed from what was counted: for the report at
//! its end, and to compare it with the run before.

use serde::{Deserialize, Serialize};

use super::chart::percentile;
use crate::order::InOrder;
use crate::simulation::clock::Second;
use crate::simulation::record::{AlarmState, CAUSES, Cause, Record, TALLY, Tally, WAITS};

/// The share of requests answered well below which the shop is out: nine of
/// ten customers are served above it.
const OUT: f64 = 0.9;

/// A run in a few numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How long it was.
    pub length: Second,
    /// Requests that customers made.
    pub asked: u64,
    /// Those answered well.
    pub answered: u64,
    /// The median waiting time in milliseconds.
    pub half: Option<f64>,
    /// The 95th percentile.
    pub most: Option<f64>,
    /// The fewest healthy targets, once there were any.
    pub lowest: Option<u32>,
    /// The most of them.
    pub highest: u32,
    /// Times that an alarm of the drawing rang.
    pub rang: usize,
    /// What it has cost, in millionths of a dollar.
    pub cost: u64,
    /// The longest stretch in which fewer than nine of ten were answered.
    pub outage: Second,
    /// Logins lost.
    pub logins_lost: u64,
    /// Failed requests by cause, the most frequent first; none with zero.
    pub causes: Vec<(Cause, u64)>,
    /// The share answered well, every ten seconds; none without requests. It
    /// is kept in thousandths.
    #[serde(with = "thousandths")]
    pub series: Vec<Option<f64>>,
}

impl Summary {
    /// What a record holds up to a moment.
    pub fn of(record: &Record, until: Second) -> Self {
        let count = (until / TALLY) as usize;
        let tallies = &record.tallies[..count.min(record.tallies.len())];
        let sum = |of: fn(&Tally) -> u32| tallies.iter().map(|it| u64::from(of(it))).sum();
        let mut waits = [0_u32; WAITS];
        let mut failed = [0_u64; CAUSES];
        for tally in tallies {
            for (all, more) in waits.iter_mut().zip(tally.waits) {
                *all = all.saturating_add(more);
            }
            for (all, more) in failed.iter_mut().zip(tally.failed) {
                *all += u64::from(more);
            }
        }
        let mut causes: Vec<(Cause, u64)> = Cause::ALL
            .into_iter()
            .zip(failed)
            .filter(|it| it.1 > 0)
            .collect();
        causes.order_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        let series: Vec<Option<f64>> = tallies.iter().map(answered).collect();
        let working = tallies.iter().skip_while(|it| it.healthy == 0);
        let rings = |it: &crate::simulation::record::AlarmStory| {
            let changes = it.changes.iter();
            changes
                .filter(|it| it.state == AlarmState::Alarm && it.at <= until)
                .count()
        };
        let alarms = record.alarms.iter().filter(|it| !it.of_a_policy);
        Self {
            length: until,
            asked: sum(|it| it.asked),
            answered: sum(|it| it.answered),
            half: percentile(&waits, 0.5),
            most: percentile(&waits, 0.95),
            lowest: working.map(|it| it.healthy).min(),
            highest: tallies.iter().map(|it| it.healthy).max().unwrap_or(0),
            rang: alarms.map(rings).sum(),
            cost: tallies.last().map_or(0, |it| it.cost),
            outage: outage(&series),
            logins_lost: sum(|it| it.logins_lost),
            causes,
            series,
        }
    }

    /// The share of requests answered well, 0 to 1; none without requests.
    pub fn availability(&self) -> Option<f64> {
        (self.asked > 0).then(|| self.answered as f64 / self.asked as f64)
    }

    /// Failed requests.
    pub fn failed(&self) -> u64 {
        self.causes.iter().map(|it| it.1).sum()
    }

    /// The result in plain words.
    pub fn title(&self) -> String {
        if self.asked == 0 {
            return "No customer came".to_owned();
        }
        if self.outage > 0 {
            let out = super::words::length(self.outage);
            let is_out = self
                .series
                .iter()
                .rev()
                .flatten()
                .next()
                .is_some_and(|it| *it < OUT);
            return if is_out {
                format!("The shop is still out; its longest outage was {out}")
            } else {
                format!("The shop came back; its longest outage was {out}")
            };
        }
        match self.failed() {
            0 => "Every customer was answered".to_owned(),
            _ => "The shop stayed open".to_owned(),
        }
    }
}

/// The share of ten seconds that was answered well.
fn answered(tally: &Tally) -> Option<f64> {
    let ended = tally.answered + tally.failures();
    (ended > 0).then(|| f64::from(tally.answered) / f64::from(ended))
}

/// The longest stretch in which too few were answered; without requests
/// nothing is known, and what went before goes on.
fn outage(series: &[Option<f64>]) -> Second {
    let (mut longest, mut now) = (0, 0);
    let mut is_out = false;
    for share in series {
        is_out = share.map_or(is_out, |it| it < OUT);
        now = if is_out { now + TALLY } else { 0 };
        longest = longest.max(now);
    }
    longest
}

/// Shares as whole thousandths.
mod thousandths {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    pub fn serialize<S: Serializer>(all: &[Option<f64>], to: S) -> Result<S::Ok, S::Error> {
        let whole = |it: &f64| (it.clamp(0.0, 1.0) * 1000.0).round() as u16;
        let all: Vec<Option<u16>> = all.iter().map(|it| it.as_ref().map(whole)).collect();
        all.serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<Option<f64>>, D::Error> {
        let all = Vec::<Option<u16>>::deserialize(from)?;
        let share = |it: u16| f64::from(it) / 1000.0;
        Ok(all.into_iter().map(|it| it.map(share)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(answered: u32, away: u32) -> Tally {
        let mut failed = [0; CAUSES];
        failed[Cause::NoDatabase as usize] = away;
        Tally {
            asked: answered + away,
            answered,
            failed,
            healthy: 2,
            cost: 220_000,
            ..Tally::default()
        }
    }

    #[test]
    fn an_outage_is_counted_and_named() {
        let mut tallies = vec![tally(100, 0); 6];
        tallies.extend(vec![tally(0, 100); 9]);
        tallies.extend(vec![tally(100, 0); 6]);
        let record = Record {
            tallies,
            ..Record::default()
        };
        let all = Summary::of(&record, 210);
        assert_eq!((all.asked, all.answered, all.failed()), (2_100, 1_200, 900));
        assert_eq!(all.outage, 90);
        assert_eq!(all.causes, [(Cause::NoDatabase, 900)]);
        assert_eq!(all.lowest, Some(2));
        assert_eq!(
            all.title(),
            "The shop came back; its longest outage was 1 min 30 s"
        );
        let early = Summary::of(&record, 60);
        assert_eq!(early.availability(), Some(1.0));
        assert_eq!(early.title(), "Every customer was answered");
        assert!(Summary::of(&record, 120).title().contains("still out"));
    }

    #[test]
    fn an_empty_run_says_so() {
        let none = Summary::of(&Record::default(), 600);
        assert_eq!(none.title(), "No customer came");
        assert_eq!(none.availability(), None);
    }
}
