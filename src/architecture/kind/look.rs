//! How a kind is drawn.
//!
//! It stands in the declaration so that a new kind is drawn without a word
//! elsewhere, but it means nothing: what counts what, where packets go and
//! what is wrong never asks how something looks, and `tests/tidy.rs` holds
//! the rooms that do the counting to it.

/// How a kind appears on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A box that holds others, with the size of an empty one.
    Container {
        /// From left to right.
        width: u16,
        /// From top to bottom.
        height: u16,
    },
    /// An icon with a name, somewhere in its container.
    Card,
    /// A dashed frame around its members, across subnets.
    Frame,
    /// A small entry on the shelf of its container: what has no place in the
    /// network but is used by what has.
    Chip,
    /// Not on the canvas.
    Unseen,
}

/// Where in its container a card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Where somebody puts it. Beside the VPCs in a Region, at the edge of the
    /// drawing for what stands outside every Region.
    Anywhere,
    /// In the wall of its VPC, where somebody puts it along the wall; in a
    /// Region in front of the VPCs.
    Gate,
    /// In the wall of its VPC, at the right, one beside the other.
    Wall,
    /// Between the subnets that it spans.
    Across,
    /// In front of the VPCs of its Region: what requests meet first.
    Front,
}

impl Ground {
    /// Whether the drawing knows better than a hand where such a thing stands.
    pub const fn is_found(self) -> bool {
        matches!(self, Self::Wall | Self::Across)
    }
}

/// What the number on a chip counts: the resources that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The property in which they do.
    pub property: &'static str,
    /// What one of them is called, such as "subnet".
    pub noun: &'static str,
}
