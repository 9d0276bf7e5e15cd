//! What applying edits did: how to take it back, and what it was about.

use std::collections::BTreeSet;

use super::Edit;
use crate::architecture::ResourceId;

/// What applying an edit did.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The edit that takes it back.
    pub inverse: Edit,
    /// The resource that it touched, if it touched one.
    pub touched: Option<ResourceId>,
    /// Whether what was built has changed, and not just how it is drawn.
    pub rebuilt: bool,
}

/// What applying several edits did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppliedAll {
    /// The edits that take them back, in the order in which they must be
    /// applied.
    pub inverses: Vec<Edit>,
    /// The resources that were created, deleted or set.
    pub built: BTreeSet<ResourceId>,
    /// The resources that were placed or resized.
    pub placed: BTreeSet<ResourceId>,
}

impl AppliedAll {
    pub(super) fn add(&mut self, applied: Applied) {
        self.inverses.push(applied.inverse);
        let touched = if applied.rebuilt {
            &mut self.built
        } else {
            &mut self.placed
        };
        touched.extend(applied.touched);
    }
}
