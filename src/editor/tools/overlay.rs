//! What a gesture shows while it lasts.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{Point, Rect};

/// What is drawn over the scene during a gesture.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// The cursor's state: `select`, `panning`, `connect`, `copy`, `switch` on
    /// what collapses a box, or the way in which an edge is pulled: `ew`, `ns`, `nwse`, `nesw`.
    pub cursor: &'static str,
    /// The boxes that would take what is being dropped.
    pub takers: Arc<BTreeSet<ResourceId>>,
    /// What the one end of a new line may be connected with.
    pub connectable: BTreeSet<ResourceId>,
    /// What is under the pointer and would be dropped on or connected with.
    pub over: Option<ResourceId>,
    /// Why not, in a sentence.
    pub reason: Option<String>,
    /// What it would do, in a sentence.
    pub caption: Option<String>,
    /// What follows the pointer.
    pub ghost: Option<Ghost>,
    /// In which sizes and places of the drawing it will stand.
    pub previews: Vec<Rect>,
    /// What is being moved.
    pub dragged: BTreeSet<ResourceId>,
    /// What lies under the idle pointer.
    pub hovered: Option<ResourceId>,
    /// The area being selected, in the drawing.
    pub marquee: Option<Rect>,
    /// The edges that things are aligned with, in the drawing.
    pub guides: Vec<Guide>,
    /// A line under way, in the drawing.
    pub pending: Vec<Point>,
}

impl Default for Overlay {
    fn default() -> Self {
        Self {
            cursor: "select",
            takers: Arc::default(),
            connectable: BTreeSet::new(),
            over: None,
            reason: None,
            caption: None,
            ghost: None,
            previews: Vec::new(),
            dragged: BTreeSet::new(),
            hovered: None,
            marquee: None,
            guides: Vec::new(),
            pending: Vec::new(),
        }
    }
}

/// An icon with a name that follows the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    /// What it stands for.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// Where the pointer is, on the canvas element.
    pub at: Point,
}

/// A thin line along which things are aligned: as thin as 0 in one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide(pub Rect);
