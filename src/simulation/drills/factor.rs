//! What saved a run, or sank it, and how much it did: the same run is played
//! once more with one thing changed, and the two are compared.

use super::super::clock::Second;
use super::super::playing::Simulation;
use super::super::scenario::Run;
use super::metric::Metric;
use super::played::Played;
use super::tally::{outage, requests};
use super::words::duration;
use crate::architecture::{Edit, ResourceId};
use crate::text::grouped;

/// A thing that made a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The thing, where it is drawn.
    pub resource: Option<ResourceId>,
    /// The thing and what about it: `notebook-db, Multi-AZ`.
    pub what: String,
    /// What it did, in a sentence or two.
    pub sentence: String,
    /// What it amounts to, where the record says so: `2 servers`.
    pub amount: String,
    /// What there is to be done about it, in a few words; empty for nothing.
    pub label: String,
    /// For what sank it, the repair; for what saved it, what would take it
    /// away. None where there is no single change that would.
    pub edits: Vec<Edit>,
    /// The measures that it explains.
    pub explains: &'static [Metric],
}

/// What one change would have made of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// By how many seconds the longest outage differs; above zero, it is
    /// longer without what saved it, or was longer for want of a repair.
    pub outage: i64,
    /// By how many requests the failures differ, the same way.
    pub failed: i64,
    /// By how many lost logins.
    pub logins: i64,
}

impl Factor {
    /// Plays the run once more with the edits. Costs a run; none where there
    /// are no edits, or they cannot be made.
    pub fn measure(&self, played: &Played) -> Option<Effect> {
        if self.edits.is_empty() {
            return None;
        }
        let mut document = played.run.document.clone();
        document.apply_all(self.edits.clone()).ok()?;
        let mut other = Simulation::begin(Run {
            document,
            scenario: played.run.scenario.clone(),
            seed: played.run.seed,
        });
        let end = Second::try_from(played.record.tallies.len()).unwrap_or(Second::MAX);
        other.advance(end.saturating_mul(super::super::record::TALLY));
        Some(Effect::between(played, &Played::of(&other, &[])))
    }
}

impl Effect {
    /// How two runs differ, whichever way round.
    fn between(one: &Played, other: &Played) -> Self {
        let numbers = |played: &Played| {
            let tallies = &played.record.tallies;
            let failed: u64 = requests(tallies).2.iter().sum();
            let logins: u64 = tallies.iter().map(|it| u64::from(it.logins_lost)).sum();
            let outage = outage(tallies).map_or(0, |(_, it)| it);
            [u64::from(outage), failed, logins].map(|it| i64::try_from(it).unwrap_or(i64::MAX))
        };
        let (one, other) = (numbers(one), numbers(other));
        Self {
            outage: one[0] - other[0],
            failed: one[1] - other[1],
            logins: one[2] - other[2],
        }
    }

    /// What would have been gained, or is lost without it: a difference that
    /// speaks for the other side is none. A standby that takes over in a minute
    /// where nothing else would have gone wrong has no seconds to its credit.
    fn credit(self, saved: bool) -> Self {
        let sign = if saved { -1 } else { 1 };
        let credit = |it: i64| (it * sign).max(0);
        Self {
            outage: credit(self.outage),
            failed: credit(self.failed),
            logins: credit(self.logins),
        }
    }

    /// What a repair would have gained, in a few words, the largest first:
    /// `15 min 34 s`, `803 requests`; empty for nothing.
    pub fn gained(self) -> String {
        self.credit(false).words()
    }

    /// What would have been lost without it, the same way.
    pub fn spared(self) -> String {
        self.credit(true).words()
    }

    fn words(self) -> String {
        let size = |it: i64| it.unsigned_abs();
        if self.outage != 0 {
            return duration(Second::try_from(size(self.outage)).unwrap_or(Second::MAX));
        }
        if self.failed != 0 {
            let noun = if size(self.failed) == 1 {
                "request"
            } else {
                "requests"
            };
            return format!("{} {noun}", grouped(size(self.failed)));
        }
        if self.logins != 0 {
            let noun = if size(self.logins) == 1 {
                "login"
            } else {
                "logins"
            };
            return format!("{} {noun}", grouped(size(self.logins)));
        }
        String::new()
    }
}
