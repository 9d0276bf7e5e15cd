//! Copying things and pasting them: here, in another tab, in another document.
//!
//! What is copied is text (`text`), so it can lie in the system's clipboard, be
//! sent to somebody and be looked at. It holds the things that were chosen with
//! all that is in them (`copied`). Pasting it makes new things of it
//! (`pasting`): what they say of each other they say of the copies, what they
//! say of others holds where AWS allows it and is told where it does not
//! (`allowed`). Names (`names`), blocks and addresses (`addresses`) and what
//! there may be only one of (`single`) become such as AWS would take them.
//!
//! Where the copies are drawn is the tools' matter.

mod addresses;
mod allowed;
mod copied;
mod made;
mod names;
mod pasting;
mod single;
mod text;
mod zones;

use std::collections::BTreeMap;

use super::geometry::Rect;
use crate::architecture::{Document, Kind, ResourceId};

pub use copied::copied;
pub use pasting::{Pasted, Target, paste};
pub use text::Unreadable;

/// The most resources that are pasted at once.
pub const MOST: usize = 2_000;

/// The most that a document may hold after something was pasted into it.
pub const MOST_IN_ALL: usize = 10_000;

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clip {
    /// The things with all that is in them, and where they were drawn.
    pub document: Document,
    /// Those of them that stand in no other.
    pub roots: Vec<ResourceId>,
    /// What they name and was not copied: its kind and its name.
    pub outside: BTreeMap<ResourceId, (Kind, String)>,
    /// Where the roots were, in the drawing.
    pub places: BTreeMap<ResourceId, Rect>,
}

#[cfg(test)]
mod tests;
