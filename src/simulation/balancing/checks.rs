//! Health checks: what is asked, how long one waits, what counts as good
//! (SLB-1 to SLB-3).

use super::super::clock::Second;
use super::reason::Reason;

/// What a target does when a health check comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// Nothing: a closed guard, a zone without power, a server that hangs.
    Silent,
    /// It refuses the connection, at once.
    Refused,
    /// It answers.
    Answered {
        /// The HTTP status.
        status: u16,
        /// After how many seconds; a check waits in the queue like any request
        /// (PERF-12).
        after: f64,
    },
}

impl Answer {
    /// An answer at once.
    pub const fn at_once(status: u16) -> Self {
        Self::Answered { status, after: 0.0 }
    }
}

/// The codes that count as good: `200`, `200-299`, `200,302` (SLB-2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matcher(Vec<(u16, u16)>);

impl Matcher {
    /// Reads the codes; what is no code takes nothing, and a text without any
    /// code is the default, 200 (SLB-1).
    pub fn of(text: &str) -> Self {
        let ranges: Vec<(u16, u16)> = text
            .split(',')
            .filter_map(|part| {
                let (first, last) = part.split_once('-').unwrap_or((part, part));
                Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
            })
            .collect();
        if ranges.is_empty() {
            return Self(vec![(200, 200)]);
        }
        Self(ranges)
    }

    /// Whether it takes a status.
    pub fn takes(&self, status: u16) -> bool {
        self.0
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&status))
    }
}

/// How a group checks its targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// Seconds between two checks.
    pub interval: Second,
    /// Seconds without an answer after which a check has failed.
    pub timeout: Second,
    /// Passed checks in a row that make it healthy again.
    pub healthy_after: u32,
    /// Failed checks in a row that make it unhealthy.
    pub unhealthy_after: u32,
    /// The codes that count as good.
    pub matcher: Matcher,
}

impl Default for Checks {
    /// SLB-1.
    fn default() -> Self {
        Self {
            interval: 30,
            timeout: 5,
            healthy_after: 5,
            unhealthy_after: 2,
            matcher: Matcher::of("200"),
        }
    }
}

impl Checks {
    /// What becomes of a check that meets this answer: after how many whole
    /// seconds it is known, and why it failed if it did.
    ///
    /// A time-out is cut at the interval, so that at most one check of a
    /// target is under way. AWS's documents say nothing of a longer one
    /// (rulebook TG-10).
    pub(super) fn judge(&self, answer: Answer) -> (Second, Option<Reason>) {
        let patience = self.timeout.min(self.interval);
        match answer {
            Answer::Silent => (patience, Some(Reason::Timeout)),
            Answer::Refused => (0, Some(Reason::FailedHealthChecks)),
            Answer::Answered { after, .. } if after >= f64::from(patience) => {
                (patience, Some(Reason::Timeout))
            }
            Answer::Answered { status, after } => {
                let mismatch = !self.matcher.takes(status);
                // What is not negative and below a number of seconds is one.
                (
                    after as Second,
                    mismatch.then_some(Reason::ResponseCodeMismatch),
                )
            }
        }
    }
}
