//! The drawing of an architecture: every box, frame, node, chip and line with
//! its place, its words and its state.
//!
//! A scene is computed from a document and from what the analyses say about
//! it, and from nothing else. It knows no browser: the page turns its parts
//! into elements, tests read it as data, and the tools ask it what lies under
//! the pointer.

mod arrange;
mod contents;
mod grid;
mod hit;
mod lines;
mod links;
mod metrics;
mod path;
mod route;
mod seats;
mod words;

use std::collections::BTreeMap;

use super::facts::{Mark, Reach, SceneFacts};
use super::geometry::{Point, Rect};
use crate::architecture::{Document, Kind, ResourceId};

pub use hit::{Hit, frame_label, handles, head};
pub use lines::{Layer, Line, LineKind, layer_words};
pub use metrics::{default_size, grip, least};
pub use path::{Leg, legs, position};
pub use route::{along, beside, first_part, svg_path};
pub use seats::seat;

/// How a part of the drawing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A box that holds others.
    Box,
    /// A dashed frame across subnets.
    Frame,
    /// An icon with its name.
    Node,
    /// A small entry on a shelf.
    Chip,
}

/// A part of the drawing: a resource, or a member of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Whose picture it is.
    pub id: ResourceId,
    /// Its kind; for a member that of what it is, such as an instance.
    pub kind: Kind,
    /// How it looks.
    pub shape: Shape,
    /// Where it is drawn.
    pub rect: Rect,
    /// The box that it is drawn in; `None` outside every box.
    pub parent: Option<ResourceId>,
    /// What it is called.
    pub name: String,
    /// The second line of a node, the block of a box, the count of a chip.
    pub sub: String,
    /// The name of its icon.
    pub icon: &'static str,
    /// What a subnet's routes make of it.
    pub reach: Option<Reach>,
    /// What the findings on it say.
    pub mark: Mark,
    /// Whether it is out of order.
    pub failed: bool,
    /// Whether it is a copy that waits for the other's failure.
    pub standby: bool,
    /// Everything that its looks say, in words.
    pub label: String,
}

impl Thing {
    /// Whether it is a member of a resource rather than a resource.
    pub fn is_member(&self) -> bool {
        self.id.as_str().contains('/')
    }

    /// The part of it that lines lead to and end at: the icon of a node, the
    /// whole of everything else.
    pub fn body(&self) -> Rect {
        match self.shape {
            Shape::Node => Rect::new(
                self.rect.x + (self.rect.w - metrics::FACE) / 2.0,
                self.rect.y,
                metrics::FACE,
                metrics::FACE,
            ),
            _ => self.rect,
        }
    }
}

/// A further piece of a frame whose subnets do not stand side by side. The
/// first piece is the frame's own [`Thing`].
#[derive(Clone, Debug, PartialEq)]
pub struct FramePiece {
    /// The group.
    pub id: ResourceId,
    /// Which piece, 1 being the second one.
    pub number: usize,
    /// Where it is drawn.
    pub rect: Rect,
}

/// An Availability Zone of a VPC, as a column behind its subnets.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// The VPC.
    pub vpc: ResourceId,
    /// Its code, such as `ap-south-1a`.
    pub code: String,
    /// Where it is drawn.
    pub rect: Rect,
    /// Whether it is out of order.
    pub failed: bool,
}

/// The line above the chips of a container.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// The container.
    pub id: ResourceId,
    /// Where it is drawn.
    pub rect: Rect,
}

/// The whole drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Everything that stands for a resource or a member, in reading order:
    /// outer before inner, then from top to bottom and left to right.
    things: Vec<Thing>,
    index: BTreeMap<ResourceId, usize>,
    /// The further pieces of frames.
    pub pieces: Vec<FramePiece>,
    /// The columns of zones.
    pub zones: Vec<Zone>,
    /// The shelves.
    pub shelves: Vec<Shelf>,
    /// The rectangle around everything.
    pub bounds: Option<Rect>,
}

