//! The canvas's tools: a small state machine, one file a state.
//!
//! An event of the pointer goes to the active state, which yields the next
//! state and what shall happen: edits within one transaction, a selection, a
//! view. No state touches the session itself, so each can be read and tested
//! as a plain function. Escape and a lost pointer end every state as if it had
//! never begun.

mod carrying;
mod connecting;
mod dragging;
mod drop;
mod effects;
mod idle;
pub mod keys;
mod landing;
mod marquee;
mod no_landing;
mod overlay;
mod panning;
mod pasting;
mod placing;
mod pointing;
mod resizing;
mod snap;
mod switch;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::facts::SceneFacts;
use super::geometry::Point;
use super::scene::Scene;
use super::viewport::Viewport;
use crate::architecture::{Document, Kind, ResourceId};

pub use carrying::Carrying;
pub use connecting::Connecting;
pub use dragging::Dragging;
pub use drop::{Dropped, drop_into, drop_new};
pub use effects::{Effect, apply};
pub use idle::Idle;
pub use landing::movable;
pub use marquee::Marquee;
pub use overlay::{Ghost, Guide, Overlay};
pub use panning::Panning;
pub use pasting::{At, clip, duplicate, paste};
pub use placing::Placing;
pub use pointing::Pointing;
pub use resizing::Resizing;

/// What a state may look at.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The document as it is now.
    pub document: &'a Document,
    /// What is selected.
    pub selection: &'a BTreeSet<ResourceId>,
    /// The drawing of the document as it is now.
    pub scene: Arc<Scene>,
    /// What the drawing was made with.
    pub facts: Arc<SceneFacts>,
    /// Which part of it the canvas shows.
    pub view: Viewport,
    /// The size of the canvas element.
    pub size: Point,
}

impl Context<'_> {
    /// Whether a point of the screen lies on the canvas element.
    pub fn is_inside(&self, at: Point) -> bool {
        (0.0..=self.size.x).contains(&at.x) && (0.0..=self.size.y).contains(&at.y)
    }
}

/// The keys that are held while the pointer does something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Shift adds to the selection.
    pub shift: bool,
    /// Control or command: adds to the selection, and while something is
    /// dragged, switches snapping to neighbours off.
    pub control: bool,
    /// Alt drags a copy away.
    pub alt: bool,
    /// Space pans.
    pub space: bool,
}

/// What points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pointer {
    /// The main button of a mouse, or a pen.
    #[default]
    Main,
    /// The middle button of a mouse.
    Middle,
    /// A finger.
    Finger,
}

/// Something that the pointer did, at a point of the canvas element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// It went down.
    Down(Point, Pointer, Held),
    /// It moved.
    Move(Point, Held),
    /// It went up.
    Up(Point, Held),
    /// It was lost, or Escape was pressed.
    Cancel,
}

/// The active state.
#[derive(Clone, Debug)]
pub enum Tool {
    /// Nothing is under way.
    Idle(Idle),
    /// The pointer is down on something and has not moved yet.
    Pointing(Pointing),
    /// Things are being moved.
    Dragging(Dragging),
    /// A copy is being dragged away from its original.
    Carrying(Carrying),
    /// Something new is being put down.
    Placing(Placing),
    /// A connection is being drawn.
    Connecting(Connecting),
    /// The view is being moved.
    Panning(Panning),
    /// An area is being selected.
    Marquee(Marquee),
    /// A box is being resized.
    Resizing(Resizing),
}

impl Default for Tool {
    fn default() -> Self {
        Self::Idle(Idle::default())
    }
}

/// What a state does with an event: the next state and what shall happen.
pub type Step = (Tool, Vec<Effect>);

impl Tool {
    /// The tool that puts down a new thing of this kind, which is picked up
    /// elsewhere, in the palette.
    pub fn placing(kind: Kind, context: &Context<'_>) -> Self {
        Self::Placing(Placing::new(kind, context))
    }

    /// The tool that has hold of a thing: a finger has stayed on it. It is moved then, and
    /// nothing else is done with it, however near its handles are.
    pub fn holding(id: ResourceId, at: Point) -> Self {
        Self::Pointing(Pointing::new(id, at, Held::default()))
    }

    /// What the active state makes of an event.
    pub fn on(self, event: Event, context: &Context<'_>) -> Step {
        match self {
            Self::Idle(state) => state.on(event, context),
            Self::Pointing(state) => state.on(event, context),
            Self::Dragging(state) => state.on(event, context),
            Self::Carrying(state) => state.on(event, context),
            Self::Placing(state) => state.on(event, context),
            Self::Connecting(state) => state.on(event, context),
            Self::Panning(state) => state.on(event, context),
            Self::Marquee(state) => state.on(event, context),
            Self::Resizing(state) => state.on(event, context),
        }
    }

    /// What is drawn over the scene meanwhile.
    pub fn overlay(&self) -> Overlay {
        match self {
            Self::Idle(state) => state.overlay(),
            Self::Pointing(_) => Overlay::default(),
            Self::Dragging(state) => state.overlay(),
            Self::Carrying(state) => state.overlay(),
            Self::Placing(state) => state.overlay(),
            Self::Connecting(state) => state.overlay(),
            Self::Panning(_) => Overlay {
                cursor: "panning",
                ..Overlay::default()
            },
            Self::Marquee(state) => state.overlay(),
            Self::Resizing(state) => state.overlay(),
        }
    }

    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        matches!(self, Self::Idle(_))
    }
}

/// Back to rest with these effects.
fn rest(effects: Vec<Effect>) -> Step {
    (Tool::default(), effects)
}

#[cfg(test)]
mod tests;
