//! Looking at a design in the course of a task, and noting what checks will ask later:
//! what was met once, what was seen.

use super::attempt::{Attempt, Called};
use super::condition::{Condition, Leaf, Presence, What};
use super::judge::{self, Moment, State};
use crate::analysis::Analysis;
use crate::rules::Severity;

impl Attempt {
    /// Takes note of a new state of the design; asked at every edit, and when the task
    /// begins. `calls` are all calls since the task began.
    pub fn observe(&mut self, check: Option<&Condition>, analysis: &Analysis, calls: &[Called]) {
        self.since.calls = calls.to_vec();
        let now = errors(analysis);
        let before = self.since.errors.unwrap_or_else(|| errors(&self.begun));
        self.since.raised += u32::from(now > before);
        self.since.errors = Some(now);
        let Some(check) = check else {
            return;
        };
        let (mut firsts, mut findings) = (Vec::new(), false);
        check.walk(&mut |condition| match &condition.what {
            What::First(first, _) => firsts.push(first.as_ref()),
            What::Leaf(leaf) => {
                let seen = matches!(leaf.as_ref(), Leaf::Finding(_, _, Presence::Seen));
                findings |= seen;
            }
            _ => {}
        });
        if findings {
            let codes = analysis.findings().iter().map(|it| it.code.to_owned());
            self.since.seen.extend(codes);
        }
        // An inner "first" counts once the outer one has been met, so in order.
        for first in firsts {
            if self.since.met.contains(&first.path) {
                continue;
            }
            let moment = Moment::new(analysis, self);
            if judge::state(first, &moment) == State::Met {
                self.since.met.insert(first.path.clone());
            }
        }
    }
}

fn errors(analysis: &Analysis) -> u32 {
    let errors = analysis.findings().iter();
    let errors = errors.filter(|it| it.severity == Severity::Error);
    u32::try_from(errors.count()).unwrap_or(u32::MAX)
}