/// Draws a document.
pub fn scene(document: &Document, facts: &SceneFacts) -> Scene {
    let seats = seats::Seats::of(&document.architecture, facts);
    let arranged = arrange::arrange(document, facts, &seats);
    let mut things: Vec<Thing> = arranged
        .rects
        .iter()
        .filter_map(|(id, rect)| {
            let thing = words::describe(&document.architecture, facts, &seats, id)?;
            Some(Thing {
                rect: *rect,
                ..thing
            })
        })
        .collect();
    let order = reading_order(&things);
    things.sort_by_key(|thing| order.get(&thing.id).copied().unwrap_or(usize::MAX));
    let index = things
        .iter()
        .enumerate()
        .map(|(place, thing)| (thing.id.clone(), place))
        .collect();
    let bounds = Rect::around(things.iter().map(|thing| thing.rect));
    Scene {
        things,
        index,
        pieces: arranged.pieces,
        zones: arranged.zones,
        shelves: arranged.shelves,
        bounds,
    }
}

/// The place of each thing when the drawing is read like a page: what a box
/// holds follows the box, rows from top to bottom, in a row from the left.
fn reading_order(things: &[Thing]) -> BTreeMap<ResourceId, usize> {
    let mut children: BTreeMap<Option<&ResourceId>, Vec<&Thing>> = BTreeMap::new();
    for thing in things {
        children
            .entry(thing.parent.as_ref())
            .or_default()
            .push(thing);
    }
    for siblings in children.values_mut() {
        siblings.sort_by(|one, other| {
            let row = |thing: &Thing| (thing.rect.y / 24.0).round();
            let place = |thing: &Thing| (thing.shape == Shape::Chip, row(thing), thing.rect.x);
            let (one, other) = (place(one), place(other));
            (one.0.cmp(&other.0))
                .then(one.1.total_cmp(&other.1))
                .then(one.2.total_cmp(&other.2))
        });
    }
    let mut order = BTreeMap::new();
    let mut open: Vec<&Thing> = children.get(&None).cloned().unwrap_or_default();
    open.reverse();
    while let Some(thing) = open.pop() {
        // A box that would hold itself cannot be built; a member's owner is no
        // box. Each thing therefore comes up once.
        order.insert(thing.id.clone(), order.len());
        if let Some(inner) = children.get(&Some(&thing.id)) {
            open.extend(inner.iter().rev().copied());
        }
    }
    order
}

impl Scene {
    /// The picture of a resource or member.
    pub fn get(&self, id: &ResourceId) -> Option<&Thing> {
        self.index.get(id).and_then(|place| self.things.get(*place))
    }

    /// Everything in reading order.
    pub fn things(&self) -> &[Thing] {
        &self.things
    }

    /// Everything of one shape, in reading order.
    pub fn of_shape(&self, shape: Shape) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(move |thing| thing.shape == shape)
    }

    /// The corner that spots of what stands in `parent` count from.
    pub fn origin(&self, parent: Option<&ResourceId>) -> Point {
        parent
            .and_then(|id| self.get(id))
            .map_or(Point::default(), |thing| thing.rect.corner())
    }

    /// Whether `inner` is drawn inside `outer`, at any depth.
    pub fn is_within(&self, inner: &ResourceId, outer: &ResourceId) -> bool {
        let mut parent = self.get(inner).and_then(|thing| thing.parent.as_ref());
        while let Some(id) = parent {
            if id == outer {
                return true;
            }
            parent = self.get(id).and_then(|thing| thing.parent.as_ref());
        }
        false
    }

    /// The thing itself or, for what is not drawn, what stands for it.
    pub fn shown(&self, id: &ResourceId) -> Option<&Thing> {
        self.get(id).or_else(|| self.get(&id.owner()))
    }
}

#[cfg(test)]
mod tests;
