//! Building from memory: how long it took, how many edits and wrong turns, and how much of
//! the checklist was met. The same thing built three times is compared with itself.

use serde::{Deserialize, Serialize};

use super::attempt::Attempt;
use super::memory::Round;
use crate::analysis::Analysis;
use crate::architecture::Kind;
use crate::review;

/// How long nothing may happen until the clock stops: who reads or thinks is at work, who
/// has gone to sleep is not.
pub const IDLE: u64 = 5 * 60 * 1000;

/// A clock that counts only while somebody is there. Moments are milliseconds since 1970
/// and come from whoever asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stopwatch {
    /// What was counted until it was looked at last.
    pub counted: u64,
    /// When that was; nothing while it stands still.
    pub seen: Option<u64>,
}

impl Stopwatch {
    /// Something was done.
    pub fn tick(&mut self, now: u64) {
        self.counted = self.at(now);
        self.seen = Some(now);
    }

    /// Somebody has come back; what has passed since does not count.
    pub const fn resume(&mut self, now: u64) {
        self.seen = Some(now);
    }

    /// What it shows, in milliseconds.
    pub fn at(self, now: u64) -> u64 {
        let since = self.seen.map_or(0, |seen| now.saturating_sub(seen));
        self.counted + since.min(IDLE)
    }

    /// The same in whole seconds.
    pub fn seconds(self, now: u64) -> u32 {
        u32::try_from(self.at(now) / 1000).unwrap_or(u32::MAX)
    }
}

/// How often somebody went wrong: how often there were more errors than before, and what
/// was made and thrown away again.
pub fn wrong_turns(attempt: &Attempt) -> u32 {
    let deletes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.info().delete).collect();
    let thrown_away = attempt.since.calls.iter().filter(|it| {
        deletes.contains(&it.call.as_str())
            && attempt.begun.architecture().get(&it.resource).is_none()
    });
    attempt.since.raised + u32::try_from(thrown_away.count()).unwrap_or(u32::MAX)
}

/// What came of it, at its end, after so many `edits`.
pub fn round(
    attempt: &Attempt,
    analysis: &Analysis,
    edits: u32,
    clock: Stopwatch,
    now: u64,
) -> Round {
    let points = review::points(analysis);
    let met = points.iter().filter(|it| it.answer.is_met()).count();
    Round {
        at: now,
        seconds: clock.seconds(now),
        edits,
        wrong_turns: wrong_turns(attempt),
        points: u32::try_from(met).unwrap_or(u32::MAX),
    }
}

/// A time as a person reads it: "4:05", "1:02:09".
pub fn said(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit, Resource};
    use crate::course::attempt::Called;

    #[test]
    fn a_clock_counts_while_somebody_is_there() {
        let mut clock = Stopwatch::default();
        assert_eq!(clock.seconds(9_000_000), 0);
        clock.tick(1_000_000);
        clock.tick(1_060_000);
        assert_eq!(clock.seconds(1_090_000), 90);
        // A night counts as five minutes, and then it is the next morning.
        let morning = 1_060_000 + 8 * 3_600_000;
        assert_eq!(clock.seconds(morning), 60 + 300);
        clock.tick(morning);
        assert_eq!(clock.seconds(morning + 10_000), 60 + 300 + 10);
        clock.tick(morning + 10_000);
        // Who comes back goes on from there.
        clock.resume(morning + 90_000);
        assert_eq!(clock.seconds(morning + 95_000), 60 + 300 + 10 + 5);
        // A clock that was set back takes nothing away.
        clock.tick(5);
        assert_eq!(clock.seconds(5), 60 + 300 + 10);
        assert_eq!((said(245), said(3729)), ("4:05".into(), "1:02:09".into()));
    }

    #[test]
    fn what_was_made_and_thrown_away_is_a_wrong_turn() {
        let mut document = Document::default();
        let mut attempt = Attempt::new(&Analysis::of(&document.architecture));
        let id = document.architecture.free_id(Kind::NatGateway);
        let made = Resource::new("exit", Kind::NatGateway.defaults());
        let mut calls: Vec<Called> = Vec::new();
        for edit in [
            Edit::create(id.clone(), made),
            Edit::Delete { id: id.clone() },
        ] {
            let call = edit.api_call(&document).expect("it is a call").to_owned();
            let resource = id.clone();
            calls.push(Called {
                call,
                resource,
                by: String::new(),
            });
            document.apply(edit).expect("it can be done");
            attempt.observe(None, &Analysis::of(&document.architecture), &calls);
        }
        // A NAT gateway without a subnet is an error, and then it went.
        let analysis = Analysis::of(&document.architecture);
        let done = round(&attempt, &analysis, 0, Stopwatch::default(), 7);
        assert_eq!(attempt.since.raised, 1);
        assert_eq!((done.at, done.edits, done.wrong_turns), (7, 0, 2));
        assert_eq!(done.points, 0);
    }
}
