//! What the last revisions of a document touched, so that whoever follows it
//! can catch up without looking at everything.

use std::collections::VecDeque;

use super::scene::Change;
use crate::architecture::AppliedAll;

/// How many revisions are remembered. Who follows asks after each, or at least
/// with each frame.
const KEPT: usize = 256;

/// What the last revisions touched.
#[derive(Clone, Debug, Default)]
pub struct Revisions {
    last: VecDeque<(u64, Change)>,
}

impl Revisions {
    /// A revision has come about by this.
    pub fn note(&mut self, revision: u64, applied: &AppliedAll) {
        let change = Change {
            built: applied.built.clone(),
            placed: applied.placed.clone(),
            ..Change::default()
        };
        self.last.push_back((revision, change));
        if self.last.len() > KEPT {
            self.last.pop_front();
        }
    }

    /// What was touched after `revision`, which came before `now`; everything,
    /// if that is too long ago.
    pub fn since(&self, revision: u64, now: u64) -> Change {
        if revision == now {
            return Change::default();
        }
        // Revisions are counted without gaps, so the first one that counts
        // must still be there.
        let known = self.last.front().map(|(first, _)| *first);
        if revision > now || known.is_none_or(|first| first > revision + 1) {
            return Change::everything();
        }
        let since = self.last.iter().filter(|(number, _)| *number > revision);
        since.fold(Change::default(), |all, (_, change)| {
            all.and(change.clone())
        })
    }
}
