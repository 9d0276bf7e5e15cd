//! What of a design is judged and told, for whoever shows it.

use std::sync::Arc;

use leptos::prelude::*;

use super::judged::Judged;
use super::store::Store;
use crate::rules::moment::Told;

impl Store {
    /// The state of the design that is judged, a frame behind the one that is built;
    /// tracked. Whatever only tells what follows from the design asks this.
    pub fn judged(self) -> Judged {
        self.following.judged.get()
    }

    /// The findings as they are told at this moment of building, of what is judged; nothing
    /// as long as the rules have not been asked about what has just been opened.
    pub fn told(self) -> Memo<Option<Arc<Told>>> {
        self.following.told
    }

    /// Whether the rules have been asked about what is open; tracked.
    pub fn is_judged(self) -> bool {
        self.following.is_judged.get()
    }

    /// What [`Store::told`] holds, tracked, for whom it is no difference whether nothing is
    /// known or nothing is to be said.
    pub fn told_so_far(self) -> Arc<Told> {
        self.following.told.get().unwrap_or_default()
    }

    /// Which document is open and how it was judged, untracked; nothing where none is.
    pub fn stands_untracked(self) -> Option<Judged> {
        let is_open = self.screen.get_untracked().has_document();
        is_open.then(|| self.following.judged.get_untracked())
    }
}
